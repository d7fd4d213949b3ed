"""Last repairs: a box that stands badly gets a better place, if there is one that is free."""

from __future__ import annotations

import numpy as np

from casebook.views.network.geometry import Flags, Floats, crossing, lengths, running
from casebook.views.network.plan import GAP, Plan, crossings, disturbed, even

_PASSES = 4
_CHOICE = 120
_HUB = 4  # lines: a box with more of them stays where it is
_AROUND = np.mgrid[-9:10, -11:12].reshape(2, -1).T * np.array([20.0, 22.0])


def mended(plan: Plan, centres: Floats) -> Floats:
    """Give the boxes that are in trouble a better place, as long as there is one."""
    blocks = plan.each(centres).copy()
    for number in np.flatnonzero(_in_trouble(plan, centres)):
        alone = np.array([number])
        blocks[number] = _mended(plan.only(alone), blocks[number])
    return blocks.reshape(-1, 2)


def _in_trouble(plan: Plan, centres: Floats) -> Flags:
    """Return which of the drawings have a line that runs through a box or crosses another."""
    crossed, _ = crossings(plan, centres)
    through, _ = disturbed(plan, centres, 1)
    return plan.tally(np.concatenate([crossed, through])) > 0


def _mended(plan: Plan, centres: Floats) -> Floats:
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
    lines, boxes = disturbed(plan, centres, 1)
    one, _ = crossings(plan, centres)
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
    fits = (places[:, 0] >= edge) & (places[:, 0] <= plan.widths[0] - edge)
    fits &= (places[:, 1] >= low) & (places[:, 1] <= high)
    fits[0] = True
    places, reach = places[fits], plan.halves + plan.halves[box] + GAP - 2
    # Most of the others are too far off for any of the places.
    low, high = places.min(0), places.max(0)
    about = ((centres + reach > low) & (centres - reach < high)).all(-1)
    about[box] = False
    reach, others = reach[about], centres[about]
    near = np.abs(places[:, None, 0] - others[:, 0]) < reach[:, 0]
    near &= np.abs(places[:, None, 1] - others[:, 1]) < reach[:, 1]
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
    friends = np.where(plan.starts == box, plan.ends, plan.starts)[mine]
    half = plan.halves[box] + 1
    # Most lines and boxes lie far from all of it.
    every = np.concatenate([places, centres[friends]])
    low, high = every.min(0) - half - 1, every.max(0) + half + 1
    starts, ends = centres[plan.starts[~mine]], centres[plan.ends[~mine]]
    near = ((np.maximum(starts, ends) > low) & (np.minimum(starts, ends) < high)).all(-1)
    starts, ends = starts[near], ends[near]
    _, under = running(starts, ends, places, np.broadcast_to(half, places.shape))
    here, there = np.repeat(places, len(friends), 0), np.tile(centres[friends], (len(places), 1))
    reach = plan.halves + 1
    about = np.flatnonzero(((centres + reach > low) & (centres - reach < high)).all(-1))
    line, other = running(here, there, centres[about], reach[about])
    other = about[other]
    through = line[(other != box) & (other != np.tile(friends, len(places))[line])]
    across, _ = crossing(here, there, (starts, ends))
    length = lengths(here - there)
    bad = 3 * np.bincount(through, minlength=len(here))
    each = bad + 2 * np.bincount(across, minlength=len(here)) + length / 250
    here_too = np.bincount(under, minlength=len(places))
    costs: Floats = 3 * here_too + each.reshape(len(places), len(friends)).sum(-1)
    return costs
