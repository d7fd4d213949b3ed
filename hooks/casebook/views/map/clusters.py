"""Crowds: places too close together on a map, which a map of their own shows larger."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from casebook.views.map.boxes import Box, around
from casebook.views.map.model import TARGET, Spot

# In units of the map: how far apart the members of a crowd stand at most, tried in this order.
_REACHES = (18.0, 13.0, 9.0)
# So many places are a crowd; fewer are one only if two of them all but touch.
_CROWD = 4
_TOUCHING = 7.0
_AIR = 8.0


def crowds(
    spots: Sequence[Spot], worth: Callable[[tuple[Spot, ...]], bool]
) -> tuple[tuple[Spot, ...], ...]:
    """Return the groups of spots that stand too close, the largest first.

    `worth` tells whether a map of a group's own would be much larger; a group for which it is not
    is parted at its widest gaps and tried again.
    """
    found = list(_parted(tuple(spots), worth, 0))
    return tuple(sorted(found, key=lambda group: (-len(group), group[0].place.id)))


def apart(
    groups: Sequence[tuple[Spot, ...]],
    spots: Sequence[Spot],
    worth: Callable[[tuple[Spot, ...]], bool],
) -> tuple[tuple[Spot, ...], ...]:
    """Return the groups with whatever else lies in their windows; no two windows meet.

    Where two do, the smaller group is left out, as is one that has grown too wide to be worth a
    map: its places stay where they are.
    """
    found: list[tuple[Spot, ...]] = []
    for group in groups:
        whole = _filled(group, spots)
        box = window(whole).grown(2)
        if worth(whole) and not any(box.meets(window(other)) for other in found):
            found.append(whole)
    return tuple(found)


def window(group: tuple[Spot, ...]) -> Box:
    """Return the box round a group on the map."""
    points = around((spot.x, spot.y) for spot in group)
    return points.grown(_AIR).at_least(TARGET, TARGET).rounded()


def _filled(group: tuple[Spot, ...], spots: Sequence[Spot]) -> tuple[Spot, ...]:
    box = window(group)
    members = {spot.place.id for spot in group}
    others = [spot for spot in spots if spot.reach and spot.place.id not in members]
    more = tuple(spot for spot in others if box.grown(spot.reach).holds(spot.x, spot.y))
    return _filled((*group, *more), spots) if more else group


def _parted(
    spots: tuple[Spot, ...], worth: Callable[[tuple[Spot, ...]], bool], step: int
) -> list[tuple[Spot, ...]]:
    found: list[tuple[Spot, ...]] = []
    for group in _groups(spots, _REACHES[step]):
        if not _crowded(group):
            continue
        if worth(group):
            found.append(group)
        elif step + 1 < len(_REACHES):
            found += _parted(group, worth, step + 1)
    return found


def _crowded(group: tuple[Spot, ...]) -> bool:
    if len(group) >= _CROWD:
        return True
    pairs = ((a, b) for number, a in enumerate(group) for b in group[:number])
    return any(_apart(a, b) < _TOUCHING for a, b in pairs)


def _groups(spots: tuple[Spot, ...], reach: float) -> list[tuple[Spot, ...]]:
    """Return the spots in groups: two are in one if steps shorter than `reach` join them."""
    left = list(spots)
    groups: list[tuple[Spot, ...]] = []
    while left:
        group = [left.pop(0)]
        for member in group:
            group += [spot for spot in left if _apart(member, spot) < reach]
            left = [spot for spot in left if _apart(member, spot) >= reach]
        groups.append(tuple(group))
    return groups


def _apart(one: Spot, other: Spot) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)
