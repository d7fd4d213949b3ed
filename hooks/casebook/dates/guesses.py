"""What somebody meant who wrote a date in another way: only ever a hint, never taken as read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from casebook.dates.ranges import read
from casebook.dates.refusals import MONTHS, DateError, quoted

_LONGEST_GUESSED = 80
_DEEPEST_GUESS = 2
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_ORDER = "Write year, month and day with hyphens, as in 2015-05-28"
_GENERAL = (
    f"{_ORDER}, or only 2015-05 or 2015; an interval has a slash, as in 2015-04-23/2015-05-01"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_N = r"([0-9]{1,2})"
_YEAR = r"([0-9]{4})"
_TIME_OF_DAY = r"([0-9]{1,2})[:.h]?([0-9]{2})(?:[:.]?([0-9]{2}))?"
_ZONE = r" ?(z|utc|gmt|[+-][0-9]{2}(?::[0-9]{2})?)?"


def unreadable(text: str) -> DateError:
    """The error for a text that has not the shape of a date, with what to write instead."""
    what = f"{quoted(text)} is not a date"
    if len(text) > _LONGEST_GUESSED:
        return DateError(what, f"{_GENERAL}.")
    tidy = text.strip()
    hint = _two_meanings(tidy)
    if hint is None:
        guess, refused = _readable(_guesses(text, _DEEPEST_GUESS))
        if guess is not None:
            # Quotation marks where a bare value would not survive YAML or runs into the full stop.
            bare = guess[0].isalnum() and guess[-1].isalnum()
            hint = f"Write {guess if bare else quoted(guess)}{_note(tidy, guess)}"
        elif refused:
            hint = f"{_ORDER}; besides, {refused.what}"
    return DateError(what, f"{hint or _advice(tidy) or _GENERAL}.")


def _readable(guesses: Iterator[str]) -> tuple[str | None, DateError | None]:
    """The first guess that is a date; failing that, why the first of them is none."""
    first: DateError | None = None
    for guess in guesses:
        try:
            if read(guess):
                return guess, None
        except DateError as refused:
            first = first or refused
    return None, first


def _guesses(text: str, depth: int) -> Iterator[str]:
    tidy = " ".join(text.translate(_DASHES).split())
    yield tidy
    yield tidy.replace(" ", "")
    for pattern, write in _FORMS:
        if match := re.fullmatch(pattern, tidy, re.IGNORECASE):
            yield write(match)
    if depth == 0:
        return
    spaced = " ".join(text.split())
    for pattern, form in _PHRASES:
        if match := re.fullmatch(pattern, spaced, re.IGNORECASE):
            inner = [_end(group, depth - 1) for group in match.groups()]
            yield form.format(*inner)


def _end(text: str, depth: int) -> str:
    """A date inside a phrase or interval, put right where that can be done."""
    if re.fullmatch(_ONGOING, text, re.IGNORECASE):
        return ".."
    if re.fullmatch(_NOT_KNOWN, text, re.IGNORECASE):
        return ""
    if re.fullmatch(r"-?[0-9]{1,3}", text):
        return text  # more likely half a date ("4 to 16 September 2015") than a year
    guess, _ = _readable(_guesses(text, depth))
    return text if guess is None else guess


def _two_meanings(text: str) -> str | None:
    """The hint where a guess would be as likely wrong as right."""
    match = re.fullmatch(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})", text)
    if match and max(int(match[1]), int(match[2])) <= 12 and match[1] != match[2]:
        one, other = _ymd(match[3], match[1], match[2]), _ymd(match[3], match[2], match[1])
        return f"Write {one} or {other}, whichever is meant: year, month, day"
    match = re.fullmatch(r"([0-9]{2})([0-9]{2})[/\u2013\u2014]([0-9]{2})", text)
    if match and int(match[2]) < int(match[3]) <= 12:
        year, later = match[1] + match[2], match[1] + match[3]
        return f"Write {year}-{match[3]} for the month, or {year}/{later} for the years"
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])/(0[1-9]|1[0-2])", text)
    if match and match[2] < match[3]:
        year, one, other = match.groups()
        both = f"{year}-{one}/{year}-{other}"
        return f"Write {year}-{one}-{other} for the day, or {both} for the months"
    match = re.fullmatch(r"([0-9]{4})(0[1-9]|1[0-2])", text)
    if match:
        return f"Write {match[1]}-{match[2]} for the month, or Y{text} for the year {text}"
    return None


def _note(text: str, guess: str) -> str:
    if guess.startswith("Y") and text[:1] not in ("Y", "y"):
        return ": a year of more than four digits begins with Y"
    if re.search(r"\bbc", text, re.IGNORECASE):
        return ": 1 BC is the year 0000, so 44 BC is -0043"
    if re.fullmatch(r"-[0-9]{1,3}", text):
        return ": a year has at least four digits, and 44 BC is -0043"
    if re.fullmatch(r"[0-9]{1,3}", text):
        return ": a year has at least four digits"
    if text == f"{guess}-":
        return ", or add what is missing after the hyphen"
    return ""


def _advice(text: str) -> str | None:
    return next(
        (
            advice
            for pattern, advice in _ADVICE.items()
            if re.fullmatch(pattern, text, re.IGNORECASE)
        ),
        None,
    )


def _ymd(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"


def _day_or_month_first(match: re.Match[str]) -> str:
    first, second, year = match.groups()
    american = int(first) <= 12 < int(second)
    return _ymd(year, first, second) if american else _ymd(year, second, first)


def _named(year: str, month: str, day: str | None) -> str:
    starts = [name[:3].lower() for name in MONTHS]
    number = f"{starts.index(month.lower()) + 1:02}"
    return f"{year}-{number}" if day is None else _ymd(year, number, day)


def _days_of_month(match: re.Match[str]) -> str:
    first, last, month, year = match.groups()
    return f"{_named(year, month, first)}/{_named(year, month, last)}"


def _season(match: re.Match[str]) -> str:
    return f"{match[2]}-{_SEASONS[match[1].lower()]}"


def _repeated(match: re.Match[str]) -> str:
    """An interval whose end left out what it shares with the beginning."""
    return f"{match[1]}{match[2]}/{match[1]}{match[3]}"


def _bc(match: re.Match[str]) -> str:
    year = 1 - int(match[1])
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _clock(match: re.Match[str]) -> str:
    day, hour, minute, second, zone = match.groups()
    seconds = f":{second}" if second else ""
    utc = (zone or "").upper() in ("Z", "UTC", "GMT")
    return f"{day}T{hour:0>2}:{minute}{seconds}{'Z' if utc else zone or ''}"


_ONGOING = r"open|ongoing|present|the present|now|today|to date|current"
_NOT_KNOWN = r"unknown|undated|n\.? ?d\.?|not known|none|null|\?+"

# How a single date is written elsewhere, and how it is written here. Tried in this order.
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"[0-9ux?~%/.-]+", lambda m: m[0].upper().replace("U", "X")),
    (r"(.+?)(?:\?~|~\?)", lambda m: f"{m[1]}%"),
    (r"\(([^()]+)\)([?~%]?)", lambda m: f"{m[1]}{m[2]}"),
    (rf"{_N}[./-]{_N}[./-]{_YEAR}", _day_or_month_first),
    (rf"{_YEAR}[./-]{_N}[./-]{_N}", lambda m: _ymd(m[1], m[2], m[3])),
    (rf"{_YEAR}[./-]{_N}([?~%]?)", lambda m: f"{m[1]}-{m[2]:0>2}{m[3]}"),
    (rf"{_N}[./-]{_YEAR}", lambda m: f"{m[2]}-{m[1]:0>2}"),
    (r"([0-9]{2})([0-9]{2})[/-]([0-9]{2})", lambda m: f"{m[1]}{m[2]}/{m[1]}{m[3]}"),
    (rf"{_YEAR}-{_YEAR}", lambda m: f"{m[1]}/{m[2]}"),
    (r"(.{10})-([0-9]{4}-[0-9]{2}-[0-9]{2})", lambda m: f"{m[1]}/{m[2]}"),
    (r"([0-9]{4}-)([0-9]{2}-[0-9]{2})/([0-9]{2}-[0-9]{2})", _repeated),
    (r"([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})", _repeated),
    (r"([0-9]{4}-)([0-9]{2})/([0-9]{2})", _repeated),
    (r"([\[{][^,]*)/([^,]*[\]}])", lambda m: f"{m[1]}..{m[2]}"),
    (rf"(?:{_DAY}(?: of)? )?{_MONTH},? {_YEAR}", lambda m: _named(m[3], m[2], m[1])),
    (rf"(?:from )?{_DAY} ?(?:-|to) ?{_DAY} {_MONTH},? {_YEAR}", _days_of_month),
    (rf"{_MONTH} {_DAY},? {_YEAR}", lambda m: _named(m[3], m[1], m[2])),
    (rf"{_YEAR},? {_MONTH}(?: {_DAY})?", lambda m: _named(m[1], m[2], m[3])),
    (rf"(spring|summer|autumn|fall|winter)(?: of)?,? {_YEAR}", _season),
    (rf"q([1-4])[ /-]?{_YEAR}", lambda m: f"{m[2]}-{32 + int(m[1])}"),
    (rf"{_YEAR}[ /-]?q([1-4])", lambda m: f"{m[1]}-{32 + int(m[2])}"),
    (r"(?:the )?([0-9]{3})0['\u2019]?s", lambda m: f"{m[1]}X"),
    (rf"(?:the )?{_N}(?:st|nd|rd|th) century", lambda m: f"{int(m[1]) - 1:02}XX"),
    (rf"before {_YEAR}", lambda m: f"[..{int(m[1]) - 1:04}]"),
    (rf"after {_YEAR}", lambda m: f"[{int(m[1]) + 1:04}..]"),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (r"y?(-?[0-9]{5,})", lambda m: f"Y{m[1]}"),
    (r"y-?[0-9]+(?:e[0-9]+)?(?:s[0-9]+)?", lambda m: m[0].upper()),
    (r"(-?)([0-9]{1,3})", lambda m: f"{m[1]}{m[2]:0>4}"),
    (r"([0-9]{1,4}) ?b\.?c\.?(?:e\.?)?", _bc),
    (r"([0-9]{1,4}) ?(?:ad|ce)|(?:ad) ?([0-9]{1,4})", lambda m: f"{m[1] or m[2]:0>4}"),
    (r"(.*[^-])-+", lambda m: m[1]),
    (rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?: ?t ?|,? ){_TIME_OF_DAY}{_ZONE}", _clock),
)  # fmt: skip

# Words and signs around dates; what they hold is put right in the same way.
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"(?:c|ca|circa|about|approx|approximately|around|roughly)(?:\. ?| |(?=[0-9]))(.+)", "{}~"),
    (r"(?:perhaps|possibly|probably|maybe) (.+)", "{}?"),
    (r"between (.+?) and (.+)", "[{}..{}]"),
    (r"(?:from )?(.+?) (?:to|until|till|through) (.+)", "{}/{}"),
    (r"(.+?) ?(?: -|- |--|[\u2013\u2014]|/) ?(.+)", "{}/{}"),
    (r"(?:until|till|up to) (.+)", "../{}"),
    (r"(?:since|from) (.+)", "{}/.."),
    (r"(.+?) or (.+)", "[{},{}]"),
    (r"(.+?) and (.+)", "{{{},{}}}"),
)

# Where no date can be offered.
_ADVICE: dict[str, str] = {
    _NOT_KNOWN: "Leave the key out; an end of an interval that is not known is left empty, "
    'as in "1985/"',
    _ONGOING: 'As an end of an interval that is still going on write two dots, as in "2015/.."',
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}": "Write the year in full and first, as in 2015-05-28",
    r"[0-9]{4}-?w[0-9]{2}(?:-?[1-7])?|[0-9]{4}-[0-9]{3}": "Write month and day, "
    "as in 2015-05-28; weeks and numbered days of a year are not read",
    r"(?:early|mid|middle|late|end)\b.*": "Write the year or month alone, "
    "or the months it may be as a set, as in [2015-01..2015-04]",
    r".+t[0-9]{2}:.+[?~%]": "Leave out the time or the last sign: a time of day takes no ?, ~ or %",
    r"[0-9]{1,2}:[0-9]{2}.*": "Write the day before the time, as in 2015-05-27T10:30Z",
}
