"""Where the boxes of a drawing go: near what they are joined to, and never on one another.

A relation is a box too, with its words in it, between the boxes of its two actors. So the words
get their room as the names do, and of several relations between two actors none hides another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from casebook.views.network.geometry import Floats, Whole, lengths
from casebook.views.network.mend import mended
from casebook.views.network.plan import Plan, crossings, disturbed, made
from casebook.views.network.relax import relaxed
from casebook.views.network.start import Links, starts, stretched

Places: TypeAlias = tuple[tuple[float, float], ...]

_TRIES = 2
_KEPT = 8192
_AT_ONCE = 40_000
"""So many pairs of a line and a box: more at once would no longer fit the processor's cache."""


class Task(NamedTuple):
    """Boxes by their width and height, the pairs of them to be joined by a line, and the width of
    the paper.
    """

    sizes: tuple[tuple[float, float], ...]
    links: Links
    width: float


known: dict[Task, Places] = {}
"""The last results: the same task has the same one, and a preview asks again and again."""


def place(tasks: Sequence[Task]) -> list[Places]:
    """Return for each task the centre of each box, to a tenth of a unit.

    The boxes stay between 0 and the width across; the highest begins at 0 down, and the drawing is
    as long as it needs.
    """
    for alike in _alike(task for task in dict.fromkeys(tasks) if task not in known):
        known.update(zip(alike, _placed(alike), strict=True))
    found = [known[task] for task in tasks]
    for task in list(known)[:-_KEPT]:
        del known[task]
    return found


def _alike(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Yield tasks with as many boxes and lines together, so many as are best done at once."""
    found: defaultdict[tuple[int, int], list[Task]] = defaultdict(list)
    for task in tasks:
        found[len(task.sizes), len(task.links)].append(task)
    for (boxes, lines), alike in found.items():
        most = max(1, _AT_ONCE // (boxes * max(lines, boxes) + 1))
        yield from (alike[first : first + most] for first in range(0, len(alike), most))


def _placed(alike: Sequence[Task]) -> list[Places]:
    boxes = len(alike[0].sizes)
    if not boxes:
        return [() for _ in alike]
    halves = np.array([task.sizes for task in alike]) / 2
    links = np.array([task.links for task in alike], dtype=np.intp).reshape(len(alike), -1, 2)
    plan = made(halves, links, np.array([task.width for task in alike]))
    blocks = _best(plan, starts(boxes, [task.links for task in alike]))
    blocks[:, :, 1] -= (blocks - halves)[:, :, 1].min(1)[:, None]
    return [tuple((round(x, 1), round(y, 1)) for x, y in block) for block in blocks.tolist()]


def _best(plan: Plan, points: Floats) -> Floats:
    """Work out the starts with the fewest crossings, until one comes out without a fault."""
    seeds = np.arange(points.shape[1])
    crossed = [_crossed(plan, points[:, seed].reshape(-1, 2)) for seed in seeds]
    ranked = np.argsort(np.stack(crossed, 1), axis=1, kind="stable")
    best = np.empty(points[:, 0].shape)
    least = np.full(plan.count, np.inf)
    for rank in seeds[:_TRIES]:
        faulty = np.flatnonzero(least >= 1)
        if not len(faulty):
            break
        part = plan.only(faulty)
        tried = mended(part, relaxed(part, stretched(part, points[faulty, ranked[faulty, rank]])))
        faults = _faults(part, tried)
        better = faults < least[faulty]
        best[faulty[better]] = part.each(tried)[better]
        least[faulty[better]] = faults[better]
    return best


def _faults(plan: Plan, centres: Floats) -> Floats:
    """Return how bad each drawing is: less than 1 where no line crosses a line or a box."""
    lines, _ = disturbed(plan, centres, 0)
    ways = lengths(centres[plan.ends] - centres[plan.starts])
    length = ways.reshape(plan.count, -1).sum(1) if len(ways) else 0
    faults: Floats = 3 * plan.tally(lines) + 2 * _crossed(plan, centres) + length / 1e6
    return faults


def _crossed(plan: Plan, centres: Floats) -> Whole:
    """Return how many pairs of lines cross in each drawing."""
    return plan.tally(crossings(plan, centres)[0]) // 2
