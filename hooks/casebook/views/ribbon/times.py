"""When items happened, and what that asks of the scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casebook.dates import EdtfDate
from casebook.views.ribbon.model import Form, Item
from casebook.views.ribbon.shape import End, Piece, Shape, between, shape_of
from casebook.views.ribbon.stretches import Anchor

# The frame wants to be seen, but what happened makes the room.
_FRAME = 0.2

_NOWHERE = Shape((Piece(None, None, End.UNKNOWN, End.UNKNOWN),), hollow=True)


def shapes(items: Sequence[Item]) -> dict[str, Shape]:
    """Return the shape of each item by its id.

    An item without a date spans the two it stands between, however they got their own place; where
    they wait for each other or are not there, nothing is known and it spans all.
    """
    found = {item.id: shape_of(item.date) for item in items if item.date is not None}
    waiting = [item for item in items if item.date is None]
    while waiting:
        ready = [item for item in waiting if item.between and found.keys() >= {*item.between}]
        if not ready:
            break
        for item in ready:
            found[item.id] = between([found[other] for other in item.between])
        waiting = [item for item in waiting if item.id not in found]
    return {item.id: found.get(item.id, _NOWHERE) for item in items}


def anchors(found: Iterable[Shape], frame: Iterable[EdtfDate]) -> list[Anchor]:
    """Return what the scale goes by: beginnings and ends, of `frame` (period and eras) too."""
    return [
        *(anchor for shape in found for anchor in _of_shape(shape)),
        *((end, _FRAME) for date in frame for end in _ends(date)),
    ]


def forms(found: Iterable[Shape]) -> tuple[Form, ...]:
    """Return which forms of date occur, in the order of a legend."""
    occur = {form for shape in found for form in _forms(shape)}
    return tuple(form for form in _ORDER if form in occur)


def _of_shape(shape: Shape) -> Iterator[Anchor]:
    if shape.hollow:
        return
    weight = 1 / len(shape.pieces)
    for piece in shape.pieces:
        ends = [] if piece.start is None else [piece.start]
        if not piece.point and piece.end is not None:
            ends.append(piece.end - 1)
        yield from ((end, weight / len(ends)) for end in ends)


def _ends(date: EdtfDate) -> Iterator[float]:
    yield from (float(day.ordinal) for day in (date.earliest, date.latest) if day is not None)


def _forms(shape: Shape) -> Iterator[Form]:
    if shape.hollow:
        yield "between"
        return
    if shape.joined:
        yield shape.joined
    for piece in shape.pieces:
        yield "day" if piece.point else "within" if piece.core is None else "lasting"
        if any(piece.doubt):
            yield "uncertain"
        yield from (_END_FORMS[end] for end in (piece.left, piece.right) if end in _END_FORMS)


_END_FORMS: Mapping[End, Form] = {
    End.FADED: "about",
    End.OPEN: "open",
    End.UNKNOWN: "unknown",
}
_ORDER: tuple[Form, ...] = (
    *("day", "within", "lasting", "about", "uncertain"),
    *("open", "unknown", "one of", "all of", "between"),
)
