"""Edits made at random to a case, such as an editor makes in a day: words, names, dates, order."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import yaml

Way: TypeAlias = tuple[str | int, ...]
Files: TypeAlias = dict[Path, Any]
"""What the files of a case hold, by their names below the data folder."""

_NAMES = ("name", "title", "term", "question", "sort_name")
_DATES = ("date", "issued", "dates", "published", "known_since", "as_of")
_DAYS = ("2015-05", "2014", "2015-05-28", "2016-09~", "1911", "1912-01-17", "2017-09-08", "2020")
_STATUSES = ("established", "reported", "claimed")
_GONE = object()


def read_files(data: Path) -> Files:
    """Return what the files of the case in `data` hold, every value a text."""
    return {
        path.relative_to(data): yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for path in sorted(data.rglob("*.y*ml"))
    }


def write_files(data: Path, files: Files) -> None:
    """Write files in the place of the case that `data` holds."""
    shutil.rmtree(data, ignore_errors=True)
    for name, content in files.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(data / name, content)


def write_file(path: Path, content: Any) -> None:
    """Write one file of a case."""
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def edited(files: Files, random: Random) -> tuple[Files, str]:
    """Return the files with one edit, and what it was; the case need not be sound after it."""
    while True:
        name = random.choice(list(files))
        kind = random.choice(tuple(_EDITS))
        content = copy.deepcopy(files[name])
        if (said := _EDITS[kind](content, random)) is not None:
            return {**files, name: content}, f"{kind}: {name.as_posix()} {said}"


def _leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*way, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*way, number))
    else:
        yield way, value


def _put(content: Any, way: Way, value: object) -> None:
    for step in way[:-1]:
        content = content[step]
    if value is _GONE:
        del content[way[-1]]
    else:
        content[way[-1]] = value


def _leaf(
    fits: Callable[[Way, str], bool], change: Callable[[str, Random], object]
) -> Callable[[Any, Random], str | None]:
    """Return an edit of one value among those that fit."""

    def edit(content: Any, random: Random) -> str | None:
        found = [(way, value) for way, value in _leaves(content) if fits(way, value)]
        if not found:
            return None
        way, value = random.choice(found)
        _put(content, way, change(value, random))
        return repr(way)

    return edit


def _swap(content: Any, random: Random) -> str | None:
    if not isinstance(content, list) or len(content) < 2:
        return None
    number = random.randrange(len(content) - 1)
    content[number], content[number + 1] = content[number + 1], content[number]
    return str(number)


def _remove(content: Any, random: Random) -> str | None:
    if not isinstance(content, list) or len(content) < 2:
        return None
    number = random.randrange(len(content))
    del content[number]
    return str(number)


def _add(content: Any, random: Random) -> str | None:
    if not isinstance(content, list):
        return None
    record = copy.deepcopy(random.choice(content))
    record["id"] = f"added-{random.randrange(10**6)}"
    for key in _NAMES:
        if key in record:
            record[key] = f"{record[key]} {record['id']}"
    for key in ("also_known_as", "aliases", "forms", "names", "former_ids", "original"):
        record.pop(key, None)
    content.insert(random.randrange(len(content) + 1), record)
    return str(record["id"])


_EDITS: Mapping[str, Callable[[Any, Random], str | None]] = {
    "words": _leaf(lambda _, value: len(value) > 60, lambda value, _: f"{value} Zxq."),
    "a name": _leaf(lambda way, _: way[-1] in _NAMES, lambda value, _: f"{value} Zx"),
    "a date": _leaf(lambda way, _: way[-1] in _DATES, lambda _, random: random.choice(_DAYS)),
    "a status": _leaf(
        lambda way, value: way[-1] == "status" and value in _STATUSES,
        lambda _, random: random.choice(_STATUSES),
    ),
    "a key less": _leaf(lambda way, _: isinstance(way[-1], str), lambda *_: _GONE),
    "an item less": _leaf(lambda way, _: isinstance(way[-1], int), lambda *_: _GONE),
    "two in another order": _swap,
    "a record less": _remove,
    "a record more": _add,
}
