"""Rules that look at several fields of a record at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook.records import Account, Actor, Event, Place, Question, Record, Source
from casebook.records.fields import Location

Mistake = tuple[Location, str, str, str]


def mistakes(record: Record) -> Iterator[Mistake]:
    """Yield what is wrong with a record: the location of the value, what, the hint, the code."""
    if isinstance(record, Event):
        yield from _event(record)
    elif isinstance(record, Actor):
        yield from _actor(record)
    elif isinstance(record, Question):
        if len(record.accounts) < 2:
            yield ("accounts",), "accounts: a question needs two or more answers", _TWO, "CB234"
    elif isinstance(record, Place):
        yield from _place(record)
    elif isinstance(record, Source):
        yield from _source(record)


_TWO = "Add the rival account, with its sources"


def _event(event: Event) -> Iterator[Mistake]:
    if event.date is None and not event.between:
        yield (
            (),
            'an event needs "date" or "between"',
            "Say when, or between which two events",
            "CB231",
        )
    if event.between and (len(set(event.between)) != 2 or event.id in event.between):
        yield (
            ("between",),
            "between: two other events are wanted",
            "Write [event-a, event-b]",
            "CB232",
        )
    yield from _disputed(event.status, event.accounts, ())


def _actor(actor: Actor) -> Iterator[Mistake]:
    for number, fact in enumerate(actor.facts):
        at = ("facts", number)
        yield from _disputed(fact.status, fact.accounts, at)
        if not fact.sources and not fact.accounts:
            yield at, f'the fact "{fact.label}" has no source', "Add sources: [...]", "CB235"
        elif not fact.sources and fact.status in ("established", "reported"):
            what = f'the fact "{fact.label}" is {fact.status} without a source'
            yield (*at, "status"), what, "Add sources: [...], or call it claimed", "CB235"
    for number, relation in enumerate(actor.relations):
        if relation.to == actor.id:
            yield (
                ("relations", number, "to"),
                "a relation leads to its own record",
                "Name the other actor",
                "CB236",
            )


def _disputed(status: str, accounts: Sequence[Account], at: Location) -> Iterator[Mistake]:
    if status == "disputed" and len(accounts) < 2:
        what = f"status: disputed needs at least two accounts, there {_number(accounts)}"
        yield (*at, "accounts" if accounts else "status"), what, _TWO, "CB233"


def _number(accounts: Sequence[Account]) -> str:
    return "is one" if accounts else "are none"


def _place(place: Place) -> Iterator[Mistake]:
    if (place.lat is None) != (place.lon is None):
        given = "lat" if place.lon is None else "lon"
        yield (given,), f"{given} stands alone", "Write both lat and lon, or neither", "CB237"
    if place.lat is not None and place.precision is None:
        hint = "Add precision: exact, town, area or country"
        yield ("lat",), "the point has no precision", hint, "CB238"


def _source(source: Source) -> Iterator[Mistake]:
    for number, author in enumerate(source.author):
        if bool(author.literal) == bool(author.family):
            kind = "both a person and a body" if author.literal else "neither a person nor a body"
            hint = "Write family and given of a person, or literal alone"
            yield ("author", number), f"author {number + 1}: {kind}", hint, "CB239"
