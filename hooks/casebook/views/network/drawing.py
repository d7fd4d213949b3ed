"""A drawing of actors and the relations between them: boxes, words and lines, with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be drawn: `actors`, and the `ties` between them, on paper of a given width.

    `ties` come with the number of each in the table, which a `numbered` drawing shows; `chosen` is
    the actor whose neighbourhood this is.
    """

    actors: Sequence[Actor]
    ties: Mapping[Tie, int]
    paper: Paper
    numbered: bool = False
    chosen: str = ""
    left_out: int = 0


def draw(scenes: Sequence[Scene], counts: Mapping[str, int]) -> tuple[Drawing, ...]:
    """Lay out scenes, all at once, which takes much less time than one by one.

    `counts` says how many relations each actor has.
    """
    # Loading numpy takes a tenth of a second, which a check of the data need not spend.
    from casebook.views.network.layout import Task, place  # noqa: PLC0415

    sizes = [tuple(_sizes(scene)) for scene in scenes]
    tasks = [
        Task(tuple(size[:2] for size in found), _links(scene), scene.paper.width - 2 * _MARGIN)
        for scene, found in zip(scenes, sizes, strict=True)
    ]
    return tuple(
        _drawn(scene, counts, list(map(_box, places, found)))
        for scene, found, places in zip(scenes, sizes, place(tasks), strict=True)
    )


def _drawn(scene: Scene, counts: Mapping[str, int], boxes: Sequence[Box]) -> Drawing:
    actors = scene.actors
    nodes = {
        actor.id: Node(actor, box, counts[actor.id], actor.id == scene.chosen)
        for actor, box in zip(actors, boxes, strict=False)
    }
    words = boxes[len(actors) :]
    lines = [_line(tie, nodes, box) for tie, box in zip(scene.ties, words, strict=True)]
    height = max((box.y + box.height / 2 for box in boxes), default=0) + _MARGIN
    return Drawing(
        scene.paper.width,
        round(height, 1),
        tuple(sorted(nodes.values(), key=_reading)),
        tuple(sorted(lines, key=_reading)),
        scene.numbered,
        scene.left_out,
    )


def counted(ties: Iterable[Tie]) -> Counter[str]:
    """Return how many relations each actor has."""
    return Counter(name for tie in ties for name in {tie.subject, tie.other})


_Size: TypeAlias = tuple[float, float, tuple[str, ...]]


def _sizes(scene: Scene) -> Iterator[_Size]:
    """Yield the sizes of the boxes of the actors, then those of the relations."""
    for actor in scene.actors:
        yield _size(wrap(actor.name, NAME, scene.paper.names, bold=True))
    for tie, number in scene.ties.items():
        yield _label(_words(tie, number, scene.paper, scene.numbered))


def _links(scene: Scene) -> tuple[tuple[int, int], ...]:
    """Return the lines: from the subject of each relation to its words, and on to the other."""
    at = {actor.id: number for number, actor in enumerate(scene.actors)}
    return tuple(
        link
        for label, tie in enumerate(scene.ties, len(scene.actors))
        for link in ((at[tie.subject], label), (label, at[tie.other]))
    )


def _box(at: Point, size: _Size) -> Box:
    return Box(round(at[0] + _MARGIN, 1), round(at[1] + _MARGIN, 1), *size)


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
    """Return where the line from the middle of a box to a point comes out of the box.

    The corners of people's boxes are round.
    """
    box, corner = node.box, node.corner
    wide, high = box.width / 2, box.height / 2
    dx, dy = toward[0] - box.x, toward[1] - box.y
    across, down = abs(dx), abs(dy)
    inside, outside = 0.0, 1.0
    for _ in range(14):
        middle = (inside + outside) / 2
        over_x, over_y = across * middle - wide + corner, down * middle - high + corner
        if hypot(over_x if over_x > 0 else 0.0, over_y if over_y > 0 else 0.0) <= corner:
            inside = middle
        else:
            outside = middle
    return round(box.x + dx * inside, 1), round(box.y + dy * inside, 1)


def _head(before: Point, tip: Point) -> tuple[Point, Point, Point]:
    length, half = _ARROW
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    far = hypot(dx, dy) or 1.0
    dx, dy = dx / far, dy / far
    base = tip[0] - dx * length, tip[1] - dy * length
    left = round(base[0] - dy * half, 1), round(base[1] + dx * half, 1)
    right = round(base[0] + dy * half, 1), round(base[1] - dx * half, 1)
    return tip, left, right
