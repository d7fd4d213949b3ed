"""From points to boxes: forces that make room, and a last step after which nothing overlaps."""

from __future__ import annotations

import numpy as np

from casebook.views.network.geometry import Flags, Floats, Whole, lengths
from casebook.views.network.plan import Move, Plan, disturbed, even, settled

_ROUNDS = 80
_LINE = 16.0  # what should be seen of a line between two boxes
_NEAR = 2.0  # what may lack of the gap in the end
_AIR = 5.0  # between a box and a line that passes it


def relaxed(plan: Plan, centres: Floats) -> Floats:
    """Return boxes near those they are joined to, none on another, few in the way of a line."""
    blocks = settled(plan.each(centres), _ROUNDS, lambda live: _pulling(plan.only(live)))
    blocks = settled(blocks, 200, lambda live: _pushing(plan.only(live)))
    halves = plan.each(plan.halves)
    return np.concatenate([_sunk(*each) for each in zip(blocks, halves, strict=True)])


def _pulling(plan: Plan) -> Move:
    def move(blocks: Floats, step: int) -> tuple[Floats, Flags]:
        left = 1 - step / _ROUNDS
        centres = blocks.reshape(-1, 2)
        pulled = centres + _pull(plan, centres) * left
        freed, hits = _freed(plan, pulled, 0.3 + 0.7 * left)
        pushed, worst = _pushed(plan, freed)
        return plan.each(pushed), (step > _ROUNDS / 4) & (hits == 0) & (worst < _NEAR)

    return move


def _pushing(plan: Plan) -> Move:
    def move(blocks: Floats, _step: int) -> tuple[Floats, Flags]:
        pushed, worst = _pushed(plan, blocks.reshape(-1, 2))
        return plan.each(pushed), worst < _NEAR

    return move


def _pull(plan: Plan, centres: Floats) -> Floats:
    """Return the moves that bring joined boxes as near as leaves their line to be seen."""
    way = centres[plan.ends] - centres[plan.starts]
    length = lengths(way)[:, None] + 1e-6
    reach = plan.halves[plan.ends] + plan.halves[plan.starts]
    inside = _less(reach / np.maximum(np.abs(way) / length, 1e-6))[:, None]
    pull = 0.07 * np.maximum(length - inside - _LINE, 0) * way / length
    return _summed(centres, (plan.starts, pull), (plan.ends, -pull))


def _freed(plan: Plan, centres: Floats, force: float) -> tuple[Floats, Whole]:
    """Move lines and the boxes that they run through apart; return how many each drawing has."""
    line, box = disturbed(plan, centres, _AIR)
    hits = plan.tally(line)
    if not len(line):
        return centres, hits
    start, end = plan.starts[line], plan.ends[line]
    way = centres[end] - centres[start]
    across = np.stack([-way[:, 1], way[:, 0]], -1) / (lengths(way)[:, None] + 1e-6)
    off = _both((centres[box] - centres[start]) * across)
    lack = _both(np.abs(across * (plan.halves[box] + _AIR))) - np.abs(off)
    move = (np.where(off >= 0, 0.8, -0.8) * lack)[:, None] * across
    moves = _summed(centres, (box, move * 0.9), (start, -move * 0.1), (end, -move * 0.1))
    return centres + np.clip(moves, -30, 30) * force, hits


def _pushed(plan: Plan, centres: Floats) -> tuple[Floats, Floats]:
    """Push boxes apart along the axis on which they overlap less; return the worst overlaps."""
    axes = centres.T.copy()
    one, two, lack = _overlapping(plan, *axes)
    worst = np.zeros(plan.count)
    if len(one):
        np.maximum.at(worst, one // plan.boxes, lack.min(0))
        less = lack.argmin(0), np.arange(len(one))
        side = np.where((axes[:, two] - axes[:, one])[less] >= 0, 0.5, -0.5)
        move = np.zeros(lack.shape)
        move[less] = side * (lack[less] + 0.02)
        boxes = np.concatenate([one, two])
        crowd = np.sqrt(np.maximum(np.bincount(boxes, minlength=len(centres)), 1))
        steps = [np.concatenate([-along, along]) for along in move]
        axes += np.stack([np.bincount(boxes, along, len(centres)) for along in steps]) / crowd
    return _inside(plan, axes.T), worst


def _overlapping(plan: Plan, x: Floats, y: Floats) -> tuple[Whole, Whole, Floats]:
    """Return the pairs of boxes that overlap, and by how much they do on each axis.

    Most pairs are far apart on the first axis: the second is looked at for the others alone.
    """
    one, two = plan.pairs
    across = plan.reach[0] - np.abs(x[one] - x[two])
    near = np.flatnonzero(across > 0)
    one, two = one[near], two[near]
    down = plan.reach[1][near] - np.abs(y[one] - y[two])
    over = np.flatnonzero(down > 0)
    return one[over], two[over], np.stack([across[near[over]], down[over]])


def _sunk(centres: Floats, halves: Floats) -> Floats:
    """Let each box, from the highest, sink below those higher that it still overlaps."""
    order = np.argsort(centres[:, 1], kind="stable").tolist()
    places, sizes = centres.tolist(), halves.tolist()
    for rank, number in enumerate(order):
        (x, y), (wide, high) = places[number], sizes[number]
        above = [
            (places[other][1], sizes[other][1] + high + 2)
            for other in order[:rank]
            if abs(places[other][0] - x) < sizes[other][0] + wide + 2
        ]
        while hit := [at + reach for at, reach in above if abs(at - y) < reach]:
            y = max(hit) + 0.01
        places[number][1] = y
    return np.array(places)


def _inside(plan: Plan, centres: Floats) -> Floats:
    halves = plan.each(plan.halves)[:, :, 0]
    most = np.maximum(plan.widths[:, None] - halves, halves)
    held = centres.copy()
    held[:, 0] = np.minimum(np.maximum(plan.each(centres)[:, :, 0], halves), most).ravel()
    return even(held)


def _less(sides: Floats) -> Floats:
    return np.minimum(sides[:, 0], sides[:, 1])


def _both(sides: Floats) -> Floats:
    sums: Floats = sides[:, 0] + sides[:, 1]
    return sums


def _summed(like: Floats, *moves: tuple[Whole, Floats]) -> Floats:
    boxes = np.concatenate([numbers for numbers, _ in moves])
    steps = np.concatenate([move for _, move in moves])
    sums = np.empty(like.shape)
    for axis in (0, 1):
        sums[:, axis] = np.bincount(boxes, steps[:, axis], len(like))
    return sums
