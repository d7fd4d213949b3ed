"""Events as timelines of other programs want them: plain words, and a span of days.

Such programs know less of dates than EDTF does. They get the days on which an event may lie, and
what is known of its date in words beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.case import Case
from casebook.dates import Day, EdtfDate, say
from casebook.exports.model import Given
from casebook.language import Language, language_of
from casebook.records import Event, Key
from casebook.views.once import once


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in plain words, in the language of the case.

    `page` is the address of its page, `when` its date in words; `place` is empty where none is
    known. `actors` have their roles with them, `sources` are titles.
    """

    event: Event
    page: str
    when: str
    summary: str
    status: str
    place: str
    actors: tuple[str, ...]
    sources: tuple[str, ...]


@once  # for several formats
def entries(given: Given) -> tuple[Entry, ...]:
    """Return every event in the order of time."""
    language = language_of(given.case.about.language)
    return tuple(_entry(event, given, language) for event in given.case.events.values())


def _entry(event: Event, given: Given, language: Language) -> Entry:
    case = given.case
    key = Key("events", event.id)
    return Entry(
        event,
        given.page(key),
        _when(event, case, language),
        given.texts.get(key, "summary").plain,
        language.pgettext("status", event.status),
        case.places[event.place].name if event.place else "",
        tuple(_actors(event, case, language)),
        tuple(case.sources[name].title for name in event.sources),
    )


def extent(date: EdtfDate) -> tuple[Day, Day]:
    """Return the first and the last day that a date may cover.

    Of a date with an end that is open or unknown, it is the extent of the end that is known.
    """
    if date.earliest is not None and date.latest is not None:
        return date.earliest, date.latest
    for end in (date.start, date.end):
        if isinstance(end, EdtfDate):
            return extent(end)
    bound = (date.earliest, date.latest)
    known = (c for c in date.choices if any(day in (c.earliest, c.latest) for day in bound if day))
    return extent(next(known))


def is_exact(date: EdtfDate) -> bool:
    """Return whether days say all of a date: one day, or all from one day to another."""
    if isinstance(date.start, EdtfDate) and isinstance(date.end, EdtfDate):
        return is_exact(date.start) and is_exact(date.end)
    whole = date.is_plain and date.precision == "day"
    return whole or (date.precision == "time" and not (date.uncertain or date.approximate))


def _when(event: Event, case: Case, language: Language) -> str:
    words = [say(event.date, language)] if event.date else []
    if event.between:
        first, second = (case.events[name].title for name in event.between)
        words.append(
            language.gettext("between %(first)s and %(second)s", first=first, second=second)
        )
    return language.listed(words)


def _actors(event: Event, case: Case, language: Language) -> Iterator[str]:
    for participant in event.actors:
        name = case.actors[participant.id].name
        if participant.role:
            name = language.pgettext(
                "role", "%(actor)s (%(role)s)", actor=name, role=participant.role
            )
        yield name
