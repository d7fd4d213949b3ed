"""JSON -> values that know their line and column.

Python's own decoder says whether a text is JSON and reads every scalar; only the way to each value
is walked here, because that decoder keeps no places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from json import JSONDecodeError, JSONDecoder

from casebook.editing.importing.fields import Cell
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.report import ImportRefusedError, Report
from casebook.problems import Where
from casebook.reading import Raw, RawList, RawMap, RawText

MAX_DEPTH = 40
MAX_VALUES = 400_000

_GAP = re.compile(r"[ \t\n]*")
# Numbers stay as they are written: 1e3 is no 1000, and 010 no 8.
_SCALARS = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def read_json(intake: Intake, report: Report, most: int = MAX_VALUES) -> Raw:
    """Return what a file of JSON holds, each scalar as text; null is an empty one.

    A key that stands twice is reported, the later one counts. Raises `ImportRefusedError` for what
    is not JSON, nests too deeply or has more than `most` values.
    """
    try:
        json.loads(intake.text, parse_int=str, parse_float=str)
    except JSONDecodeError as error:
        where = intake.where(error.pos)
        raise ImportRefusedError(f"{where}: this is not JSON: {_said(error)}.") from None
    except RecursionError:
        raise ImportRefusedError(f"{intake.name} nests too deeply.") from None
    return _Walk(intake, report, most).whole()


def cells(value: Raw, name: str = "") -> Iterator[Cell]:
    """Yield every scalar inside a value, by the way to it: `media.url`, `author.0.family`."""
    if isinstance(value, RawText):
        yield Cell(name, value.text, value.where)
    for key, inner in _inner(value):
        yield from cells(inner, f"{name}.{key}" if name else key)


def _inner(value: Raw) -> Iterator[tuple[str, Raw]]:
    if isinstance(value, RawMap):
        yield from value.entries.items()
    elif isinstance(value, RawList):
        yield from ((str(number), inner) for number, inner in enumerate(value.items))


class _Walk:
    def __init__(self, intake: Intake, report: Report, most: int) -> None:
        self._intake = intake
        self._text = intake.text
        self._report = report
        self._left = most

    def whole(self) -> Raw:
        return self._value(self._after(0), 0)[0]

    def _value(self, at: int, depth: int) -> tuple[Raw, int]:
        where = self._intake.where(at)
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            raise ImportRefusedError(f"{where}: the values nest too deeply, or are too many.")
        if self._text[at] == "{":
            return self._object(at, depth, where)
        if self._text[at] == "[":
            return self._array(at, depth, where)
        value, end = _SCALARS.raw_decode(self._text, at)
        return RawText(_written(value), where), end

    def _object(self, at: int, depth: int, where: Where) -> tuple[Raw, int]:
        entries: dict[str, Raw] = {}
        places: dict[str, Where] = {}
        at = self._after(at + 1)
        while self._text[at] != "}":
            place = self._intake.where(at)
            key, at = _SCALARS.raw_decode(self._text, at)
            value, at = self._value(self._after(self._after(at) + 1), depth + 1)
            if key in entries:
                self._twice(key, entries[key], place)
            entries[key], places[key] = value, place
            at = self._next(at)
        return RawMap(entries, places, where), at + 1

    def _array(self, at: int, depth: int, where: Where) -> tuple[Raw, int]:
        items: list[Raw] = []
        at = self._after(at + 1)
        while self._text[at] != "]":
            value, at = self._value(at, depth + 1)
            items.append(value)
            at = self._next(at)
        return RawList(tuple(items), where), at + 1

    def _next(self, at: int) -> int:
        """Return the place of the next value, or of the bracket that closes."""
        at = self._after(at)
        return self._after(at + 1) if self._text[at] == "," else at

    def _after(self, at: int) -> int:
        gap = _GAP.match(self._text, at)
        return gap.end() if gap else at

    def _twice(self, key: str, value: Raw, place: Where) -> None:
        hint = f"It stands again on line {place.line}; the later one counts"
        for cell in cells(value, key):
            self._report.left(cell.where, f'"{cell.name}" was not carried over', hint)


def _written(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _said(error: JSONDecodeError) -> str:
    return f"{error.msg[:1].lower()}{error.msg[1:]}"


def items(value: Raw, name: str = "") -> Sequence[Raw]:
    """Return the items of a list; raise `ImportRefusedError` for anything else."""
    if not isinstance(value, RawList):
        raise ImportRefusedError(f"{value.where}: {name} is not a list.")
    return value.items
