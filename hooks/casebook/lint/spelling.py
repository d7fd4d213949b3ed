"""Two actors who may be one: their names differ by spelling only."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import TypeAlias, TypeVar

from casebook.lint.research import Finding, Research
from casebook.records import Actor, Key

# What one script's letters become in another: the same sound, written in several ways.
_SOUNDS = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"),
    ("ks", "x"), ("ts", "c"), ("tz", "c"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("yu", "u"),
    ("iu", "u"), ("ya", "a"), ("ia", "a"), ("ye", "e"), ("ie", "e"), ("yo", "o"), ("io", "o"),
    ("y", "i"), ("q", "k"), ("w", "v"),
)  # fmt: skip
_SOUND = re.compile("|".join(sorted((written for written, _ in _SOUNDS), key=len, reverse=True)))
_TWICE = re.compile(r"([^\W\d])\1+")
_SILENT = re.compile(r"(?<=[aeiou])h$")
_VOWELS = re.compile("[aeiou]+")
_FIRST_VOWELS = re.compile("^[aeiou]+")
_NO_LETTER = re.compile(r"[\W_]+")
_JOINING = re.compile(r"(?<=\w)['’ʼʻ`´](?=\w)")

_ALIKE = 0.7
"""How much of the letters of two parts of a name must agree, in their order (difflib's ratio)."""

_NEAREST = 10

Parts: TypeAlias = tuple[str, ...]
T = TypeVar("T")


def spelled_alike(research: Research) -> Iterator[Finding]:
    """Yield pairs of actors whose names differ by case, marks, hyphens, order, or by how a script
    was turned into another.

    Not those that the editor evidently knows to be two: one has the other's name under
    `also_known_as`, or a relation joins them.
    """
    case = research.case
    known = _known_apart(research)
    told: set[frozenset[str]] = set()
    for one, other, first, second in _pairs(list(case.actors.values())):
        pair = frozenset((one.id, other.id))
        if pair in told or pair in known:
            continue
        told.add(pair)
        keys = Key("actors", one.id), Key("actors", other.id)
        place = case.where(keys[0])
        where = case.where(keys[1], ("name",), second)
        what = f'"{second}" differs from "{first}" ({keys[0]}, {place.file}:{place.line})'
        hint = (
            "If the two are one, make them one record with also_known_as; "
            "if not, list this one under checks, CB311, in case.yml"
        )
        yield Finding(where, f"{what} by spelling only", hint, keys)


def _known_apart(research: Research) -> frozenset[frozenset[str]]:
    """Return the pairs of actors that the data holds apart, by their ids."""
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    actors = research.case.actors.values()
    for actor in actors:
        for name in _names(actor):
            by_name[name.casefold()].add(actor.id)
    found = {
        frozenset((actor.id, other))
        for actor in actors
        for alias in actor.also_known_as
        for other in by_name.get(alias.casefold(), ())
    }
    joined = {frozenset((actor.id, tie.to)) for actor in actors for tie in actor.relations}
    return frozenset(found | joined)


def _pairs(actors: list[Actor]) -> Iterator[tuple[Actor, Actor, str, str]]:
    """Yield pairs of actors with the two names that are alike, in the order of the files.

    A thousand actors make half a million pairs. So names are put under keys, and of those under the
    same key, sorted by sound, each is compared with the few that follow it (the sorted
    neighbourhood of Hernández and Stolfo, SIGMOD 1995).
    """
    keyed: defaultdict[str, set[tuple[Parts, int, str]]] = defaultdict(set)
    for number, actor in enumerate(actors):
        for name in _names(actor):
            for key in _keys(name):
                keyed[key].add((_sounds(name), number, name))
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for names in keyed.values():
        for first, second in _neighbours(sorted(names)):
            (_, one, name), (_, other, other_name) = sorted((first, second), key=itemgetter(1))
            if one != other and _alike(name, other_name):
                found.setdefault((one, other), (name, other_name))
    for (one, other), (first_name, second_name) in sorted(found.items()):
        yield actors[one], actors[other], first_name, second_name


def _neighbours(names: list[T]) -> Iterator[tuple[T, T]]:
    for place, name in enumerate(names):
        yield from ((name, other) for other in names[place + 1 : place + 1 + _NEAREST])


def _names(actor: Actor) -> Iterator[str]:
    """Yield the names an actor goes by in full; a surname alone may belong to many."""
    yield actor.name
    yield from (name.name for name in actor.names)


def _keys(name: str) -> set[str]:
    """Return keys of which two spellings of a name share at least one."""
    parts = _sounds(name)
    return {" ".join(sorted(map(_bones, parts))), _bones(_joined(parts))} - {""}


def _alike(one: str, other: str) -> bool:
    """Return whether two names with a key in common are the same but for their spelling."""
    first, second = _sounds(one), _sounds(other)
    if _joined(first) == _joined(second) or sorted(first) == sorted(second):
        return True
    pairs = list(zip(sorted(first, key=_bones), sorted(second, key=_bones), strict=False))
    # One word has too little to go by: two countries may differ by a letter.
    return len(first) == len(second) > 1 and all(_near(*pair) for pair in pairs)


def _near(one: str, other: str) -> bool:
    """Return whether two parts of names have the same consonants and most vowels in common.

    Where only one of them ends in a vowel they are two names: an ending tells a woman's from a
    man's.
    """
    if one == other:
        return True
    ends = {bool(_VOWELS.fullmatch(part[-1])) for part in (one, other)}
    alike = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    return _bones(one) == _bones(other) and len(ends) == 1 and alike


@cache
def _sounds(name: str) -> Parts:
    """Return the parts of a name as they sound, without case, marks, hyphens and doubled letters.

    Marks are what Unicode takes off in its decomposition (UAX #15, NFKD).
    """
    folded = name.casefold()
    if not folded.isascii():
        taken_apart = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in taken_apart if not unicodedata.combining(c))
    parts = _NO_LETTER.sub(" ", _JOINING.sub("", folded)).split()
    return tuple(_sound(part) for part in parts)


def _sound(part: str) -> str:
    same = dict(_SOUNDS)
    heard = _TWICE.sub(r"\1", _SOUND.sub(lambda match: same[match[0]], part))
    return _SILENT.sub("", heard)


def _joined(parts: Parts) -> str:
    return _TWICE.sub(r"\1", "".join(parts))


def _bones(part: str) -> str:
    """Return a part of a name without its vowels; that it begins with one is kept."""
    return _VOWELS.sub("", _FIRST_VOWELS.sub("'", part))
