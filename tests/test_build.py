"""Whole builds in a process of their own: what they write, and what they refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawl.head import canonical, dates, described, edits, meta, type_of
from crawl.records import KINDS, Data, read_data
from crawl.runs import SITES, copy_project, fingerprint, lay_data, run_build
from crawl.site import Site, words
from tools import ROOT

BROKEN = SITES / "broken"
BASE = BROKEN / "base" / "data"
MISTAKES = sorted(path.parent.name for path in BROKEN.glob("*/expected.txt"))
PUBLISHED = {
    "SITE_URL": "https://example.org/case/",
    "REPO_URL": "https://example.org/forge/case",
    "EDIT_URI": "edit/main/docs/",
}
ISO_DATE = re.compile(r"-?\d{4,}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d.*)?)?)?")
# One of each kind, each field that a page may show; no word of it may be published.
DRAFTS = {
    "articles": "title: Unfinished\nkind: report\npublished: 1843\nbody: Unfinished.\n",
    "events": "title: Unfinished\ndate: 1843\nsummary: Unfinished.\nstatus: reported\n"
    "actors: [ada-lovelace]\nsources: [memoir-1843]\n",
    "actors": "name: Unfinished\nkind: person\nsummary: Unfinished.\nsources: [memoir-1843]\n"
    "relations: [{to: ada-lovelace, kind: Unfinished, sources: [memoir-1843]}]\n",
    "places": "name: Unfinished\nkind: city\n",
    "questions": "question: Unfinished?\nstatus: open\nanswer: Unfinished.\nabout: [ada-lovelace]\n"
    "accounts: [{says: Yes., sources: [memoir-1843]}, {says: No., sources: [babbage-1864]}]\n",
    "glossary": "term: Unfinished\nshort: Unfinished.\nsee_also: [analytical-engine]\n",
    "sources": "type: book\ntitle: Unfinished\nissued: '1843'\n",
}

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def data() -> Data:
    return read_data(ROOT / "data")


@pytest.fixture(scope="module")
def site(built_site: Path) -> Site:
    return Site(built_site)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The shipped case built for an address, with a forge behind it."""
    out = tmp_path_factory.mktemp("published") / "site"
    run = run_build(ROOT, out, **PUBLISHED)
    assert run.code == 0, run.log
    return Site(out)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sound project, built into `site` beside it; its data are changed by the tests."""
    root = copy_project(tmp_path_factory.mktemp("small") / "project", BASE)
    run = run_build(root, root.parent / "site")
    assert run.code == 0, run.log
    return root


def test_a_strict_build_writes_a_page_for_every_record(site: Site, data: Data) -> None:
    # The fixture fails on a warning and on any exit code but 0.
    assert [name for name in data.records if name.file not in site.pages] == []
    assert {name.kind for name in data.records} == set(KINDS)


def test_every_page_introduces_itself(site: Site) -> None:
    for page in site.whole:
        title = words(page.soup.find("title") or page.main)
        heading = page.main.find("h1")
        assert heading is not None, page.path
        assert len(page.soup.find_all("h1")) == 1, page.path
        assert words(heading) in title or page.path in ("index.html", "404.html"), page.path
        assert meta(page, "name", "description"), page.path


def test_every_page_knows_its_address(published: Site) -> None:
    for page in published.whole:
        if page.path == "404.html":
            continue
        address = PUBLISHED["SITE_URL"] + page.path.removesuffix("index.html")
        assert canonical(page) == address
        assert meta(page, "property", "og:url") == address
        assert meta(page, "property", "og:title")


def test_without_an_address_no_page_makes_one_up(site: Site) -> None:
    for page in site.whole:
        assert (canonical(page), meta(page, "property", "og:url")) == ("", ""), page.path
        assert "url" not in described(page) or page.path.startswith("sources/"), page.path


def test_the_edit_link_opens_the_file_of_the_record(published: Site, data: Data) -> None:
    start = "https://example.org/forge/case/edit/main/"
    for name, file in data.files.items():
        assert edits(published.page(name.address)) == [start + file]
    assert edits(published.page("method/")) == [f"{start}docs/method.md"]
    assert edits(published.page("timeline/")) == []


def test_without_a_forge_there_is_no_edit_link(site: Site) -> None:
    assert [page.path for page in site.whole if edits(page)] == []


def test_metadata_say_what_a_page_is_about(published: Site, data: Data) -> None:
    for name, fields in data.records.items():
        about = described(published.page(name.address))
        assert about["@context"] == "https://schema.org"
        assert about["@type"] == type_of(name, fields), name
        assert about.get("name") or about.get("headline"), name
        assert about["url"] == PUBLISHED["SITE_URL"] + name.address
    assert described(published.page(""))["@type"] == "WebSite"
    assert described(published.page("timeline/"))["@type"] == "CollectionPage"


def test_metadata_hold_dates_as_schema_org_has_them(published: Site) -> None:
    found = [date for page in published.whole for date in dates(described(page))]
    assert found
    assert [date for date in found if not ISO_DATE.fullmatch(date)] == []


def test_the_sitemap_lists_every_page_once(published: Site, data: Data) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", published.read("sitemap.xml"))
    assert len(listed) == len(set(listed))
    wanted = {PUBLISHED["SITE_URL"] + name.address for name in data.records}
    assert wanted - set(listed) == set()


def test_a_build_is_the_same_whenever_it_is_made(built_site: Path, tmp_path: Path) -> None:
    """Whatever order sets have in memory. The sitemap would differ from one day to the next."""
    run = run_build(ROOT, tmp_path / "again", PYTHONHASHSEED="4242")
    assert run.code == 0, run.log
    assert _differing(fingerprint(built_site), fingerprint(tmp_path / "again")) == set()


def test_the_sitemap_alone_holds_the_day_of_the_build(published: Site, tmp_path: Path) -> None:
    later = {**PUBLISHED, "SOURCE_DATE_EPOCH": "1893456000"}
    run = run_build(ROOT, tmp_path / "later", **later)
    assert run.code == 0, run.log
    differing = _differing(fingerprint(published.root), fingerprint(tmp_path / "later"))
    assert differing <= {"sitemap.xml", "sitemap.xml.gz"}


def test_a_draft_is_in_no_file_of_a_build(project: Path, tmp_path: Path) -> None:
    lay_data(project, BASE)
    for kind, text in DRAFTS.items():
        path = project / "data" / kind / "unfinished-record.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"draft: true\n{text}", encoding="utf-8")
    run = run_build(project, tmp_path / "site")
    assert run.code == 0, run.log
    for path in sorted((tmp_path / "site").rglob("*")):
        assert "unfinished" not in path.name
        assert not path.is_file() or b"Unfinished" not in path.read_bytes(), path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_stops_the_build_and_leaves_the_site(mistake: str, project: Path) -> None:
    lay_data(project, BASE, BROKEN / mistake / "data")
    log = _refused(project)
    places = re.findall(r"^(\S+?:\d+:\d+): ", log, re.MULTILINE)
    expected = (BROKEN / mistake / "expected.txt").read_text("utf-8").splitlines()
    assert places == [line.split(": ")[0] for line in expected], log
    for line in expected:
        place, _, fragments = line.partition(": ")
        said = next(found for found in log.splitlines() if found.startswith(f"{place}: "))
        assert all(part in said.lower() for part in fragments.lower().split(" | ")), said


def test_a_mistake_in_a_page_written_by_hand_stops_the_build(project: Path) -> None:
    lay_data(project, BASE)
    text = "---\ntitle: About\n---\n\n# About\n\nBy [[ada-lovelase]], says [@memoir-1834].\n"
    with _written(project, {"about.md": text}):
        log = _refused(project)
    said = [line for line in log.splitlines() if line.startswith("docs/about.md:7:")]
    assert ["ada-lovelace" in said[0], "memoir-1843" in said[1]] == [True, True], log
    assert said[0].startswith("docs/about.md:7:4: ")


@pytest.mark.parametrize(
    "name",
    [
        "timeline.md",
        "network/index.md",
        "actors/ada-lovelace.md",
        "actors/ada-lovelace/index.md",
        "glossary/README.md",
        "timeline.markdown",
        "timeline/index.html",
        "actors/countess.md",
    ],
)
def test_a_page_in_the_place_of_a_generated_one_is_refused(name: str, project: Path) -> None:
    lay_data(project, BASE)
    with (project / "data" / "actors" / "ada-lovelace.yml").open("a", encoding="utf-8") as file:
        file.write("former_ids: [countess]\n")
    with _written(project, {name: "# Mine\n\nBy hand.\n"}):
        log = _refused(project)
    assert f"docs/{name}:1:1: " in log


def test_a_bug_keeps_its_traceback(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", BASE)
    main = root / "hooks" / "casebook" / "build.py"
    main.write_text(
        main.read_text("utf-8").replace(
            "    return CaseSite(",
            '    raise RuntimeError("a bug of our own")\n    return CaseSite(',
        ),
        encoding="utf-8",
    )
    run = run_build(root, tmp_path / "site")
    assert run.code == 1
    assert "Traceback (most recent call last)" in run.log
    assert "RuntimeError: a bug of our own" in run.log
    assert "build.py" in run.log


def _refused(project: Path) -> str:
    """Build, see it refused, and see the site of before untouched; return the log."""
    out = project.parent / "site"
    before = fingerprint(out)
    run = run_build(project, out)
    assert run.code == 1, run.log
    assert "Traceback" not in run.log
    assert before
    assert fingerprint(out) == before
    return run.log


@contextmanager
def _written(project: Path, files: Mapping[str, str]) -> Iterator[None]:
    """Have some pages written by hand for a while."""
    paths = {project / "docs" / name: text for name, text in files.items()}
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    yield
    for path in paths:
        path.unlink()


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
