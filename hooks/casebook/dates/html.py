"""The value of `<time datetime>`."""

from __future__ import annotations

from casebook.dates.model import Clock, EdtfDate


def html_datetime(date: EdtfDate) -> str | None:
    """What HTML's `datetime` attribute may say of this date, or None.

    Only a day, a month, a year or a time with nothing open or doubtful about it, and only from
    year 1 on: the WHATWG HTML standard (2.3.5, dates and times) has no way to write the rest.
    """
    if date.earliest is None or date.earliest.year < 1:
        return None
    if date.clock:
        return f"{date.earliest.iso.lstrip('+')}T{_clock(date.clock)}"
    if not date.is_plain:
        return None
    # The standard wants four digits or more and knows no Y.
    return "-".join((f"{date.earliest.year:04}", *(part.written for part in date.parts[1:])))


def _clock(clock: Clock) -> str:
    seconds = "" if clock.second is None else f":{clock.second:02}"
    return f"{clock.hour:02}:{clock.minute:02}{seconds}{_zone(clock.offset)}"


def _zone(offset: int | None) -> str:
    if offset is None:
        return ""
    if offset == 0:
        return "Z"
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"
