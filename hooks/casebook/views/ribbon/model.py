"""What is drawn: items go in, a `Ribbon` of numbers comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from casebook.dates import EdtfDate
from casebook.records import Key
from casebook.views.ribbon.units import span

Kind = Literal[
    "glyph",
    "thin",
    "thick",
    "thin dashed",
    "thick dashed",
    "hollow",
    "arrow left",
    "arrow right",
    "unknown",
    "ring",
    "one of",
    "all of",
]
Fade = Literal["", "left", "right", "both"]
Form = Literal[
    "day", "within", "lasting", "about", "uncertain", "open", "unknown", "one of", "all of",
    "between",
]  # fmt: skip


class Item(NamedTuple):
    """Something with a date, to be drawn as one mark.

    `id` is its own among the items of a drawing; `status` one of the four of a record, or empty.
    `between` names two other items where only the order is known. A mark leads to `#anchor` of its
    own page, else to the page of `target`; with neither it is no link. `row` is the row it stands
    in, where the drawing has rows.
    """

    id: str
    label: str
    date: EdtfDate | None
    status: str = ""
    between: tuple[str, ...] = ()
    key: bool = False
    target: Key | None = None
    anchor: str = ""
    row: str = ""
    lang: str = ""
    """The language of the label, where that is not the case's own."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a small drawing: `words` are what a reader calls it, empty to leave it unnamed.

    In a `named` row each mark has its label beside it.
    """

    id: str
    words: str = ""
    named: bool = False


class Part(NamedTuple):
    """One stroke of a mark, on the line of the mark: from `x` to `to`, or at `x` alone."""

    kind: Kind
    x: float
    to: float = 0.0
    fade: Fade = ""


class Mark(NamedTuple):
    """An item as it is drawn: its shape of status, of half the width `radius`, stands at `x`, `y`.

    All of it, its label too, lies between `left` and `right`, `top` and `bottom`. No two marks
    share any of this room.
    """

    item: Item
    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    radius: float
    parts: tuple[Part, ...]
    label: str = ""
    """What is written beside it, from `label_x` on; empty where nothing is."""
    label_x: float = 0.0
    label_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """An era behind the marks, from `left` to `right`; its name begins at `label_x`, `label_y`.

    `label_y` is None where there was no room for the name; the line at its beginning starts at
    `edge` from the top.
    """

    name: str
    date: EdtfDate
    left: float
    right: float
    label_x: float
    label_y: float | None
    edge: float


class Tick(NamedTuple):
    """A date on the axis: its line, and its words where there was room for them.

    `major` ticks are those that the others need to be understood: the year of a month.
    """

    x: float
    words: str
    major: bool
    lined: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the time drawn, all of it to one scale.

    It reaches from the day of number `start` up to that of `end`, not included, as `Day.ordinal`
    counts. `count` is how many items begin in it, `share` its part of the width, in per cent. A
    `compressed` stretch is empty, and drawn as a break in the axis.
    """

    start: float
    end: float
    left: float
    right: float
    count: int
    share: int
    compressed: bool

    @property
    def date(self) -> EdtfDate:
        """Its span as a date; only large drawings tell it, and it takes long to make."""
        return span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A drawing, in CSS pixels at its full size."""

    width: float
    height: float
    axis: float
    top: float
    bottom: float
    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]
    rows: tuple[tuple[float, str], ...]
    forms: tuple[Form, ...]
    """The forms of date that occur, for the legend."""
    period: EdtfDate | None
    labels: Mapping[str, str]
    """What each item is called, by its id."""

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that occur; an empty one for items without."""
        return tuple(sorted({mark.item.status for mark in self.marks}))

    @property
    def radii(self) -> tuple[float, ...]:
        """Half the widths of marks that occur."""
        return tuple(sorted({mark.radius for mark in self.marks}))

    @property
    def hanging(self) -> bool:
        """Whether any mark stands below the axis."""
        return any(mark.y > self.axis for mark in self.marks)

    @property
    def compressed(self) -> tuple[Stretch, ...]:
        """The stretches in which nothing begins or ends, drawn as breaks."""
        return tuple(stretch for stretch in self.stretches if stretch.compressed)

    @property
    def changes(self) -> tuple[float, ...]:
        """Where the scale changes without a break."""
        pairs = zip(self.stretches, self.stretches[1:], strict=False)
        return tuple(a.right for a, b in pairs if not (a.compressed or b.compressed))
