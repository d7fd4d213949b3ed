"""The calendar cut into units: where each begins, and how the date of one is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from casebook.dates import Day, EdtfDate, parse
from casebook.dates.calendar import month_length

# The Gregorian calendar repeats after 400 years, so many days.
_CYCLE = 146_097
_DAYS = {"day": 1, "month": 30.4, "year": 365.25}


class Unit(NamedTuple):
    """So many days (counted anew in each month), months or years."""

    of: Literal["day", "month", "year"]
    step: int = 1

    def floor(self, day: Day) -> Day:
        """Return the first day of the unit in which `day` lies."""
        if self.of == "year":
            return Day(day.year - day.year % self.step, 1, 1)
        if self.of == "month":
            return Day(day.year, day.month - (day.month - 1) % self.step, 1)
        return Day(day.year, day.month, self._in_month(day))

    def following(self, day: Day) -> Day:
        """Return the first day of the next unit; `day` begins one."""
        if self.of == "year":
            return Day(day.year + self.step, 1, 1)
        if self.of == "month":
            return _month_after(day, self.step)
        # A last unit of a month shorter than half of the others would be no unit.
        if day.day + self.step + self.step // 2 <= month_length(day.year, day.month):
            return Day(day.year, day.month, day.day + self.step)
        return _month_after(day, 1)

    def begins(self, first: float, end: float) -> Iterator[Day]:
        """Yield the days in [first, end), numbered as `Day.ordinal` does, on which one begins."""
        return (day for day, start, _ in self.spans(first, end) if start >= first)

    def spans(self, first: float, end: float) -> tuple[tuple[Day, int, int], ...]:
        """Return the units that lie in [first, end) or reach into it: the day on which each begins,
        its number, and that of the day on which the next one does.
        """
        return _spans(self, first, end)

    def _in_month(self, day: Day) -> int:
        start = 1
        while (after := self.following(Day(day.year, day.month, start))).day > start:
            if after.day > day.day:
                break
            start = after.day
        return start

    @property
    def days(self) -> float:
        """How long it is, about, in days."""
        return self.step * _DAYS[self.of]


# The drawings of a case cut the same years and months.
@lru_cache(maxsize=2048)
def _spans(unit: Unit, first: float, end: float) -> tuple[tuple[Day, int, int], ...]:
    found: list[tuple[Day, int, int]] = []
    day = unit.floor(day_of(first))
    start = day.ordinal
    while start < end:
        following = unit.following(day)
        after = following.ordinal
        found.append((day, start, after))
        day, start = following, after
    return tuple(found)


@lru_cache(maxsize=8192)
def day_of(ordinal: float) -> Day:
    """Return the day of an ordinal, `Day.ordinal` turned round, in any year."""
    cycles, rest = divmod(int(ordinal // 1) - 1, _CYCLE)
    found = dt.date.fromordinal(rest + 1)
    return Day(found.year + 400 * cycles, found.month, found.day)


@lru_cache(maxsize=4096)
def span(first: float, end: float) -> EdtfDate:
    """Return the days from `first` up to `end`, not included, as a date as coarse as they allow."""
    start, last = day_of(first), day_of(end - 1)
    whole_months = start.day == 1 and last.day == month_length(last.year, last.month)
    far = abs(start.year) > 9999 or abs(last.year) > 9999
    if far or (whole_months and start.month == 1 and last.month == 12):
        unit = Unit("year")
    else:
        unit = Unit("month") if whole_months else Unit("day")
    texts = [written(start, unit), written(last, unit)]
    return parse(texts[0] if texts[0] == texts[1] else "/".join(texts))


def written(day: Day, unit: Unit) -> str:
    """Return the EDTF text of the day, month or year that begins on `day`."""
    if unit.of == "year":
        if abs(day.year) > 9999:
            return f"Y{day.year}"
        return f"-{-day.year:04}" if day.year < 0 else f"{day.year:04}"
    return day.iso[:-3] if unit.of == "month" else day.iso


def _month_after(day: Day, months: int) -> Day:
    years, month = divmod(day.month - 1 + months, 12)
    return Day(day.year + years, month + 1, 1)
