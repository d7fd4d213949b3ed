"""The order of events: by date, and by `between` where only their order is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from casebook.records import Event


def in_order(events: Mapping[str, Event]) -> tuple[Event, ...]:
    """Return all events in order of time.

    An event without a date follows directly after the earlier of the two it stands between; one
    whose neighbours cannot be placed (they wait for each other) comes at the end.
    """
    ordered, waiting = _place(events.values())
    return (*ordered, *waiting)


def unplaced(events: Mapping[str, Event]) -> tuple[Event, ...]:
    """Return the events without a date that stand between events which wait for them."""
    return tuple(_place(events.values())[1])


def _place(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    # Events of the same date keep the order of the files, which is the editor's.
    events = tuple(events)
    dated = [(event.date.sort_key, event) for event in events if event.date is not None]
    ordered = [event for _, event in sorted(dated, key=lambda item: item[0][:-1])]
    waiting = {event.id: event for event in events if event.date is None and event.between}
    placed = {event.id for event in ordered}
    while ready := [event for event in waiting.values() if placed.issuperset(event.between)]:
        ordered = _with(ready, ordered)
        placed.update(event.id for event in ready)
        waiting = {name: event for name, event in waiting.items() if name not in placed}
    return ordered, list(waiting.values())


def _with(ready: Iterable[Event], ordered: list[Event]) -> list[Event]:
    """Return the events with each that is ready after the earlier of the two it lies between.

    Those between the same two keep the order of the files.
    """
    places = {event.id: place for place, event in enumerate(ordered)}
    following: defaultdict[int, list[Event]] = defaultdict(list)
    for event in ready:
        following[min(places[name] for name in event.between)].append(event)
    return [
        event
        for place, before in enumerate(ordered)
        for event in (before, *following.get(place, ()))
    ]
