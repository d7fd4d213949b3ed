"""Where the words of a mark may stand, and how well: close to it, farther off, or a number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from casebook.views.map.boxes import LINE, SIZE, Box, Segment, breadth, broken
from casebook.views.map.model import Label, Spot

# In units of the map: from a mark to its words, and the lengths of the lines that lead there.
_GAP = 4.0
_FAR = (16.0, 28.0, 42.0, 58.0, 76.0, 96.0)
_ROUND = 16  # directions
_NUMBER_COST = 500.0


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text and the room they take."""

    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Try:
    """A label where it might stand; the less the cost, the better it reads there."""

    cost: float
    label: Label


def by_cost(spot: Spot) -> Iterator[Try]:
    """Yield the labels that a spot may have, the best first; what is far off only if asked for."""
    for shapes, extra in ((_shapes(spot), 0.0), ([(0.0, _number_size())], _NUMBER_COST)):
        for positions in (_near, _far):
            tries = [
                Try(made.cost + cost + extra, replace(made.label, number=1 if extra else None))
                for cost, shape in shapes
                for made in positions(spot, shape)
            ]
            yield from sorted(tries, key=lambda made: made.cost)


def _shapes(spot: Spot) -> list[tuple[float, Words]]:
    """Return a name in one line and, where it is long, rather in several; each with its cost."""
    lines = broken(spot.place.name)
    one = _words((spot.place.name,), spot.events)
    if len(lines) == 1:
        return [(0.0, one)]
    return [(3.0, one), (2.0, _words(lines, spot.events))]


def _words(lines: tuple[str, ...], events: int = 0) -> Words:
    wide = max(map(breadth, lines[:-1]), default=0.0)
    count = breadth(f" {events}") + 2 if events else 0.0
    return Words(lines, max(wide, breadth(lines[-1]) + count), LINE * len(lines))


def _number_size() -> Words:
    return _words(("00",))


def _near(spot: Spot, words: Words) -> Iterator[Try]:
    """Yield the places that touch a mark, or lie inside a country."""
    for nth, middle in enumerate(spot.room):
        yield Try(nth / 10, labelled(words, middle, (0, 0)))
    for cost, dx, dy in _SIDES if spot.reach else ():
        reach = spot.reach + _GAP if 0 in (dx, dy) else spot.reach * 0.6 + 2
        yield Try(cost, labelled(words, (spot.x + dx * reach, spot.y + dy * reach), (dx, dy)))


def _far(spot: Spot, words: Words) -> Iterator[Try]:
    """Yield places farther off, with a line that leads there."""
    for (step, far), turn in product(enumerate(_FAR), range(_ROUND)):
        angle = 2 * math.pi * turn / _ROUND
        across, down = math.cos(angle), math.sin(angle)
        start = (spot.x + across * (spot.reach + 1), spot.y + down * (spot.reach + 1))
        end = (spot.x + across * (spot.reach + far), spot.y + down * (spot.reach + far))
        toward = (round(across), round(down) if abs(across) < _STEEP else 0)
        apart = (end[0] + 3 * toward[0], end[1] + 2 * toward[1])
        made = labelled(words, apart, toward)
        yield Try(12.0 + 4 * step + abs(down), replace(made, leader=_segment(start, end)))


_STEEP = 0.5
# Right of the mark reads best, then left, then the corners, then above and below.
_SIDES = (
    (0.0, 1, 0),
    (1.0, -1, 0),
    (2.0, 1, -1),
    (2.2, 1, 1),
    (3.0, -1, -1),
    (3.2, -1, 1),
    (4.0, 0, -1),
    (4.2, 0, 1),
)


def _segment(start: tuple[float, float], end: tuple[float, float]) -> Segment:
    return (round(start[0], 1), round(start[1], 1), round(end[0], 1), round(end[1], 1))


def labelled(words: Words, corner: tuple[float, float], toward: tuple[int, int]) -> Label:
    """Return the words put to that side of a point."""
    x, y = corner
    left = x - words.width * (1 - toward[0]) / 2
    top = y - words.height * (1 - toward[1]) / 2
    anchor = ("end", "middle", "start")[toward[0] + 1]
    foot = top + LINE / 2 + SIZE * 0.36
    box = Box(left, top, left + words.width, top + words.height)
    return Label(words.lines, round(x, 1), round(foot, 1), anchor, box)
