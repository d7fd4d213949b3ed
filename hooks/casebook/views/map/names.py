"""Every name of every place from A to Z, so that a place is found by any of its spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casebook.language import ENGLISH, Language
from casebook.records import Name, Place


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name of a place: `main` if it is listed by it; `name` says its language where known."""

    words: str
    place: Place
    main: bool
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The names under one letter, in order."""

    letter: str
    spellings: tuple[Spelling, ...]


def gazetteer(places: Iterable[Place], language: Language = ENGLISH) -> tuple[Letter, ...]:
    """Return the names of places by their first letters; those that begin with none come first."""
    found: defaultdict[str, list[Spelling]] = defaultdict(list)
    for place in places:
        for spelling in _spellings(place):
            found[language.first_letter(spelling.words)].append(spelling)
    return tuple(
        Letter(letter, tuple(sorted(found[letter], key=lambda s: _order(s, language))))
        for letter in sorted(found, key=language.sort_key)
    )


def _spellings(place: Place) -> Iterator[Spelling]:
    yield Spelling(place.name, place, main=True)
    said = {place.name}
    for name in place.names:
        if name.name not in said:
            said.add(name.name)
            yield Spelling(name.name, place, main=False, name=name)
    for words in place.also_known_as:
        # The beginning of a name stands beside the whole one in any case.
        if words not in said and not place.name.startswith(words):
            said.add(words)
            yield Spelling(words, place, main=False)


def _order(spelling: Spelling, language: Language) -> tuple[object, ...]:
    return language.sort_key(spelling.words), not spelling.main, spelling.place.id
