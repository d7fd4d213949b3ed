"""Facets: the values by which the records of a list can be filtered, and how many have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from casebook.dates import EdtfDate

T = TypeVar("T")

Values = Callable[[T], Iterable[str]]
"""What a record has under a facet: no value, one, or several."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen: how it is written in an address, and how many records have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One question about the records of a list (`name`), and its answers."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Facets(Generic[T]):
    """The facets of a list, and where each record stands under them."""

    facets: tuple[Facet, ...]
    places: Mapping[str, Mapping[str, tuple[int, ...]]]
    """For each record, by its id and the name of a facet, the places of its values among the
    options. Places instead of values: a long list repeats them a thousand times."""


def facets(
    records: Mapping[str, T],
    values: Mapping[str, Values[T]],
    orders: Mapping[str, Sequence[str]] | None = None,
) -> Facets[T]:
    """Return the facets of `records`, by the name under which `values` gives each.

    Options come in the order that `orders` gives, else the most frequent first. A facet that tells
    no records apart (all have the same values) is left out.
    """
    found = [
        (name, {id_: tuple(dict.fromkeys(of(record))) for id_, record in records.items()})
        for name, of in values.items()
    ]
    telling = [(name, given) for name, given in found if len(set(given.values())) > 1]
    made = tuple(_facet(name, given, (orders or {}).get(name, ())) for name, given in telling)
    ranks = {
        facet.name: {option.value: place for place, option in enumerate(facet.options)}
        for facet in made
    }
    places = {
        id_: {name: tuple(sorted(ranks[name][v] for v in given[id_])) for name, given in telling}
        for id_ in records
    }
    return Facets(made, places)


def span(date: EdtfDate | None) -> tuple[int | None, int | None]:
    """Return the first and last year that a date can lie in; None where an end is open."""
    if date is None:
        return None, None
    first = date.earliest.year if date.earliest else None
    last = date.latest.year if date.latest else None
    return first, last


def _facet(name: str, given: Mapping[str, tuple[str, ...]], order: Sequence[str]) -> Facet:
    counts = Counter(value for values in given.values() for value in values)
    ranks = {value: place for place, value in enumerate(order)}
    # Python's sort is stable: values met as often keep the order in which the records have them.
    ordered = sorted(counts, key=lambda value: (ranks.get(value, len(ranks)), -counts[value]))
    return Facet(name, tuple(Option(value, counts[value]) for value in ordered))
