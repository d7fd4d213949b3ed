"""Index pages: records in groups, with the anchor of each group."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from casebook.case import name_of
from casebook.records import Actor, Place, Record, Source, Term

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Group(Generic[R]):
    """Records under one heading."""

    name: str
    anchor: str
    records: tuple[R, ...]


def by_kind(actors: Iterable[Actor]) -> tuple[Group[Actor], ...]:
    """Group actors by kind: people first, then bodies, each by name."""
    found = _gather(actors, lambda actor: actor.kind)
    return tuple(
        Group(heading, kind, _sorted(found[kind], sort_name))
        for kind, heading in _ACTOR_KINDS.items()
        if kind in found
    )


def by_country(places: Iterable[Place]) -> tuple[Group[Place], ...]:
    """Group places by country, each by name."""
    found = _gather(places, lambda place: place.country or place.name)
    return tuple(
        Group(country, _anchor(country), _sorted(found[country], name_of))
        for country in sorted(found, key=collation)
    )


def by_letter(terms: Iterable[Term]) -> tuple[Group[Term], ...]:
    """Group terms by the first letter of each."""
    found = _gather(terms, lambda term: first_letter(term.term))
    return tuple(
        Group(letter, _anchor(letter), _sorted(found[letter], name_of)) for letter in sorted(found)
    )


def by_year(sources: Iterable[Source]) -> tuple[Group[Source], ...]:
    """Group sources by the year of issue, each year in order of time."""
    found = _gather(sources, _year)
    return tuple(
        Group(
            year,
            _anchor(f"y{year}"),
            tuple(sorted(found[year], key=lambda s: (s.issued.sort_key, s.id))),
        )
        for year in sorted(found)
    )


def sort_name(actor: Actor) -> str:
    """Return the name by which an actor is sorted."""
    return actor.sort_name or actor.name


def first_letter(words: str) -> str:
    """Return the letter under which a word stands, without its accents; `#` for no letter."""
    letter = next((c for c in unicodedata.normalize("NFD", words) if c.isalnum()), "#")
    return letter.upper() if letter.isalpha() else "#"


def collation(words: str) -> str:
    """Return a key that sorts without regard to case and accents."""
    decomposed = unicodedata.normalize("NFD", words.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_ACTOR_KINDS = {
    "person": "People",
    "unit": "Units",
    "organisation": "Organisations",
    "state": "States",
    "media": "Media",
}


def _year(source: Source) -> str:
    day = source.issued.earliest or source.issued.latest
    return f"{day.year:04d}" if day else "undated"


def _gather(records: Iterable[R], group: Callable[[R], str]) -> dict[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        found[group(record)].append(record)
    return dict(found)


def _sorted(records: Iterable[R], name: Callable[[R], str]) -> tuple[R, ...]:
    return tuple(sorted(records, key=lambda record: (collation(name(record)), record.id)))


def _anchor(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.casefold()).strip("-") or "other"
