"""The second that a build writes down as its time: not that of the clock, so that builds agree."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from casebook.dates.model import EdtfDate

CLOCK = "SOURCE_DATE_EPOCH"
"""The variable of https://reproducible-builds.org/specs/source-date-epoch/, which MkDocs obeys."""

LAST_SECOND = 2**32 - 1
"""The header of a gzip file (RFC 1952, MTIME) holds the years 1970 to 2106."""


def second_of(date: EdtfDate, given: str | None) -> int:
    """Return the second that a build of a case is dated to, counted from 1970.

    That is the midnight (UTC) with which a date begins, unless `given`, what the environment says
    in `CLOCK`, has another. Raises `ValueError` if that is no such number, with what
    to write instead.
    """
    if given:
        return _checked(given)
    day = date.earliest
    if day is None or day.year < 1970:
        return 0
    if day.year > 2105:
        return LAST_SECOND
    return int(datetime(*day, tzinfo=UTC).timestamp())


def _checked(seconds: str) -> int:
    """Return what the environment says, which by the specification must be a whole number."""
    if re.fullmatch("[0-9]{1,10}", seconds) and int(seconds) <= LAST_SECOND:
        return int(seconds)
    raise ValueError(
        f'{CLOCK} is "{seconds}"; it must be a whole number of seconds since 1970, at most'
        f" {LAST_SECOND}, as `date +%s` and `git log -1 --format=%ct` print it"
    )
