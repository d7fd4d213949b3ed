"""Make `outlines.txt` from a TopoJSON file of countries; done once, and kept so it can be redone.

    python -m casebook.views.map.convert countries-50m.json > outlines.txt

`NOTICE.txt` says which file that was, and describes the result. Lines that two countries share are
simplified once, so that neighbours still meet exactly. TopoJSON: version 1.0 of its specification,
section 2 (arcs are differences of whole numbers; `~n` is arc n backwards).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Points = NDArray[np.float64]

UNITS = 100
"""Whole numbers to a degree in `outlines.txt`."""
TOLERANCE = 0.015
"""How far, in degrees, a simplified line may run from the one it stands for: under 2 km."""


def convert(topology: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of `outlines.txt`: one for each ring of each country, without a line end."""
    arcs = [_simplified(arc) for arc in _decoded(topology)]
    countries = topology["objects"]["countries"]["geometries"]
    for code, country in _coded(countries):
        many = country["type"] == "MultiPolygon"
        for polygon in country["arcs"] if many else [country["arcs"]]:
            yield from _polygon(code, [_ring(ring, arcs) for ring in polygon])


def _coded(countries: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each country with its ISO 3166-1 numeric code; `x1`, `x2` ... where it has none."""
    yield from sorted(((c["id"], c) for c in countries if "id" in c), key=lambda pair: pair[0])
    others = sorted((c for c in countries if "id" not in c), key=lambda c: c["properties"]["name"])
    yield from ((f"x{number}", country) for number, country in enumerate(others, 1))


def _decoded(topology: dict[str, Any]) -> Iterator[Points]:
    scale = np.array(topology["transform"]["scale"])
    origin = np.array(topology["transform"]["translate"])
    for arc in topology["arcs"]:
        yield np.cumsum(np.array(arc), axis=0) * scale + origin


def _simplified(arc: Points) -> Points:
    if len(arc) < 4:
        return arc
    simple = np.array(shapely.LineString(arc).simplify(TOLERANCE).coords)
    # A small island must not shrink to a line.
    return arc if len(simple) < 4 and np.array_equal(arc[0], arc[-1]) else simple


def _ring(numbers: list[int], arcs: list[Points]) -> Points:
    """Return a ring whose longitudes run on past 180 instead of jumping to -180."""
    points = np.concatenate([arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers])
    jumps = np.round(np.diff(points[:, 0]) / 360)
    points[1:, 0] -= np.cumsum(jumps) * 360
    return points


def _polygon(code: str, rings: list[Points]) -> Iterator[str]:
    around = [_closed(ring) for ring in rings if _winds(ring) and not _at_pole(ring)]
    plain = [ring for ring in rings if not _winds(ring)]
    for number, ring in enumerate((*around, *plain)):
        if len(line := _line(ring)) > 2 * 3:
            yield f"{code} {'hole' if number else 'land'} {' '.join(map(str, line))}"


def _winds(ring: Points) -> bool:
    return bool(abs(ring[-1, 0] - ring[0, 0]) > 180)


def _at_pole(ring: Points) -> bool:
    return bool(np.all(np.abs(ring[:, 1]) > 89.9))


def _closed(ring: Points) -> Points:
    """Return a coast that runs round the earth, closed along the nearer pole."""
    pole = 90.0 if ring[:, 1].mean() > 0 else -90.0
    over = [(ring[-1, 0], pole), (ring[0, 0], pole), tuple(ring[0])]
    return np.concatenate([ring, np.array(over)])


def _line(ring: Points) -> list[int]:
    """Return the first point and the steps from each to the next, in units."""
    points = np.rint(ring * UNITS)
    if len(points) > 3 and not (shape := shapely.Polygon(points)).is_valid:
        # Rounding has crossed the lines of a speck of an island: its hull will do.
        points = shapely.get_coordinates(shape.convex_hull)
    points = points.astype(int)
    steps = np.diff(points, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    return [int(number) for number in (*points[0], *steps.ravel())]


if __name__ == "__main__":
    for text in convert(json.loads(Path(sys.argv[1]).read_text("utf-8"))):
        sys.stdout.write(f"{text}\n")
