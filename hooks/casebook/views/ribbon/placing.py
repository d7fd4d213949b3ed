"""Shapes in time -> strokes in their place, along the line of a mark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from casebook.views.ribbon.model import Fade, Item, Kind, Part
from casebook.views.ribbon.scale import Scale
from casebook.views.ribbon.shape import End, Piece, Shape

MARGIN = 20.0
"""Room left and right of the scale, for arrows and for half a mark."""
RING = 1.6
"""The ring of an uncertain day, in radii of its mark."""
_ARROW = 9.0
_APART = 2.0
_FADE = 22.0
_WING = 9.0
_UNKNOWN = 50.0
"""How long a bar reaches towards an end that nobody knows."""


class Size(NamedTuple):
    """Half the width of a mark and of a key event's, and the least room between two centres."""

    radius: float
    key_radius: float
    pitch: float


class Placed(NamedTuple):
    """An item with its strokes, not yet in a lane: the glyph of its status stands at `x`."""

    item: Item
    x: float
    left: float
    right: float
    parts: tuple[Part, ...]
    open: bool
    """Whether an end of it is open or unknown."""


def place(item: Item, shape: Shape, scale: Scale, size: Size, shift: float = 0.0) -> Placed:
    """Return the strokes of one item; marks of a single day are moved by `shift` pixels."""
    radius = size.key_radius if item.key else size.radius
    laid = [_laid(piece, scale, radius, shift, hollow=shape.hollow) for piece in shape.pieces]
    x = laid[0].glyph
    left, right = x - size.pitch / 2, x + size.pitch / 2
    for one in laid:
        left, right = min(left, one.left), max(right, one.right)
    if len(laid) == 1:
        parts = (*laid[0].parts, Part("glyph", x))
    else:
        parts = (*_joins(shape, laid), *_strokes(laid, radius))
    return Placed(item, x, left, right, parts, shape.endless)


class _Laid(NamedTuple):
    """A piece in its place: the room it takes, where its glyph stands, and its strokes."""

    left: float
    right: float
    glyph: float
    parts: tuple[Part, ...]


def _joins(shape: Shape, laid: list[_Laid]) -> Iterator[Part]:
    if shape.joined is None:
        return
    for first, second in pairwise(laid):
        if second.left > first.right:
            yield Part(shape.joined, first.right, second.left)


def _strokes(laid: list[_Laid], radius: float) -> Iterator[Part]:
    """Yield the strokes of all pieces; of glyphs that would hide one another, the first."""
    for one in laid:
        yield from one.parts
    last = float("-inf")
    for one in laid:
        if one.glyph - last >= 2 * radius + 1:
            yield Part("glyph", one.glyph)
            last = one.glyph


def _laid(piece: Piece, scale: Scale, radius: float, shift: float, *, hollow: bool) -> _Laid:
    if piece.point:
        return _point(piece, scale, radius, shift)
    left, right, narrow = _reach(piece, scale, radius)
    glyph = _stands(piece, scale, left, right, radius, narrow=narrow)
    strokes = _bar(piece, scale, left, right, hollow=hollow, narrow=narrow)
    parts = [*strokes, *_ends(piece, left, right)]
    if piece.left is End.OPEN:
        left -= _ARROW
    if piece.right is End.OPEN:
        right += _ARROW
    left, right = min(left - _APART, glyph - radius), max(right + _APART, glyph + radius)
    return _Laid(left, right, glyph, tuple(parts))


def _point(piece: Piece, scale: Scale, radius: float, shift: float) -> _Laid:
    assert piece.start is not None
    assert piece.end is not None
    x = (scale(piece.start) + scale(piece.end)) / 2 + shift
    reach = radius
    parts = []
    if piece.doubt[0] or piece.doubt[1]:
        reach = RING * radius
        parts.append(Part("ring", x))
    if fade := _fade(piece):
        left = x - radius - _WING if fade != "right" else x
        right = x + radius + _WING if fade != "left" else x
        parts.append(Part("thin", left, right, fade))
        reach = radius + _WING
    return _Laid(x - reach, x + reach, x, tuple(parts))


def _reach(piece: Piece, scale: Scale, radius: float) -> tuple[float, float, bool]:
    """Return from where to where a bar is drawn, and whether it was made longer to be seen."""
    least = 2 * radius + 8
    left = None if piece.start is None else scale(piece.start)
    right = None if piece.end is None else scale(piece.end)
    if left is not None and right is not None:
        if right - left >= least:
            return left, right, False
        middle = (left + right) / 2
        return middle - least / 2, middle + least / 2, True
    if left is None and right is None:
        return scale.left, scale.right, False
    if left is None:
        assert right is not None
        off = scale.left if piece.left is End.OPEN else max(scale.left, right - _UNKNOWN)
        return off, max(right, off + least), right < off + least
    off = scale.right if piece.right is End.OPEN else min(scale.right, left + _UNKNOWN)
    return min(left, off - least), off, left > off - least


def _stands(
    piece: Piece, scale: Scale, left: float, right: float, radius: float, *, narrow: bool
) -> float:
    """Return where the glyph stands: in the middle of what is possible, where lasting began."""
    if piece.start is not None and piece.end is None:
        return scale(piece.start) + (0 if narrow else radius)
    if piece.end is not None and piece.start is None:
        return scale(piece.end) - (0 if narrow else radius)
    lasted = piece.start is not None and piece.core is not None
    return left + radius if lasted and not narrow else (left + right) / 2


def _bar(
    piece: Piece, scale: Scale, left: float, right: float, *, hollow: bool, narrow: bool
) -> Iterator[Part]:
    if hollow:
        yield Part("hollow", left, right, _fade(piece))
        return
    length = min(_FADE, (right - left) / 2)
    fading = (length if piece.left in _FADING else 0.0, length if piece.right in _FADING else 0.0)
    core: tuple[float, float] | None = (left + fading[0], right - fading[1])
    if piece.core is None:
        core = None
    elif not narrow:
        # In a bar made longer to be seen, no place is that of a day.
        core = _core(piece.core, scale, left + fading[0], right - fading[1])
    middle = (left + right) / 2
    cuts = {left, right, left + fading[0], right - fading[1]}
    cuts |= {edge for edge in core or () if left + 2 < edge < right - 2}
    if piece.doubt[0] != piece.doubt[1]:
        cuts.add(middle)
    for start, end in pairwise(sorted(cuts)):
        yield _stroke(piece, start, end, left, right, core, fading)


def _stroke(
    piece: Piece,
    start: float,
    end: float,
    left: float,
    right: float,
    core: tuple[float, float] | None,
    fading: tuple[float, float],
) -> Part:
    middle = (start + end) / 2
    doubtful = piece.doubt[0 if middle < (left + right) / 2 else 1]
    inside = core is not None and core[0] <= middle <= core[1]
    kind: Kind = "thick" if inside else "thin"
    if doubtful:
        kind = "thick dashed" if inside else "thin dashed"
    fade: Fade = ""
    if start < left + fading[0]:
        fade = "left"
    elif end > right - fading[1]:
        fade = "right"
    return Part(kind, start, end, fade)


def _core(
    core: tuple[float | None, float | None], scale: Scale, left: float, right: float
) -> tuple[float, float] | None:
    start, end = core
    first = left if start is None else max(left, scale(start))
    last = right if end is None else min(right, scale(end))
    # A day or a month too thin to be told from the edge counts as the edge.
    first = left if first < left + 2 else first
    last = right if last > right - 2 else last
    return (first, last) if last > first else None


def _ends(piece: Piece, left: float, right: float) -> Iterator[Part]:
    if piece.left is End.OPEN:
        yield Part("arrow left", left - _ARROW)
    elif piece.left is End.UNKNOWN:
        yield Part("unknown", left + 4)
    if piece.right is End.OPEN:
        yield Part("arrow right", right + _ARROW)
    elif piece.right is End.UNKNOWN:
        yield Part("unknown", right - 4)


def _fade(piece: Piece) -> Fade:
    left, right = piece.left in _FADING, piece.right in _FADING
    return "both" if left and right else "left" if left else "right" if right else ""


_FADING = (End.FADED, End.UNKNOWN)
