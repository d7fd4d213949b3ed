"""Where the words of a mark may stand, and how well: close to it, farther off, or a number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
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
                Try(made + cost + extra, label)
                for cost, shape in shapes
                for made, label in positions(spot, shape, 1 if extra else None)
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


def _near(spot: Spot, words: Words, number: int | None) -> Iterator[tuple[float, Label]]:
    """Yield the places that touch a mark, or lie inside a country, each with its cost."""
    for nth, middle in enumerate(spot.room):
        yield nth / 10, labelled(words, middle, (0, 0), number=number)
    for cost, dx, dy in _SIDES if spot.reach else ():
        reach = spot.reach + _GAP if 0 in (dx, dy) else spot.reach * 0.6 + 2
        corner = (spot.x + dx * reach, spot.y + dy * reach)
        yield cost, labelled(words, corner, (dx, dy), number=number)


def _far(spot: Spot, words: Words, number: int | None) -> Iterator[tuple[float, Label]]:
    """Yield places farther off, with a line that leads there, each with its cost."""
    for (step, far), (across, down, toward) in product(enumerate(_FAR), _DIRECTIONS):
        start = (spot.x + across * (spot.reach + 1), spot.y + down * (spot.reach + 1))
        end = (spot.x + across * (spot.reach + far), spot.y + down * (spot.reach + far))
        apart = (end[0] + 3 * toward[0], end[1] + 2 * toward[1])
        leader = _segment(start, end)
        yield 12.0 + 4 * step + abs(down), labelled(words, apart, toward, leader, number)


def _direction(angle: float) -> tuple[float, float, tuple[int, int]]:
    """Return how far a direction leads across and down, and to which side of it words stand."""
    across, down = math.cos(angle), math.sin(angle)
    return across, down, (round(across), round(down) if abs(across) < _STEEP else 0)


_STEEP = 0.5
_DIRECTIONS = tuple(_direction(2 * math.pi * turn / _ROUND) for turn in range(_ROUND))
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


def labelled(
    words: Words,
    corner: tuple[float, float],
    toward: tuple[int, int],
    leader: Segment | None = None,
    number: int | None = None,
) -> Label:
    """Return the words put to that side of a point."""
    x, y = corner
    left = x - words.width * (1 - toward[0]) / 2
    top = y - words.height * (1 - toward[1]) / 2
    anchor = ("end", "middle", "start")[toward[0] + 1]
    foot = top + LINE / 2 + SIZE * 0.36
    box = Box(left, top, left + words.width, top + words.height)
    return Label(words.lines, round(x, 1), round(foot, 1), anchor, box, leader, number)
