"""From degrees to a plane, and the part of it that a map shows.

Two projections, both equal-area, so that no country looks larger than it is:

- Lambert's azimuthal one, centred on the map (J. P. Snyder, Map Projections: A Working Manual, USGS
  Professional Paper 1395, 1987, pp. 182-190). It has no seam, so the poles and the 180th meridian
  need no care, and shapes stay true near its centre.
- Equal Earth for maps of most of the world, where the first would bend its edges (B. Savric,
  T. Patterson and B. Jenny, The Equal Earth map projection, International Journal of Geographical
  Information Science 33, 2019, equations 1 to 3).

The plane's unit is the radius of the earth, its y axis points north.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

EARTH_KM = 6371.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)


@dataclass(frozen=True, slots=True)
class Projection:
    """A kind of projection and the point, in degrees, in which it is centred.

    Equal Earth is centred on the equator whatever `lat` says.
    """

    kind: Literal["lambert", "equal-earth"]
    lon: float
    lat: float = 0.0

    def plane(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Return the place of points on the plane."""
        away = np.radians(lon - self.lon)
        if self.kind == "equal-earth":
            return _equal_earth(away, np.radians(lat))
        return _lambert(away, np.radians(lat), math.radians(self.lat))

    def degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return the longitudes and latitudes of points of Lambert's plane.

        Longitudes lie within 180 degrees of the centre; off the earth the nearest edge is taken.
        """
        centre = math.radians(self.lat)
        reach = np.minimum(np.hypot(x, y), 2.0)
        far = 2 * np.arcsin(reach / 2)
        near_zero = np.where(reach == 0, 1.0, reach)
        sine = np.cos(far) * math.sin(centre) + y * np.sin(far) * math.cos(centre) / near_zero
        lon = np.arctan2(
            x * np.sin(far),
            near_zero * math.cos(centre) * np.cos(far) - y * math.sin(centre) * np.sin(far),
        )
        return self.lon + np.degrees(lon), np.degrees(np.arcsin(np.clip(sine, -1, 1)))


def _lambert(away: Floats, lat: Floats, centre: float) -> tuple[Floats, Floats]:
    toward = math.cos(centre) * np.cos(lat) * np.cos(away) + math.sin(centre) * np.sin(lat)
    # The point opposite the centre is the whole rim; it must not divide by zero.
    k = np.sqrt(2 / np.maximum(1 + toward, 1e-9))
    y = math.cos(centre) * np.sin(lat) - math.sin(centre) * np.cos(lat) * np.cos(away)
    return k * np.cos(lat) * np.sin(away), k * y


def _equal_earth(away: Floats, lat: Floats) -> tuple[Floats, Floats]:
    a1, a2, a3, a4 = _A
    t = np.arcsin(math.sqrt(3) / 2 * np.sin(lat))
    slope = a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)
    x = 2 * math.sqrt(3) * away * np.cos(t) / (3 * slope)
    return x, t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: a window on the plane, in the map's own units (CSS pixels at full size).

    `x` and `y` are the point of the plane in the middle, `scale` the units to the earth's radius.
    """

    projection: Projection
    x: float
    y: float
    scale: float
    width: int
    height: int

    def place(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Return where points stand on the map, from its upper left corner."""
        x, y = self.projection.plane(lon, lat)
        return (x - self.x) * self.scale + self.width / 2, (
            self.y - y
        ) * self.scale + self.height / 2

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where one point stands on the map."""
        x, y = self.place(np.array([self._near(lon)]), np.array([lat]))
        return float(x[0]), float(y[0])

    def shows(self, x: float, y: float) -> bool:
        """Tell whether a point of the map is inside it."""
        return 0 <= x <= self.width and 0 <= y <= self.height

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of all that the map shows, in degrees, and a bit."""
        middle = self.projection.lon
        if self.projection.kind == "equal-earth":
            return middle - 180, -90.0, middle + 180, 90.0
        lon, lat = self._grid()
        south, north = float(lat.min()), float(lat.max())
        poles = [pole for pole in (-90.0, 90.0) if self._shows_pole(pole)]
        if poles:
            return middle - 180, min(south, *poles), middle + 180, max(north, *poles)
        margin = max(0.5, (north - south) / _STEPS)
        wide = max(0.5, float(np.ptp(lon)) / _STEPS)
        return (
            max(float(lon.min()) - wide, middle - 180),
            max(south - margin, -90.0),
            min(float(lon.max()) + wide, middle + 180),
            min(north + margin, 90.0),
        )

    def _shows_pole(self, pole: float) -> bool:
        near = abs(pole - self.projection.lat) <= 90
        return near and self.shows(*self.point(self.projection.lon, pole))

    def _grid(self) -> tuple[Floats, Floats]:
        across = (np.linspace(0, self.width, _STEPS) - self.width / 2) / self.scale + self.x
        down = (self.height / 2 - np.linspace(0, self.height, _STEPS)) / self.scale + self.y
        x, y = np.meshgrid(across, down)
        return self.projection.degrees(x, y)

    def _near(self, lon: float) -> float:
        """Return the longitude within 180 degrees of the centre."""
        return self.projection.lon + (lon - self.projection.lon + 180) % 360 - 180


_STEPS = 24
