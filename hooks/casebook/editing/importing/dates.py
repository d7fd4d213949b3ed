"""Numbers and words for dates -> EDTF, only as precise as they are given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from casebook.dates import DateError, parse
from casebook.editing.importing.fields import Fields
from casebook.language import language_of

_MONTHS = {
    name.casefold().rstrip("."): number
    for width in ("wide", "abbreviated")
    for number, name in language_of("en").locale.months["format"][width].items()
} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)


_WORDED = re.compile(
    r"(?:(?P<before>\d{1,2})\.? )?(?P<month>[^\W\d_]+\.?)(?: (?P<day>\d{1,2}))?"
    r",?(?: (?P<year>\d{4}))?"
)


class Refusal(NamedTuple):
    """A part of a date that cannot stand, and why."""

    part: str
    why: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is whole (empty: not at all), and the parts of it that cannot stand."""

    text: str
    refusals: tuple[Refusal, ...] = ()
    bc: bool = False


def moment(year: str, month: str = "", day: str = "", time: str = "") -> Moment:
    """Return the date that numbers make: each part only where the one before it stands.

    Negative years count as people count them: -44 is 44 BC, which is -0043 in EDTF.
    """
    number = whole(year)
    if number is None or number == 0:
        why = f'"{year}" is no year' if year else "it has no year"
        return Moment("", tuple(_orphans(year, month, day, time, why)))
    bc = -9999 <= number < 0
    made = _year(number)
    refusals: list[Refusal] = []
    for part, given in (("month", month), ("day", day), ("time", time)):
        if not given:
            continue
        longer = None if refusals else _longer(made, part, given)
        if isinstance(longer, str):
            made = longer
        else:
            refusals.append(
                Refusal(part, _why(made, part, given, alone=part == "day" and not month))
            )
    return Moment(made, tuple(refusals), bc)


def interval(start: str, end: str) -> str | None:
    """Return an interval in EDTF; None where there is no such one."""
    text = f"{start}/{end}"
    return text if readable(text) else None


def readable(text: str) -> bool:
    """Tell whether a text is a date in EDTF."""
    try:
        parse(text)
    except DateError:
        return False
    return True


def whole(text: str) -> int | None:
    """Return the whole number that a text writes, with or without commas and spaces."""
    plain = re.sub(r"[\s,]", "", text).replace("\N{MINUS SIGN}", "-")
    return int(plain) if re.fullmatch(r"[+-]?[0-9]{1,12}", plain) else None


def clock(text: str) -> str:
    """Return a time of day as EDTF has it (`10:30`), or an empty text for what is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return ""
    hour = int(match[1])
    if match[4]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    seconds = f":{match[3]}" if match[3] else ""
    return f"{hour:02d}:{match[2]}{seconds}"


def month_of(text: str) -> str:
    """Return the month or season that a word or a number names, as EDTF writes it, or nothing."""
    word = text.casefold().strip(" .")
    if word.isdecimal() and 1 <= int(word) <= 12:
        return f"{int(word):02d}"
    found = _MONTHS.get(word) or _SEASONS.get(word)
    return f"{found:02d}" if found else ""


def loose(text: str) -> str:
    """Return the EDTF of a date as people write years, or nothing where that is not certain.

    `c. 1992`, `1991--1992`, `1991/92`, `[1992]` and what is EDTF already.
    """
    plain = " ".join(text.replace("--", "–").split()).strip("[]")
    if readable(plain):
        return plain
    if about := re.fullmatch(r"(?:c|ca|circa|about)\.?\s*(\d{4})", plain, re.IGNORECASE):
        return f"{about[1]}~"
    if ends := re.fullmatch(r"(\d{4})\s*([–/-])\s*(\d{4}|\d{2})", plain):
        if ends[2] != "–" and len(ends[3]) == 2 and int(ends[3]) <= 12:
            return ""  # it may be a month as well as a year
        end = ends[3] if len(ends[3]) == 4 else ends[1][:2] + ends[3]
        return interval(ends[1], end) or ""
    return ""


def worded(text: str, year: str = "") -> str:
    """Return the EDTF of a date in words (`May 27, 1992`, `27 May`, `spring`), or nothing.

    `year` is the one that another field gives; where the words have one too, they must agree.
    """
    if not (match := _WORDED.fullmatch(" ".join(text.replace("~", " ").split()))):
        return ""
    month = month_of(match["month"])
    given = match["year"] or year
    if not month or not re.fullmatch(r"\d{4}", given) or (year and given != year):
        return ""
    day = match["day"] or match["before"]
    made = f"{given}-{month}" + (f"-{int(day):02d}" if day else "")
    return made if readable(made) else ""


def from_fields(fields: Fields, prefix: str) -> str:
    """Take a date from the fields `prefix.year`, `.month`, `.day`, `.time`; report what is not one.

    Hour, minute and second count as the time where they are given one by one.
    """
    names = {part: f"{prefix}.{part}" for part in ("year", "month", "day", "time")}
    given = {part: fields.get(name) for part, name in names.items()}
    pieces = [f"{prefix}.{part}" for part in ("hour", "minute", "second")]
    used = pieces if not given["time"] and fields.get(pieces[0]) else []
    if used:
        given["time"] = _joined([fields.get(name) for name in used])
    found = moment(**given)
    for name in (*names.values(), *used):
        fields.take(name)
    for refusal in found.refusals:
        for name in [names[refusal.part], *(used if refusal.part == "time" else ())]:
            fields.leave(name, refusal.why)
    _, _, timed = found.text.partition("T")
    if timed and timed != given["time"]:
        fields.changed(used[0] if used else names["time"], f"{given['time']} became {timed}")
    if found.bc:
        what = f"{given['year']} was read as {abs(whole(given['year']) or 0)} BC"
        fields.changed(names["year"], what, f"EDTF counts a year 0, and writes {found.text}")
    return found.text


def _joined(parts: list[str]) -> str:
    """Return hour, minute and second as one text; a gap between them makes it no time."""
    padded = [f"{int(part):02d}" if part.isdecimal() else part for part in parts]
    return ":".join(padded).rstrip(":")


def _orphans(year: str, month: str, day: str, time: str, why: str) -> list[Refusal]:
    given = {"year": year, "month": month, "day": day, "time": time}
    return [Refusal(part, why) for part, text in given.items() if text]


def _year(number: int) -> str:
    if abs(number) > 9999:
        return f"Y{number}"
    counted = number + 1 if number < 0 else number
    return f"-{-counted:04d}" if counted < 0 else f"{counted:04d}"


def _longer(made: str, part: str, given: str) -> str | None:
    """Return a date with one part more, or None where there is no such date."""
    if made.startswith("Y"):
        return None
    if part == "time":
        text = f"{made}T{clock(given)}" if clock(given) and made.count("-", 1) == 2 else ""
    else:
        number = whole(given)
        wanted = {"month": 4, "day": 7}[part] + made.startswith("-")
        text = f"{made}-{number:02d}" if number and 0 < number < 100 and len(made) == wanted else ""
        if part == "month" and number and number > 12:
            return None
    return text if text and readable(text) else None


def _why(made: str, part: str, given: str, *, alone: bool) -> str:
    if part == "time":
        return f"a time of day is kept where it is whole and stands behind a whole day, not {made}"
    if alone:
        return "a day cannot stand without its month"
    return f"there is no {part} {given} in {made}"
