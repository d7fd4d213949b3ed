"""Lists, timelines and records of any size: no page outgrows its budget, and nothing is lost."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from casebook import CaseSite, DataError, build
from casebook.build import check
from casebook.language import language_of
from casebook.pages import Page, Searched, addresses
from casebook.records import Key
from casebook.views import limits
from casebook.views.appearances import Appearances
from casebook.views.chronicle import chronicle
from casebook.views.later import learned_after
from casebook.views.parts import parts
from casebook.views.profile import ties, ties_by_actor
from crawl.checks import CHECKS, Check, listed, name_of
from crawl.records import Data, read_data
from crawl.runs import SITES
from crawl.second import SECOND, cut_case
from crawl.site import Site
from tools import ROOT
from tools.edits import read_files, write_files
from tools.large_case import write_case
from tools.large_records import Size
from tools.sizes import FRAME, PAGE, compress, gzipped, weights
from tools.small_pages import lower_limits


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    lower_limits(monkeypatch)


@pytest.fixture
def cut(low: None) -> CaseSite[Page]:  # noqa: ARG001
    """The shipped case, with every list cut that can be."""
    return build(ROOT / "data", None)


# All lists but that of articles are longer than one page bears, and some records are everywhere.
LONG = replace(
    Size.of(1001),
    actors=260,
    places=121,
    relations=520,
    sources=1001,
    questions=101,
    terms=1001,
    articles=12,
)


def test_no_page_of_a_large_case_outgrows_its_budget(tmp_path: Path) -> None:
    write_case(tmp_path / "data", LONG)
    built = build(tmp_path / "data", None)
    assert set(parts(built.case).sections) == set(limits.LISTS) - {"articles"}
    assert chronicle(built.case)
    assert any(addresses.is_rest(page.address) for page in built.site.pages)
    heavy = [(size, address) for size, address in weights(built.site) if size + FRAME > PAGE]
    assert heavy == []


def test_the_frame_of_a_page_takes_no_more_than_is_allowed_for(built_site: Path) -> None:
    built = build(ROOT / "data", ROOT / "docs")
    for page in built.site.pages[:: len(built.site.pages) // 40]:
        framed = gzipped(built_site / addresses.file_of(page.address))
        assert framed - len(compress(page.body.encode())) <= FRAME, page.address


def test_parts_hold_every_record_of_their_list_once(cut: CaseSite[Page]) -> None:
    case, bodies = cut.case, {page.address: page.body for page in cut.site.pages}
    assert set(parts(case).sections) == set(limits.LISTS)
    for folder, limit in limits.LISTS.items():
        found = parts(case).of(folder)
        names = [tie.id for tie in ties(case)] if folder == "network" else getattr(case, folder)
        assert sorted(item.id for part in found for item in part.items) == sorted(names), folder
        assert max(len(part.items) for part in found) <= limit.part
        assert len({part.name for part in found}) == len(found)
        for part in found:
            body = bodies[addresses.part(folder, part.name)]
            for item in part.items:
                shown = f'"tie-{item.id}"' if folder == "network" else f"{item.id}/index.html"
                assert shown in body, f"{folder}/{part.name}: {item.id}"


def test_parts_come_in_the_order_of_the_language(cut: CaseSite[Page]) -> None:
    language = language_of(cut.case.about.language)
    terms = [term.term for part in parts(cut.case).of("glossary") for term in part.items]
    assert terms == sorted(terms, key=language.sort_key)


def test_the_page_of_a_list_says_what_each_part_holds(cut: CaseSite[Page]) -> None:
    bodies = {page.address: page.body for page in cut.site.pages}
    for folder in limits.LISTS:
        body = bodies[f"{folder}/"]
        for part in parts(cut.case).of(folder):
            link = re.search(
                rf'<a href="part/{part.name}/index\.html">[^<]+</a> '
                rf'<span class="cb-meta">(\d+)</span> <span>[^<]+</span>',
                body,
            )
            assert link is not None, f"{folder}/{part.name}"
            assert int(link[1]) == len(part.items)


def test_a_part_keeps_its_address_while_others_grow(low: None, tmp_path: Path) -> None:  # noqa: ARG001
    files = read_files(SECOND / "data")
    write_files(tmp_path / "data", files)
    before = parts(build(tmp_path / "data", None).case).of("glossary")
    terms = files[Path("glossary.yml")]
    first = sorted(term["term"] for term in terms)[0][0]
    terms += [
        {"id": f"new-{n}", "term": f"{first}{first * n}", "short": "A word."} for n in range(9)
    ]
    write_files(tmp_path / "data", files)
    after = parts(build(tmp_path / "data", None).case).of("glossary")
    kept = {part.name: part.items for part in before if part.section != first.upper()}
    assert kept
    assert {part.name: part.items for part in after if part.section != first.upper()}.keys() == (
        kept.keys()
    )


def test_what_refers_to_a_record_goes_on_where_its_page_ends(cut: CaseSite[Page]) -> None:
    bodies = {page.address: page.body for page in cut.site.pages}
    appearances = Appearances(cut.case, cut.texts)
    longest = 0
    for key in cut.case.records:
        own = [body for at, body in bodies.items() if at.startswith(f"{addresses.of(key)}")]
        for items in appearances.of(key).values():
            longest = max(longest, len(items))
            for item in items:
                link = f"{item.source.id}/index.html"
                assert any(link in body for body in own), f"{key}: {item.source}"
    assert longest > limits.RECORD + limits.REST
    for name, told in ties_by_actor(cut.case).items():
        own = [body for at, body in bodies.items() if at.startswith(f"actors/{name}/")]
        rows = sum(body.count("<li>", body.find("cb-ties")) for body in own if "cb-ties" in body)
        assert rows >= len(told), name


def test_an_article_leads_on_to_what_it_has_no_room_for(cut: CaseSite[Page]) -> None:
    told = Counter(item for sheaf in chronicle(cut.case) for item in sheaf.items)
    assert set(told.values()) == {1}
    assert len({sheaf.name for sheaf in chronicle(cut.case)}) == len(chronicle(cut.case))
    for article in cut.case.articles.values():
        learned = learned_after(cut.case, article.published.latest)  # type: ignore[arg-type]
        assert set(learned) <= set(told)
        body = next(p.body for p in cut.site.pages if p.key == Key("articles", article.id))
        assert ("timeline/known/" in body) == (len(learned) > limits.LEARNED)


def test_a_search_finds_parts_and_not_what_goes_on_with_a_record(cut: CaseSite[Page]) -> None:
    searched = Searched(cut.case, cut.texts)
    for page in cut.site.pages:
        entries = searched.entries(page)
        assert bool(entries) != addresses.is_rest(page.address), page.address
    part = next(page for page in cut.site.pages if page.address == "actors/part/person-k/")
    assert searched.entries(part)[0].title == "Actors: People, K"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(cut_case(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="module")
def data() -> Data:
    return read_data(SECOND / "data")


@pytest.mark.site
@pytest.mark.parametrize("check", CHECKS, ids=name_of)
def test_a_site_of_parts(check: Check, site: Site, data: Data) -> None:
    assert not (faults := listed(check(site, data))), faults


@pytest.mark.site
def test_the_nav_knows_where_a_part_belongs(site: Site) -> None:
    for path, page in site.pages.items():
        if "/part/" in path and not path.startswith("network/"):
            here = page.soup.select_one("header [aria-current]")
            assert here is not None, path
            assert next(page.targets(here.parent)) == f"{path.split('/')[0]}/index.html", path


@pytest.mark.parametrize(
    "name",
    [
        "sources/part/y1900.md",
        "network/part/a.md",
        "timeline/part/x/index.md",
        "timeline/known/2015.md",
        "actors/somebody/rest/events-2.md",
    ],
)
def test_no_page_written_by_hand_stands_where_parts_would(tmp_path: Path, name: str) -> None:
    """Whether the case needs them already or will, when it has grown."""
    data, page = tmp_path / "data", tmp_path / "docs" / name
    shutil.copytree(SITES / "south-pole" / "data", data)
    page.parent.mkdir(parents=True)
    page.write_text("# Mine\n", "utf-8")
    with pytest.raises(DataError) as caught:
        check(data, tmp_path / "docs")
    assert [(problem.code, problem.where.file) for problem in caught.value.problems] == [
        ("CB403", f"docs/{name}")
    ]


def test_a_case_with_problems_is_not_asked_for_its_parts(tmp_path: Path) -> None:
    """A source that is missing is a problem by file and line, whatever else is looked at."""
    data = tmp_path / "data"
    shutil.copytree(SITES / "south-pole" / "data", data)
    (data / "sources.yml").unlink()
    (tmp_path / "docs").mkdir()
    with pytest.raises(DataError) as caught:
        check(data, tmp_path / "docs")
    assert all(problem.code for problem in caught.value.problems)
