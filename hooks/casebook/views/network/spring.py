"""The spring drawing of points that are joined by lines, many drawings at once.

The method of Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991), step by
step as in networkx 3: its drawings are the ones that the rest was tuned on, but it takes them one
by one, and longer to load than to draw them.
"""

from __future__ import annotations

import numpy as np

from casebook.views.network.geometry import Floats, lengths

_ROUNDS = 30
_LEAST = 0.01
_STILL = 1e-4


def sprung(joined: Floats, seeds: int) -> Floats:
    """Return, for each table of what is joined and each seed, points between -1 and 1."""
    count = joined.shape[1]
    drawn = np.array([np.random.RandomState(seed).rand(count, 2) for seed in range(seeds)])
    heat = np.ptp(drawn, 1).max(1)[:, None] * 0.1
    cooling = heat / (_ROUNDS + 1)
    points = np.repeat(drawn[None], len(joined), 0)
    moving = np.ones((*points.shape[:2], 1, 1), dtype=bool)
    for _ in range(_ROUNDS):
        moves = _moves(points, joined[:, None], heat)
        points += np.where(moving, moves, 0)
        heat = heat - cooling
        still = np.sqrt((moves**2).sum((2, 3), keepdims=True)) / count < _STILL
        moving &= ~still
    return _scaled(points)


def _moves(points: Floats, joined: Floats, heat: Floats) -> Floats:
    """Return the steps of the points: apart from all others, toward those they are joined to."""
    reach = np.sqrt(1.0 / points.shape[2])
    # A table for each axis, with its sums down the columns: numpy is slow with rows of two.
    across, down = (side[:, :, None] - side[..., None] for side in np.moveaxis(points, 3, 0))
    far = np.maximum(np.sqrt(across**2 + down**2), _LEAST)
    force = reach * reach / far**2 - joined * far / reach
    pushed = np.stack([(across * force).sum(2), (down * force).sum(2)], -1)
    steps: Floats = pushed * (heat / np.maximum(lengths(pushed), _LEAST))[..., None]
    return steps


def _scaled(points: Floats) -> Floats:
    points = points - points.mean(2, keepdims=True)
    most = np.abs(points).max((2, 3), keepdims=True)
    return points * (1 / np.where(most > 0, most, 1))
