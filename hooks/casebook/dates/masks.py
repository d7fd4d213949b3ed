"""Digits that are not known: which years, months and days a written X may stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from casebook.dates.calendar import Day, is_leap, month_length

_ANY_DIGIT = "0123456789"


def years(mask: str, *, backwards: bool = False) -> Iterator[int]:
    """The years `mask` ("201X", "-01XX") may stand for, in order of time or against it."""
    sign = -1 if mask.startswith("-") else 1
    # Going up in the digits of a negative year is going back in time.
    falling = backwards == (sign > 0)
    pools = [_ANY_DIGIT if char == "X" else char for char in mask.lstrip("-")]
    for digits in product(*(pool[::-1] if falling else pool for pool in pools)):
        number = int("".join(digits))
        if number or sign > 0:
            yield sign * number


@lru_cache(maxsize=512)
def fits(mask: str, highest: int) -> tuple[int, ...]:
    """The numbers from 1 to `highest` that a two-character mask ("1X", "XX") may stand for."""
    return tuple(
        number
        for number in range(1, highest + 1)
        if all(char in ("X", digit) for char, digit in zip(mask, f"{number:02}", strict=True))
    )


def span(year: str, month: str = "XX", day: str = "XX") -> tuple[Day, Day] | None:
    """First and last real day these masks may stand for; None when there is no such day."""
    months, days = fits(month, 12), fits(day, 31)
    first = _first_day(years(year), months, days)
    last = _first_day(years(year, backwards=True), months[::-1], days[::-1])
    return (first, last) if first and last else None


def _first_day(
    candidates: Iterator[int], months: tuple[int, ...], days: tuple[int, ...]
) -> Day | None:
    # Whether a year has the day depends only on its being a leap year, so at most two are tried.
    tried: set[bool] = set()
    for year in candidates:
        if is_leap(year) in tried:
            continue
        for month in months:
            for day in days:
                if day <= month_length(year, month):
                    return Day(year, month, day)
        tried.add(is_leap(year))
        if len(tried) == 2:
            break
    return None
