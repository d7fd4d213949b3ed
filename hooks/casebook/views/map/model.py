"""What a map is made of, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.records import Place
from casebook.views.map.boxes import Box, Segment

TARGET = 24.0
"""The least size of what is clicked (WCAG 2.2, success criterion 2.5.8)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: where, and in which form it is drawn.

    `form` is the record's precision: `exact`, `town` or `area` for a mark at `x`, `y`; `country`
    for the outline of a whole country, which has no mark. `reach` is half the mark's width.
    """

    place: Place
    form: str
    events: int
    x: float
    y: float
    reach: float
    room: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a mark: the lines of a name, or the number under which the key has it.

    `x`, `y` are the start (or `anchor`) of the first line's foot; `leader` joins the words to the
    mark where they stand apart.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    box: Box
    leader: Segment | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A spot with its label; None where not even a number finds room."""

    spot: Spot
    label: Label | None

    @property
    def hit(self) -> Box:
        """What can be clicked besides the mark: the words, with the mark where they touch it."""
        if self.label is None:
            return Box(self.spot.x, self.spot.y, self.spot.x, self.spot.y).at_least(TARGET, TARGET)
        words = self.label.box.at_least(TARGET, TARGET)
        if self.label.leader is None and self.spot.reach:
            at = Box(self.spot.x, self.spot.y, self.spot.x, self.spot.y).grown(self.spot.reach)
            words = words.joined(at)
        return words.rounded()


@dataclass(frozen=True, slots=True)
class Inset:
    """The part of a map that another map, called `letter`, shows larger; `tab` has the letter."""

    letter: str
    box: Box
    tab: Box
    places: tuple[Place, ...]
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Map:
    """A map: its ground as paths (in halves of a unit), and what stands on it.

    `letter` is empty for the first map; `countries` are the names of countries with places, each
    with the middle of its foot. `owned` are the outlines of those countries, `hatched` those of
    countries that are places themselves.
    """

    letter: str
    width: int
    height: int
    sea: str
    land: str
    borders: str
    owned: tuple[str, ...]
    hatched: tuple[str, ...]
    places: tuple[Place, ...]
    spots: tuple[Named, ...]
    insets: tuple[Inset, ...]
    countries: tuple[Label, ...]

    @property
    def wide(self) -> bool:
        """Whether the map needs the width of the page; two or three others share it."""
        return self.width > 400

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of the marks on the map."""
        return tuple(dict.fromkeys(named.spot.form for named in self.spots))

    @property
    def key(self) -> tuple[Named, ...]:
        """The spots that have a number instead of a name, in its order."""
        found = {n.label.number: n for n in self.spots if n.label and n.label.number}
        return tuple(found[number] for number in sorted(found))

    @property
    def owners(self) -> tuple[str, ...]:
        """The countries of the places on this map, those with most of its places first."""
        names = [place.country for place in self.places if place.country]
        return tuple(sorted(dict.fromkeys(names), key=lambda name: (-names.count(name), name)))


@dataclass(frozen=True, slots=True)
class Atlas:
    """All maps of a case: the whole first, then its crowded parts; and the places on none."""

    maps: tuple[Map, ...]
    unplaced: tuple[Place, ...]

    @property
    def missing(self) -> frozenset[str]:
        """The ids of the places that are on no map."""
        return frozenset(place.id for place in self.unplaced)
