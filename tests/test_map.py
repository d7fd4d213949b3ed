"""The map: what it shows, in which form, and that nothing on it lies on anything else."""

from __future__ import annotations

import gzip
import itertools
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from casebook import Built, build
from casebook.build import check
from casebook.language import language_of
from casebook.records import Place
from casebook.views.map import Atlas, Map, atlas, gazetteer, land, locator
from casebook.views.map.boxes import Box, cross
from casebook.views.map.convert import convert
from casebook.views.map.draw import DETAIL, LOCATOR, OVERVIEW
from casebook.views.map.fit import Size, fitted
from casebook.views.map.land import ground
from casebook.views.map.layout import mark
from casebook.views.map.model import Named
from casebook.views.map.outlines import FILE, outlines
from casebook.views.map.projection import Frame, Projection
from tools import ROOT

SOUTH_POLE = Path(__file__).parent / "sites" / "south-pole" / "data"
SIZE = Size(width=400, lowest=100, highest=400, beside=20, above=20, nearest=0.1)
REACH = {"exact": 6.0, "town": 4.0, "area": 9.0}


def _place(name: str, lat: float | None, lon: float | None, **fields: Any) -> Place:
    precision = None if lat is None else "town"
    others = {"kind": "city", "name": name, "precision": precision, **fields}
    own = {"id": name.lower().replace(" ", "-"), "lat": lat, "lon": lon}
    return Place.model_validate({**own, **others})


PARIS = _place("Paris", 48.85, 2.35, country="France")
SUVA = _place("Suva", -18.1, 178.4)
APIA = _place("Apia", -13.8, -171.8)
TURKEY = _place("Turkey", 39, 35, precision="country", country="Turkey")


@pytest.fixture(scope="module")
def shipped() -> Built:
    return build(ROOT / "data", ROOT / "docs")


def _drawn(found: Atlas) -> list[Named]:
    return [named for drawn in found.maps for named in drawn.spots]


# What is on it


def test_every_place_with_coordinates_is_drawn_once_and_no_other(shipped: Built) -> None:
    places = shipped.case.places.values()
    located = sorted(place.id for place in places if place.lat is not None)
    found = atlas(places, {})
    assert sorted(named.spot.place.id for named in _drawn(found)) == located
    assert len(located) > 10


def test_a_place_without_coordinates_is_in_the_list_only() -> None:
    lost = _place("Lost", None, None, summary="At 38.56 N, 68.77 E, near Paris.", country="France")
    found = atlas([lost, PARIS], {})
    assert [named.spot.place.id for named in _drawn(found)] == ["paris"]
    assert found.missing == {"lost"}


def test_without_any_coordinates_there_is_no_map() -> None:
    lost = _place("Lost", None, None)
    assert atlas([lost], {}) == Atlas((), (lost,))
    assert locator(lost) is None


def test_only_the_pages_of_places_have_maps(shipped: Built) -> None:
    """So that no question, event or article can put anything on one."""
    site = shipped.site
    with_map = {page.address for page in (*site.pages, site.home) if "cb-map" in page.body}
    located = [place.id for place in shipped.case.places.values() if place.lat is not None]
    assert with_map == {"places/", *(f"places/{name}/" for name in located)}


def test_the_map_links_to_places_and_to_nothing_else(shipped: Built) -> None:
    page = next(page for page in shipped.site.pages if page.address == "places/")
    soup = BeautifulSoup(page.body, "lxml")
    found = {str(link["href"]) for link in soup.select(".cb-maps a")}
    located = {place.id for place in shipped.case.places.values() if place.lat is not None}
    letters = {figure["id"] for figure in soup.select(".cb-map[id^=map-]")}
    assert found == {f"{name}/index.html" for name in located} | {f"#{name}" for name in letters}
    assert letters


def test_an_event_counts_where_its_record_says_and_nowhere_else(shipped: Built) -> None:
    page = next(page for page in shipped.site.pages if page.address == "places/")
    soup = BeautifulSoup(page.body, "lxml")
    counts = Counter(event.place for event in shipped.case.events.values())
    assert counts[None] > 0
    for place in shipped.case.places.values():
        link = soup.select_one(f'.cb-maps svg a[href="{place.id}/index.html"]')
        row = soup.select_one(f"#place-{place.id} p.cb-meta")
        assert link is not None
        assert row is not None
        number = counts[place.id]
        words = {0: "no event", 1: "1 event"}.get(number, f"{number} events")
        assert f", {words}: " in str(link["aria-label"])
        assert f" · {words} · " in row.text


def test_the_name_of_a_link_says_how_exact_it_is(shipped: Built) -> None:
    page = next(page for page in shipped.site.pages if page.address == "places/")
    link = BeautifulSoup(page.body, "lxml").select_one('.cb-maps a[href="syria/index.html"]')
    assert link is not None
    assert link["aria-label"] == (
        "Syria (unspecified), 1 event: country, a point that stands for a country"
    )


# In which form


@pytest.mark.parametrize("form", REACH)
def test_a_point_has_the_mark_of_its_precision(form: str) -> None:
    found = atlas([_place("Here", 10, 20, precision=form)], {}).maps[0].spots[0].spot
    assert (found.form, found.reach) == (form, REACH[form])


def test_a_point_of_unknown_precision_is_not_drawn_as_exact() -> None:
    assert atlas([_place("Here", 10, 20, precision=None)], {}).maps[0].spots[0].spot.form == "area"


def test_a_country_is_an_outline_with_a_name_and_no_mark() -> None:
    drawn = atlas([TURKEY, PARIS], {}).maps[0]
    named = next(named for named in drawn.spots if named.spot.place is TURKEY)
    assert named.spot.reach == 0
    assert len(drawn.hatched) == 1
    assert len(drawn.hatched[0]) > 100
    assert named.label is not None
    assert named.label.lines == ("Turkey",)


def test_the_pages_draw_each_form_by_its_own_shape(shipped: Built) -> None:
    page = next(page for page in shipped.site.pages if page.address == "places/")
    for link in BeautifulSoup(page.body, "lxml").select(".cb-maps a.cb-spot"):
        place = shipped.case.places[str(link["href"]).split("/")[0]]
        shapes = {name for shape in link.select("circle, path") for name in shape["class"]}
        expected = {"exact": {"cb-exact", "cb-point"}, "country": set[str]()}
        wanted = expected.get(place.precision or "", {f"cb-{place.precision}"})
        assert shapes - {"cb-leader"} == wanted, place.id


def test_a_country_too_small_to_see_has_a_ring() -> None:
    tiny = _place("Monaco", 43.74, 7.42, precision="country", kind="country")
    found = atlas([tiny, PARIS, SUVA], {}).maps[0].spots[0].spot
    assert found.reach > 0


def test_a_country_out_at_sea_is_on_no_map() -> None:
    nowhere = _place("Atlantis", 30, -40, precision="country", kind="country")
    assert atlas([nowhere], {}) == Atlas((), (nowhere,))


def test_a_country_has_the_name_that_the_records_use() -> None:
    drawn = atlas([_place("Zenda", 49.9, 15.5, country="Ruritania")], {}).maps[0]
    assert [label.lines for label in drawn.countries] == [("Ruritania",)]
    assert drawn.owned == (ground_outline(drawn, "203"),)


def ground_outline(drawn: Map, code: str) -> str:
    frame = fitted([15.5], [49.9], Size(drawn.width, drawn.height, drawn.height, 72, 44, 2.0))
    return ground(frame, frozenset({outlines().at(15.5, 49.9) or 0})).outline(code)


# Room for everything

CORNERS = st.tuples(st.floats(-85, 85), st.floats(-180, 180))
SPREAD = st.sampled_from([0.02, 0.5, 5.0, 60.0])
NAMES = st.sampled_from(
    ["Bo", "Middle Town", "The Long and Winding Valley", "Старый город", "دير الزور", "東京都"]
)


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Place, ...]:
    lat, lon = draw(CORNERS)
    spread = draw(SPREAD)
    steps = st.floats(-spread, spread)
    return tuple(
        Place.model_validate(
            {
                "id": f"p{number}",
                "name": f"{draw(NAMES)} {number}",
                "kind": "site",
                "lat": max(-90.0, min(90.0, lat + draw(steps))),
                "lon": (lon + draw(steps) + 180) % 360 - 180,
                "precision": draw(st.sampled_from(["exact", "town", "area", "country"])),
            }
        )
        for number in range(draw(st.integers(1, 14)))
    )


@settings(max_examples=40)
@given(crowds())
def test_nothing_on_a_map_lies_on_anything_else(places: tuple[Place, ...]) -> None:
    found = atlas(places, {"p0": 12})
    assert sorted(n.spot.place.id for n in _drawn(found)) == sorted(
        place.id for place in places if place.id not in found.missing
    )
    for drawn in found.maps:
        _clear(drawn)


def test_nothing_on_the_maps_of_the_shipped_case_lies_on_anything_else(shipped: Built) -> None:
    counts = Counter(event.place for event in shipped.case.events.values() if event.place)
    found = atlas(shipped.case.places.values(), counts)
    for drawn in found.maps:
        _clear(drawn)
    assert all(named.label and not named.label.number for named in _drawn(found))


def _clear(drawn: Map) -> None:
    edge = Box(0, 0, drawn.width, drawn.height)
    labels = [(n.spot, n.label) for n in drawn.spots if n.label]
    boxes = [label.box for _, label in labels] + [label.box for label in drawn.countries]
    windows = [box for inset in drawn.insets for box in (inset.box, inset.tab)]
    assert all(box.within(edge) for box in (*boxes, *windows))
    assert not any(a.meets(b) for a, b in itertools.combinations([*boxes, *windows], 2))
    for named in drawn.spots:
        if named.spot.reach:
            assert mark(named.spot).within(edge)
            others = [label.box for spot, label in labels if spot is not named.spot]
            assert not any(mark(named.spot).meets(box) for box in others)
    leaders = [label.leader for _, label in labels if label.leader]
    assert not any(cross(a, b) for a, b in itertools.combinations(leaders, 2))
    for _, label in labels:
        rest = [other.leader for _, other in labels if other.leader and other is not label]
        assert not any(label.box.crossed(line) for line in rest)


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        (Box(0, 0, 2, 2), Box(1, 1, 3, 3), True),
        (Box(0, 0, 2, 2), Box(2, 0, 3, 3), False),
        (Box(0, 0, 9, 9), Box(4, 4, 5, 5), True),
    ],
)
def test_boxes_meet_where_they_share_room(first: Box, second: Box, meet: bool) -> None:
    assert first.meets(second) is meet
    assert second.meets(first) is meet


def test_a_line_crosses_a_box_only_if_it_enters_it() -> None:
    box = Box(0, 0, 2, 2)
    assert box.crossed((-1, -1, 3, 3))
    assert box.crossed((1, 1, 9, 1))
    assert not box.crossed((-1, 0, -1, 9))
    assert not box.crossed((-2, 1, -1, 1))
    assert not box.crossed((3, 1, 1, 4))


def test_what_finds_no_room_has_a_number_and_the_key_has_its_name() -> None:
    places = [_place(f"Longish name of place {n}", 50 + n / 9, 10 + n % 3 / 9) for n in range(40)]
    found = atlas(places, {})
    numbers = [named.label.number for drawn in found.maps for named in drawn.key if named.label]
    assert numbers
    for drawn in found.maps:
        key = [named.label.number for named in drawn.key if named.label]
        assert key == list(range(1, len(key) + 1))


def test_a_crowd_has_a_map_of_its_own() -> None:
    crowd = [_place(f"C{n}", 40 + n / 10, 20 + n / 7) for n in range(5)]
    whole, detail = atlas([*crowd, PARIS, SUVA], {}).maps
    assert [named.spot.place.id for named in whole.spots] == ["paris", "suva"]
    assert [named.spot.place.id for named in detail.spots] == [place.id for place in crowd]
    assert [(inset.letter, len(inset.dots)) for inset in whole.insets] == [("A", 5)]
    assert detail.letter == "A"


def test_a_country_is_in_no_crowd() -> None:
    crowd = [_place(f"C{n}", 39 + n / 10, 35 + n / 7) for n in range(5)]
    whole, detail = atlas([TURKEY, *crowd, PARIS, SUVA], {}).maps
    assert TURKEY in [named.spot.place for named in whole.spots]
    assert TURKEY not in detail.places
    assert detail.hatched


def test_a_map_of_a_crowd_shows_it_much_larger() -> None:
    chance = random.Random(3)
    places = [
        _place(f"C{n}", 40 + chance.gauss(0, 1.5), 20 + chance.gauss(0, 1.5)) for n in range(120)
    ]
    found = atlas(places, {})
    assert len(found.maps) > 1
    for inset, detail in zip(found.maps[0].insets, found.maps[1:], strict=True):
        spots = {named.spot.place.id: named.spot for named in detail.spots}
        points = [(spots[place.id].x, spots[place.id].y) for place in inset.places]
        dots = zip(points, inset.dots, strict=True)
        for (one, small), (other, tiny) in itertools.combinations(dots, 2):
            if math.dist(small, tiny) > 5:
                assert math.dist(one, other) > 1.6 * math.dist(small, tiny)


def test_places_at_one_point_do_not_ask_for_ever_larger_maps() -> None:
    found = atlas([_place(f"C{n}", 40, 20) for n in range(6)], {})
    assert len(found.maps) <= 2
    assert len(_drawn(found)) == 6


# What is shown of the world


def _spans(drawn: Map) -> tuple[float, float]:
    xs = [named.spot.x for named in drawn.spots]
    ys = [named.spot.y for named in drawn.spots]
    return max(xs) - min(xs), max(ys) - min(ys)


def test_one_place_stands_in_the_middle() -> None:
    drawn = atlas([PARIS], {}).maps[0]
    spot = drawn.spots[0].spot
    assert (spot.x, spot.y) == pytest.approx((drawn.width / 2, drawn.height / 2), abs=0.5)


def test_the_180th_meridian_is_no_edge() -> None:
    drawn = atlas([SUVA, APIA], {}).maps[0]
    west, east = (named.spot.x for named in drawn.spots)
    assert drawn.width * 0.3 < east - west < drawn.width


def test_a_pole_is_a_point_like_any_other() -> None:
    case = check(SOUTH_POLE, None).case
    drawn = atlas(case.places.values(), {}).maps[0]
    spots = {named.spot.place.id: named.spot for named in drawn.spots}
    assert {"south-pole", "framheim", "hobart"} <= set(spots)
    # Framheim and Cape Evans lie either side of 180°; the Pole is south of both.
    assert spots["framheim"].x > spots["cape-evans"].x
    assert spots["south-pole"].y > spots["framheim"].y
    assert "010" in ground_codes(drawn, case.places.values())


def ground_codes(drawn: Map, places: Any) -> set[str]:
    shown = [place for place in places if place.lat is not None]
    size = Size(drawn.width, drawn.height, drawn.height, 72, 44, 2.0)
    frame = fitted([p.lon for p in shown], [p.lat for p in shown], size)
    return set(ground(frame).countries)


def test_the_whole_world_fits_on_one_map() -> None:
    far = [(64, -150), (-54, -68), (-44, 170), (71, 25), (35, 139), (-26, 28)]
    drawn = atlas([_place(f"P{n}", *at) for n, at in enumerate(far)], {}).maps[0]
    _clear(drawn)
    assert drawn.sea
    assert len(drawn.land) > 5000


def test_the_map_of_a_place_shows_its_country() -> None:
    drawn = locator(PARIS)
    assert drawn is not None
    assert [label.lines for label in drawn.countries] == [("France",)]
    assert 0.3 < drawn.spots[0].spot.x / drawn.width < 0.7


def test_the_map_of_a_place_in_a_vast_country_shows_the_part_around_it() -> None:
    chicago = _place("Chicago", 41.88, -87.63, country="United States")
    drawn = locator(chicago)
    assert drawn is not None
    spot = drawn.spots[0].spot
    assert math.dist((spot.x, spot.y), (drawn.width / 2, drawn.height / 2)) < 40


def test_the_same_places_give_the_same_maps(shipped: Built) -> None:
    places = list(shipped.case.places.values())
    first = atlas(places, {"mosul": 2})
    ground.cache_clear()
    outlines.cache_clear()
    assert atlas(places, {"mosul": 2}) == first


def test_borders_are_the_lines_that_two_countries_share() -> None:
    rough = 0
    for frame in _frames(60):
        shown = land._countries(frame, frozenset())
        if not shown:
            continue
        countries = shapely.coverage_simplify(list(shown.values()), 0.9)
        rough += not shapely.coverage_is_valid(countries)
        whole, borders = land._dissolved(countries)
        apart = shapely.boundary(shapely.union_all(shapely.make_valid(countries)))
        edges = shapely.union_all(shapely.boundary(countries))
        expected = shapely.difference(edges, shapely.buffer(apart, 0.01))
        assert _beyond(shapely.boundary(whole), apart) < 0.5
        assert _beyond(apart, shapely.boundary(whole)) < 0.5
        assert _beyond(expected, borders) < 0.5
        assert _beyond(borders, expected) < 5
    assert rough  # what is cut so that neighbours overlap is among them


def _frames(count: int) -> Iterator[Frame]:
    """Yield frames of places all over the earth, from a town to half of it."""
    chance = random.Random(5)
    for _ in range(count):
        lon, lat = chance.uniform(-180, 180), chance.uniform(-75, 80)
        wide = 10 ** chance.uniform(-1.2, 2.2)
        west, east = max(-180.0, lon - wide / 2), min(180.0, lon + wide / 2)
        south, north = max(-85.0, lat - wide / 4), min(85.0, lat + wide / 4)
        yield fitted([west, east], [south, north], chance.choice((OVERVIEW, DETAIL, LOCATOR)))


def _beyond(lines: BaseGeometry, others: BaseGeometry) -> float:
    """Return the length of what lies in `lines` and not along `others`."""
    return float(shapely.difference(lines, shapely.buffer(others, 0.3)).length)


def test_the_drawings_are_small(shipped: Built) -> None:
    for page in shipped.site.pages:
        for drawing in BeautifulSoup(page.body, "lxml").select(".cb-map svg"):
            packed = len(gzip.compress(str(drawing).encode()))
            assert packed <= 8 * 1024, f"{page.address}: {packed} bytes"


# Projections


@pytest.mark.parametrize(
    "projection", [Projection("lambert", 70, 38), Projection("lambert", 0, 90)]
)
def test_lamberts_projection_can_be_undone(projection: Projection) -> None:
    lon, lat = (found.ravel() for found in np.meshgrid(np.arange(30, 111, 9), np.arange(5, 86, 8)))
    back = projection.degrees(*projection.plane(lon.astype(float), lat.astype(float)))
    turn = (back[0] - lon + 180) % 360 - 180
    assert np.allclose(turn, 0, atol=1e-6)
    assert np.allclose(back[1], lat, atol=1e-6)


@pytest.mark.parametrize(
    "projection",
    [Projection("lambert", 20, 50), Projection("lambert", 0, -90), Projection("equal-earth", 20)],
)
@pytest.mark.parametrize(("lon", "lat"), [(20.0, 50.0), (-30.0, 10.0), (60.0, -40.0)])
def test_both_projections_keep_areas(projection: Projection, lon: float, lat: float) -> None:
    d = 1e-3
    x, y = projection.plane(np.array([lon, lon + d, lon]), np.array([lat, lat, lat + d]))
    area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])
    assert area == pytest.approx(math.radians(d) ** 2 * math.cos(math.radians(lat)), rel=1e-3)


def test_equal_earth_has_the_size_that_its_authors_give() -> None:
    # From the published equations: half the equator is 2.7066, the pole stands at 1.3174.
    x, y = Projection("equal-earth", 0).plane(np.array([180.0, 0.0]), np.array([0.0, 90.0]))
    assert x[0] == pytest.approx(2.70663, abs=1e-5)
    assert y[1] == pytest.approx(1.31736, abs=1e-5)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8))
def test_every_point_is_inside_its_frame(points: list[tuple[float, float]]) -> None:
    frame = fitted([lon for lon, _ in points], [lat for _, lat in points], SIZE)
    assert all(frame.shows(*frame.point(lon, lat)) for lon, lat in points)
    west, south, east, north = frame.bounds()
    assert west < east
    assert south < north
    assert all(south <= lat <= north for _, lat in points)


# The outlines


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (2.35, 48.85, "250"),
        (36.8, -1.3, "404"),
        (178.4, -18.1, "242"),
        (179.5, 67.0, "643"),
        (-179.5, 67.0, "643"),
        (0.0, -90.0, "010"),
        (28.2, -29.5, "426"),
        (-170.70, -14.31, "016"),
    ],
)
def test_a_point_lies_in_its_country(lon: float, lat: float, code: str) -> None:
    piece = outlines().at(lon, lat)
    assert piece is not None
    assert outlines().codes[piece] == code


def test_a_point_at_sea_lies_in_no_country() -> None:
    assert outlines().at(-40, 30) is None


def test_the_outlines_are_whole_and_neighbours_meet() -> None:
    world = outlines()
    pieces = world.pieces[: len(world.pieces) // 3]
    assert len({*world.codes}) == 240
    assert shapely.is_valid(pieces).all()
    assert shapely.area(shapely.union_all(pieces)) == pytest.approx(
        shapely.area(pieces).sum(), rel=1e-5
    )
    assert FILE.stat().st_size < 400_000


def test_the_data_says_where_it_comes_from() -> None:
    notice = FILE.with_name("NOTICE.txt").read_text("utf-8")
    assert "Natural Earth" in notice
    assert "Public domain" in notice


def _topology(arcs: Sequence[Any], rings: Sequence[Sequence[int]]) -> dict[str, Any]:
    steps = [np.diff(np.array(arc), axis=0, prepend=[[0, 0]]).tolist() for arc in arcs]
    country = {"type": "Polygon", "arcs": rings, "id": "001", "properties": {"name": "A"}}
    return {
        "transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]},
        "arcs": steps,
        "objects": {"countries": {"geometries": [country]}},
    }


def test_a_ring_across_the_180th_meridian_runs_on() -> None:
    arc = [(170, 0), (-170, 0), (-170, 10), (170, 10), (170, 0)]
    assert list(convert(_topology([arc], [[0]]))) == [
        "001 land 17000 0 2000 0 0 1000 -2000 0 0 -1000"
    ]


def test_a_coast_round_a_pole_is_closed_along_it() -> None:
    cap = [(-180, -89.99), (0, -89.99), (180, -89.99), (-180, -89.99)]
    coast = [(-180, -70), (-90, -60), (0, -70), (90, -60), (180, -70)]
    (line,) = convert(_topology([cap, coast], [[0], [1]]))
    ring = np.cumsum(np.array(line.split()[2:], dtype=int).reshape(-1, 2), axis=0)
    assert (ring[:, 1].min(), ring[:, 0].min(), ring[:, 0].max()) == (-9000, -18000, 18000)


def test_an_arc_is_read_backwards_where_a_ring_says_so_and_a_hole_is_one() -> None:
    half, rest = [(0, 0), (9, 0), (9, 9)], [(0, 0), (0, 9), (9, 9)]
    hole = [(3, 3), (3, 5), (5, 5), (5, 3), (3, 3)]
    assert list(convert(_topology([half, rest, hole], [[0, ~1], [2]]))) == [
        "001 land 0 0 900 0 0 900 -900 0 0 -900",
        "001 hole 300 300 0 200 200 0 0 -200 -200 0",
    ]


# The index of names


def test_a_place_is_found_by_any_of_its_names() -> None:
    place = _place("Vahdat", 1, 1, also_known_as=["Vakhdat", "Vahdat", "Vah"])
    found = {
        letter.letter: [spelling.words for spelling in letter.spellings]
        for letter in gazetteer([place, PARIS])
    }
    assert found == {"P": ["Paris"], "V": ["Vahdat", "Vakhdat"]}


def test_the_names_stand_in_the_order_of_the_language() -> None:
    places = [_place(name, 1, 1, id=f"p{n}") for n, name in enumerate(["Ærø", "Zell", "Aas"])]
    letters = [letter.letter for letter in gazetteer(places, language_of("nb"))]
    assert letters == ["A", "Z", "Æ"]
