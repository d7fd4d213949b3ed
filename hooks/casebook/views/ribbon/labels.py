"""Words inside the drawing: how wide they are, and where there is room for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.dates import EdtfDate
from casebook.views.ribbon.model import Band

TEXT = 12.0
"""The size of all words in the drawing, in pixels."""
ROW = 17.0
"""The height of a row of words."""
_MOST_ROWS = 4
INSET = 5.0
"""Pixels between a line and the words that belong to it."""

# Parts of the size, from the widest of the common sans-serif faces, so that no guess is too small.
_NARROW = frozenset("iljtfr.,:;'|!()[]·’ ")
_WIDE = frozenset("mwMW@%—…")


@lru_cache(maxsize=4096)
def text_width(words: str, size: float = TEXT) -> float:
    """Return how wide words are at most, in pixels, whatever sans-serif face the reader has."""
    return size * sum(map(_part, words))


def fitted(words: str, room: float) -> str:
    """Return words, cut short with an ellipsis where they are wider than `room`."""
    if text_width(words) <= room:
        return words
    while words and text_width(words + "…") > room:
        words = words[:-1].rstrip()
    return words + "…"


@cache
def _part(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 1.02
    return 0.76 if letter.isupper() else 0.655


class Line:
    """One row of words, with `gap` pixels or more between any two."""

    def __init__(self, gap: float = 8.0) -> None:
        self._gap = gap
        self._taken: list[tuple[float, float]] = []

    def take(self, left: float, right: float) -> bool:
        """Take the room from `left` to `right` if it is free, and say whether it was."""
        for start, end in self._taken:
            if left < end + self._gap and start < right + self._gap:
                return False
        self._taken.append((left, right))
        return True

    def covers(self, x: float) -> bool:
        """Say whether there are words at `x`."""
        return any(start <= x <= end for start, end in self._taken)


def bands(
    eras: Sequence[tuple[str, EdtfDate, float, float]], width: float
) -> tuple[tuple[Band, ...], int]:
    """Place the names of eras above them, each from its left edge on, in as few rows as will do.

    An era comes as name, date, left and right end. Returns the bands, whose `label_y` and `edge`
    count from the top, and the number of rows; a name that no row has room for is left to the
    caption.
    """
    # From the right, so that the line from a name in a higher row down to its era passes the names
    # below on their left.
    wanted = sorted((_wanted(era, width) for era in eras), key=lambda one: -one.start)
    rows: list[Line] = [Line() for _ in range(_MOST_ROWS)]
    seated = [(one, _row(rows, one, width)) for one in wanted]
    used = max((row + 1 for _, row in seated if row is not None), default=0)
    found = [_band(one, row, rows, used) for one, row in seated]
    return tuple(sorted(found, key=lambda band: (band.left, band.right))), used


class _Wanted(NamedTuple):
    """An era, and from where to where its name would be written."""

    name: str
    date: EdtfDate
    left: float
    right: float
    start: float
    end: float


def _wanted(era: tuple[str, EdtfDate, float, float], width: float) -> _Wanted:
    room = text_width(era[0]) + INSET
    start = max(0.0, min(era[2], width - room))
    return _Wanted(*era, start, start + room)


def _row(rows: Sequence[Line], one: _Wanted, width: float) -> int | None:
    if one.end > width:
        return None
    return next((at for at, row in enumerate(rows) if row.take(one.start, one.end)), None)


def _band(one: _Wanted, row: int | None, rows: Sequence[Line], used: int) -> Band:
    bottom = used * ROW
    y = None if row is None else (used - row) * ROW - 5
    edge = bottom
    if y is not None and not any(line.covers(one.left) for line in rows[:row]):
        # Where the name had to move to the left, the line begins below it.
        edge = y - 9 if one.start == one.left else y + 4
    return Band(one.name, one.date, one.left, one.right, one.start + INSET, y, edge)
