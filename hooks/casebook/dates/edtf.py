"""The front door: a text in, a date out."""

from __future__ import annotations

from casebook.dates import guesses, refusals
from casebook.dates.model import EdtfDate
from casebook.dates.ranges import read


def parse(text: str) -> EdtfDate:
    """The date that `text` writes in EDTF (ISO 8601-2:2019, levels 0 to 2).

    Raises DateError, whose hint says what to write instead. Nothing is kept between calls:
    a plain date costs a few microseconds.
    """
    if not text.strip():
        raise refusals.empty()
    date = read(text)
    if date is None:
        raise guesses.unreadable(text)
    return date
