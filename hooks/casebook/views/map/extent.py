"""What a map of some places has to show, in degrees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import shapely

from casebook.records import Place
from casebook.views.map.outlines import outlines

Degrees: TypeAlias = tuple[list[float], list[float]]

# A country that spans more degrees is not shown whole around a place in it, but so far each way.
_LARGE = 16.0
_AROUND = 6.0
_STEP = 2.0


def on_a_map(place: Place) -> bool:
    """Tell whether a place can be drawn: it has coordinates, and a country its outline."""
    if place.lat is None or place.lon is None:
        return False
    return place.precision != "country" or piece_of(place) is not None


def piece_of(place: Place) -> int | None:
    """Return the piece of land on which a place lies, by its number in the outlines."""
    return outlines().at(*position(place))


def code_of(place: Place) -> str | None:
    """Return the code of the country, as the outlines have it, in which a place lies."""
    piece = piece_of(place)
    return None if piece is None else outlines().codes[piece]


def position(place: Place) -> tuple[float, float]:
    """Return the longitude and latitude of a place that has them."""
    if place.lon is None or place.lat is None:
        raise ValueError(f"{place.id} has no coordinates")
    return place.lon, place.lat


def extent(places: Sequence[Place]) -> Degrees:
    """Return what a map of places must show: each point, and the mainland of each country."""
    lon: list[float] = []
    lat: list[float] = []
    for place in places:
        piece = piece_of(place) if place.precision == "country" else None
        points = ([[at] for at in position(place)]) if piece is None else _rim(piece)
        lon += points[0]
        lat += points[1]
    return lon, lat


def surroundings(place: Place) -> Degrees:
    """Return points around a place: its country, or a window where that is large or unknown."""
    piece = piece_of(place)
    if piece is not None and (place.precision == "country" or _span(piece) < _LARGE):
        return _rim(piece)
    lon, lat = (_STEP * round(at / _STEP) for at in position(place))
    wide = min(90.0, _AROUND / max(0.05, math.cos(math.radians(lat))))
    low, high = max(-90.0, lat - _AROUND), min(90.0, lat + _AROUND)
    return [lon - wide, lon + wide, lon, lon], [lat, lat, low, high]


def _rim(piece: int) -> Degrees:
    points = shapely.get_coordinates(outlines().pieces[piece])
    return points[:, 0].tolist(), points[:, 1].tolist()


def _span(piece: int) -> float:
    west, south, east, north = outlines().pieces[piece].bounds
    wide = (east - west) * math.cos(math.radians((south + north) / 2))
    return float(max(wide, north - south))
