"""Long lists cut into pages: a heading of the list on each, or a piece of one too long for that.

Where a list is cut depends on its own headings and on nothing that its neighbours do: a part keeps
its address while others grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casebook.case import Case
from casebook.language import Language, language_of
from casebook.records import Place
from casebook.views import limits
from casebook.views.indexes import (
    Group,
    anchor,
    by_country,
    by_kind,
    by_letter,
    by_year,
    country_of,
    gathered_by_letter,
    sort_name,
)
from casebook.views.once import once
from casebook.views.profile import Tie, ties


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the items of a list: piece `number` of the `count` into which a heading is cut.

    `section` is the heading, `letter` the one below it where it is cut by letters. `name` is what
    tells its address apart.
    """

    name: str
    section: str
    letter: str
    number: int
    count: int
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a list, and the parts below it. A list without headings is one of no name."""

    name: str
    anchor: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """The number of items below the heading."""
        return sum(len(part.items) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of all lists that are cut, by folder; no list is there that stands whole."""

    sections: Mapping[str, tuple[Section, ...]]
    _places: Mapping[tuple[str, str], Part] = field(repr=False)

    def of(self, folder: str) -> tuple[Part, ...]:
        """Return the parts of a list in their order; none where it stands whole on its page."""
        return tuple(part for section in self.sections.get(folder, ()) for part in section.parts)

    def holding(self, folder: str, name: str) -> Part | None:
        """Return the part that has the item of this id; None where the list stands whole."""
        return self._places.get((folder, name))


@once
def parts(case: Case) -> Parts:
    """Return the parts into which the lists of a case are cut."""
    language = language_of(case.about.language)
    found: dict[str, tuple[Section, ...]] = {}
    for folder, limit in limits.LISTS.items():
        items = ties(case) if folder == "network" else tuple(getattr(case, folder).values())
        if len(items) > limit.whole:
            found[folder] = tuple(_CUTS[folder](case, items, limit.part, language))
    places = {
        (folder, item.id): part
        for folder, sections in found.items()
        for section in sections
        for part in section.parts
        for item in part.items
    }
    return Parts(found, places)


# As in the addresses of the timeline.
_YEAR = re.compile(r"^y(-?\d+)$")


def _headed(groups: Iterable[Group[Any]], most: int) -> Iterator[Section]:
    """Cut a list by its headings."""
    for group in groups:
        name = _YEAR.sub(r"\1", group.anchor)
        made = tuple(_pieces(name, group.name, "", group.records, most))
        yield Section(group.name, group.anchor, made)


def _lettered(
    groups: Iterable[Group[Any]], most: int, name: Callable[[Any], str], language: Language
) -> Iterator[Section]:
    """Cut a list by its headings, and those that are too long for a page by letters."""
    for group in groups:
        if len(group.records) <= most:
            yield from _headed([group], most)
            continue
        made = tuple(
            part
            for letter, records in gathered_by_letter(group.records, name, language)
            for part in _pieces(
                f"{group.anchor}-{anchor(letter)}", group.name, letter, records, most
            )
        )
        yield Section(group.name, group.anchor, made)


def _plain(items: Sequence[Any], most: int) -> Iterator[Section]:
    """Cut a list that has no headings."""
    yield Section("", "", tuple(_pieces("", "", "", items, most)))


def _pieces(
    name: str, section: str, letter: str, items: Sequence[Any], most: int
) -> Iterator[Part]:
    count = -(-len(items) // most)
    size = -(-len(items) // count)
    for number in range(1, count + 1):
        own = name if number == 1 and name else f"{name}-{number}".lstrip("-")
        piece = tuple(items[(number - 1) * size : number * size])
        yield Part(own, section, letter, number, count, piece)


def _relations(case: Case, items: Sequence[Tie], language: Language) -> Iterator[Group[Tie]]:
    """Group relations by the letter of the actor whose record has them."""
    ordered = sorted(
        items,
        key=lambda tie: (language.sort_key(sort_name(case.actors[tie.declared])), tie.declared),
    )
    for letter, found in gathered_by_letter(
        ordered, lambda tie: sort_name(case.actors[tie.declared]), language
    ):
        yield Group(letter, anchor(letter), found)


def _by_country(items: Sequence[Place], language: Language) -> Iterator[Group[Place]]:
    """Group places by the letter of their country: many countries have one place alone."""
    ordered = [place for group in by_country(items, language) for place in group.records]
    for letter, found in gathered_by_letter(ordered, country_of, language):
        yield Group(letter, anchor(letter), found)


_Cut = Callable[[Case, Sequence[Any], int, Language], Iterable[Section]]
_CUTS: Mapping[str, _Cut] = {
    "articles": lambda _case, items, most, _language: _plain(items, most),
    "actors": lambda _case, items, most, language: _lettered(
        by_kind(items, language), most, sort_name, language
    ),
    "places": lambda _case, items, most, language: _headed(_by_country(items, language), most),
    "questions": lambda _case, items, most, _language: _plain(items, most),
    "glossary": lambda _case, items, most, language: _headed(by_letter(items, language), most),
    "sources": lambda _case, items, most, language: _headed(by_year(items, language), most),
    "network": lambda case, items, most, language: _headed(_relations(case, items, language), most),
}
