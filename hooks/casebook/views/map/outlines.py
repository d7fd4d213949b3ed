"""The outlines of the world's countries, from the data that `NOTICE.txt` describes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from casebook.views.map.convert import UNITS

FILE = Path(__file__).with_name("outlines.txt")
# A point may stand just off a simplified coast: as far as this, in degrees, it counts as on land.
_ASHORE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Every piece of land in degrees, and the code of its country.

    Each piece is here three times, 360 degrees apart, so that a map may have any meridian in its
    middle and still find all its land on both sides.
    """

    codes: tuple[str, ...]
    pieces: NDArray[np.object_]
    tree: shapely.STRtree

    def within(self, west: float, south: float, east: float, north: float) -> NDArray[np.intp]:
        """Return the numbers of the pieces that touch a box of degrees, in the order of the file.

        `west` is not less than -360 and `east` not more than 360.
        """
        return np.sort(self.tree.query(shapely.box(west, south, east, north)))

    def piece(self, number: int) -> int:
        """Return the number that the first of a piece's three copies has."""
        return number % (len(self.codes) // 3)

    def at(self, lon: float, lat: float) -> int | None:
        """Return the piece of land at a point, or the nearest close to it, by its number."""
        point = shapely.Point(lon, lat)
        found = self.tree.query(point, predicate="intersects")
        if not len(found):
            found = self.tree.query_nearest(point, max_distance=_ASHORE)
        return min(self.piece(int(number)) for number in found) if len(found) else None


@cache
def outlines() -> Outlines:
    """Return the outlines, read once."""
    codes, pieces = _read(FILE.read_text("utf-8"))
    everywhere = np.concatenate([_shifted(pieces, by) for by in (0, -360, 360)])
    return Outlines(tuple(codes * 3), everywhere, shapely.STRtree(everywhere))


def _shifted(pieces: NDArray[np.object_], by: int) -> NDArray[np.object_]:
    return shapely.transform(pieces, lambda lonlat: lonlat + np.array([by, 0]))


def _read(text: str) -> tuple[list[str], NDArray[np.object_]]:
    codes: list[str] = []
    points: list[NDArray[np.float64]] = []
    polygon_of: list[int] = []
    for line in text.splitlines():
        code, kind, steps = line.split(" ", 2)
        points.append(np.fromstring(steps, dtype=np.int64, sep=" ").reshape(-1, 2).cumsum(0))
        if kind == "land":
            codes.append(code)
        polygon_of.append(len(codes) - 1)
    ring_of = np.repeat(np.arange(len(points)), [len(ring) for ring in points])
    rings = np.asarray(shapely.linearrings(np.concatenate(points) / UNITS, indices=ring_of))
    return codes, np.asarray(shapely.polygons(rings, indices=polygon_of))
