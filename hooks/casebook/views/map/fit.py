"""Choosing what a map shows: the projection, the middle and the scale that suit some points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from casebook.views.map.projection import EARTH_KM, Floats, Frame, Projection

# Beyond this many degrees from the middle Lambert's projection bends shapes too much.
_WIDE = 55.0
# The corners of the whole earth in Equal Earth, from its equations 1 to 3.
_WORLD = (2.7066, 1.3173)


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a map in its own units, and the space left free around the points.

    `nearest` is the smallest number of kilometres to a unit.
    """

    width: int
    lowest: int
    highest: int
    beside: int
    above: int
    nearest: float


def fitted(lon: Sequence[float], lat: Sequence[float], size: Size) -> Frame:
    """Return the frame of that size which shows all the points as large as it can."""
    points = (np.array(lon, dtype=float), np.array(lat, dtype=float))
    projection = _projection(*points)
    x, y = projection.plane(*_toward(projection.lon, *points))
    return _around(projection, x, y, size)


def _projection(lon: Floats, lat: Floats) -> Projection:
    """Return the projection centred on the points."""
    vectors = _vectors(lon, lat)
    mean = vectors.mean(axis=0)
    if np.linalg.norm(mean) < 0.2:
        return Projection("equal-earth", _middle(lon))
    middle = Projection("lambert", *_degrees(mean))
    for _ in range(_ROUNDS):
        x, y = middle.plane(lon, lat)
        new = middle.degrees(np.array([_mid(x)]), np.array([_mid(y)]))
        middle = Projection("lambert", _turned(float(new[0][0])), float(new[1][0]))
    centre = _vectors(np.array([middle.lon]), np.array([middle.lat]))[0]
    farthest = math.degrees(math.acos(float(np.clip(vectors @ centre, -1, 1).min())))
    if farthest > _WIDE:
        return Projection("equal-earth", _middle(lon))
    return Projection("lambert", round(middle.lon, 4), round(middle.lat, 4))


_ROUNDS = 3


def _around(projection: Projection, x: Floats, y: Floats, size: Size) -> Frame:
    scale = _scale(x, y, size)
    if projection.kind == "equal-earth" and size.width > 2 * _WORLD[0] * scale:
        # The whole earth fits, and has room for names in its oceans; outside it none is needed.
        size = replace(size, beside=_RIM, above=min(_RIM, size.above))
        scale = _scale(x, y, size)
    height = round(min(max(_wide(y) * scale + 2 * size.above, size.lowest), size.highest))
    middle = (_mid(x), _mid(y))
    if projection.kind == "equal-earth":
        middle = (
            _held(middle[0], _WORLD[0] + (_RIM - size.width / 2) / scale),
            _held(middle[1], _WORLD[1] + (_RIM - height / 2) / scale),
        )
    return Frame(projection, *middle, scale, size.width, height)


def _scale(x: Floats, y: Floats, size: Size) -> float:
    return min(
        EARTH_KM / size.nearest,
        (size.width - 2 * size.beside) / _wide(x),
        (size.highest - 2 * size.above) / _wide(y),
    )


def _wide(values: Floats) -> float:
    return max(float(np.ptp(values)), 1e-9)


_RIM = 16


def _held(value: float, limit: float) -> float:
    """Return `value` moved so that no more than needed of what lies beyond the earth is shown."""
    return max(-limit, min(limit, value)) if limit > 0 else 0.0


def _toward(middle: float, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    return middle + (lon - middle + 180) % 360 - 180, lat


def _middle(lon: Floats) -> float:
    """Return the middle of the shortest stretch of longitudes that holds all of them."""
    ordered = np.unique(lon % 360)
    gaps = np.diff(np.append(ordered, ordered[0] + 360))
    widest = int(np.argmax(gaps))
    return round(_turned(float(ordered[widest] + gaps[widest] / 2 + 180)), 4)


def _turned(lon: float) -> float:
    return (lon + 180) % 360 - 180


def _mid(values: Floats) -> float:
    return float(values.min() + values.max()) / 2


def _vectors(lon: Floats, lat: Floats) -> Floats:
    across, up = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(up) * np.cos(across), np.cos(up) * np.sin(across), np.sin(up)])


def _degrees(vector: Floats) -> tuple[float, float]:
    x, y, z = (float(value) for value in vector / np.linalg.norm(vector))
    return math.degrees(math.atan2(y, x)), math.degrees(math.asin(z))
