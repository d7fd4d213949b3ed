"""Where the boxes of a drawing go: near what they are joined to, and never on one another.

A relation is a box too, with its words in it, between the boxes of its two actors. So the words
get their room as the names do, and of several relations between two actors none hides another.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf

import numpy as np

from casebook.views.network.geometry import Floats, crosses, lengths
from casebook.views.network.mend import mended
from casebook.views.network.plan import Plan, disturbed
from casebook.views.network.relax import relaxed
from casebook.views.network.start import starts, stretched

_TRIES = 2


@lru_cache(maxsize=4096)
def place(
    sizes: tuple[tuple[float, float], ...], links: tuple[tuple[int, int], ...], width: float
) -> tuple[tuple[float, float], ...]:
    """Return the centre of each box, to a tenth of a unit.

    `sizes` are the width and height of the boxes, `links` the pairs to be joined by a line. The
    boxes stay between 0 and `width` across; the highest begins at 0 down, and the drawing is as
    long as it needs. The same input gives the same result, which is kept: a preview asks again.
    """
    if not sizes:
        return ()
    joined = np.array(links, dtype=np.intp).reshape(-1, 2)
    plan = Plan(np.array(sizes) / 2, joined[:, 0], joined[:, 1], width)
    centres = _best(plan, links)
    centres[:, 1] -= (centres - plan.halves)[:, 1].min()
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in centres)


def _best(plan: Plan, links: tuple[tuple[int, int], ...]) -> Floats:
    """Work out the starts with the fewest crossings, until one comes out without a fault."""
    ranked = sorted(starts(len(plan.halves), links), key=lambda points: _crossings(plan, points))
    best, least = ranked[0], inf
    for points in ranked[:_TRIES]:
        centres = mended(plan, relaxed(plan, stretched(plan, points)))
        if (faults := _faults(plan, centres)) < least:
            best, least = centres, faults
        if least < 1:
            break
    return best


def _faults(plan: Plan, centres: Floats) -> float:
    """Return how bad a drawing is: less than 1 where no line crosses a line or a box."""
    hits, _ = disturbed(plan, centres, 0)
    length = float(lengths(centres[plan.ends] - centres[plan.starts]).sum())
    return 3 * len(hits) + 2 * _crossings(plan, centres) + length / 1e6


def _crossings(plan: Plan, centres: Floats) -> int:
    starts_, ends = centres[plan.starts], centres[plan.ends]
    return int(crosses(starts_, ends, (starts_, ends)).sum()) // 2
