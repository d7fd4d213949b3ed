"""Days of the proleptic Gregorian calendar, in any year, and the parts a year is cut into.

The standard library's `datetime.date` stops at the years 1 and 9999; a record may name 44 BC.
Years are astronomical, as in ISO 8601: 0 is 1 BC, -43 is 44 BC.
"""

from __future__ import annotations

from typing import NamedTuple

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


class Day(NamedTuple):
    """One day. Days compare in the order of time; nothing checks here that the day exists."""

    year: int
    month: int
    day: int

    @property
    def ordinal(self) -> int:
        """Number of the day, 1 for 1 January of year 1: `date.toordinal()` for any year."""
        past = self.year - 1
        days = 365 * past + past // 4 - past // 100 + past // 400
        leap_day = self.month > 2 and is_leap(self.year)
        return days + _DAYS_BEFORE[self.month - 1] + leap_day + self.day

    @property
    def iso(self) -> str:
        """The day as ISO 8601 writes it; years of more than four digits carry their sign."""
        sign = "-" if self.year < 0 else "+" if self.year > 9999 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


def is_leap(year: int) -> bool:
    """Whether the (astronomical) year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Number of days in a month (1 to 12) of a year."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


class Stretch(NamedTuple):
    """Whole months of a year that one code stands for; may run into the next year."""

    first_month: int
    months: int

    def bounds(self, year: int) -> tuple[Day, Day]:
        """First and last day of this stretch of `year`."""
        into_next, last = divmod(self.first_month + self.months - 2, 12)
        end = year + into_next
        return Day(year, self.first_month, 1), Day(end, last + 1, month_length(end, last + 1))


# ISO 8601-2:2019 (4.8): codes that stand where a month would. The standard leaves the
# months of a season open. Casebook counts whole months: spring is March to May in the north,
# September to November in the south, and the season that crosses the new year belongs to the
# year it begins in. 21 to 24 name no hemisphere and are counted as in the north.
STRETCHES: dict[int, Stretch] = {
    **{21 + n: Stretch(3 + 3 * n, 3) for n in range(4)},
    **{25 + n: Stretch(3 + 3 * n, 3) for n in range(4)},
    **{29 + n: Stretch((9, 12, 3, 6)[n], 3) for n in range(4)},
    **{33 + n: Stretch(1 + 3 * n, 3) for n in range(4)},
    **{37 + n: Stretch(1 + 4 * n, 4) for n in range(3)},
    **{40 + n: Stretch(1 + 6 * n, 6) for n in range(2)},
}
