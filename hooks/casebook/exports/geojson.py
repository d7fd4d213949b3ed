"""Places as GeoJSON (RFC 7946), for maps and geographic information systems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from casebook.exports.model import Export, Format, Given
from casebook.json_bytes import json_bytes
from casebook.language import Message
from casebook.records import Key, Place

_DRAWN = ("exact", "town")
"""The precisions with which a dot says no more than the record. Programs draw every geometry as
exact: what is known to lie somewhere in an area or a country has none, as RFC 7946 (3.2) allows,
and the point that stands for it is among the properties."""


def _geojson(given: Given) -> Iterator[Export]:
    if given.case.places:
        lines = b",\n".join([json_bytes(feature) for feature in _features(given)])
        text = b'{"type":"FeatureCollection","features":[\n%b\n]}\n' % lines
        yield Export("places.geojson", text)


def _features(given: Given) -> Iterator[dict[str, Any]]:
    events: defaultdict[str | None, list[str]] = defaultdict(list)
    for event in given.case.events.values():
        events[event.place].append(event.id)
    for place in given.case.places.values():
        yield {
            "type": "Feature",
            "id": place.id,
            "geometry": _geometry(place),
            "properties": _properties(place, given, events.get(place.id, [])),
        }


def _geometry(place: Place) -> dict[str, Any] | None:
    if place.lat is None or place.precision not in _DRAWN:
        return None
    # Longitude comes first (RFC 7946, 3.1.1).
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _properties(place: Place, given: Given, events: list[str]) -> dict[str, Any]:
    key = Key("places", place.id)
    found = {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "precision": place.precision,
        "latitude": place.lat,
        "longitude": place.lon,
        "names": [name.model_dump(exclude_none=True) for name in place.names],
        "also_known_as": place.also_known_as,
        "summary": given.texts.get(key, "summary").plain,
        "page": given.page(key) if given.base else f"../{given.page(key)}",
        "sources": place.sources,
        "events": events,
        "event_count": len(events),
    }
    # Every feature has the same properties: programs make one table of them all.
    return {name: value if value not in ("", (), []) else None for name, value in found.items()}


FORMAT = Format(
    "geojson",
    Message("Places as GeoJSON"),
    Message(
        "Every place, with its names, the precision of its position and the events there. "
        "A place known only roughly has no geometry, lest it be drawn as a dot."
    ),
    Message("Drag it into QGIS or onto geojson.io, or read it with geopandas."),
    _geojson,
)
