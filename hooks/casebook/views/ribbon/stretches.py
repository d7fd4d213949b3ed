"""How much room each part of time gets: stretches of one scale each, wide where much happened.

The calendar is cut into cells, finer where more happens; neighbours that differ little are joined
until few are left. What is left empty is drawn as a break. The rule for "differ little" is the
likelihood ratio of two counts against one (as in J. Scargle's Bayesian blocks, 2013), joined from
below instead of searched from above.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from casebook.dates import Day
from casebook.views.ribbon.units import Unit, day_of

Anchor = tuple[float, float]
"""Something that begins or ends: when, as `Day.ordinal` counts, and how much room it asks for."""

BREAK = 30.0
"""The width of a break, in pixels."""
_NARROWEST = 56.0
# How many pixels one moment can use to stand clear of the next, and one more thing in it.
_EACH, _MORE = 40.0, 3.0
# Pixels between two marks that stand clear, and the share that need not; what is lighter than this
# (a frame) does not count.
_CLEAR, _CROWDED, _LIGHT = 16.0, 0.2, 0.25
_LEAST_GAIN = 5.0
# How far its length may raise or lower the room that a segment gets for what happens in it.
_LEAST, _MOST = 0.9, 2.0
# Days: a case so short is told in days, or in months.
_MONTHS, _YEARS = 150.0, 1100.0
# However many the items: beyond some hundred every small difference would count as sure.
_COUNTED = 120.0


class Segment(NamedTuple):
    """Days `start` up to `end` at one scale: their room, and the weight of what lies in them."""

    start: float
    end: float
    weight: float
    width: float = 0.0

    @property
    def empty(self) -> bool:
        """Whether nothing begins or ends in it."""
        return self.weight == 0


def segments(anchors: Sequence[Anchor], width: float) -> tuple[Segment, ...]:
    """Cut the time from the first to the last anchor into segments that share `width`.

    `anchors` is not empty. A segment that is empty is `BREAK` wide.
    """
    return Times(anchors).segments(width)


class Times:
    """The time from the first to the last anchor, to be cut for drawings of any width."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self._counts = _Counts(anchors)
        self._moments = sorted({time for time, weight in anchors if weight > _LIGHT})

    def segments(self, width: float) -> tuple[Segment, ...]:
        """Return the segments that share `width`."""
        counts = self._counts
        if self._clear(width):
            return (Segment(counts.start, counts.end, counts.total, width),)
        found = _joined(self._cells, counts, max(3, int(width // 110)))
        return _roomed(found, counts, width)

    @cached_property
    def _cells(self) -> list[Segment]:
        return _cells(self._counts)

    def _clear(self, width: float) -> bool:
        """Return whether one even scale will do: nearly all stand clear of the one before."""
        length = self._counts.length
        near = sum(width * (b - a) / length < _CLEAR for a, b in pairwise(self._moments))
        return near <= _CROWDED * len(self._moments)


class _Counts:
    """The weight of the anchors in any span, and the whole span of time."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        ordered = sorted(anchors)
        self._times = [time for time, _ in ordered]
        self._moments = sorted(set(self._times))
        self._sums = [0.0, *accumulate(weight for _, weight in ordered)]
        self.total = self._sums[-1]
        first, last = day_of(self._times[0]), day_of(self._times[-1])
        edge = _edge(last.year - first.year)
        self.start = float(edge.floor(first).ordinal)
        self.end = float(edge.following(edge.floor(last)).ordinal)

    @property
    def length(self) -> float:
        return self.end - self.start

    def between(self, start: float, end: float) -> float:
        first, last = bisect_left(self._times, start), bisect_left(self._times, end)
        return self._sums[last] - self._sums[first] if last > first else 0.0

    def moments(self, start: float, end: float) -> int:
        return bisect_left(self._moments, end) - bisect_left(self._moments, start)


def _edge(years: int) -> Unit:
    """Return the unit to which the whole span is rounded, so that it begins and ends on a tick."""
    return Unit("year") if years > 40 else Unit("month") if years > 2 else Unit("day")


def _cells(counts: _Counts) -> list[Segment]:
    """Return the cells of the calendar, in order, finer where more happens."""
    first, last = day_of(counts.start), day_of(counts.end - 1)
    power = len(str(max(1, last.year - first.year))) - 1
    unit = Unit("year", 10**power)
    return _refined(unit, unit.floor(first).ordinal, counts.end, counts)


def _refined(unit: Unit, first: float, end: float, counts: _Counts) -> list[Segment]:
    """Return the cells of a span that is whole units: the units, or what each falls into."""
    found: list[Segment] = []
    for _, start, after in unit.spans(first, end):
        found += _cell(unit, start, after, counts)
    return found


def _cell(unit: Unit, first: int, after: int, counts: _Counts) -> list[Segment]:
    """Return the cell of one unit, or what it falls into.

    The days of a month are joined among themselves first, so that a scale changes within it only
    where it must.
    """
    start = first if first > counts.start else counts.start
    end = after if after < counts.end else counts.end
    weight = counts.between(start, end)
    # Most of a calendar is empty.
    full = weight and (weight > max(2.0, counts.total / 40) or end - start > counts.length / 12)
    finer = _finer(unit) if full else None
    if finer is None:
        return [Segment(start, end, weight)] if start < end else []
    found = _refined(finer, first, after, counts)
    return _joined(found, counts) if finer.of == "day" and counts.length > _MONTHS else found


@cache
def _finer(unit: Unit) -> Unit | None:
    if unit.of == "year":
        return Unit("year", unit.step // 10) if unit.step > 1 else Unit("month")
    return Unit("day") if unit.of == "month" else None


def _joined(found: Sequence[Segment], counts: _Counts, most: int = 1000) -> list[Segment]:
    """Join neighbours, the most alike first, until those left differ or are few enough."""
    gain = _LEAST_GAIN * max(1.0, counts.total / _COUNTED)
    joining = _Joining(_without_gaps(found), counts.length)
    while joining.losses:
        least = min(joining.losses)
        if least >= gain and len(joining.cells) <= most:
            break
        joining.join(joining.losses.index(least))
    return joining.cells


def _without_gaps(cells: Sequence[Segment]) -> list[Segment]:
    """Join empty neighbours, by which nothing is lost: the first that would be joined, and many."""
    found: list[Segment] = []
    for cell in cells:
        if found and not cell.weight and not found[-1].weight:
            found[-1] = Segment(found[-1].start, cell.end, 0.0)
        else:
            found.append(cell)
    return found


class _Joining:
    """Cells, and for each but the last what would be lost by one scale for it and the next.

    That is how much less likely the counts are if both have the same rate (log likelihood), less
    where the line between them is hard to read.
    """

    def __init__(self, cells: Sequence[Segment], whole: float) -> None:
        self.cells = list(cells)
        self._fits = [_fit(cell.weight, cell.end - cell.start) for cell in cells]
        self._oddities = [_oddity(day_of(cell.start), whole) for cell in cells[1:]]
        self.losses = [self._loss(at) for at in range(len(cells) - 1)]

    def join(self, at: int) -> None:
        """Join a cell to the next."""
        first, second = self.cells[at], self.cells[at + 1]
        both = Segment(first.start, second.end, first.weight + second.weight)
        self.cells[at : at + 2] = [both]
        self._fits[at : at + 2] = [_fit(both.weight, both.end - both.start)]
        del self._oddities[at], self.losses[at]
        for side in (at - 1, at):
            if 0 <= side < len(self.losses):
                self.losses[side] = self._loss(side)

    def _loss(self, at: int) -> float:
        first, second = self.cells[at], self.cells[at + 1]
        weight = first.weight + second.weight
        if not weight:
            return 0.0
        apart = self._fits[at] + self._fits[at + 1]
        return (apart - _fit(weight, second.end - first.start)) / self._oddities[at]


def _oddity(day: Day, whole: float) -> float:
    """Return how odd it is to change the scale on a day: little where a year or month begins."""
    if day.day > 1:
        return 1.0 if whole < _MONTHS else 10.0
    return 1.0 if day.month == 1 or whole < _YEARS else 1.5


def _fit(weight: float, length: float) -> float:
    return weight * math.log(weight / length) if weight else 0.0


def _roomed(found: list[Segment], counts: _Counts, width: float) -> tuple[Segment, ...]:
    room = width - BREAK * sum(segment.empty for segment in found)
    length = sum(segment.end - segment.start for segment in found if not segment.empty)
    wanted = [0.0 if s.empty else _wanted(s, counts, length, room) for s in found]
    part = room / sum(wanted)
    return tuple(
        segment._replace(width=BREAK if segment.empty else wish * part)
        for segment, wish in zip(found, wanted, strict=True)
    )


def _wanted(segment: Segment, counts: _Counts, length: float, room: float) -> float:
    """Return the share of `room` that goes with what happens in a segment, a little more for a
    longer time, and no more than its different moments can use.
    """
    share = segment.weight / counts.total
    slower: float = ((segment.end - segment.start) / length / share) ** 0.2
    wish = room * share * min(_MOST, max(_LEAST, slower))
    used = _EACH * counts.moments(segment.start, segment.end) + _MORE * segment.weight
    return max(_NARROWEST, min(wish, used))
