"""What is to be laid out, and what every stage asks of it.

A plan holds many drawings at once, all of as many boxes and lines: numpy takes about as long for
the boxes of one as for those of a hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from casebook.views.network.geometry import Flags, Floats, Whole, crossing, running

GAP = 9.0
"""Between boxes, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Drawings: the boxes (half their width and height), and which of them a line joins.

    Boxes are numbered on from one drawing to the next, and so are lines; `links` has the numbers
    within each drawing instead.
    """

    halves: Floats
    links: Whole
    widths: Floats
    """Of the paper of each drawing; it is as long as need be."""
    starts: Whole
    ends: Whole
    strange: Flags
    """Tables, lines by boxes: whether the line does not end in the box."""
    pairs: tuple[Whole, Whole]
    reach: Floats
    """How far apart the centres of a pair must be, on one axis (the first row) or the other."""

    @property
    def count(self) -> int:
        """How many drawings there are."""
        return len(self.links)

    @property
    def boxes(self) -> int:
        """How many boxes each has."""
        return len(self.halves) // self.count

    def only(self, drawings: Whole) -> Plan:
        """Return the plan of some of the drawings."""
        return made(self.each(self.halves)[drawings], self.links[drawings], self.widths[drawings])

    def tally(self, lines: Whole) -> Whole:
        """Return how many of these lines each drawing has."""
        drawings = lines // max(1, self.links.shape[1])
        return np.bincount(drawings, minlength=self.count)

    def each(self, boxes: Floats) -> Floats:
        """Return what is known of the boxes with the number of the drawing in front."""
        return boxes.reshape(self.count, -1, 2)


def made(halves: Floats, links: Whole, widths: Floats) -> Plan:
    """Return the plan of drawings by their boxes, links (rows of two) and papers."""
    count, boxes = halves.shape[:2]
    strange = np.ones((count, links.shape[1], boxes), dtype=bool)
    np.put_along_axis(strange, links, values=False, axis=2)
    first = np.arange(count)[:, None] * boxes
    one, two = np.triu_indices(boxes, 1)
    pairs = (first + one).ravel(), (first + two).ravel()
    flat = halves.reshape(-1, 2)
    return Plan(
        flat,
        links,
        widths,
        (first + links[:, :, 0]).ravel(),
        (first + links[:, :, 1]).ravel(),
        strange,
        pairs,
        np.stack([side[pairs[0]] + side[pairs[1]] + GAP for side in flat.T]),
    )


def disturbed(plan: Plan, centres: Floats, air: float) -> tuple[Whole, Whole]:
    """Return the lines that come nearer than `air` to a box in which they do not end, and it."""
    ends = plan.each(centres[plan.starts]), plan.each(centres[plan.ends])
    halves = plan.each(plan.halves + air)
    drawing, line, box = running(*ends, plan.each(centres), halves, plan.strange)
    _, lines, boxes = plan.strange.shape
    return line + drawing * lines, box + drawing * boxes


def crossings(plan: Plan, centres: Floats) -> tuple[Whole, Whole]:
    """Return the pairs of lines that cross, each pair both ways round."""
    ends = plan.each(centres[plan.starts]), plan.each(centres[plan.ends])
    drawing, one, two = crossing(*ends, ends)
    before = drawing * plan.links.shape[1]
    return before + one, before + two


def even(centres: Floats) -> Floats:
    """Round away the last digits, in which processors differ, before they grow into a bend."""
    return np.round(centres, 4)


Move: TypeAlias = Callable[[Floats, int], tuple[Floats, Flags]]
"""Takes the points of some drawings and the number of the round; returns where the points are
then, and which of the drawings have come to rest."""


def settled(points: Floats, rounds: int, mover: Callable[[Whole], Move]) -> Floats:
    """Move the points of drawings until each has come to rest, or for so many rounds.

    `mover` makes the function that moves those drawings which are still on their way.
    """
    found, live = points.copy(), np.arange(len(points))
    move, resting = mover(live), np.zeros(len(points), dtype=bool)
    for step in range(rounds):
        points, still = move(points, step)
        new = still & ~resting
        if not new.any():
            continue
        found[live[new]] = points[new]
        resting |= new
        # To go on with fewer costs something too; those at rest are moved along till it is worth.
        if 2 * resting.sum() >= len(live):
            live, points = live[~resting], points[~resting]
            if not len(live):
                return found
            move, resting = mover(live), np.zeros(len(live), dtype=bool)
    found[live[~resting]] = points[~resting]
    return found
