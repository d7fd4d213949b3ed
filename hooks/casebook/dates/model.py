"""What a date is once it has been read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import total_ordering
from typing import Literal, NamedTuple

from casebook.dates.calendar import Day

Precision = Literal[
    "time",
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "millennium",
    "interval",
    "set",
]
Membership = Literal["one of", "all of"]
SortKey = tuple[Day, Day, int, int, str]

# Between dates of the very same span: the coarse before the fine, so that "2015-05-27" leads
# the hours of that day; intervals and sets last.
_RANKS: dict[Precision, int] = {
    "millennium": 0,
    "century": 1,
    "decade": 2,
    "year": 3,
    "season": 4,
    "month": 5,
    "day": 6,
    "time": 7,
    "interval": 8,
    "set": 9,
}

# Years are limited to twelve digits (see grammar.py), so nothing lies outside these two.
_BEFORE_ALL = Day(-(10**13), 1, 1)
_AFTER_ALL = Day(10**13, 12, 31)


class Edge(Enum):
    """An end of an interval that is no date."""

    OPEN = ".."
    """There is no such end: it began before anything, or is still going on."""

    UNKNOWN = ""
    """There is such an end, but it is not known."""


class Part(NamedTuple):
    """The year, month or day of a date, as written, with what is said against it alone."""

    written: str
    """Digits, with X for those not known; the year may begin with a minus."""

    uncertain: bool = False
    approximate: bool = False

    @property
    def masked(self) -> bool:
        """Whether some of the digits are not known."""
        return "X" in self.written


class Clock(NamedTuple):
    """A time of day."""

    hour: int
    minute: int
    second: int | None
    """None when the record gives only hour and minute."""

    offset: int | None
    """Minutes ahead of UTC; None when the record names no zone."""

    @property
    def seconds(self) -> int:
        """Seconds since the UTC midnight of the day as written (local time counts as UTC)."""
        return (self.hour * 60 + self.minute - (self.offset or 0)) * 60 + (self.second or 0)


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class EdtfDate:
    """A date of ISO 8601-2:2019 (EDTF), as `parse` gives it.

    Two dates are equal when they are written alike, and are ordered by `sort_key`.
    Qualifiers (`?`, `~`, `%`) do not widen `earliest` and `latest`: how far "about April" may
    reach is not in the record, so it is worded and drawn, never counted.
    """

    text: str
    """As written. An element of a set such as `1670..1672` has its own text."""

    earliest: Day | None
    """First day it may be or begin on; None when the start is open or unknown.
    A time belongs to the day as written, whatever its zone."""

    latest: Day | None
    """Last day it may be or end on; None when the end is open or unknown."""

    precision: Precision
    """The finest unit that is known whole: `2015-04-2X` is known to the month, `1XX3` to the
    millennium. Quarters and other parts of a year count as "season"; years with significant
    digits as the decade, century or millennium those digits settle."""

    approximate: bool = False
    """Whether anything in it is marked `~` or `%`, or is an estimate (`1950S2`)."""

    uncertain: bool = False
    """Whether anything in it is marked `?` or `%`."""

    parts: tuple[Part, ...] = ()
    """Year, month (or code of a season), day: as many as are written. Empty for intervals and
    sets."""

    clock: Clock | None = None
    digits: int | None = None
    """How many digits of the year are significant, where the record says so."""

    start: EdtfDate | Edge | None = None
    end: EdtfDate | Edge | None = None
    """Both ends of an interval; None for all else."""

    choices: tuple[EdtfDate, ...] = ()
    membership: Membership | None = None
    """For a set: its elements, and whether it is one of them or all of them. An element may be
    an interval."""

    @property
    def sort_key(self) -> SortKey:
        """What the total order goes by.

        Earliest day (open or unknown starts first), latest day (open or unknown ends last),
        coarse before fine, time of day (in UTC), then the text, which settles all.
        """
        return (
            self.earliest or _BEFORE_ALL,
            self.latest or _AFTER_ALL,
            _RANKS[self.precision],
            self.clock.seconds if self.clock else 0,
            self.text,
        )

    @property
    def masked(self) -> bool:
        """Whether digits of the year, month or day are not known (`X`)."""
        return any(part.masked for part in self.parts)

    @property
    def is_plain(self) -> bool:
        """Whether it is one day, month or year with nothing left open or said against it."""
        return (
            self.precision in ("day", "month", "year")
            and self.digits is None
            and not (self.masked or self.uncertain or self.approximate)
        )

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, EdtfDate):
            return NotImplemented
        return self.sort_key < other.sort_key

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EdtfDate):
            return NotImplemented
        return self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)
