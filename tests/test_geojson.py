"""Places as GeoJSON, read back by the packages geojson and Shapely."""

from __future__ import annotations

import json
from typing import Any

import geojson
import shapely
from hypothesis import HealthCheck, given, settings

from casebook.exports import Given
from casebook.exports.geojson import FORMAT
from casebook.records import Place
from tools.cases import DRAFT, givens, shipped

_SOME = settings(suppress_health_check=list(HealthCheck), max_examples=40)


def _text(given: Given) -> str:
    (file,) = FORMAT.make(given)
    return file.content.decode()


def _features(given: Given) -> dict[str, Any]:
    read = geojson.loads(_text(given))
    assert isinstance(read, geojson.FeatureCollection)
    return {feature["id"]: feature for feature in read["features"]}


def _shipped() -> Given:
    built = shipped()
    return Given(built.case, built.texts, built.base)


@_SOME
@given(given=givens())
def test_every_place_of_any_case_is_read_back(given: Given) -> None:
    text = _text(given)
    assert DRAFT not in text
    assert geojson.loads(text).is_valid
    features = _features(given)
    assert list(features) == list(given.case.places)
    for name, place in given.case.places.items():
        told = features[name]["properties"]
        assert (told["name"], told["kind"], told["country"]) == (
            place.name, place.kind, place.country,
        )  # fmt: skip
        assert (told["latitude"], told["longitude"]) == (place.lat, place.lon)
        assert told["precision"] == place.precision
        names = [(n["lang"], n["name"], n.get("script")) for n in told["names"] or []]
        assert names == [(n.lang, n.name, n.script) for n in place.names]
        assert tuple(told["also_known_as"] or ()) == place.also_known_as
        assert tuple(told["sources"] or ()) == place.sources
        _has_the_point_it_may_have(features[name], place)
        _has_its_events(told, given, name)


def _has_the_point_it_may_have(feature: Any, place: Place) -> None:
    if place.lat is None or place.precision not in ("exact", "town"):
        assert feature["geometry"] is None
    else:
        point = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert list(point.coords) == [(place.lon, place.lat)]


def _has_its_events(told: Any, given: Given, name: str) -> None:
    there = [event.id for event in given.case.events.values() if event.place == name]
    assert (told["events"] or [], told["event_count"]) == (there, len(there))


def test_a_place_known_roughly_is_no_dot() -> None:
    given = _shipped()
    rough = {p.id for p in given.case.places.values() if p.precision in ("area", "country")}
    exact = {p.id for p in given.case.places.values() if p.precision in ("exact", "town")}
    assert rough
    assert exact
    dots = {name for name, feature in _features(given).items() if feature["geometry"]}
    assert dots == exact


def test_longitude_comes_first() -> None:
    point = _features(_shipped())["dushanbe"]["geometry"]["coordinates"]
    assert point == [68.77, 38.56]


def test_every_feature_has_the_same_properties() -> None:
    properties = {tuple(f["properties"]) for f in _features(_shipped()).values()}
    assert len(properties) == 1


def test_each_leads_to_its_page() -> None:
    built = shipped()
    near = _features(Given(built.case, built.texts))["dushanbe"]["properties"]["page"]
    far = _features(Given(built.case, built.texts, "https://example.org/a/"))["dushanbe"]
    assert near == "../places/dushanbe/"
    assert far["properties"]["page"] == "https://example.org/a/places/dushanbe/"


def test_a_case_without_places_has_no_such_file() -> None:
    built = shipped()
    records = {key: r for key, r in built.case.records.items() if key.kind != "places"}
    empty = type(built.case)(
        built.case.about, records, built.case.index, built.case.raw, built.case.about_raw
    )
    assert list(FORMAT.make(Given(empty, built.texts))) == []
