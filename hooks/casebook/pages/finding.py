"""The index of the search: small scripts, of which a reader loads the few that a question needs.

`search/index.js` tells how the rest is cut; `search/words/<n>.js` hold a stretch of the alphabet
each, with the entries that a word leads to; `search/entries/<n>.js` hold what is shown of eight
entries. They are scripts because a page from a folder may load a script and may not fetch a file.
`assets/js/search.js` asks for them.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import TypeAlias

from casebook.pages.folding import spelled, words
from casebook.pages.page import DataFile
from casebook.pages.searched import Entry

FOLDER = "search/"
NAME = "!"
"""What the words of names and headings begin with, so that they stand apart from those of texts."""

# Bytes of a file of words: some 10 KB when compressed. A word that is everywhere may take more.
_FULL = 24_000
_TOGETHER = 8
# What is kept of a text to show; all of its words are found.
_SHOWN = 4_000
_LEVELS = 10

Places: TypeAlias = "array[int]"
"""The entries that a word stands in, each times ten, plus how much the word says of the entry."""


def files(entries: Iterable[Entry]) -> tuple[DataFile, ...]:
    """Return the files of the index. Parts of a page must follow its first entry."""
    listed = tuple(entries)
    shards = list(_shards(_places(listed)))
    made = [
        *(_file(f"words/{n}", dict(shard)) for n, shard in enumerate(shards)),
        *(_file(f"entries/{n}", shown) for n, shown in enumerate(_shown(listed))),
    ]
    print_of_all = sha256("".join(file.text for file in made).encode("utf-8", "replace"))
    index = {
        "version": print_of_all.hexdigest()[:12],
        "count": len(listed),
        "together": _TOGETHER,
        "starts": [shard[0][0] for shard in shards],
        "parts": _parts(listed),
    }
    return (_file("index", index), *made)


def level_of_text(count: int) -> int:
    """Return how much a word says of a text in which it stands so often: 1 to 3."""
    return 1 + (count > 1) + (count > 3)


def level_of_name(length: int) -> int:
    """Return how much a word says of a name of so many words: 4 to 9."""
    return 4 + round(5 / length)


def _places(entries: Sequence[Entry]) -> dict[str, Places]:
    found: defaultdict[str, Places] = defaultdict(lambda: array("L"))
    for number, entry in enumerate(entries):
        place = number * _LEVELS
        for word, level in _said(entry.text):
            found[word].append(place + level)
        for word, level in _named(entry).items():
            found[NAME + word].append(place + level)
    return found


# A preview makes the index anew at every save; of a case that fits, all texts but one are the same.
@lru_cache(maxsize=4_000)
def _said(text: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a text, each with how much it says of it."""
    return tuple((word, level_of_text(count)) for word, count in Counter(words(text)).items())


def _named(entry: Entry) -> dict[str, int]:
    """Return the words of title and names; each counts by the shortest name it is part of."""
    levels: dict[str, int] = {}
    for name in dict.fromkeys((entry.title, *entry.names)):
        for spelling in spelled(name):
            for word in spelling:
                levels[word] = max(levels.get(word, 0), level_of_name(len(spelling)))
    return levels


def _shards(
    found: Mapping[str, Places],
) -> Iterator[list[tuple[str, dict[int, list[int]]]]]:
    """Yield stretches of the words, in the order in which a browser compares texts."""
    shard: list[tuple[str, dict[int, list[int]]]] = []
    size = 0
    for word in sorted(found, key=lambda word: word.encode("utf-16-be", "surrogatepass")):
        held = _by_level(found[word])
        more = len(word.encode("utf-8", "replace")) + len(found[word]) * 2 + 8
        if shard and size + more > _FULL:
            yield shard
            shard, size = [], 0
        shard.append((word, held))
        size += more
    if shard:
        yield shard


def _by_level(places: Places) -> dict[int, list[int]]:
    """Return the entries for each level, each as the distance from the one before."""
    numbers: defaultdict[int, list[int]] = defaultdict(lambda: [0])
    for place in places:
        number, level = divmod(place, _LEVELS)
        numbers[level].append(number)
    return {level: [b - a for a, b in pairwise(numbers[level])] for level in sorted(numbers)}


def _shown(entries: Sequence[Entry]) -> Iterator[list[tuple[object, ...]]]:
    """Yield what is shown of the entries: location, title, text, names, title of the page."""
    page = ""
    shown: list[tuple[object, ...]] = []
    for entry in entries:
        is_part = "#" in entry.location
        page = page if is_part else entry.title
        text = entry.text.removeprefix(entry.title)[:_SHOWN].lstrip()
        shown.append((entry.location, entry.title, text, entry.names, page if is_part else ""))
        if len(shown) == _TOGETHER:
            yield shown
            shown = []
    if shown:
        yield shown


def _parts(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Return where a page has several entries: the number of the first, and how many follow it."""
    starts = [n for n, entry in enumerate(entries) if "#" not in entry.location]
    ends = [*starts, len(entries)][1:]
    return [(a, b - a - 1) for a, b in zip(starts, ends, strict=True) if b - a > 1]


def _file(name: str, content: object) -> DataFile:
    return DataFile.calling(f"{FOLDER}{name}.js", "casebookSearch", name, content)
