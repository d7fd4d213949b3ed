"""Dates made of dates: intervals and sets of EDTF, around the grammar of a single date."""

from __future__ import annotations

from casebook.dates import refusals
from casebook.dates.grammar import single
from casebook.dates.model import Edge, EdtfDate

MOST_CHARACTERS = 1000


def read(text: str) -> EdtfDate | None:
    """The date a text stands for; None when it has not the shape of one.

    Raises DateError when it has the shape but says what cannot be.
    """
    if len(text) > MOST_CHARACTERS:
        raise refusals.too_long(len(text), MOST_CHARACTERS)
    if "/" in text:
        return _interval(text)
    if text[:1] in ("[", "{"):
        return _set(text)
    return single(text)


def _interval(text: str) -> EdtfDate | None:
    left, _, right = text.partition("/")
    start, end = _end(left), _end(right)
    if start is None or end is None:
        return None
    if isinstance(start, Edge) and isinstance(end, Edge):
        raise refusals.no_ends()
    return _ranged(text, start, end)


def _end(text: str) -> EdtfDate | Edge | None:
    if text in ("", ".."):
        return Edge(text)
    date = single(text)
    if date and date.clock:
        raise refusals.time_in_range(text, "an interval")
    return date


def _ranged(text: str, start: EdtfDate | Edge, end: EdtfDate | Edge) -> EdtfDate:
    ends = [one for one in (start, end) if isinstance(one, EdtfDate)]
    earliest = start.earliest if isinstance(start, EdtfDate) else None
    latest = end.latest if isinstance(end, EdtfDate) else None
    if earliest and latest and latest < earliest:
        raise refusals.ends_first(ends[0].text, ends[1].text)
    return EdtfDate(
        text,
        earliest,
        latest,
        "interval",
        approximate=any(one.approximate for one in ends),
        uncertain=any(one.uncertain for one in ends),
        start=start,
        end=end,
    )


def _set(text: str) -> EdtfDate | None:
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        return None
    choices = []
    items = text[1:-1].split(",")
    for at, item in enumerate(items):
        if not item:
            raise refusals.empty_choice(text)
        choice = _choice(item, first=at == 0, last=at == len(items) - 1)
        if choice is None:
            return None
        choices.append(choice)
    return _gathered(text, tuple(choices))


def _choice(item: str, *, first: bool, last: bool) -> EdtfDate | None:
    left, dots, right = item.partition("..")
    if not dots:
        date = single(item)
        if date and date.clock:
            raise refusals.time_in_range(item, "a set")
        return date
    if not (left or right) or not (left or first) or not (right or last):
        raise refusals.stray_dots(item)
    start, end = _end(left or ".."), _end(right or "..")
    return _ranged(item, start, end) if start and end else None


def _gathered(text: str, choices: tuple[EdtfDate, ...]) -> EdtfDate:
    starts, ends = [c.earliest for c in choices], [c.latest for c in choices]
    return EdtfDate(
        text,
        None if None in starts else min(day for day in starts if day),
        None if None in ends else max(day for day in ends if day),
        "set",
        approximate=any(choice.approximate for choice in choices),
        uncertain=any(choice.uncertain for choice in choices),
        choices=choices,
        membership="one of" if text[0] == "[" else "all of",
    )
