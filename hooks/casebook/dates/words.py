"""Dates in English, for a reader: never more precise than the record.

Every English word a reader meets in a date is in this module. Another language is another
module with a `say` of its own; nothing else in the package makes sentences for readers.
"""

from __future__ import annotations

from collections.abc import Sequence

from casebook.dates.calendar import Day, month_length
from casebook.dates.masks import fits
from casebook.dates.model import Clock, Edge, EdtfDate, Part

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS = ("spring", "summer", "autumn", "winter")
_COUNTED = ("first", "second", "third", "last")
_STRETCHES = {
    **{21 + n: f"{name} {{}}" for n, name in enumerate(_SEASONS)},
    **{25 + n: f"{name} {{}} (northern hemisphere)" for n, name in enumerate(_SEASONS)},
    **{29 + n: f"{name} {{}} (southern hemisphere)" for n, name in enumerate(_SEASONS)},
    **{33 + n: f"the {name} quarter of {{}}" for n, name in enumerate(_COUNTED)},
    **{37 + n: f"the {name} third of {{}}" for n, name in enumerate(("first", "second", "last"))},
    **{40 + n: f"the {name} half of {{}}" for n, name in enumerate(("first", "second"))},
}
_FINEST_FIRST = ("day", "month", "season", "year", "decade", "century", "millennium")

# A day, month or year as numbers, so that neighbours can leave out what they share.
_Numbers = tuple[int, ...]


def say(date: EdtfDate) -> str:
    """The date in English words, to stand inside a sentence or on its own."""
    if date.precision == "set":
        return _set(date)
    if date.precision == "interval":
        return _interval(date)
    return _single(date)


def _interval(date: EdtfDate) -> str:
    start, end = date.start, date.end
    if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
        return _from_to(start, end)
    if isinstance(start, EdtfDate):
        rest = "still going on" if end is Edge.OPEN else "end unknown"
        return f"from {_single(start)}, {rest}"
    assert isinstance(end, EdtfDate)  # the parser refuses an interval without any date
    return f"until {_single(end)}" + (", start unknown" if start is Edge.UNKNOWN else "")


def _from_to(start: EdtfDate, end: EdtfDate) -> str:
    if start.is_plain and start == end:
        return _single(start)
    first, last = _each((start, end))
    if start.is_plain and end.is_plain and "year" not in (start.precision, end.precision):
        return f"{first} to {last}"
    return f"from {first} to {last}"


def _set(date: EdtfDate) -> str:
    joint = "or" if date.membership == "one of" else "and"
    if all(choice.precision != "interval" for choice in date.choices):
        return _joined(_each(date.choices), joint)
    choose = _one_of_range if date.membership == "one of" else _all_of_range
    said = [
        choose(choice) if choice.precision == "interval" else _single(choice)
        for choice in date.choices
    ]
    return _joined(said, joint, comma=any(c.precision == "interval" for c in date.choices))


def _one_of_range(choice: EdtfDate) -> str:
    start, end = choice.start, choice.end
    if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
        return "between {} and {}".format(*_each((start, end)))
    if isinstance(start, EdtfDate):
        return f"{_single(start)} or later"
    assert isinstance(end, EdtfDate)  # as in _interval
    return f"{_single(end)} or before"


def _all_of_range(choice: EdtfDate) -> str:
    ends = [end for end in (choice.start, choice.end) if isinstance(end, EdtfDate)]
    unit = min((end.precision for end in ends), key=_FINEST_FIRST.index)
    if len(ends) == 2:
        return "every {} from {} to {}".format(unit, *_each(ends))
    if choice.end is Edge.OPEN:
        return f"every {unit} from {_single(ends[0])} on"
    return f"every {unit} up to {_single(ends[0])}"


def _single(date: EdtfDate) -> str:
    if date.clock:
        return f"{_numbered((_numbers(date),))[0]}, {_clock(date.clock)}"
    if date.digits is not None:
        return _estimate(date)
    words = _masked(date) if date.masked else _whole(date)
    return _doubted(words, date) if date.approximate or date.uncertain else words


def _whole(date: EdtfDate) -> str:
    if date.precision != "season":
        return _numbered((_numbers(date),))[0]
    year, code = date.parts[0], date.parts[1]
    return _STRETCHES[int(code.written)].format(_year(int(year.written)))


def _estimate(date: EdtfDate) -> str:
    first, last = _bounds(date)
    about = ("perhaps about " if date.uncertain else "about ") + _year(int(date.parts[0].written))
    return f"{about} ({_between_years(first.year, last.year)})"


def _doubted(words: str, date: EdtfDate) -> str:
    """Says the qualifiers: before the words where they cover the whole date, else after them."""
    kinds = [_doubt(part) for part in date.parts]
    if len(set(kinds)) > 1:
        names = ("year", "season") if date.precision == "season" else ("year", "month", "day")
        remarks = []
        for kind in dict.fromkeys(filter(None, kinds)):
            named = [name for name, own in zip(names, kinds, strict=False) if own == kind]
            remarks.append(f"{_joined(named, 'and')} {kind}")
        return f"{words} ({'; '.join(remarks)})"
    if words.startswith(("between", "some", "an ")) or " or " in words:
        return f"{words} ({kinds[0]})"
    return ("perhaps " if date.uncertain else "") + ("about " if date.approximate else "") + words


def _doubt(part: Part) -> str:
    if part.uncertain and part.approximate:
        return "uncertain and approximate"
    return "uncertain" if part.uncertain else "approximate" if part.approximate else ""


def _masked(date: EdtfDate) -> str:
    year, month, day = (*(part.written for part in date.parts), "", "")[:3]
    if not month:
        return _years(date)
    if not day:
        return _masked_month(date, month)
    whole_month = None if "X" in month else MONTHS[int(month) - 1]
    if day == "XX" and whole_month:
        return f"some day in {whole_month} {_of_year(date)}"
    if day == "XX" and month == "XX":
        return f"some day {_in_year(date)}"
    if "X" not in day and whole_month:
        return f"{int(day)} {whole_month} {_of_year(date)}"
    if "X" not in day and month == "XX":
        return f"the {_ordinal(int(day))} of some month {_in_year(date)}"
    if whole_month and "X" not in year:
        number = int(year), int(month)
        days = fits(day, month_length(*number))
        return _listed([(*number, one) for one in days])
    return "some day between {} and {}".format(*_numbered(_bounds(date)))


def _masked_month(date: EdtfDate, month: str) -> str:
    if month == "XX":
        return f"some month {_in_year(date)}"
    if "X" not in month:
        return f"{MONTHS[int(month) - 1]} {_of_year(date)}"
    if not date.parts[0].masked:
        year = int(date.parts[0].written)
        return _listed([(year, one) for one in fits(month, 12)])
    months = [end[:2] for end in _bounds(date)]
    return "some month between {} and {}".format(*_numbered(months))


def _years(date: EdtfDate) -> str:
    """What a year with unknown digits is called: "the 2010s", "between 1003 and 1993"."""
    mask, first, last = date.parts[0].written, *(end.year for end in _bounds(date))
    known = mask.lstrip("-").rstrip("X")
    if not known:
        return "an unknown year" + (" BC" if last < 0 else "")
    era = " BC" if last < 0 else ""
    if "X" not in known and len(known) < 3:
        unit = "century" if len(known) == 2 else "millennium"
        return f"the {_ordinal(int(known) + 1)} {unit}{era}"
    # "the 1900s" would be taken for the century, and decades this side of 1000 have no name.
    if "X" not in known and not era and first > 1000 and first % 100:
        return f"the {first}s"
    return _between_years(first, last)


def _of_year(date: EdtfDate) -> str:
    if not date.parts[0].masked:
        return _year(int(date.parts[0].written))
    years = _years(date)
    if years.startswith("an "):
        return f"of {years}"
    return f"of some year {'in ' if years.startswith('the ') else ''}{years}"


def _in_year(date: EdtfDate) -> str:
    years = _years(date) if date.parts[0].masked else _year(int(date.parts[0].written))
    return years if years.startswith("between") else f"in {years}"


def _bounds(date: EdtfDate) -> tuple[Day, Day]:
    # Only the ends of intervals and sets are ever open.
    assert date.earliest
    assert date.latest
    return date.earliest, date.latest


def _listed(days: Sequence[_Numbers]) -> str:
    """Days or months of which one is meant, in order: as a range where none is left out."""
    words = _numbered(days)
    if len(days) > 2 and days[-1][-1] - days[0][-1] == len(days) - 1:
        return "between {} and {}".format(*_numbered((days[0], days[-1])))
    return _joined(words, "or")


def _each(dates: Sequence[EdtfDate]) -> list[str]:
    """Words for dates that stand side by side; plain ones share their month and year."""
    if all(date.is_plain for date in dates) and len({date.precision for date in dates}) == 1:
        return _numbered([_numbers(date) for date in dates])
    return [_single(date) for date in dates]


def _numbered(dates: Sequence[_Numbers]) -> list[str]:
    """Words for days, months or years of one kind; what all share is said with the last."""
    shared = next(
        (at for at in range(len(dates[0])) if len({date[at] for date in dates}) > 1),
        len(dates[0]) - 1,
    )
    return [*(_plain(date, shared) for date in dates[:-1]), _plain(dates[-1], 0)]


def _plain(date: _Numbers, skip: int) -> str:
    words = (_year(date[0]), *(MONTHS[month - 1] for month in date[1:2]), *map(str, date[2:3]))
    return " ".join(reversed(words[skip:]))


def _numbers(date: EdtfDate) -> _Numbers:
    return tuple(int(part.written) for part in date.parts)


def _year(year: int) -> str:
    if year <= 0:
        return f"{_grouped(1 - year)} BC"
    if year < 1000:
        return f"AD {year}"
    return f"the year {year:,}" if year > 9999 else str(year)


def _between_years(first: int, last: int) -> str:
    if first > 9999:
        return f"between the years {first:,} and {last:,}"
    start = _grouped(1 - first) if last <= 0 else _year(first)
    return f"between {start} and {_year(last)}"


def _grouped(number: int) -> str:
    return f"{number:,}" if number > 9999 else str(number)


def _clock(clock: Clock) -> str:
    seconds = "" if clock.second is None else f":{clock.second:02}"
    time = f"{clock.hour:02}:{clock.minute:02}{seconds}"
    if clock.offset is None:
        return time
    if clock.offset == 0:
        return f"{time} UTC"
    hours, minutes = divmod(abs(clock.offset), 60)
    sign = "\N{MINUS SIGN}" if clock.offset < 0 else "+"
    return f"{time} UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def _ordinal(number: int) -> str:
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else suffix}"


def _joined(words: Sequence[str], joint: str, *, comma: bool = False) -> str:
    """A list in English. `comma` sets one before the joint, where an item holds one itself."""
    if len(words) == 1:
        return words[0]
    before = "," if comma else ""
    return f"{', '.join(words[:-1])}{before} {joint} {words[-1]}"
