"""Events -> items of a drawing."""

from __future__ import annotations

from collections.abc import Iterable

from casebook.records import Event, Key
from casebook.views.ribbon.model import Item


def event_items(
    events: Iterable[Event], *, anchored: bool = False, row: str = ""
) -> tuple[Item, ...]:
    """Return events as items, in the order given; their marks lead to the pages of the events.

    With `anchored` they lead to the events as listed on the page of the drawing itself.
    """
    return tuple(
        Item(
            event.id,
            event.title,
            event.date,
            event.status,
            event.between,
            event.key,
            Key("events", event.id),
            f"event-{event.id}" if anchored else "",
            row,
        )
        for event in events
    )
