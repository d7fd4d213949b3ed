"""Index pages: records in groups, with the anchor of each group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from casebook.case import name_of
from casebook.dates.model import SortKey
from casebook.language import ENGLISH, Language, Message
from casebook.records import Actor, Place, Record, Source, Term

R = TypeVar("R", bound=Record)
T = TypeVar("T")
G = TypeVar("G", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Records, or what is told of them, under one heading."""

    name: str
    anchor: str
    records: tuple[T, ...]


def by_kind(actors: Iterable[Actor], language: Language = ENGLISH) -> tuple[Group[Actor], ...]:
    """Group actors by kind: people first, then bodies, each by name."""
    found = _gather(actors, lambda actor: actor.kind)
    return tuple(
        Group(language.word(heading), kind, _sorted(found[kind], sort_name, language))
        for kind, heading in ACTOR_KINDS.items()
        if kind in found
    )


def by_country(places: Iterable[Place], language: Language = ENGLISH) -> tuple[Group[Place], ...]:
    """Group places by country, each by name."""
    found = _gather(places, country_of)
    return tuple(
        Group(country, anchor(country), _sorted(found[country], name_of, language))
        for country in sorted(found, key=language.sort_key)
    )


def by_letter(terms: Iterable[Term], language: Language = ENGLISH) -> tuple[Group[Term], ...]:
    """Group terms by the first letter of each; `#` gathers those that begin with none."""
    found = _gather(terms, lambda term: language.first_letter(term.term))
    return tuple(
        Group(letter, anchor(letter), _sorted(found[letter], name_of, language))
        for letter in sorted(found, key=language.sort_key)
    )


def by_year(sources: Iterable[Source], language: Language = ENGLISH) -> tuple[Group[Source], ...]:
    """Group sources by the year of issue, each year in order of time; those without one last."""
    found = _gather(sources, _year)
    return tuple(
        Group(
            _year_name(year, language),
            year_anchor(found[year][0]),
            tuple(sorted(found[year], key=_issued)),
        )
        for year in sorted(found, key=lambda year: (year is None, year or 0))
    )


def gathered_by_letter(
    items: Iterable[T], name: Callable[[T], str], language: Language = ENGLISH
) -> tuple[tuple[str, tuple[T, ...]], ...]:
    """Return the letters that the names of `items` begin with, in order, each with its items."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        found[language.first_letter(name(item))].append(item)
    return tuple((letter, tuple(found[letter])) for letter in sorted(found, key=language.sort_key))


def year_name(source: Source, language: Language = ENGLISH) -> str:
    """Return the heading under which a source stands."""
    return _year_name(_year(source), language)


def year_anchor(source: Source) -> str:
    """Return the anchor of the group in which a source stands."""
    year = _year(source)
    return "undated" if year is None else f"y{year}"


def country_of(place: Place) -> str:
    """Return the heading under which a place stands: its country, or itself where it has none."""
    return place.country or place.name


def sort_name(actor: Actor) -> str:
    """Return the name by which an actor is sorted."""
    return actor.sort_name or actor.name


def anchor(words: str) -> str:
    """Return the anchor of the group with this heading."""
    return re.sub(r"[^\w]+", "-", words.casefold()).strip("-") or "other"


ACTOR_KINDS = {
    "person": Message("People"),
    "unit": Message("Units"),
    "organisation": Message("Organisations"),
    "state": Message("States"),
    "media": Message("Media"),
}


def _year(source: Source) -> int | None:
    """Return the year of issue where one is known: a century says less than its first year."""
    if source.issued.earliest is None or source.issued.precision in _WIDE:
        return None
    return source.issued.earliest.year


_WIDE = ("decade", "century", "millennium")


def _year_name(year: int | None, language: Language) -> str:
    return language.gettext("Year not known") if year is None else f"{year:04d}"


def _issued(source: Source) -> tuple[SortKey, str]:
    return source.issued.sort_key, source.id


def _gather(records: Iterable[R], group: Callable[[R], G]) -> dict[G, list[R]]:
    found: defaultdict[G, list[R]] = defaultdict(list)
    for record in records:
        found[group(record)].append(record)
    return dict(found)


def _sorted(records: Iterable[R], name: Callable[[R], str], language: Language) -> tuple[R, ...]:
    return tuple(sorted(records, key=lambda r: (language.sort_key(name(r)), r.id)))
