"""The map: places, as exactly as they are known, on outlines that the site ships.

Nothing is asked of a server and nothing is looked up by name: a place is drawn where its record
says, in the form its `precision` says. `atlas` and `locator` load the geometry when first called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casebook.records import Place
from casebook.views.map.model import Atlas, Map
from casebook.views.map.names import gazetteer

__all__ = ["Atlas", "Map", "atlas", "gazetteer", "locator"]


def atlas(places: Iterable[Place], events: Mapping[str, int]) -> Atlas:
    """Return the maps of a case; `events` are the numbers of events at places, by id."""
    from casebook.views.map import draw  # noqa: PLC0415  # `check` need not wait for Shapely

    return draw.atlas(places, events)


def locator(place: Place) -> Map | None:
    """Return the small map of one place, None where its record says not where it lies."""
    from casebook.views.map import draw  # noqa: PLC0415  # as above

    return draw.locator(place)
