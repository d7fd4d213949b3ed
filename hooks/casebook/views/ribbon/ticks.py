"""The axis: years, months or days, whichever there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from casebook.dates import Day, parse, say
from casebook.language import Language
from casebook.views.ribbon.labels import INSET, Line, text_width
from casebook.views.ribbon.model import Tick
from casebook.views.ribbon.scale import Scale
from casebook.views.ribbon.stretches import Segment
from casebook.views.ribbon.units import Unit, day_of, written

_GAP = 5.0
_YEAR, _MONTH = Unit("year"), Unit("month")
_DAY = text_width("28")
# Five days before a week: a week is no part of a month.
_UNITS = (Unit("day"), Unit("day", 5), Unit("day", 10), _MONTH, Unit("month", 3))


def ticks(scale: Scale, width: float, language: Language) -> tuple[Tick, ...]:
    """Return the ticks of every segment that is no break, from left to right.

    Words that would touch others, or reach beyond `width`, are left out; the line stays.
    """
    found = [
        tick
        for segment in scale.segments
        if not segment.empty
        for tick in _segment(segment, scale, language)
    ]
    # Where both do not fit, the true beginning of a year counts for more than where a segment
    # happens to begin.
    rows = {True: Line(_GAP), False: Line(_GAP)}
    order = sorted(range(len(found)), key=lambda at: (not found[at].lined, found[at].x))
    worded = {at for at in order if _fits(found[at], rows, width)}
    return tuple(
        tick if at in worded else Tick(tick.x, "", tick.major, tick.lined)
        for at, tick in enumerate(found)
        if at in worded or tick.lined
    )


def _fits(tick: Tick, rows: dict[bool, Line], width: float) -> bool:
    right = tick.x + INSET + text_width(tick.words)
    return right <= width and rows[tick.major].take(tick.x, right)


def _segment(segment: Segment, scale: Scale, language: Language) -> Iterator[Tick]:
    unit = _unit(segment, language)
    larger = {"day": _MONTH, "month": _YEAR}.get(unit.of)
    if larger and larger.floor(day_of(segment.start)).ordinal != segment.start:
        first = larger.floor(day_of(segment.start))
        yield Tick(scale(segment.start), _words(first, larger, language), True, False)
    for day, start, _ in unit.spans(segment.start, segment.end):
        if start < segment.start:
            continue
        x = scale(start)
        if larger and larger.floor(day) == day:
            yield Tick(x, _words(day, larger, language), True)
        yield Tick(x, _short(day, unit, language), False)


def _unit(segment: Segment, language: Language) -> Unit:
    """Return the finest unit whose words fit between two ticks."""
    pixels = segment.width / (segment.end - segment.start)
    around = INSET + _GAP
    for unit in _UNITS:
        widest = _DAY if unit.of == "day" else _widest_month(language)
        if pixels * unit.days >= widest + around:
            return unit
    ends = (day_of(segment.start), day_of(segment.end))
    room = max([text_width(_words(day, _YEAR, language)) for day in ends]) + around
    power = 0
    while True:
        for step in (1, 2, 5):
            unit = Unit("year", step * 10**power)
            if pixels * unit.days >= room:
                return unit
        power += 1


@cache
def _widest_month(language: Language) -> float:
    return max(text_width(short_month(month, language)) for month in range(1, 13))


@lru_cache(maxsize=4096)
def _words(day: Day, unit: Unit, language: Language) -> str:
    if unit.of == "month" and abs(day.year) > 9999:
        unit = _YEAR
    return say(parse(written(day, unit)), language)


def _short(day: Day, unit: Unit, language: Language) -> str:
    if unit.of == "day":
        return language.number(day.day)
    if unit.of == "month":
        return short_month(day.month, language)
    return _words(day, unit, language)


@cache
def short_month(month: int, language: Language) -> str:
    """Return the short name of a month, 1 to 12, as it stands alone (CLDR)."""
    return str(language.locale.months["stand-alone"]["abbreviated"][month])
