"""The timeline: events by year, and the neighbours of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.dates import parse, say
from casebook.language import ENGLISH, Language
from casebook.records import Event


@dataclass(frozen=True, slots=True)
class Year:
    """The events that begin in one year, or in a decade where no year is known.

    `name` is how a heading says it, None where the beginning is not known at all.
    """

    name: str | None
    anchor: str
    events: tuple[Event, ...]


def years(events: Mapping[str, Event], language: Language = ENGLISH) -> tuple[Year, ...]:
    """Group `events`, which come in order of time, by the year in which each begins.

    An event without a date of its own stays with the one before it, so that the order holds.
    """
    groups: list[tuple[int | None, list[Event]]] = []
    for event in events.values():
        if groups and (event.date is None or groups[-1][0] == year_of(event)):
            groups[-1][1].append(event)
        else:
            groups.append((year_of(event), [event]))
    return tuple(_year(number, tuple(found), language) for number, found in groups)


def year_of(event: Event) -> int | None:
    """Return the year in which an event can first have begun, or None where that is not known."""
    if event.date is None or event.date.earliest is None:
        return None
    return event.date.earliest.year


def _year(number: int | None, events: tuple[Event, ...], language: Language) -> Year:
    if number is None:
        return Year(None, "undated", events)
    return Year(_name(number, events, language), f"y{number}", events)


def _name(number: int, events: tuple[Event, ...], language: Language) -> str:
    """Return the year in words; a decade where no event of the group is known to a year."""
    dates = [event.date for event in events if event.date is not None]
    wide = [date for date in dates if date.precision in _WIDE]
    known = wide[0] if wide and len(wide) == len(dates) else parse(_edtf_year(number))
    words = say(known, language)
    return words[:1].upper() + words[1:]


_WIDE = ("decade", "century", "millennium")


def _edtf_year(number: int) -> str:
    if abs(number) > 9999:
        return f"Y{number}"
    return f"-{-number:04d}" if number < 0 else f"{number:04d}"


def neighbours(events: Mapping[str, Event]) -> dict[str, tuple[Event | None, Event | None]]:
    """Return for each event, by id, the ones before and after it."""
    ordered = [None, *events.values(), None]
    return {
        event.id: (before, after)
        for before, event, after in zip(ordered, ordered[1:], ordered[2:], strict=False)
        if event is not None
    }
