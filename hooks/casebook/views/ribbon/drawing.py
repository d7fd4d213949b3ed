"""Items -> a `Ribbon`: everything in its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from casebook.dates import EdtfDate
from casebook.language import Language
from casebook.views.ribbon.labels import ROW, bands
from casebook.views.ribbon.layout import BELOW, Zone, layout
from casebook.views.ribbon.model import Form, Item, Mark, Ribbon, Row, Stretch, Tick
from casebook.views.ribbon.placing import MARGIN
from casebook.views.ribbon.scale import Scale
from casebook.views.ribbon.seats import Seat
from casebook.views.ribbon.shape import Shape
from casebook.views.ribbon.stretches import Times
from casebook.views.ribbon.ticks import ticks
from casebook.views.ribbon.times import anchors, forms, shapes

WIDE, SMALL, NARROW = 1120.0, 720.0, 336.0
"""How wide a drawing is: across a page, beside other text, and on a phone."""
_FEW = 150


def drawings(
    items: Sequence[Item],
    *,
    language: Language,
    period: EdtfDate | None = None,
    eras: Sequence[tuple[str, EdtfDate]] = (),
    rows: Sequence[Row] = (),
    width: float = WIDE,
) -> tuple[Ribbon, ...]:
    """Draw `items` for a wide screen, `width` pixels, and up to 150 of them for a phone as well.

    Returns nothing where nothing has a place in time. For the arguments see `draw`.
    """
    widths = (width, NARROW) if len(items) <= _FEW else (width,)
    return _drawn(items, language, period, eras, rows, widths)


def draw(
    items: Sequence[Item],
    *,
    language: Language,
    period: EdtfDate | None = None,
    eras: Sequence[tuple[str, EdtfDate]] = (),
    rows: Sequence[Row] = (),
    width: float = WIDE,
) -> Ribbon | None:
    """Draw `items` to time, at most `width` pixels wide; None where nothing has a place in time.

    The scale takes in all of them, `period` and `eras` too, and no two marks touch. Without `rows`
    what happened stands above the axis, what lasted long below it.
    """
    return next(iter(_drawn(items, language, period, eras, rows, (width,))), None)


def _drawn(
    items: Sequence[Item],
    language: Language,
    period: EdtfDate | None,
    eras: Sequence[tuple[str, EdtfDate]],
    rows: Sequence[Row],
    widths: Sequence[float],
) -> tuple[Ribbon, ...]:
    found = shapes(items)
    edges = anchors(found.values(), [*([period] if period else []), *(date for _, date in eras)])
    if not edges:
        return ()
    times = Times(edges)
    starts = sorted(start for shape in found.values() if (start := shape.bounds[0]) is not None)
    labels = {item.id: item.label for item in items}
    kinds = forms(found.values())
    what = _What(items, found, starts, kinds, labels, language, period, eras, rows)
    return tuple(_at(what, times, width) for width in widths)


class _What(NamedTuple):
    """What is drawn, whatever the width: items and their shapes, and what goes around them.

    `starts` is when they begin, in order, where that is known.
    """

    items: Sequence[Item]
    shapes: dict[str, Shape]
    starts: Sequence[float]
    forms: tuple[Form, ...]
    labels: Mapping[str, str]
    language: Language
    period: EdtfDate | None
    eras: Sequence[tuple[str, EdtfDate]]
    rows: Sequence[Row]


def _at(what: _What, times: Times, width: float) -> Ribbon:
    items, found = what.items, what.shapes
    scale = Scale(times.segments(width - 2 * MARGIN), MARGIN)
    zones = layout(items, found, scale, width, what.rows)
    placed = [(name, date, *_reach(date, scale)) for name, date in what.eras]
    behind, era_rows = bands(placed, width)
    axis_ticks = ticks(scale, width, what.language)
    frame = _Frame(zones, era_rows, axis_ticks)
    return Ribbon(
        width=width,
        height=frame.height,
        axis=frame.axis,
        top=frame.top,
        bottom=frame.bottom,
        marks=_in_order(items, frame.marks()),
        bands=behind,
        ticks=axis_ticks,
        stretches=tuple(_stretches(scale, what.starts)),
        rows=tuple(frame.titles),
        forms=what.forms,
        period=what.period,
        labels=what.labels,
    )


def _in_order(items: Sequence[Item], marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks in the order of their items, which is that in which a keyboard reaches them."""
    by_id = {mark.item.id: mark for mark in marks}
    return tuple(by_id[item.id] for item in items)


def _reach(date: EdtfDate, scale: Scale) -> tuple[float, float]:
    """Return the left and right end of an era; an open or unknown end is that of the drawing."""
    left = scale(date.earliest.ordinal) if date.earliest else scale.left
    return left, scale(date.latest.ordinal + 1) if date.latest else scale.right


def _stretches(scale: Scale, starts: Sequence[float]) -> Iterator[Stretch]:
    for at, segment in enumerate(scale.segments):
        yield Stretch(
            segment.start,
            segment.end,
            scale.edges[at],
            scale.edges[at + 1],
            bisect_left(starts, segment.end) - bisect_left(starts, segment.start),
            round(100 * segment.width / (scale.right - scale.left)),
            segment.empty,
        )


class _Frame:
    """From top to bottom: names of eras, zones above, axis, zones below."""

    def __init__(self, zones: Sequence[Zone], era_rows: int, axis: Sequence[Tick]) -> None:
        self._zones: list[tuple[float, Zone]] = []
        self.titles: list[tuple[float, str]] = []
        self.top = era_rows * ROW
        y = self.top + 4
        for zone in zones:
            if zone.row is not BELOW:
                y = self._stacked(zone, y)
        self.axis = y + 4
        y = self.axis + (36 if any(tick.major for tick in axis) else 21)
        for zone in zones:
            if zone.row is BELOW and zone.seats:
                y = self._stacked(zone, y)
        self.bottom = y
        self.height = y + 2

    def _stacked(self, zone: Zone, y: float) -> float:
        if zone.row.words:
            self.titles.append((y + 12, zone.row.words))
            y += ROW
        self._zones.append((y, zone))
        return y + max(zone.total, 2 * zone.size.key_radius) + 4

    def marks(self) -> Iterator[Mark]:
        for y, zone in self._zones:
            for seat, top, bottom in zone.seated():
                yield _mark(seat, y + top, y + bottom, zone)


def _mark(seat: Seat, top: float, bottom: float, zone: Zone) -> Mark:
    placed = seat.placed
    # Words above a mark take the upper half of its lane.
    y = bottom - 10 if seat.above else (top + bottom) / 2
    return Mark(
        item=placed.item,
        x=placed.x,
        y=y,
        left=placed.left,
        right=placed.right,
        top=top,
        bottom=bottom,
        radius=zone.size.key_radius if placed.item.key else zone.size.radius,
        parts=placed.parts,
        label=seat.label,
        label_x=seat.label_x,
        label_y=y - 11 if seat.above else y + 4,
    )
