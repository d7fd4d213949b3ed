"""The grammar of a single date of EDTF: ISO 8601-2:2019, levels 0, 1 and 2.

Source of the rules: the Library of Congress's page "Extended Date/Time Format (EDTF)
Specification" of 4 February 2019, a profile of ISO 8601-2. Narrower than it: times only on a
single day; no season of a year whose digits are unknown. Wider: seconds may be left out of a
time, and unknown digits and qualifiers may stand together anywhere.
"""

from __future__ import annotations

import re

from casebook.dates import masks, refusals
from casebook.dates.calendar import STRETCHES, Day, month_length
from casebook.dates.model import Clock, EdtfDate, Part, Precision

_MOST_YEAR_DIGITS = 12

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DATE = re.compile(
    r"([?~%]?)(-?[0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_TIME = re.compile(
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"T(([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)"
    r"(Z|([+-])([0-9]{2})(?::([0-9]{2}))?)?"
)
_YEAR = re.compile(r"(?:Y(-?[0-9]+)(?:E([0-9]+))?|(-?[0-9]{4}))(?:S([0-9]{1,3}))?([?~%]?)")


def single(text: str) -> EdtfDate | None:
    """The day, month, season, year or time a text stands for; None when it has no such shape.

    Raises DateError when it has the shape but says what cannot be.
    """
    return _plain(text) or _marked(text) or _long(text) or _timed(text)


def _plain(text: str) -> EdtfDate | None:
    """The fast way, for nearly all dates of a case; what it declines the others explain."""
    match = _PLAIN.fullmatch(text)
    if not match:
        return None
    parts = tuple(Part(written) for written in match.groups() if written)
    year, month, day = (int(written or 0) for written in match.groups())
    if len(parts) == 1:
        return EdtfDate(text, Day(year, 1, 1), Day(year, 12, 31), "year", parts=parts)
    if not 1 <= month <= 12:
        return None
    last = month_length(year, month)
    if len(parts) == 2:
        return EdtfDate(text, Day(year, month, 1), Day(year, month, last), "month", parts=parts)
    if not 1 <= day <= last:
        return None
    return EdtfDate(text, Day(year, month, day), Day(year, month, day), "day", parts=parts)


def _marked(text: str) -> EdtfDate | None:
    """A date with qualifiers, unknown digits, a minus, or a season."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    groups = match.groups("")
    parts = _parts(groups)
    first, last = _bounds(tuple(part.written for part in parts))
    return EdtfDate(
        text,
        first,
        last,
        _precision(parts),
        approximate=any(part.approximate for part in parts),
        uncertain=any(part.uncertain for part in parts),
        parts=parts,
    )


def _parts(groups: tuple[str, ...]) -> tuple[Part, ...]:
    # A qualifier before a part is said of it alone; one behind it also of all parts before it.
    parts = []
    for at in range(0, 9, 3):
        own, written = groups[at], groups[at + 1]
        if written:
            marks = own + "".join(groups[at + 2 :: 3])
            parts.append(Part(written, bool({*marks} & {*"?%"}), bool({*marks} & {*"~%"})))
    return tuple(parts)


def _bounds(written: tuple[str, ...]) -> tuple[Day, Day]:
    year, month, day = (*written, None, None)[:3]
    assert year is not None  # the pattern asks for one
    if year == "-0000":
        raise refusals.minus_zero()
    if month and "X" not in month and int(month) in STRETCHES:
        if day:
            raise refusals.season_with_day(year, month, day)
        if "X" in year:
            raise refusals.season_of_masked_year(year, month)
        return STRETCHES[int(month)].bounds(int(year))
    if month and not masks.fits(month, 12):
        raise refusals.no_such_month(year, month, day)
    span = masks.span(year, month or "XX", day or "XX")
    if span is None:
        raise refusals.no_such_day(year, month or "", day or "")
    return span


def _precision(parts: tuple[Part, ...]) -> Precision:
    year = parts[0].written.lstrip("-")
    if "X" in year:
        known = year.index("X")
        return "decade" if known == 3 else "century" if known == 2 else "millennium"
    if len(parts) == 1 or parts[1].masked:
        return "year"
    if int(parts[1].written) > 12:
        return "season"
    return "day" if len(parts) == 3 and not parts[2].masked else "month"


def _long(text: str) -> EdtfDate | None:
    """A year of more than four digits, or with significant digits, or both."""
    match = _YEAR.fullmatch(text)
    if not match:
        return None
    prefixed, exponent, plain, digits, mark = match.groups()
    year = _long_year(text, prefixed, exponent) if prefixed else int(plain)
    if plain == "-0000":
        raise refusals.minus_zero()
    first, last = _significant(text, year, int(digits)) if digits else (year, year)
    estimate = first != last
    return EdtfDate(
        text,
        Day(first, 1, 1),
        Day(last, 12, 31),
        _year_precision(last - first + 1),
        approximate=estimate or mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
        parts=(Part(str(year), mark in ("?", "%"), estimate or mark in ("~", "%")),),
        digits=int(digits) if estimate else None,
    )


def _long_year(text: str, prefixed: str, exponent: str | None) -> int:
    if len(prefixed) > _MOST_YEAR_DIGITS + 1 or len(exponent or "") > 2:
        raise refusals.too_far(text)
    year: int = int(prefixed) * 10 ** int(exponent or 0)
    if abs(year) >= 10**_MOST_YEAR_DIGITS:
        raise refusals.too_far(text)
    if abs(year) <= 9999 or prefixed.lstrip("-").startswith("0"):
        raise refusals.short_long_year(text, year)
    return year


def _significant(text: str, year: int, digits: int) -> tuple[int, int]:
    """First and last year that begin with the same significant digits."""
    size = len(str(abs(year)))
    if not 1 <= digits <= size:
        raise refusals.bad_digit_count(text, digits)
    step = 10 ** (size - digits)
    nearest = abs(year) // step * step
    ends = (nearest, nearest + step - 1)
    return ends if year >= 0 else (-ends[1], -ends[0])


def _year_precision(years: int) -> Precision:
    if years == 1:
        return "year"
    return "decade" if years == 10 else "century" if years == 100 else "millennium"


def _timed(text: str) -> EdtfDate | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    day = _plain(match[1]) or _marked(match[1])
    assert day is not None  # the pattern of a time holds a day
    hour, minute, second = int(match[3]), int(match[4]), int(match[5]) if match[5] else None
    if hour > 23 or minute > 59 or (second or 0) > 59:
        raise refusals.no_such_time(match[2])
    clock = Clock(hour, minute, second, _offset(match) if match[6] else None)
    return EdtfDate(text, day.earliest, day.latest, "time", parts=day.parts, clock=clock)


def _offset(match: re.Match[str]) -> int:
    if match[6] == "Z":
        return 0
    minutes = int(match[8]) * 60 + int(match[9] or 0)
    offset = -minutes if match[7] == "-" else minutes
    # ISO 8601-1 (4.3.13) forbids -00:00; no clock on earth is further from UTC than these.
    if int(match[9] or 0) > 59 or not -720 <= offset <= 840 or match[6] in ("-00", "-00:00"):
        raise refusals.no_such_zone(match[6])
    return offset
