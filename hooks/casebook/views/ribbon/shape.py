"""A date -> its shape in time: which spans, how their ends are known, what joins them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from casebook.dates import Edge, EdtfDate, Membership

DAY = 86_400
"""Seconds."""


class End(Enum):
    """How one end of a span is known."""

    CLOSED = "closed"
    FADED = "faded"
    """Approximate (`~`)."""
    OPEN = "open"
    """There is none: it runs off (`..`)."""
    UNKNOWN = "unknown"
    """There is one, but nobody knows it (a blank)."""


_NO_END = (End.OPEN, End.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Piece:
    """One span of a shape, in days numbered as `Day.ordinal` does; fractions are times of day.

    It reaches from `start` up to but not including `end`; None where that end is open or unknown.
    """

    start: float | None
    end: float | None
    left: End = End.CLOSED
    right: End = End.CLOSED
    point: bool = False
    """Whether it is one day or a moment, drawn as a mark and not as a bar."""
    core: tuple[float | None, float | None] | None = None
    """For what lasted: the part of the span that it certainly filled. None for what happened at
    some time within the span, and where nothing is certain."""
    doubt: tuple[bool, bool] = (False, False)
    """Whether its beginning and its end are uncertain (`?`)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is drawn for one date: pieces in the order of time, and what joins several."""

    pieces: tuple[Piece, ...]
    joined: Membership | None = None
    hollow: bool = False
    """Whether only the order is known: it happened between two others."""

    @property
    def endless(self) -> bool:
        """Whether an end of it is open or unknown."""
        return any(piece.left in _NO_END or piece.right in _NO_END for piece in self.pieces)

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The first and last finite point in time, None where there is none."""
        found = [
            end for piece in self.pieces for end in (piece.start, piece.end) if end is not None
        ]
        return min(found, default=None), max(found, default=None)


# An event is drawn on the pages of all its actors.
@lru_cache(maxsize=4096)
def shape_of(date: EdtfDate) -> Shape:
    """Return the shape of any date that `casebook.dates.parse` gives."""
    if date.precision == "set":
        return _set(date)
    return Shape((_lasting(date) if date.precision == "interval" else _within(date),))


def between(others: Iterable[Shape]) -> Shape:
    """Return the hollow shape of what happened between others, each of them included."""
    bounds = [shape.bounds for shape in others]
    start = min((first for first, _ in bounds if first is not None), default=None)
    end = max((last for _, last in bounds if last is not None), default=None)
    left, right = (End.UNKNOWN if edge is None else End.CLOSED for edge in (start, end))
    return Shape((Piece(start, end, left, right),), hollow=True)


def _set(date: EdtfDate) -> Shape:
    pieces = sorted((_member(choice, date.membership) for choice in date.choices), key=_in_time)
    return Shape(tuple(pieces), date.membership if len(pieces) > 1 else None)


def _member(choice: EdtfDate, membership: Membership | None) -> Piece:
    if choice.precision != "interval":
        return _within(choice)
    piece = _lasting(choice)
    # One of a range is a moment somewhere in it; all of a range is the whole of it.
    return replace(piece, core=None) if membership == "one of" else piece


def _in_time(piece: Piece) -> tuple[float, float]:
    return (
        float("-inf") if piece.start is None else piece.start,
        float("inf") if piece.end is None else piece.end,
    )


def _within(date: EdtfDate) -> Piece:
    """Return the piece of a date that is no interval: something happened within its bounds."""
    # Only the ends of intervals and sets are ever open.
    assert date.earliest
    assert date.latest
    start, end = float(date.earliest.ordinal), float(date.latest.ordinal + 1)
    if date.clock:
        # A time belongs to the day as written, whatever its zone.
        start += (date.clock.hour * 3600 + date.clock.minute * 60) / DAY
        end = start
    edge = End.FADED if date.approximate else End.CLOSED
    point = end - start <= 1
    return Piece(start, end, edge, edge, point, doubt=(date.uncertain, date.uncertain))


def _lasting(date: EdtfDate) -> Piece:
    """Return the piece of an interval: thick where it certainly lasted, thin where perhaps."""
    start = float(date.earliest.ordinal) if date.earliest else None
    end = float(date.latest.ordinal + 1) if date.latest else None
    ends = tuple(_ends(date))
    point = start is not None and end is not None and end - start <= 1
    doubt = tuple(isinstance(edge, EdtfDate) and edge.uncertain for edge in (date.start, date.end))
    return Piece(
        start, end, ends[0], ends[1], point, None if point else _core(date), (doubt[0], doubt[1])
    )


def _ends(date: EdtfDate) -> Iterator[End]:
    for edge in (date.start, date.end):
        if isinstance(edge, EdtfDate):
            yield End.FADED if edge.approximate else End.CLOSED
        else:
            yield End.OPEN if edge is Edge.OPEN else End.UNKNOWN


def _core(date: EdtfDate) -> tuple[float | None, float | None] | None:
    """Return what an interval certainly filled: from the last day on which it can have begun to
    the first on which it can have ended, both included.
    """
    start, end = date.start, date.end
    begun = start.latest.ordinal if isinstance(start, EdtfDate) and start.latest else None
    ended = end.earliest.ordinal + 1 if isinstance(end, EdtfDate) and end.earliest else None
    if begun is not None and ended is not None and begun >= ended:
        return None
    return begun, ended
