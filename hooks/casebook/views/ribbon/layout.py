"""Placed items -> lanes: which marks stand on which line, and how large they can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from casebook.views.ribbon.lanes import lanes
from casebook.views.ribbon.model import Item, Row
from casebook.views.ribbon.placing import Placed, Size, place
from casebook.views.ribbon.scale import Scale
from casebook.views.ribbon.seats import Seat, labelled
from casebook.views.ribbon.shape import Shape

ABOVE, BELOW = Row("above"), Row("below")
"""The two zones of a drawing without rows: what happened above the axis, what lasted below."""

_PITCHES = (24.0, 20.0, 16.0, 13.0, 10.0, 8.0, 6.5, 5.0, 4.0, 3.0)
# Up to so many marks, each is a target of its own size (24 px, WCAG 2.2, 2.5.8), however high the
# drawing gets; beyond, the list of events is what fingers are for.
_FEW = 150
_HIGHEST_OF_FEW = 680.0
_HIGHEST = 340.0
_HIGHEST_BELOW = 150.0
"""Of so many, what lasts may fill no more than this, however thin its lines become."""
_LONG = 5
"""What is wider than so many marks stands below the axis."""
_STACK = 5
_NAMED, _NAMED_ABOVE = 20.0, 34.0
"""The height of lanes with words beside the marks, and with words above them."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The lanes of a row, the first of them next to the axis; `size` is that of the marks in it."""

    row: Row
    seats: tuple[Seat, ...]
    heights: tuple[float, ...]
    size: Size

    @property
    def total(self) -> float:
        """The height of all lanes."""
        return sum(self.heights)

    def flat(self, part: float) -> Zone:
        """Return the zone with its lanes thinner, and the marks no larger than that allows."""
        heights = tuple(height * part for height in self.heights)
        lowest = min(heights, default=0.0)
        radii = min(self.size.radius, 0.4 * lowest), min(self.size.key_radius, 0.48 * lowest)
        return replace(self, heights=heights, size=Size(*radii, 0.0))

    def seated(self) -> Iterator[tuple[Seat, float, float]]:
        """Yield each seat with the top and bottom of its lane, from the top of the zone."""
        tops = list(accumulate(self.heights, initial=0.0))
        for seat in self.seats:
            first, second = tops[seat.lane], tops[seat.lane + 1]
            if self.row is ABOVE:
                first, second = self.total - second, self.total - first
            yield seat, first, second


def layout(
    items: Sequence[Item],
    shapes: Mapping[str, Shape],
    scale: Scale,
    width: float,
    rows: Sequence[Row],
) -> tuple[Zone, ...]:
    """Return the zones of a drawing, at the largest size at which it stays as low as it should."""
    few = len(items) <= _FEW
    highest = _HIGHEST_OF_FEW if few else _HIGHEST
    low, high = 0, len(_PITCHES)
    zones: tuple[Zone, ...] = ()
    while low < high:
        middle = (low + high) // 2
        if len(items) * _PITCHES[middle] <= highest:
            # It would not be higher if all of them stood one above the other.
            high, zones = middle, ()
            continue
        tried = _zones(items, shapes, scale, width, rows, _size(_PITCHES[middle]))
        if _height(tried) <= highest:
            high, zones = middle, tried
        else:
            low = middle + 1
    if zones:
        return zones
    if high < len(_PITCHES):
        return _zones(items, shapes, scale, width, rows, _size(_PITCHES[high]))
    # So many at once that only thinner lanes are left.
    part = highest / _height(tried)
    return tuple(zone if zone.row.named else zone.flat(part) for zone in tried)


def _height(zones: Sequence[Zone]) -> float:
    """Return the height of the zones whose lanes can be made thinner."""
    return sum(zone.total for zone in zones if not zone.row.named)


def _size(pitch: float) -> Size:
    return Size(min(5.0, 0.4 * pitch), min(6.5, 0.48 * pitch), pitch)


def _zones(
    items: Sequence[Item],
    shapes: Mapping[str, Shape],
    scale: Scale,
    width: float,
    rows: Sequence[Row],
    size: Size,
) -> tuple[Zone, ...]:
    shifts = _shifts(items, shapes, scale, size.pitch)
    found: dict[str, list[Placed]] = defaultdict(list)
    for item in items:
        placed = place(item, shapes[item.id], scale, size, shifts.get(item.id, 0.0))
        found[_zone_of(placed, rows, size, width)].append(placed)
    return tuple(
        _zone(row, found[row.id], size, width, few=len(items) <= _FEW)
        for row in rows or (ABOVE, BELOW)
    )


def _zone_of(placed: Placed, rows: Sequence[Row], size: Size, width: float) -> str:
    if not rows:
        longest = min(_LONG * size.pitch, width / 8)
        long = placed.open or placed.right - placed.left > longest
        return BELOW.id if long else ABOVE.id
    for row in rows:
        if row.id == placed.item.row:
            return row.id
    return rows[0].id


def _zone(row: Row, found: Sequence[Placed], size: Size, width: float, *, few: bool) -> Zone:
    seats = [labelled(placed, width) if row.named else Seat(placed) for placed in found]
    numbers = lanes([(seat.placed.left, seat.placed.right) for seat in seats])
    seats = [seat._replace(lane=lane) for seat, lane in zip(seats, numbers, strict=True)]
    heights = [size.pitch] * (max(numbers, default=-1) + 1)
    if row.named:
        for seat in seats:
            wanted = _NAMED_ABOVE if seat.above else _NAMED
            heights[seat.lane] = max(heights[seat.lane], wanted)
    zone = Zone(row, tuple(seats), tuple(heights), size)
    if row is not BELOW or not seats:
        return zone
    return zone.flat(0.75 if few else min(0.75, _HIGHEST_BELOW / zone.total))


def _shifts(
    items: Sequence[Item], shapes: Mapping[str, Shape], scale: Scale, pitch: float
) -> dict[str, float]:
    """Return how far marks of the same day are moved apart, where the day is wide enough.

    They stand in columns in the order given, as few as keep the stack low, and inside their day.
    """
    same: dict[tuple[float, float], list[str]] = defaultdict(list)
    for item in items:
        first = shapes[item.id].pieces[0]
        if first.point and first.start is not None and first.end is not None:
            same[first.start, first.end].append(item.id)
    found: dict[str, float] = {}
    for (start, end), names in same.items():
        if len(names) == 1:
            continue
        columns = min(int((scale(end) - scale(start)) // pitch), ceil(len(names) / _STACK))
        if columns > 1:
            deep = ceil(len(names) / columns)
            middle = (ceil(len(names) / deep) - 1) / 2
            found |= {name: (at // deep - middle) * pitch for at, name in enumerate(names)}
    return found
