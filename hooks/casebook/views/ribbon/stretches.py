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
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

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


@dataclass(frozen=True, slots=True)
class Segment:
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
    counts = _Counts(anchors)
    if _clear(anchors, counts.length, width):
        return (Segment(counts.start, counts.end, counts.total, width),)
    found = _joined(_cells(counts), counts, max(3, int(width // 110)))
    return _roomed(found, counts, width)


def _clear(anchors: Sequence[Anchor], length: float, width: float) -> bool:
    """Return whether one even scale will do: nearly all stand clear of the one before."""
    moments = sorted({time for time, weight in anchors if weight > _LIGHT})
    near = sum(width * (b - a) / length < _CLEAR for a, b in pairwise(moments))
    return near <= _CROWDED * len(moments)


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
    days = unit.begins(unit.floor(first).ordinal, counts.end)
    return [segment for day in days for segment in _refined(day, unit, counts)]


def _refined(day: Day, unit: Unit, counts: _Counts) -> list[Segment]:
    """Return the cell that begins on `day`, or what it falls into.

    The days of a month are joined among themselves first, so that a scale changes within it only
    where it must.
    """
    start = max(float(day.ordinal), counts.start)
    end = min(float(unit.following(day).ordinal), counts.end)
    weight = counts.between(start, end)
    finer = _finer(unit)
    full = weight > max(2.0, counts.total / 40) or end - start > counts.length / 12
    if finer is None or not weight or not full:
        return [Segment(start, end, weight)] if start < end else []
    days = finer.begins(day.ordinal, unit.following(day).ordinal)
    found = [segment for inner in days for segment in _refined(inner, finer, counts)]
    return _joined(found, counts) if finer.of == "day" and counts.length > _MONTHS else found


def _finer(unit: Unit) -> Unit | None:
    if unit.of == "year":
        return Unit("year", unit.step // 10) if unit.step > 1 else Unit("month")
    return Unit("day") if unit.of == "month" else None


def _joined(cells: list[Segment], counts: _Counts, most: int = 1000) -> list[Segment]:
    """Join neighbours, the most alike first, until those left differ or are few enough."""
    gain = _LEAST_GAIN * max(1.0, counts.total / _COUNTED)
    losses = [_loss(a, b, counts.length) for a, b in pairwise(cells)]
    while losses and (min(losses) < gain or len(cells) > most):
        _join(cells, losses, losses.index(min(losses)), counts.length)
    return cells


def _join(cells: list[Segment], losses: list[float], at: int, whole: float) -> None:
    first, second = cells[at], cells[at + 1]
    cells[at : at + 2] = [Segment(first.start, second.end, first.weight + second.weight)]
    del losses[at]
    for side in (at - 1, at):
        if 0 <= side < len(losses):
            losses[side] = _loss(cells[side], cells[side + 1], whole)


def _loss(first: Segment, second: Segment, whole: float) -> float:
    """Return what is lost by one scale for both: how much less likely the counts are if both have
    the same rate (log likelihood), less where the line between them is hard to read.
    """
    lengths = first.end - first.start, second.end - second.start
    apart = _fit(first.weight, lengths[0]) + _fit(second.weight, lengths[1])
    loss = apart - _fit(first.weight + second.weight, sum(lengths))
    return loss / _oddity(day_of(second.start), whole)


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
        replace(segment, width=BREAK if segment.empty else wish * part)
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
