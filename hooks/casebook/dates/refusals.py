"""Why a text is no date, in words for the person who wrote it."""

from __future__ import annotations

from casebook.dates.calendar import month_length

# Editors are spoken to in English, and may write English months.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class DateError(ValueError):
    """A text that is no date. Both sentences stand without their full stop or capital."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what, hint)
        self.what = what
        """What is wrong: "there is no 30 February 2015"."""
        self.hint = hint
        """What to write instead, as whole sentences."""

    def __str__(self) -> str:
        return f"{self.what}. {self.hint}"


def quoted(text: str) -> str:
    """The text in quotation marks, cut where it is too long for a message."""
    shown = text if text.isprintable() else repr(text)[1:-1]
    return f'"{shown}"' if len(shown) <= 60 else f'"{shown[:60]}…"'


def empty() -> DateError:
    """Nothing is written."""
    return DateError(
        "the date is empty", "Write a date such as 2015-05-28, or leave the key out altogether."
    )


def too_long(length: int, most: int) -> DateError:
    """More is written than any date needs."""
    return DateError(
        f"the date has {length:,} characters, more than the {most:,} allowed",
        "Write the first and the last date with two dots between them, as in [1667..1672].",
    )


def too_far(text: str) -> DateError:
    """The year has more digits than Casebook counts with."""
    return DateError(
        f"the year in {quoted(text)} is out of reach",
        "Years have at most twelve digits.",
    )


def short_long_year(text: str, year: int) -> DateError:
    """`Y2015`: the prefix of long years on a short one."""
    plain = f"{'-' if year < 0 else ''}{abs(year):04}"
    return DateError(
        f"{quoted(text)} has a Y before a year of four digits or fewer",
        f"Write {plain}; the Y is for years of five digits and more.",
    )


def bad_digit_count(text: str, count: int) -> DateError:
    """`1950S5`: the year has not as many digits as are said to count."""
    if count == 0:
        what, hint = "no digit", "S and a number at the end say how many digits of the year count"
    else:
        what, hint = f"{count} significant digits", "The year has fewer digits than that"
    return DateError(
        f"{quoted(text)} claims {what}", f"{hint}: 1950S2 is some year from 1900 to 1999."
    )


def minus_zero() -> DateError:
    """`-0000`: ISO 8601 has one year zero."""
    return DateError(
        "there is no year -0000",
        "Write 0000 for 1 BC, -0001 for 2 BC, and so on.",
    )


def no_such_month(year: str, code: str, day: str | None) -> DateError:
    """`2015-13`: neither a month nor another part of a year."""
    runs = "Months run from 01 to 12, and 21 to 41 are seasons, quarters and the like"
    if "X" in code:
        return _no_such_digits(f"month {code}", "2015-XX or 2015-1X")
    number, others = int(code), f"{runs}."
    if number == 0:
        others = f"If the month is not known write {year} or {year}-XX."
    elif _is_day_and_month(number, day):
        others = f"Write year, month, day: {year}-{day}-{code}."
    elif day is None and year.isdigit() and number > int(year[2:]):
        others = f"{runs}; for the years from {year} to {year[:2]}{code} write "
        others += f"{year}/{year[:2]}{code}."
    return DateError(f"there is no month {code}", others)


def no_such_day(year: str, month: str, day: str) -> DateError:
    """`2015-02-30`: the month has no such day."""
    if day == "00":
        return DateError(
            "there is no day 00",
            f"If the day is not known write {year}-{month} or {year}-{month}-XX.",
        )
    if "X" in day or "X" in month or "X" in year:
        return _no_such_digits(f"day {year}-{month}-{day}", "2015-04-XX or 2015-04-2X")
    name, days = MONTHS[int(month) - 1], month_length(int(year), int(month))
    leap = f" ({year} is no leap year)" if (int(month), int(day)) == (2, 29) else ""
    return DateError(
        f"there is no {int(day)} {name} {year}",
        f"{name} {year} has {days} days{leap}; write a day that exists, "
        f"or only {year}-{month} if the day is not known.",
    )


def season_with_day(year: str, code: str, day: str) -> DateError:
    """`2015-21-03`: a day after the code of a season."""
    return DateError(
        f"{code} stands for a season or another part of a year, so no day can follow it",
        f"Write {year}-{code} alone{_other_order(year, code, day)}.",
    )


def season_of_masked_year(year: str, code: str) -> DateError:
    """`201X-21`: a season of a year that is not known."""
    return DateError(
        f"{year}-{code} names a part of a year that is not known itself",
        f"Write {year}, or the year in full.",
    )


def no_such_time(text: str) -> DateError:
    """`T25:00`: no clock shows it."""
    return DateError(
        f"there is no time {quoted(text)}",
        "Hours run from 00 to 23, minutes and seconds from 00 to 59; "
        "midnight is 00:00 of the day that begins.",
    )


def no_such_zone(text: str) -> DateError:
    """`+15:00`: no clock is so far from UTC."""
    return DateError(
        f"there is no time zone {quoted(text)}",
        "Write Z for UTC, or how far the clock is ahead of it, from -12:00 to +14:00.",
    )


def time_in_range(text: str, group: str) -> DateError:
    """A time of day in an interval or a set (`group`, with its article)."""
    return DateError(
        f"{quoted(text)} has a time of day, which {group} cannot hold",
        f"Write the day alone: {text.partition('T')[0]}.",
    )


def no_ends() -> DateError:
    """`../..`: an interval that says nothing."""
    return DateError(
        "the interval has neither a beginning nor an end",
        "Write at least one of them, as in 2015/.. (still going on), ../2015 or 1985/ "
        "(end unknown); where nothing is known leave the date out.",
    )


def ends_first(start: str, end: str) -> DateError:
    """An interval or range whose end lies wholly before its beginning."""
    return DateError(
        f"it ends ({end}) before it begins ({start})",
        "The earlier date comes first; check the two dates, or change their places.",
    )


def empty_choice(text: str) -> DateError:
    """`[1667,,1668]`: commas without a date between them."""
    return DateError(
        f"an element of the set {quoted(text)} is empty",
        "Put a date between any two commas, as in [2015-04-23,2015-05-01].",
    )


def stray_dots(text: str) -> DateError:
    """`[1667,..1668]`: an open range in the middle of a set."""
    return DateError(
        f"{quoted(text)} has no other end where it stands in the set",
        "Two dots may open the set ([..1984]), close it ([1984..]) or join two dates "
        "([1984..1990]).",
    )


def _other_order(year: str, code: str, day: str) -> str:
    if not _is_day_and_month(int(code), day):
        return ""
    return f", or {year}-{day}-{code} if year, month, day are meant"


def _is_day_and_month(month: int, day: str | None) -> bool:
    return bool(day) and "X" not in str(day) and 1 <= int(day or 0) <= 12 and month <= 31


def _no_such_digits(subject: str, example: str) -> DateError:
    return DateError(
        f"no {subject} exists, whatever the X stands for",
        f"Each X is one digit that is not known; check the others, or write {example}.",
    )
