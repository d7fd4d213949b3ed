"""Boxes, lines and words on a map: whether they meet, and how much room they need."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Segment: TypeAlias = tuple[float, float, float, float]

SIZE = 12.5
"""The size of names, in units of the map."""
LINE = 15.0
"""From one line of a name to the next."""
_LONGEST = 15
# Parts of an em, on the safe side of the faces that the site names.
_NARROW = frozenset("iljtfrI.,:;'’|!()[]- ·")
_BROAD = frozenset("mwMW@ЖШЩЮФМжшщюфм")


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right, to a tenth of a unit."""
        return round(self.right - self.left, 1)

    @property
    def height(self) -> float:
        """From top to bottom, to a tenth of a unit."""
        return round(self.bottom - self.top, 1)

    def meets(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Tell whether this box lies in the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the box."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def grown(self, by: float) -> Box:
        """Return the box with that much more on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def joined(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def rounded(self) -> Box:
        """Return the box to a tenth of a unit."""
        return Box(*(round(side, 1) for side in (self.left, self.top, self.right, self.bottom)))

    def at_least(self, width: float, height: float) -> Box:
        """Return the box grown about its middle to that size."""
        across = max(0.0, width - (self.right - self.left)) / 2
        down = max(0.0, height - (self.bottom - self.top)) / 2
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def crossed(self, line: Segment) -> bool:
        """Tell whether a line enters the box (by Liang and Barsky's rule)."""
        x, y, to_x, to_y = line
        # Most lines lie on one side of the box.
        if (x <= self.left and to_x <= self.left) or (x >= self.right and to_x >= self.right):
            return False
        if (y <= self.top and to_y <= self.top) or (y >= self.bottom and to_y >= self.bottom):
            return False
        dx, dy = to_x - x, to_y - y
        enters, leaves = 0.0, 1.0
        for step, room in (
            (-dx, x - self.left),
            (dx, self.right - x),
            (-dy, y - self.top),
            (dy, self.bottom - y),
        ):
            if step == 0:
                if room <= 0:
                    return False
            elif step < 0:
                enters = max(enters, room / step)
            else:
                leaves = min(leaves, room / step)
        return enters < leaves


def clear(box: Box, others: Iterable[Box]) -> bool:
    """Tell whether a box meets none of the others; the same as asking each, but sooner done."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    for other in others:
        if left < other.right and other.left < right and top < other.bottom and other.top < bottom:
            return False
    return True


def around(points: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box that holds all the points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def cross(one: Segment, other: Segment) -> bool:
    """Tell whether two lines cross each other."""
    a, b = (one[0], one[1]), (one[2], one[3])
    c, d = (other[0], other[1]), (other[2], other[3])
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def breadth(words: str, size: float = SIZE, spacing: float = 0.0) -> float:
    """Return the room, in units, that words need at most; `spacing` is added to each letter."""
    return sum((_em(letter) * size + spacing) for letter in words)


def broken(words: str) -> tuple[str, ...]:
    """Return words as lines of about `_LONGEST` letters; no word is broken."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > _LONGEST:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in _NARROW:
        return 0.4
    if letter in _BROAD:
        return 1.0
    return 0.75 if letter.isupper() else 0.64
