"""Boxes and straight lines, many at once. Points are rows of x and y; so are halves of sizes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

_SLACK = 1e-6


def running(
    starts: Floats, ends: Floats, centres: Floats, halves: Floats, among: Flags | None = None
) -> tuple[Whole, ...]:
    """Return the pairs of a line and a box in which it has a stretch, by their numbers.

    A box is its centre and half its width and height; `among` is a table of the pairs that count.
    All may have the number of the drawing in front, and so have the pairs then.
    """
    near = _meets(starts, ends, centres - halves, centres + halves)
    pairs = np.nonzero(near if among is None else near & among)
    line, box = pairs[:-1], (*pairs[:-2], pairs[-1])
    hit = _pierces(starts[line], ends[line], centres[box], halves[box])
    return tuple(numbers[hit] for numbers in pairs)


def crossing(starts: Floats, ends: Floats, others: tuple[Floats, Floats]) -> tuple[Whole, ...]:
    """Return the pairs of lines and other lines that cross between their ends, by their numbers.

    All may have the number of the drawing in front, and so have the pairs then.
    """
    near = np.nonzero(_meets(starts, ends, np.minimum(*others), np.maximum(*others)))
    own, other = near[:-1], (*near[:-2], near[-1])
    one, two = (starts[own], ends[own]), (others[0][other], others[1][other])
    split = _sides(*one, two[0]) * _sides(*one, two[1]) < -1e-6
    cut = _sides(*two, one[0]) * _sides(*two, one[1]) < -1e-6
    return tuple(numbers[split & cut] for numbers in near)


def _meets(starts: Floats, ends: Floats, lows: Floats, highs: Floats) -> Flags:
    """Return a table, lines by boxes: whether a box all but meets the upright box round the line.

    Where they do not, the line cannot run through, which takes longer to find out.
    """
    low = np.minimum(starts, ends)[..., :, None, :] - _SLACK
    high = np.maximum(starts, ends)[..., :, None, :] + _SLACK
    lows, highs = lows[..., None, :, :], highs[..., None, :, :]
    table: Flags = (low[..., 0] < highs[..., 0]) & (high[..., 0] > lows[..., 0])
    table &= low[..., 1] < highs[..., 1]
    table &= high[..., 1] > lows[..., 1]
    return table


def _pierces(starts: Floats, ends: Floats, centres: Floats, halves: Floats) -> Flags:
    """Return whether each line has a stretch inside the box that goes with it."""
    enters, leaves = np.zeros(1), np.ones(1)
    # Axis by axis: numpy is slow to reduce an axis of two.
    for axis in (0, 1):
        start = starts[:, axis]
        way = ends[:, axis] - start
        way = np.where(np.abs(way) < 1e-9, 1e-9, way)
        near = (centres[:, axis] - halves[:, axis] - start) / way
        far = (centres[:, axis] + halves[:, axis] - start) / way
        enters = np.maximum(enters, np.minimum(near, far))
        leaves = np.minimum(leaves, np.maximum(near, far))
    inside: Flags = enters < leaves
    return inside


def _sides(start: Floats, end: Floats, point: Floats) -> Floats:
    """Return on which side of lines points lie, by sign; 0 on the line."""
    way, off = end - start, point - start
    sides: Floats = way[..., 0] * off[..., 1] - way[..., 1] * off[..., 0]
    return sides


def lengths(ways: Floats) -> Floats:
    """Return how long steps are."""
    return np.sqrt(ways[..., 0] ** 2 + ways[..., 1] ** 2)
