"""The ground of a map: land, borders and countries, as the `d` of SVG paths.

Shapely (GEOS) cuts the outlines to the map, simplifies all of them as one coverage, so that
neighbours still meet, and dissolves them into land; doing that well by hand would be a library.
Coordinates are whole halves of the map's unit: draw them inside `scale(0.5)`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from casebook.views.map.outlines import outlines
from casebook.views.map.projection import Frame

# In units of the map: what is smaller than this is not drawn, and what shows at its edge is cut.
_DETAIL = {"lambert": 0.9, "equal-earth": 1.7}
_SPECK = 5.0
_MARGIN = 4.0
_DIGITS = 3
_GRID = 0.01
_BEND = 2.0  # degrees


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies below the marks. `countries` are the pieces shown, by the code of their country."""

    sea: str
    land: str
    borders: str
    countries: dict[str, MultiPolygon]

    def outline(self, code: str) -> str:
        """Return the path of one country, empty where the map shows nothing of it."""
        return path(self.countries[code]) if code in self.countries else ""

    def room(self, code: str, width: float, height: float) -> tuple[tuple[float, float], ...]:
        """Return middles of boxes of that size inside a country, those near its own middle first.

        Where no such box fits, nothing.
        """
        middle = self.middle(code)
        if middle is None:
            return ()
        shape = self.countries[code]
        x, y = (found.ravel() for found in _lattice(shape))
        boxes = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        shapely.prepare(shape)
        inside = shapely.contains_properly(shape, boxes)
        found = sorted(zip(x[inside].tolist(), y[inside].tolist(), strict=True))
        return tuple(sorted(found, key=lambda at: math.dist(at, middle)))

    def breadth(self, code: str) -> float:
        """Return the longer side of what is shown of a country."""
        shape = self.countries.get(code)
        if shape is None or shape.is_empty:
            return 0.0
        left, top, right, bottom = shape.bounds
        return float(max(right - left, bottom - top))

    def middle(self, code: str) -> tuple[float, float] | None:
        """Return a point well inside what is shown of a country, None where nothing is."""
        shape = self.countries.get(code)
        if shape is None or shape.is_empty:
            return None
        x, y = shapely.maximum_inscribed_circle(shape, tolerance=1.0).coords[0]
        return float(x), float(y)


@lru_cache(maxsize=256)
def ground(frame: Frame, kept: frozenset[int] = frozenset()) -> Ground:
    """Return the ground that a frame shows; the pieces `kept` are drawn however small they are."""
    shown = _countries(frame, kept)
    simple = shapely.coverage_simplify(list(shown.values()), _DETAIL[frame.projection.kind])
    land, borders = _dissolved(simple)
    countries = dict(zip(shown, simple, strict=True))
    return Ground(_sea(frame), path(land), path(shapely.line_merge(borders)), countries)


def path(shape: BaseGeometry) -> str:
    """Return the lines and rings of a shape as one path."""
    return "".join(filter(None, map(_line, _parts(shape))))


def _dissolved(countries: NDArray[np.object_]) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the land that countries are, and the lines between them."""
    if shapely.coverage_is_valid(countries):
        return shapely.coverage_union_all(countries), _shared(countries)
    # Where the edge of the map has cut them, two may overlap by a hair.
    land = shapely.union_all(shapely.make_valid(countries))
    edges = shapely.union_all(shapely.boundary(countries))
    return land, shapely.difference(edges, shapely.buffer(shapely.boundary(land), _GRID))


def _shared(countries: NDArray[np.object_]) -> BaseGeometry:
    """Return the lines that two countries have, of which every point is the same in both."""
    rings = shapely.get_rings(shapely.get_parts(countries))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    _, number = np.unique(points @ [1, 1j], return_inverse=True)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    low, high = np.sort([number[start], number[start + 1]], axis=0)
    _, first, count = np.unique(low * len(points) + high, return_index=True, return_counts=True)
    twice = start[first[count > 1]]
    lines: Any = shapely.linestrings(np.stack([points[twice], points[twice + 1]], axis=1))
    return cast("BaseGeometry", shapely.multilinestrings(lines))


def _lattice(shape: BaseGeometry) -> tuple[NDArray[np.float64], ...]:
    left, top, right, bottom = shape.bounds
    return np.meshgrid(np.arange(left, right, _EACH), np.arange(top, bottom, _EACH))


_EACH = 8.0


def _countries(frame: Frame, kept: frozenset[int]) -> dict[str, MultiPolygon]:
    """Return what the frame shows of each country, on the map, by its code."""
    world = outlines()
    west, south, east, north = frame.bounds()
    window = shapely.box(-_MARGIN, -_MARGIN, frame.width + _MARGIN, frame.height + _MARGIN)
    found: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    numbers = world.within(west, south, east, north)
    cut = shapely.clip_by_rect(world.pieces[numbers], west, south, east, north)
    # A straight line of degrees is a bent one on the map, and needs points to bend at.
    placed = shapely.make_valid(_placed(shapely.segmentize(cut, _BEND), frame))
    shown = shapely.intersection(placed, window)
    for number, shape, area in zip(numbers, shown, shapely.area(shown), strict=True):
        if area > _SPECK or world.piece(number) in kept:
            found[world.codes[number]].append(shape)
    # Pieces that the edge of the degrees has cut in two are one again.
    whole = {code: shapely.union_all(parts) for code, parts in found.items()}
    return {code: _areas(shape) for code, shape in whole.items() if not shape.is_empty}


def _placed(shapes: NDArray[np.object_], frame: Frame) -> NDArray[np.object_]:
    """Return shapes of degrees on the map, their points rounded so that equal ones are the same."""

    def place(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        placed = np.column_stack(frame.place(xy[:, 0], xy[:, 1]))
        return np.round(placed, _DIGITS).astype(np.float64)

    return shapely.transform(shapes, place)


def _areas(shape: BaseGeometry) -> MultiPolygon:
    """Return a shape without the lines and points that cutting may have left."""
    return MultiPolygon([part for part in _flat(shape) if isinstance(part, Polygon)])


def _flat(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    return shapely.get_parts(shapely.get_parts(shape))


def _parts(shape: BaseGeometry) -> Iterator[NDArray[np.float64]]:
    for part in _flat(shape):
        if part.geom_type == "Polygon":
            rings = shapely.get_rings(part)
            for ring in rings[shapely.area(shapely.polygons(rings)) > _SPECK]:
                yield shapely.get_coordinates(ring)
        else:
            yield shapely.get_coordinates(part)


def _line(points: NDArray[np.float64]) -> str:
    """Return one line as steps from its first point; a ring ends in `z`."""
    halves = np.rint(points * 2).astype(int)
    steps = np.diff(halves, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    ring = bool(np.all(halves[0] == halves[-1]))
    if len(steps) < (3 if ring else 1):
        return ""
    drawn = steps[:-1] if ring else steps
    return f"M{_numbers(halves[0])}l{_numbers(drawn)}{'z' if ring else ''}"


def _numbers(values: NDArray[np.int64]) -> str:
    """Return numbers with a space between two, but none before a minus."""
    return " ".join(map(str, values.ravel().tolist())).replace(" -", "-")


def _sea(frame: Frame) -> str:
    """Return the rim of the earth where the map reaches beyond it, else nothing."""
    if frame.projection.kind != "equal-earth":
        return ""
    down = np.linspace(90, -90, 61)
    middle = frame.projection.lon
    lon = np.concatenate([np.full(61, middle + 180.0), np.full(61, middle - 180.0)])
    x, y = frame.place(lon, np.concatenate([down, down[::-1]]))
    rim = shapely.Polygon(np.column_stack([x, y]))
    window = shapely.box(0, 0, frame.width, frame.height)
    return "" if rim.contains(window) else path(shapely.intersection(rim, window))
