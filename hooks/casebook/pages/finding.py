"""The index of the search: small scripts, of which a reader loads the few that a question needs.

`search/index.js` tells how the rest is cut; `search/words/<n>.js` hold a stretch of the alphabet
each, with the entries that a word leads to; `search/entries/<n>.js` hold what is shown of eight
entries. They are scripts because a page from a folder may load a script and may not fetch a file.
`assets/js/search.js` asks for them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from operator import sub
from sys import intern
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

Places: TypeAlias = "tuple[defaultdict[str, list[int]], ...]"
"""For each level, from none on: the words that say so much of an entry, and of which ones each."""


def files(entries: Iterable[Entry]) -> tuple[DataFile, ...]:
    """Return the files of the index. Parts of a page must follow its first entry."""
    listed = tuple(entries)
    shards = list(_shards(_places(listed)))
    made = [
        *(_file(f"words/{n}", dict(shard)) for n, shard in enumerate(shards)),
        *(_file(f"entries/{n}", shown) for n, shown in enumerate(_shown(listed))),
    ]
    print_of_all = sha256()
    for file in made:
        print_of_all.update(file.text.encode("utf-8", "replace"))
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


def _places(entries: Sequence[Entry]) -> Places:
    found: Places = tuple(defaultdict(list) for _ in range(_LEVELS))
    for number, entry in enumerate(entries):
        for level, said in _said(entry.text):
            held = found[level]
            for word in said:
                held[word].append(number)
        for word, level in _named(entry).items():
            found[level][NAME + word].append(number)
    return found


# A preview makes the index anew at every save; of a case that fits, all texts but one are the same.
@lru_cache(maxsize=4_000)
def _said(text: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the words of a text, those together that it has as often, and how much they say."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in Counter(words(text)).items():
        found[count].append(intern(word))  # the same words stand in all texts
    return tuple((level_of_text(count), tuple(said)) for count, said in found.items())


def _named(entry: Entry) -> dict[str, int]:
    """Return the words of title and names; each counts by the shortest name it is part of."""
    levels: dict[str, int] = {}
    for name in dict.fromkeys((entry.title, *entry.names)):
        for spelling in spelled(name):
            for word in spelling:
                levels[word] = max(levels.get(word, 0), level_of_name(len(spelling)))
    return levels


def _shards(found: Places) -> Iterator[list[tuple[str, dict[int, list[int]]]]]:
    """Yield stretches of the words, in the order in which a browser compares texts.

    Each word has the entries for each level, each as the distance from the one before.
    """
    shard: list[tuple[str, dict[int, list[int]]]] = []
    size = 0
    every = {word for said in found for word in said}
    for word in sorted(every, key=lambda word: word.encode("utf-16-be", "surrogatepass")):
        held = {level: _steps(said[word]) for level, said in enumerate(found) if word in said}
        more = len(word.encode("utf-8", "replace")) + sum(map(len, held.values())) * 2 + 8
        if shard and size + more > _FULL:
            yield shard
            shard, size = [], 0
        shard.append((word, held))
        size += more
    if shard:
        yield shard


def _steps(numbers: list[int]) -> list[int]:
    return [*map(sub, numbers, [0, *numbers])]


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
