"""A drawing of actors and the relations between them: boxes, words and lines, with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import TypeAlias

from casebook.records import Actor
from casebook.views.network.lettering import width_of, wrap
from casebook.views.profile import Tie

Point: TypeAlias = tuple[float, float]

NAME, NAME_LINE = 13.0, 16
"""Size of a name, and from one of its lines to the next."""
WORD, WORD_LINE = 12.0, 14
"""The same for the words of a relation."""

_TARGET = 24.0  # what a finger can hit (WCAG 2.2, 2.5.8)
_ROUND = 16.0
_MARGIN = 3.0  # for the outline of a box at the edge
_ARROW = (8.0, 3.6)  # length of its head, and half its width
_WEAK = ("claimed", "disputed")


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide a drawing is, and how wide at most the names and the words of relations in it."""

    width: float
    names: float
    words: float


WIDE = Paper(960, 150, 110)
NARROW = Paper(340, 100, 86)


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the drawing: its centre, its size, and the lines of text in it."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An actor; `ties` is how many relations it has in the whole case."""

    actor: Actor
    box: Box
    ties: int
    chosen: bool = False

    @property
    def corner(self) -> float:
        """The radius of the corners of its box: people's boxes are round, so that they differ."""
        return min(self.box.height / 2, _ROUND) if self.actor.kind == "person" else 0


@dataclass(frozen=True, slots=True)
class Line:
    """A relation: a line from its subject by way of its words to the other, where the head is.

    `weak` says that the relation is only claimed, or disputed.
    """

    tie: Tie
    box: Box
    path: tuple[Point, Point, Point]
    head: tuple[Point, Point, Point]
    weak: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Actors and relations in the order of reading; `numbered` relations show no words.

    `left_out` are the actors that have relations but did not find room.
    """

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    numbered: bool = False
    left_out: int = 0


def draw(
    actors: Sequence[Actor],
    ties: Mapping[Tie, int],
    counts: Mapping[str, int],
    paper: Paper,
    *,
    numbered: bool = False,
    chosen: str = "",
    left_out: int = 0,
) -> Drawing:
    """Lay out `actors` and the `ties` between them on paper of a given width.

    `ties` come with the number of each in the table, which a `numbered` drawing shows; `counts`
    says how many relations each actor has, and `chosen` whose neighbourhood this is.
    """
    boxes = _placed(actors, ties, paper, numbered)
    nodes = {
        actor.id: Node(actor, box, counts[actor.id], actor.id == chosen)
        for actor, box in zip(actors, boxes, strict=False)
    }
    lines = [_line(tie, nodes, box) for tie, box in zip(ties, boxes[len(actors) :], strict=True)]
    height = max((box.y + box.height / 2 for box in boxes), default=0) + _MARGIN
    return Drawing(
        paper.width,
        round(height, 1),
        tuple(sorted(nodes.values(), key=_reading)),
        tuple(sorted(lines, key=_reading)),
        numbered,
        left_out,
    )


def counted(ties: Iterable[Tie]) -> Counter[str]:
    """Return how many relations each actor has."""
    return Counter(name for tie in ties for name in {tie.subject, tie.other})


_Size: TypeAlias = tuple[float, float, tuple[str, ...]]


def _placed(
    actors: Sequence[Actor], ties: Mapping[Tie, int], paper: Paper, numbered: bool
) -> list[Box]:
    """Return the boxes of the actors, then those of the relations."""
    # Loading numpy takes a tenth of a second, which a check of the data need not spend.
    from casebook.views.network.layout import place  # noqa: PLC0415

    sizes = [_size(wrap(actor.name, NAME, paper.names, bold=True)) for actor in actors]
    sizes += [_label(_words(tie, number, paper, numbered)) for tie, number in ties.items()]
    at = {actor.id: number for number, actor in enumerate(actors)}
    links = [
        link
        for label, tie in enumerate(ties, len(actors))
        for link in ((at[tie.subject], label), (label, at[tie.other]))
    ]
    places = place(tuple(size[:2] for size in sizes), tuple(links), paper.width - 2 * _MARGIN)
    return [
        Box(round(x + _MARGIN, 1), round(y + _MARGIN, 1), *size)
        for (x, y), size in zip(places, sizes, strict=True)
    ]


def _size(lines: tuple[str, ...]) -> _Size:
    widest = max(width_of(line, NAME, bold=True) for line in lines)
    return round(widest + 18, 1), len(lines) * NAME_LINE + 10.0, lines


def _label(lines: tuple[str, ...]) -> _Size:
    widest = max(width_of(line, WORD) for line in lines)
    return max(_TARGET, round(widest + 6, 1)), max(_TARGET, len(lines) * WORD_LINE + 4.0), lines


def _words(tie: Tie, number: int, paper: Paper, numbered: bool) -> tuple[str, ...]:
    return (str(number),) if numbered else wrap(tie.verb, WORD, paper.words)


def _reading(item: Node | Line) -> tuple[float, float]:
    return item.box.y, item.box.x


def _line(tie: Tie, nodes: Mapping[str, Node], box: Box) -> Line:
    start = _edge(nodes[tie.subject], (box.x, box.y))
    end = _edge(nodes[tie.other], (box.x, box.y))
    head = _head((box.x, box.y), end)
    return Line(tie, box, (start, (box.x, box.y), end), head, tie.relation.status in _WEAK)


def _edge(node: Node, toward: Point) -> Point:
    """Return where the line from the middle of a box to a point comes out of the box."""
    inside, outside = 0.0, 1.0
    dx, dy = toward[0] - node.box.x, toward[1] - node.box.y
    for _ in range(14):
        middle = (inside + outside) / 2
        if _within(node, dx * middle, dy * middle):
            inside = middle
        else:
            outside = middle
    return round(node.box.x + dx * inside, 1), round(node.box.y + dy * inside, 1)


def _within(node: Node, dx: float, dy: float) -> bool:
    """Whether a point, by its distance from the middle, lies inside the box; people's are round."""
    corner = node.corner
    over_x = max(0.0, abs(dx) - node.box.width / 2 + corner)
    over_y = max(0.0, abs(dy) - node.box.height / 2 + corner)
    return hypot(over_x, over_y) <= corner


def _head(before: Point, tip: Point) -> tuple[Point, Point, Point]:
    length, half = _ARROW
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    far = hypot(dx, dy) or 1.0
    dx, dy = dx / far, dy / far
    base = tip[0] - dx * length, tip[1] - dy * length
    left = round(base[0] - dy * half, 1), round(base[1] + dx * half, 1)
    right = round(base[0] + dy * half, 1), round(base[1] - dx * half, 1)
    return tip, left, right
