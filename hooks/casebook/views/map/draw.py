"""Places -> maps: one of all of them, one of each crowd, and the small one of a place's page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

from casebook.records import Place
from casebook.views.map.boxes import LINE, Box, breadth
from casebook.views.map.clusters import apart, crowds, window
from casebook.views.map.extent import code_of, extent, on_a_map, piece_of, position, surroundings
from casebook.views.map.fit import Size, fitted
from casebook.views.map.land import Ground, ground
from casebook.views.map.layout import mark, placed, title_size, titled
from casebook.views.map.model import Atlas, Inset, Map, Spot
from casebook.views.map.projection import Frame

OVERVIEW = Size(width=900, lowest=320, highest=460, beside=72, above=44, nearest=2.0)
DETAIL = Size(width=352, lowest=250, highest=380, beside=56, above=34, nearest=0.12)
CROWD = Size(width=900, lowest=320, highest=460, beside=72, above=44, nearest=0.12)
LOCATOR = Size(width=272, lowest=190, highest=250, beside=20, above=20, nearest=2.0)

# Half the width of each form of mark.
REACH = {"exact": 6.0, "town": 4.0, "area": 9.0, "country": 0.0}

_MOST = 6
_MANY = 16
_LARGER = 1.8
_TAB = 15.0
_RING = 5.0


def atlas(places: Iterable[Place], events: Mapping[str, int]) -> Atlas:
    """Return the maps of a case; `events` are the numbers of events at places, by id.

    A place is on a map only if its own record has coordinates: nothing else puts one there.
    """
    every = tuple(places)
    shown = tuple(place for place in every if on_a_map(place))
    unplaced = tuple(place for place in every if not on_a_map(place))
    if not shown:
        return Atlas((), unplaced)
    frame = fitted(*extent(shown), OVERVIEW)
    spots = _spots(frame, shown, events)
    insets = _insets(frame, _crowds(frame, spots), spots)
    whole = _map(frame, spots, insets)
    details = [_detail(inset, shown, events) for inset in insets]
    return Atlas((whole, *details), unplaced)


def locator(place: Place) -> Map | None:
    """Return the small map that shows where a place lies, None where that is not recorded."""
    if not on_a_map(place):
        return None
    frame = fitted(*surroundings(place), LOCATOR)
    return _map(frame, _spots(frame, (place,), {}))


def _detail(inset: Inset, shown: Sequence[Place], events: Mapping[str, int]) -> Map:
    frame = fitted(*extent(inset.places), _size(inset.places))
    around_it = [p for p in shown if p.precision == "country"]
    hatched = _spots(frame, around_it, events)
    return replace(
        _map(frame, _spots(frame, inset.places, events), (), hatched), letter=inset.letter
    )


def _size(crowd: Sequence[Place]) -> Size:
    return DETAIL if len(crowd) <= _MANY else CROWD


def _map(
    frame: Frame,
    spots: tuple[Spot, ...],
    insets: tuple[Inset, ...] = (),
    hatched: tuple[Spot, ...] = (),
) -> Map:
    """Return a map of spots; those of an inset are left to it."""
    base = ground(frame, frozenset(filter(None, (piece_of(spot.place) for spot in spots))))
    inside = {place.id for inset in insets for place in inset.places}
    own = [_roomy(spot, base) for spot in spots if spot.place.id not in inside]
    blocked = [box for inset in insets for box in (inset.box, inset.tab)]
    named = placed(own, frame.width, frame.height, blocked)
    places = tuple(spot.place for spot in spots)
    whole = [code_of(s.place) for s in (*spots, *hatched) if s.form == "country"]
    codes = [code_of(place) for place in places if place.country]
    return Map(
        letter="",
        width=frame.width,
        height=frame.height,
        sea=base.sea,
        land=base.land,
        borders=base.borders,
        owned=_outlines(base, codes),
        hatched=_outlines(base, whole),
        places=places,
        spots=named,
        insets=insets,
        countries=titled(_countries(places, base), named, blocked),
    )


def _outlines(base: Ground, codes: Iterable[str | None]) -> tuple[str, ...]:
    paths = (base.outline(code) for code in dict.fromkeys(codes) if code)
    return tuple(path for path in paths if path)


def _spots(frame: Frame, places: Sequence[Place], events: Mapping[str, int]) -> tuple[Spot, ...]:
    return tuple(_spot(frame, place, events.get(place.id, 0)) for place in places)


def _spot(frame: Frame, place: Place, events: int) -> Spot:
    # Where nobody said how exact a point is, it is not taken for exact.
    form = place.precision or "area"
    x, y = frame.point(*position(place))
    return Spot(place, form, events, round(x, 1), round(y, 1), REACH[form])


def _roomy(spot: Spot, base: Ground) -> Spot:
    """Return the spot of a country standing in its middle, with the room it has for its name.

    A country too small to be seen gets a ring.
    """
    code = code_of(spot.place) if spot.form == "country" else None
    if code is None:
        return spot
    x, y = base.middle(code) or (spot.x, spot.y)
    wide = breadth(spot.place.name) + breadth(f" {spot.events}")
    reach = _RING if base.breadth(code) < 2 * _RING else 0.0
    room = base.room(code, wide, LINE)
    return replace(spot, x=round(x, 1), y=round(y, 1), reach=reach, room=room)


def _countries(
    places: Sequence[Place], base: Ground
) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Return the names of the countries of places, with where on the map each might stand.

    A name is that of the records; it stands on the land where most of its places are, which is
    not looked up by name, so that an editor's word holds. A country named as a place is left out.
    """
    codes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place in places:
        if place.country and (code := code_of(place)):
            codes[place.country][code] += 1
    said = {code_of(place) for place in places if place.precision == "country"}
    owners = {name: found.most_common(1)[0][0] for name, found in codes.items()}
    return [
        (name, base.room(code, *title_size(name)))
        for name, code in owners.items()
        if code not in said
    ]


def _crowds(frame: Frame, spots: Sequence[Spot]) -> tuple[tuple[Spot, ...], ...]:
    def worth(group: tuple[Spot, ...]) -> bool:
        places = [spot.place for spot in group]
        closer = fitted(*extent(places), _size(places))
        return closer.scale > frame.scale * _LARGER

    groups = crowds([spot for spot in spots if spot.reach], worth)
    return apart(groups, spots, worth)[:_MOST]


def _insets(
    frame: Frame, groups: Sequence[tuple[Spot, ...]], spots: Sequence[Spot]
) -> tuple[Inset, ...]:
    found: list[Inset] = []
    for letter, group in zip(ascii_uppercase, groups, strict=False):
        members = {spot.place.id for spot in group}
        taken = [mark(spot) for spot in spots if spot.reach and spot.place.id not in members]
        taken += [window(other) for other in groups if other is not group]
        taken += [inset.tab for inset in found]
        box = window(group)
        dots = tuple((spot.x, spot.y) for spot in group)
        places = tuple(spot.place for spot in group)
        found.append(Inset(letter, box, _tab(box, frame, taken), places, dots))
    return tuple(found)


def _tab(box: Box, frame: Frame, taken: Sequence[Box]) -> Box:
    """Return where the letter of a box stands: at the first of its corners that is free."""
    corners = (
        (box.left, box.top - _TAB),
        (box.right - _TAB, box.top - _TAB),
        (box.left, box.bottom),
        (box.right - _TAB, box.bottom),
    )
    tabs = [Box(x, y, x + _TAB, y + _TAB).rounded() for x, y in corners]
    inside = [tab for tab in tabs if tab.within(Box(0, 0, frame.width, frame.height))]
    free = [tab for tab in inside if not any(tab.meets(box) for box in taken)]
    return (free or inside or tabs)[0]
