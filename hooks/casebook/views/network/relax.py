"""From points to boxes: forces that make room, and a last step after which nothing overlaps."""

from __future__ import annotations

import numpy as np

from casebook.views.network.geometry import Floats, Whole, lengths, overlaps
from casebook.views.network.plan import GAP, Plan, disturbed, even

_ROUNDS = 80
_LINE = 16.0  # what should be seen of a line between two boxes
_NEAR = 2.0  # what may lack of the gap in the end
_AIR = 5.0  # between a box and a line that passes it


def relaxed(plan: Plan, centres: Floats) -> Floats:
    """Return boxes near those they are joined to, none on another, few in the way of a line."""
    for step in range(_ROUNDS):
        left = 1 - step / _ROUNDS
        pulled = centres + _pull(plan, centres) * left
        freed, hits = _freed(plan, pulled, 0.3 + 0.7 * left)
        centres, worst = _pushed(plan, freed)
        if step > _ROUNDS / 4 and not hits and worst < _NEAR:
            break
    for _ in range(200):
        centres, worst = _pushed(plan, centres)
        if worst < _NEAR:
            break
    return _sunk(plan, centres)


def _pull(plan: Plan, centres: Floats) -> Floats:
    """Return the moves that bring joined boxes as near as leaves their line to be seen."""
    way = centres[plan.ends] - centres[plan.starts]
    length = lengths(way)[:, None] + 1e-6
    reach = plan.halves[plan.ends] + plan.halves[plan.starts]
    inside = (reach / np.maximum(np.abs(way) / length, 1e-6)).min(-1)[:, None]
    pull = 0.07 * np.maximum(length - inside - _LINE, 0) * way / length
    return _summed(centres, (plan.starts, pull), (plan.ends, -pull))


def _freed(plan: Plan, centres: Floats, force: float) -> tuple[Floats, int]:
    """Move lines and the boxes that they run through apart; return how many there were."""
    line, box = disturbed(plan, centres, _AIR)
    if not len(line):
        return centres, 0
    start, end = plan.starts[line], plan.ends[line]
    way = centres[end] - centres[start]
    across = np.stack([-way[:, 1], way[:, 0]], -1) / (lengths(way)[:, None] + 1e-6)
    off = ((centres[box] - centres[start]) * across).sum(-1)
    lack = np.abs(across * (plan.halves[box] + _AIR)).sum(-1) - np.abs(off)
    move = (np.where(off >= 0, 0.8, -0.8) * lack)[:, None] * across
    moves = _summed(centres, (box, move * 0.9), (start, -move * 0.1), (end, -move * 0.1))
    return centres + np.clip(moves, -30, 30) * force, len(line)


def _pushed(plan: Plan, centres: Floats) -> tuple[Floats, float]:
    """Push boxes apart along the axis on which they overlap less; return the worst overlap."""
    one, two, lack = overlaps(centres, plan.halves, GAP)
    worst = 0.0
    if len(one):
        pair = np.arange(len(one))
        axis = lack.argmin(-1)
        side = np.where((centres[two] - centres[one])[pair, axis] >= 0, 0.5, -0.5)
        move = np.zeros((len(one), 2))
        move[pair, axis] = side * (lack[pair, axis] + 0.02)
        crowd = np.bincount(np.concatenate([one, two]), minlength=len(centres))
        moves = _summed(centres, (one, -move), (two, move))
        centres = centres + moves / np.sqrt(np.maximum(crowd, 1))[:, None]
        worst = float(lack.min(-1).max())
    return _inside(plan, centres), worst


def _sunk(plan: Plan, centres: Floats) -> Floats:
    """Let each box, from the highest, sink below those higher that it still overlaps."""
    order = np.argsort(centres[:, 1], kind="stable")
    for rank, number in enumerate(order):
        higher, reach = order[:rank], plan.halves[order[:rank]] + plan.halves[number] + 2
        while (hit := (np.abs(centres[higher] - centres[number]) < reach).all(-1)).any():
            centres[number, 1] = (centres[higher, 1] + reach[:, 1])[hit].max() + 0.01
    return centres


def _inside(plan: Plan, centres: Floats) -> Floats:
    most = np.maximum(plan.width - plan.halves[:, 0], plan.halves[:, 0])
    centres[:, 0] = np.clip(centres[:, 0], plan.halves[:, 0], most)
    return even(centres)


def _summed(like: Floats, *moves: tuple[Whole, Floats]) -> Floats:
    total = np.zeros_like(like)
    for boxes, move in moves:
        np.add.at(total, boxes, move)
    return total
