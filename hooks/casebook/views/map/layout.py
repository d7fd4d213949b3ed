"""Names beside marks, so that none lies on another, on a mark or outside the map.

Each name is tried close to its mark on all sides, then farther off with a line that leads to it;
where nothing is free the mark gets a number instead. Several orders are tried and the cheapest
result is taken, so that the same places always give the same map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from casebook.views.map.boxes import LINE, Box, Segment, breadth, clear, cross
from casebook.views.map.model import TARGET, Label, Named, Spot
from casebook.views.map.positions import Try, Words, by_cost, labelled

TITLE = 9.5
"""The size of the names of countries, in units of the map."""

_EDGE = 3.0
_MANY = 40
_NOTHING_COST = 2000.0


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the labels so far and the map itself leave no room for.

    `words` are the labels' boxes as tall as a target.
    """

    frame: Box
    marks: tuple[tuple[Spot, Box], ...]
    blocked: tuple[Box, ...]
    words: tuple[Box, ...] = ()
    names: tuple[Box, ...] = ()
    leaders: tuple[Segment, ...] = ()

    def with_label(self, label: Label) -> _Taken:
        """Return what is taken once a label stands as well."""
        return replace(
            self,
            words=(*self.words, label.box.at_least(0, TARGET)),
            names=(*self.names, label.box.grown(1)),
            leaders=(*self.leaders, label.leader) if label.leader else self.leaders,
        )

    def first_free(self, spot: Spot, tries: Iterable[Try]) -> Try | None:
        """Return the first label of `spot` that may stand where it does."""
        others = [box for other, box in self.marks if other is not spot] + list(self.blocked)
        own = [box for other, box in self.marks if other is spot]
        # A country may lie below an inset; its name is led out from there.
        ahead = [box for box in others if not box.holds(spot.x, spot.y)]
        for made in tries:
            label = made.label
            solid = others + own if label.leader else others
            if self._stands(label.box, solid) and self._leads(label.leader, ahead):
                return made
        return None

    def _stands(self, box: Box, solid: list[Box]) -> bool:
        if not box.within(self.frame):
            return False
        tall = box.at_least(0, TARGET)
        if not (clear(tall, self.words) and clear(box, solid)):
            return False
        if not self.leaders:
            return True
        wide = box.grown(1)
        return not any(wide.crossed(leader) for leader in self.leaders)

    def _leads(self, line: Segment | None, ahead: list[Box]) -> bool:
        if line is None:
            return True
        if any(box.crossed(line) for box in (*ahead, *self.names)):
            return False
        return not any(cross(line, leader) for leader in self.leaders)


def placed(
    spots: Sequence[Spot], width: float, height: float, blocked: Sequence[Box] = ()
) -> tuple[Named, ...]:
    """Return the spots, each with its label, in the order in which they came.

    `blocked` are boxes that no label may touch.
    """
    frame = Box(0, 0, width, height).grown(-_EDGE)
    marks = tuple((spot, mark(spot)) for spot in spots if spot.reach)
    empty = _Taken(frame, marks, tuple(blocked))
    orders = _ORDERS[:1] if len(spots) > _MANY else _ORDERS
    tries = {spot.place.id: _Kept(by_cost(spot)) for spot in spots}
    results = [_attempt(sorted(spots, key=order), empty, tries) for order in orders]
    best = min(results, key=lambda result: result[0])[1]
    numbered = _numbered(best)
    return tuple(Named(spot, numbered[spot.place.id]) for spot in spots)


def titled(
    names: Sequence[tuple[str, Sequence[tuple[float, float]]]],
    named: Sequence[Named],
    blocked: Sequence[Box] = (),
) -> tuple[Label, ...]:
    """Return the names of countries where one of the middles given for each is free.

    A name that finds no room is left out; it stands in the list all the same.
    """
    boxes = [mark(item.spot) for item in named if item.spot.reach]
    boxes += [item.label.box.grown(2) for item in named if item.label]
    lines = [item.label.leader for item in named if item.label and item.label.leader]
    found: list[Label] = []
    for words, middles in names:
        title = Words((words,), *title_size(words))
        tries = (labelled(title, middle, (0, 0)) for middle in middles)
        free = (
            made
            for made in tries
            if clear(made.box, (*boxes, *blocked))
            and not any(made.box.crossed(line) for line in lines)
            and clear(made.box, [other.box for other in found])
        )
        found += islice(free, 1)
    return tuple(found)


def title_size(words: str) -> tuple[float, float]:
    """Return the room that the name of a country needs: spaced capitals, one line."""
    return breadth(words.upper(), TITLE, spacing=1.0), LINE


def _crowd(spot: Spot) -> tuple[float, str]:
    return (-spot.events, spot.place.id)


_ORDERS: tuple[Callable[[Spot], tuple[float, str]], ...] = (
    _crowd,
    lambda spot: (spot.x, spot.place.id),
    lambda spot: (-spot.x, spot.place.id),
    lambda spot: (spot.y, spot.place.id),
    lambda spot: (-spot.y, spot.place.id),
    lambda spot: (-len(spot.place.name), spot.place.id),
)


class _Kept:
    """The labels that a spot may have, made when first asked for: most orders ask for few."""

    def __init__(self, tries: Iterator[Try]) -> None:
        self._more = tries
        self._made: list[Try] = []

    def __iter__(self) -> Iterator[Try]:
        yield from self._made
        for made in self._more:
            self._made.append(made)
            yield made


def _attempt(
    order: list[Spot], taken: _Taken, tries: Mapping[str, _Kept]
) -> tuple[float, dict[str, Label | None]]:
    total = 0.0
    found: dict[str, Label | None] = {}
    for spot in order:
        made = taken.first_free(spot, tries[spot.place.id])
        total += made.cost if made else _NOTHING_COST
        found[spot.place.id] = made.label if made else None
        taken = taken.with_label(made.label) if made else taken
    return total, found


def mark(spot: Spot) -> Box:
    """Return the box of a mark, with a little air."""
    return Box(spot.x, spot.y, spot.x, spot.y).grown(spot.reach + 1)


def _numbered(found: dict[str, Label | None]) -> dict[str, Label | None]:
    """Return the labels with numbers from 1 up, in the order of the ids."""
    names = sorted(name for name, label in found.items() if label and label.number)
    numbers = {name: number for number, name in enumerate(names, 1)}
    return {
        name: replace(label, number=numbers[name], lines=(str(numbers[name]),))
        if label and name in numbers
        else label
        for name, label in found.items()
    }
