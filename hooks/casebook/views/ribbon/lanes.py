"""Lanes: one above the other where marks would share room."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush


def lanes(spans: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Return the lane of each span, the lowest in which it touches none that begins before it.

    As many lanes are used as spans lie above one point, which is the least there can be. The time
    taken grows with n log n.
    """
    found = [0] * len(spans)
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    used = 0
    for at in sorted(range(len(spans)), key=lambda at: (spans[at][0], at)):
        left, right = spans[at]
        while busy and busy[0][0] <= left:
            heappush(free, heappop(busy)[1])
        if not free:
            heappush(free, used)
            used += 1
        found[at] = heappop(free)
        heappush(busy, (right, found[at]))
    return tuple(found)
