"""Boxes and straight lines, many at once. Points are rows of x and y; so are halves of sizes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]


def overlaps(centres: Floats, halves: Floats, gap: float) -> tuple[Whole, Whole, Floats]:
    """Return the pairs of boxes nearer than `gap`, and by how much on either axis.

    A box is its centre and half its width and height.
    """
    lack = [
        halves[:, None, axis] + halves[:, axis] + gap - np.abs(centres[:, None, axis] - at)
        for axis, at in enumerate(centres.T)
    ]
    first, second = np.nonzero(np.triu((lack[0] > 0) & (lack[1] > 0), 1))
    return first, second, np.stack([side[first, second] for side in lack], -1)


def runs_through(starts: Floats, ends: Floats, centres: Floats, halves: Floats) -> Flags:
    """Return a table, lines by boxes: whether the line has a stretch inside the box."""
    enters = np.zeros((len(starts), len(centres)))
    leaves = enters + 1
    # Axis by axis: numpy is slow to reduce an axis of two.
    for axis in (0, 1):
        start = starts[:, None, axis]
        way = ends[:, None, axis] - start
        way = np.where(np.abs(way) < 1e-9, 1e-9, way)
        near = (centres[:, axis] - halves[..., axis] - start) / way
        far = (centres[:, axis] + halves[..., axis] - start) / way
        enters = np.maximum(enters, np.minimum(near, far))
        leaves = np.minimum(leaves, np.maximum(near, far))
    inside: Flags = enters < leaves
    return inside


def crosses(starts: Floats, ends: Floats, others: tuple[Floats, Floats]) -> Flags:
    """Return a table, lines by other lines: whether the two cross between their ends."""
    one, two = (starts[:, None], ends[:, None]), (others[0][None], others[1][None])
    split = _sides(*one, two[0]) * _sides(*one, two[1]) < -1e-6
    cut = _sides(*two, one[0]) * _sides(*two, one[1]) < -1e-6
    table: Flags = split & cut
    return table


def _sides(start: Floats, end: Floats, point: Floats) -> Floats:
    """Return on which side of lines points lie, by sign; 0 on the line."""
    way, off = end - start, point - start
    sides: Floats = way[..., 0] * off[..., 1] - way[..., 1] * off[..., 0]
    return sides


def lengths(ways: Floats) -> Floats:
    """Return how long steps are."""
    return np.sqrt(ways[..., 0] ** 2 + ways[..., 1] ** 2)
