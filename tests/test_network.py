"""The network: boxes that never overlap, lines that end where they should, and what is left out."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.build import check
from casebook.case import Case
from casebook.language import ENGLISH
from casebook.pages import make, relations
from casebook.records import Actor, Key
from casebook.text import Texts
from casebook.views.network import Box, Drawing, Network, choice
from casebook.views.network.layout import Task, known, place
from casebook.views.network.lettering import width_of, wrap
from casebook.views.profile import ties
from tools import ROOT

KINDS = ("person", "organisation", "unit", "state", "media")


@pytest.fixture(scope="module")
def shipped() -> tuple[Case, Texts]:
    checked = check(ROOT / "data", None)
    return checked.case, checked.texts


@pytest.fixture(scope="module")
def soup(shipped: tuple[Case, Texts]) -> Tag:
    pages = {page.address: page for page in make(*shipped, "").pages}
    return BeautifulSoup(pages["network/"].body, "lxml")


@pytest.fixture(scope="module")
def large(shipped: tuple[Case, Texts]) -> Network:
    """Return the network of 300 actors with 900 relations, some of them to everybody's friend."""
    chance = random.Random(3)
    ends, told = list(range(20)), []
    for number in range(900):
        one = number % 300 if number < 300 else chance.choice(ends)
        two = chance.choice(ends)
        told.append((one, "was a member of", two if two != one else (one + 1) % 300))
        ends += told[-1][::2]
    return Network(_case(shipped[0], 300, told))


def test_nothing_overlaps_in_the_shipped_case(shipped: tuple[Case, Texts]) -> None:
    network = Network(shipped[0])
    drawn = network.whole()
    assert drawn is not None
    for drawing in (drawn.wide, drawn.narrow, *_neighbourhoods(network)):
        assert _overlapping(drawing) == []
        assert _outside(drawing) == []


def test_lines_of_the_shipped_case_cross_next_to_nothing(shipped: tuple[Case, Texts]) -> None:
    drawn = Network(shipped[0]).whole()
    assert drawn is not None
    assert _run_through(drawn.wide) <= 2
    assert _run_through(drawn.narrow) <= 10


def test_every_actor_and_every_relation_is_drawn(shipped: tuple[Case, Texts]) -> None:
    case, _ = shipped
    drawn = Network(case).whole()
    assert drawn is not None
    joined = {name for tie in ties(case) for name in (tie.subject, tie.other)}
    for drawing in (drawn.wide, drawn.narrow):
        assert {node.actor.id for node in drawing.nodes} == joined
        assert {line.tie for line in drawing.lines} == set(ties(case))
        assert not drawing.numbered
        words = {line.tie: " ".join(line.box.lines) for line in drawing.lines}
        assert words == {tie: tie.verb for tie in ties(case)}


def test_a_line_goes_from_the_edge_of_one_box_to_that_of_the_other(
    shipped: tuple[Case, Texts],
) -> None:
    drawn = Network(shipped[0]).whole()
    assert drawn is not None
    nodes = {node.actor.id: node for node in drawn.wide.nodes}
    for line in drawn.wide.lines:
        start, middle, end = line.path
        assert _on_edge(nodes[line.tie.subject].box, start)
        assert middle == (line.box.x, line.box.y)
        assert _on_edge(nodes[line.tie.other].box, end)
        assert line.head[0] == end


def test_the_same_case_gives_the_same_drawing(shipped: tuple[Case, Texts]) -> None:
    first = Network(shipped[0]).whole()
    known.clear()
    assert Network(shipped[0]).whole() == first


def test_a_drawing_comes_out_the_same_alone_and_among_many() -> None:
    sizes = ((80.0, 26.0), (90.5, 42.0), (24.0, 24.0), (60.0, 24.0))
    tasks = [Task(sizes[:3], ((0, 2), (2, 1)), width) for width in (200, 300, 400)]
    tasks += [Task(sizes, ((0, 2), (2, 1), (1, 3), (3, 0)), width) for width in (200, 300)]
    known.clear()
    among = place(tasks)
    known.clear()
    assert [place([task])[0] for task in tasks] == among


LINKS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=16)
SIZES = st.tuples(st.floats(10, 290), st.floats(10, 90))


@settings(max_examples=40)
@given(st.lists(SIZES, min_size=1, max_size=12), LINKS)
def test_boxes_of_any_size_joined_in_any_way_never_overlap(
    sizes: list[tuple[float, float]], links: list[tuple[int, int]]
) -> None:
    joined = [(a % len(sizes), b % len(sizes)) for a, b in links]
    task = Task(tuple(sizes), tuple((a, b) for a, b in joined if a != b), 300)
    places = place([task])[0]
    boxes = [Box(x, y, *size, ()) for (x, y), size in zip(places, sizes, strict=True)]
    pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if _overlap(a, b)]
    assert pairs == []
    assert min(box.x - box.width / 2 for box in boxes) >= -0.1
    assert max(box.x + box.width / 2 for box in boxes) <= 300.1
    assert min(box.y - box.height / 2 for box in boxes) == pytest.approx(0, abs=0.1)


def test_a_case_without_relations_has_no_drawing(shipped: tuple[Case, Texts]) -> None:
    assert Network(_case(shipped[0], 3, [])).whole() is None


def test_an_actor_related_to_itself_does_no_harm(shipped: tuple[Case, Texts]) -> None:
    network = Network(_case(shipped[0], 3, [(0, "renamed", 0), (0, "led", 1), (1, "met", 2)]))
    drawn = network.whole()
    assert drawn is not None
    assert [line.tie.verb for line in drawn.wide.lines] == ["led", "met"]
    assert network.around("a0") is None


def test_of_a_large_case_the_best_connected_part_is_drawn(large: Network) -> None:
    drawn = large.whole()
    assert drawn is not None
    names = {node.actor.id for node in drawn.wide.nodes}
    assert 15 <= len(names) <= choice.PART
    assert len(drawn.wide.lines) <= choice.PART_TIES
    assert drawn.wide.left_out == 300 - len(names)
    assert max(large.case.actors, key=lambda name: len(large.of(name))) in names
    for drawing in (drawn.wide, drawn.narrow):
        assert _overlapping(drawing) == []
        assert _outside(drawing) == []


def test_a_part_of_a_large_case_hangs_together(shipped: tuple[Case, Texts]) -> None:
    stars = [(0, "led", leaf) for leaf in range(1, 52)]
    stars += [(60, "led", leaf) for leaf in range(61, 101)]
    drawn = Network(_case(shipped[0], 101, stars)).whole()
    assert drawn is not None
    assert len(drawn.wide.nodes) == choice.PART
    assert len(drawn.wide.lines) == choice.PART - 1
    assert {line.tie.subject for line in drawn.wide.lines} == {"a0"}


def test_many_relations_have_numbers_that_are_those_of_the_table(large: Network) -> None:
    drawn = large.whole()
    assert drawn is not None
    assert drawn.wide.numbered
    for line in drawn.wide.lines:
        assert large.ties[int(line.box.lines[0]) - 1] == line.tie


def test_every_actor_of_a_large_case_has_its_neighbourhood(large: Network) -> None:
    names = list(large.case.actors)[::25]
    for name in names:
        drawing = large.around(name)
        assert (drawing is None) == (len(large.of(name)) < 2)
        if drawing:
            assert _overlapping(drawing) == []
            assert len(drawing.nodes) <= choice.NEAR + 1
            assert len(drawing.nodes) + drawing.left_out == len(_neighbours(large, name)) + 1


def test_a_neighbourhood_is_the_actor_its_neighbours_and_what_joins_them(
    shipped: tuple[Case, Texts],
) -> None:
    told = [(0, "led", 1), (2, "met", 0), (1, "met", 2), (2, "left", 3), (3, "met", 4)]
    network = Network(_case(shipped[0], 5, told))
    drawing = network.around("a0")
    assert drawing is not None
    assert {node.actor.id for node in drawing.nodes} == {"a0", "a1", "a2"}
    assert [node.actor.id for node in drawing.nodes if node.chosen] == ["a0"]
    assert {line.tie.verb for line in drawing.lines} == {"led", "met"}
    assert len(drawing.lines) == 3
    assert network.around("a4") is None


def test_only_claimed_and_disputed_relations_are_weak(shipped: tuple[Case, Texts]) -> None:
    drawn = Network(shipped[0]).whole()
    assert drawn is not None
    weak = {line.tie.relation.status for line in drawn.wide.lines if line.weak}
    firm = {line.tie.relation.status for line in drawn.wide.lines if not line.weak}
    assert weak == {"claimed"}
    assert firm == {None, "reported"}


def test_the_page_draws_each_kind_in_its_form_and_explains_it(soup: Tag) -> None:
    wide = soup.select_one(".cb-net-wide svg")
    assert wide is not None
    forms = {kind: {e.name for e in wide.select(f".cb-{kind} > :not(text)")} for kind in KINDS}
    assert forms == {
        "person": {"rect"},
        "organisation": {"rect"},
        "unit": {"path"},
        "state": {"rect"},
        "media": {"path"},
    }
    rounded = {kind: wide.select_one(f".cb-{kind} rect") for kind in KINDS[:2]}
    assert all(rounded.values())
    assert float(str(rounded["person"]["rx"])) > 10 > float(str(rounded["organisation"]["rx"]))  # type: ignore[index]
    legend = [item.get_text(strip=True) for item in soup.select(".cb-net-signs li")]
    assert legend == [*KINDS, "only claimed, or disputed"]
    assert len(wide.select(".cb-weak")) == 4


def test_names_and_words_in_the_drawing_are_links_that_say_where_they_lead(
    shipped: tuple[Case, Texts], soup: Tag
) -> None:
    case, _ = shipped
    rows = {row["id"] for row in soup.select("tbody tr")}
    assert len(rows) == len(ties(case))
    for svg in soup.select(".cb-net-box svg"):
        verbs = svg.select("a.cb-verb")
        assert {str(link["href"]).removeprefix("#") for link in verbs} == rows
        said = {str(link["aria-label"]) for link in verbs}
        assert "Gulmurod Khalimov commanded OMON of the Tajik Interior Ministry" in said
        nodes = {str(link["href"]): str(link["aria-label"]) for link in svg.select("a.cb-node")}
        assert nodes["../actors/reuters/index.html"] == "Reuters, media, 2 relations"
        assert nodes["../actors/interpol/index.html"] == "Interpol, organisation, one relation"


def test_the_table_tells_every_relation_with_its_status_and_its_sources(
    shipped: tuple[Case, Texts], soup: Tag
) -> None:
    case, _ = shipped
    for tie in ties(case):
        row = soup.select_one(f"#tie-{tie.id}")
        assert row is not None
        cells = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        assert cells[0] == case.actors[tie.subject].name
        assert cells[1] == " ".join(filter(None, [tie.verb, tie.relation.status]))
        assert cells[2].startswith(case.actors[tie.other].name)
        assert (cells[3] == "not dated") == (tie.relation.dates is None)
        assert len(row.select("td:last-child a[href*='sources/']")) == len(tie.relation.sources)


def test_a_phrase_and_its_inverse_are_one_kind_of_relation(shipped: tuple[Case, Texts]) -> None:
    told: list[tuple[Any, ...]] = [
        (0, "cited", 1, "was cited by"),
        (1, "was cited by", 2, "cited"),
        (2, "was cited by", 0, "cited"),
        (0, "met", 2),
    ]
    case = _case(shipped[0], 3, told)
    found = relations.filters(case, ties(case), ENGLISH)
    options = {facet.name: facet.options for facet in found.facets}["relation"]
    assert [(option.value, option.count) for option in options] == [("met", 1), ("was cited by", 3)]


def test_years_hold_for_dated_relations_and_leave_the_others(
    shipped: tuple[Case, Texts],
) -> None:
    told = [(0, "led", 1, None, "2003/2014"), (1, "met", 2, None, "2017-09/.."), (0, "met", 2)]
    case = _case(shipped[0], 3, told)
    found = relations.filters(case, ties(case), ENGLISH)
    spans = {"a0-1": (2003, 2014), "a1-1": (2017, None), "a0-2": (None, None)}
    assert found.spans == spans
    assert found.years == (2003, 2017)
    assert relations.by_date(ties(case)) == {"a0-1": 0, "a1-1": 1}


@given(st.text(min_size=1, max_size=60).filter(str.split), st.floats(40, 200))
def test_wrapped_words_fit_and_none_is_lost(words: str, most: float) -> None:
    lines = wrap(words, 13, most)
    assert "".join(lines).replace(" ", "") == "".join(words.split())
    assert all(width_of(line, 13) <= most * 1.34 + 13 for line in lines)


def test_lines_of_a_name_are_alike_in_length() -> None:
    assert wrap("Ministry of Internal Affairs of Tajikistan", 13, 150, bold=True) == (
        "Ministry of",
        "Internal Affairs",
        "of Tajikistan",
    )
    assert wrap("Gulmurod Khalimov", 13, 300) == ("Gulmurod Khalimov",)


def test_checking_data_loads_no_library_for_drawing() -> None:
    code = "import casebook.build, sys; print({'networkx', 'numpy', 'shapely'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "hooks",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"


def _case(like: Case, count: int, told: list[tuple[Any, ...]]) -> Case:
    """Return a case of `count` actors, `a0` and so on, with these relations.

    Each is (number, phrase, number), and may go on with the inverse and a date.
    """
    source = next(iter(like.sources))
    actors = [
        {
            "id": f"a{number}",
            "name": f"Name {number} of some length",
            "kind": KINDS[number % 5],
            "summary": "S",
            "sources": [source],
            "relations": [],
        }
        for number in range(count)
    ]
    for one, phrase, two, *more in told:
        extra = dict(zip(("inverse", "dates"), more, strict=False))
        given_ = {name: value for name, value in extra.items() if value}
        relation = {"to": f"a{two}", "kind": phrase, "sources": [source], **given_}
        actors[one]["relations"].append(relation)
    records = {Key("actors", str(fields["id"])): Actor.model_validate(fields) for fields in actors}
    return replace(like, records=records)


def _neighbours(network: Network, name: str) -> set[str]:
    found = {other for tie in network.of(name) for other in (tie.subject, tie.other)}
    return found - {name}


def _neighbourhoods(network: Network) -> list[Drawing]:
    return [drawing for name in network.case.actors if (drawing := network.around(name))]


def _boxes(drawing: Drawing) -> list[tuple[str, Box]]:
    names = [(node.actor.name, node.box) for node in drawing.nodes]
    return [*names, *((line.tie.verb, line.box) for line in drawing.lines)]


def _overlap(one: Box, two: Box) -> bool:
    return (
        abs(one.x - two.x) < (one.width + two.width) / 2
        and abs(one.y - two.y) < (one.height + two.height) / 2
    )


def _overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    boxes = _boxes(drawing)
    return [
        (name, other)
        for number, (name, box) in enumerate(boxes)
        for other, second in boxes[:number]
        if _overlap(box, second)
    ]


def _outside(drawing: Drawing) -> list[str]:
    return [
        name
        for name, box in _boxes(drawing)
        if not (
            box.width / 2 <= box.x <= drawing.width - box.width / 2
            and box.height / 2 <= box.y <= drawing.height - box.height / 2
        )
    ]


def _on_edge(box: Box, point: tuple[float, float]) -> bool:
    """Whether a point lies on the edge of a box, or in its corner, which may be round."""
    beyond = max(
        abs(point[0] - box.x) - box.width / 2,
        abs(point[1] - box.y) - box.height / 2,
    )
    return -6 <= beyond <= 0.2


def _run_through(drawing: Drawing) -> int:
    """Return how many times a line runs through a box that is not its own, tried at many points."""
    nodes = {node.actor.id: node for node in drawing.nodes}
    found = set()
    for line in drawing.lines:
        ends = {id(nodes[line.tie.subject].box), id(nodes[line.tie.other].box), id(line.box)}
        for (x1, y1), (x2, y2) in zip(line.path, line.path[1:], strict=False):
            for step in range(101):
                x, y = x1 + (x2 - x1) * step / 100, y1 + (y2 - y1) * step / 100
                found |= {
                    (line.tie.id, id(box))
                    for _, box in _boxes(drawing)
                    if id(box) not in ends and _overlap(box, Box(x, y, 0, 0, ()))
                }
    return len(found)
