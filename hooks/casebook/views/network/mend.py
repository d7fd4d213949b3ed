"""Last repairs: a box that stands badly gets a better place, if there is one that is free."""

from __future__ import annotations

import numpy as np

from casebook.views.network.geometry import Floats, crosses, lengths, runs_through
from casebook.views.network.plan import GAP, Plan, disturbed, even

_PASSES = 4
_CHOICE = 120
_HUB = 4  # lines: a box with more of them stays where it is
_AROUND = np.mgrid[-9:10, -11:12].reshape(2, -1).T * np.array([20.0, 22.0])


def mended(plan: Plan, centres: Floats) -> Floats:
    """Give the boxes that are in trouble a better place, as long as there is one."""
    for _ in range(_PASSES):
        before = centres.copy()
        for box in _troubled(plan, centres):
            places = _places(plan, centres, box)
            centres[box] = places[_costs(plan, centres, box, places).argmin()]
        if (centres == before).all():
            break
    return centres


def _troubled(plan: Plan, centres: Floats) -> list[int]:
    """Return the boxes that a line runs through, and those at the ends of such lines."""
    starts, ends = centres[plan.starts], centres[plan.ends]
    lines, boxes = disturbed(plan, centres, 1)
    one, _ = np.nonzero(crosses(starts, ends, (starts, ends)))
    bad = np.concatenate([lines, one])
    found = np.concatenate([boxes, plan.starts[bad], plan.ends[bad]])
    # Words and actors with few lines first: where they find a place, the others need none.
    lines_of = np.bincount(np.concatenate([plan.starts, plan.ends]), minlength=len(centres))
    movable = (box for box in set(found.tolist()) if lines_of[box] <= _HUB)
    return sorted(movable, key=lambda box: (lines_of[box], box))


def _places(plan: Plan, centres: Floats, box: int) -> Floats:
    """Return the places for a box that are free: its own, and those around it and its friends."""
    own = centres[box]
    friends = np.concatenate([plan.ends[plan.starts == box], plan.starts[plan.ends == box]])
    middle = centres[friends].mean(0) if len(friends) else own
    places = np.concatenate([own[None], own + _AROUND, middle + _AROUND])
    low, high = centres[:, 1].min(), centres[:, 1].max()
    edge = plan.halves[box, 0]
    fits = (places[:, 0] >= edge) & (places[:, 0] <= plan.width - edge)
    fits &= (places[:, 1] >= low) & (places[:, 1] <= high)
    fits[0] = True
    places, reach = places[fits], plan.halves + plan.halves[box] + GAP - 2
    near = np.abs(places[:, None, 0] - centres[:, 0]) < reach[:, 0]
    near &= np.abs(places[:, None, 1] - centres[:, 1]) < reach[:, 1]
    near[:, box] = False
    fits = ~near.any(-1)
    fits[0] = True
    free = places[fits]
    # Of many the nearest are enough; its own, the first, stays in.
    far = lengths(free[:, None] - centres[friends]).sum(-1)
    far[0] = -1
    return even(free[np.argsort(far, kind="stable")[:_CHOICE]])


def _costs(plan: Plan, centres: Floats, box: int, places: Floats) -> Floats:
    """Return for each place what it costs to have the box there."""
    mine = (plan.starts == box) | (plan.ends == box)
    starts, ends = centres[plan.starts[~mine]], centres[plan.ends[~mine]]
    under = runs_through(starts, ends, places, plan.halves[box] + 1).sum(0)
    friends = np.where(plan.starts == box, plan.ends, plan.starts)[mine]
    here, there = np.repeat(places, len(friends), 0), np.tile(centres[friends], (len(places), 1))
    through = runs_through(here, there, centres, plan.halves + 1)
    through[:, box] = False
    through[np.arange(len(here)), np.tile(friends, len(places))] = False
    across = crosses(here, there, (starts, ends)).sum(-1)
    length = lengths(here - there)
    each = 3 * through.sum(-1) + 2 * across + length / 250
    costs: Floats = 3 * under + each.reshape(len(places), len(friends)).sum(-1)
    return costs
