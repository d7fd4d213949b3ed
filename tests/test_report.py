"""The state of the research: its numbers, as text, as JSON, and as a page of the preview."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from casebook import build
from casebook.build import check
from casebook.pages import addresses
from casebook.pages.report import ADDRESS, body
from casebook.problems import CODES
from casebook.records import KINDS, Key
from casebook.views.research import State, share, state
from tools import ROOT

SOUTH_POLE = Path(__file__).parent / "sites" / "south-pole"
CITED = re.compile(r"@([a-z0-9-]+)")
BASE = {
    "case.yml": "title: T\nstandfirst: S\nlanguage: en\nas_of: 2020-01-01\n",
    "sources.yml": "- {id: paper, type: book, title: T, issued: 1900, interest: A party}\n"
    "- {id: again, type: book, title: T, issued: 1900, interest: a party.}\n"
    "- {id: rival, type: book, title: T, issued: 1900}\n",
}


def _state(root: Path) -> State:
    checked = check(root / "data", root / "docs")
    return state(checked.case, checked.texts, checked.warnings)


def _made(root: Path, **files: str) -> Path:
    for name, text in {**BASE, **{f"{name}.yml": text for name, text in files.items()}}.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def _records(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Read the records of a case without Casebook, drafts left out."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted((root / "data").rglob("*.y*ml")):
        kind = path.relative_to(root / "data").parts[0].removesuffix(".yml")
        content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for record in content if isinstance(content, list) else [content]:
            if record.get("draft") != "true":
                found[kind].append({"id": path.stem, **record})
    return found


def _texts(record: dict[str, Any], *fields: str) -> list[str]:
    return [name for field in fields for name in CITED.findall(record.get(field, ""))]


def _statements(records: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, list[str], Any]]:
    """Yield kind, sources named (or else cited) and status of every statement, told anew."""
    for event in records["events"]:
        accounts = event.get("accounts", [])
        named = [*event["sources"], *(s for account in accounts for s in account["sources"])]
        yield "events", named, event["status"]
        yield from (("accounts", a["sources"], a.get("status")) for a in accounts)
    for actor in records["actors"]:
        yield "profiles", actor["sources"], None
        for fact in actor.get("facts", []):
            accounts = fact.get("accounts", [])
            own = [*fact.get("sources", []), *(s for a in accounts for s in a["sources"])]
            yield "facts", own, fact["status"]
            yield from (("accounts", a["sources"], a.get("status")) for a in accounts)
        yield from (("roles", role["sources"], None) for role in actor.get("roles", []))
        for tie in actor.get("relations", []):
            yield "relations", tie["sources"], tie.get("status")
    for place in records["places"]:
        if "summary" in place:
            yield "places", place.get("sources") or _texts(place, "summary"), None
    for term in records["glossary"]:
        yield "definitions", term.get("sources") or _texts(term, "short", "definition"), None
    for question in records["questions"]:
        yield "answers", question.get("sources") or _texts(question, "answer"), None
        yield from (("accounts", a["sources"], a.get("status")) for a in question["accounts"])
    for article in records["articles"]:
        named = [article["original"]] if "original" in article else []
        named += article.get("sources", [])
        yield "articles", named or _texts(article, "standfirst", "body"), None


@pytest.fixture(scope="module")
def south_pole() -> State:
    return _state(SOUTH_POLE)


def test_records_are_counted_by_kind(south_pole: State) -> None:
    shown = {kind: len(found) for kind, found in _records(SOUTH_POLE).items()}
    counted = {tally.name: tally.counts for tally in south_pole.records}
    assert counted == {kind: (shown[kind], int(kind == "events")) for kind in KINDS}
    assert south_pole.drafts == (Key("events", "raw-html"),)


def test_statements_are_counted_by_status_and_by_the_number_of_their_sources(
    south_pole: State,
) -> None:
    told = list(_statements(_records(SOUTH_POLE)))
    grounds = Counter((kind, min(len(set(sources)), 3)) for kind, sources, _ in told)
    assert {t.name: t.counts for t in south_pole.statements} == {
        t.name: tuple(grounds[t.name, number] for number in range(4)) for t in south_pole.statements
    }
    assert sum(grounds.values()) == south_pole.total == len(told)
    statuses = Counter((kind, status) for kind, _, status in told)
    order = ("established", "reported", "claimed", "disputed", None)
    assert {t.name: t.counts for t in south_pole.statuses} == {
        kind: tuple(statuses[kind, status] for status in order)
        for kind in ("events", "facts", "relations", "accounts")
    }
    asked = Counter(question["status"] for question in _records(SOUTH_POLE)["questions"])
    assert south_pole.questions.counts == (asked["open"], asked["disputed"], asked["settled"])


def test_claims_on_one_source_are_listed_the_surest_first(south_pole: State) -> None:
    told = [
        status
        for kind, sources, status in _statements(_records(SOUTH_POLE))
        if len(set(sources)) == 1 and (status or kind in ("events", "facts", "relations", "roles"))
    ]
    found = [statement.status for statement in south_pole.single]
    assert Counter(found) == Counter(told)
    assert len(found) > 10
    assert found == sorted(found, key=["established", "reported", "claimed", None].index)


def test_what_each_source_supports_is_what_its_page_lists_as_citing_it(south_pole: State) -> None:
    built = build(SOUTH_POLE / "data", SOUTH_POLE / "docs")
    pages = {page.key: page for page in built.site.pages if page.key}
    for support in south_pole.supports:
        page = BeautifulSoup(pages[Key("sources", support.source)].body, "lxml")
        cited = {link["href"] for link in page.select(".cb-mentions li > a")}
        listed = {
            addresses.href(addresses.of(k), f"sources/{support.source}/") for k in support.records
        }
        assert listed == cited, support.source
    counts = [len(support.statements) for support in south_pole.supports]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == len(_records(SOUTH_POLE)["sources"])


def test_what_rests_on_a_source_alone_rests_on_no_other(south_pole: State) -> None:
    told = Counter(
        sources[0] for _, sources, _ in _statements(_records(SOUTH_POLE)) if len(set(sources)) == 1
    )
    alone = {s.source: len(s.alone) for s in south_pole.supports if s.alone}
    assert alone == dict(told)


def test_an_interest_is_counted_once_however_it_is_written(tmp_path: Path) -> None:
    events = (
        "- {id: a, date: 1899, title: A, summary: S, status: claimed, sources: [paper]}\n"
        "- {id: b, date: 1899, title: B, summary: S, status: claimed, sources: [again, paper]}\n"
        "- {id: c, date: 1899, title: C, summary: S, status: claimed, sources: [again, rival]}\n"
        "- {id: d, date: 1899, title: D, summary: S, status: claimed, sources: [rival]}\n"
    )
    found = _state(_made(tmp_path, events=events))
    assert [(p.interest, p.sources, p.statements, p.alone) for p in found.parties] == [
        ("A party", ("paper", "again"), 3, 2)
    ]
    assert found.total == 4
    assert share(3, found.total) == "75 %"


@pytest.mark.parametrize(
    ("count", "total", "said"), [(0, 0, "0 %"), (0, 9, "0 %"), (1, 1000, "<1 %"), (1, 3, "33 %")]
)
def test_a_share_never_says_nothing_of_something(count: int, total: int, said: str) -> None:
    assert share(count, total) == said


def test_reviews_are_listed_the_oldest_first(tmp_path: Path) -> None:
    places = (
        "- {id: a, name: A, kind: city, reviewed: 2020-05-01}\n"
        "- {id: b, name: B, kind: city}\n"
        "- {id: c, name: C, kind: city, reviewed: 2019-12-31}\n"
    )
    found = _state(_made(tmp_path, places=places))
    assert [str(key) for _, key in found.reviewed] == ["places/c", "places/a"]
    assert [str(key) for key in found.unreviewed if key.kind == "places"] == ["places/b"]


def test_orphans_are_what_the_checker_warns_of(tmp_path: Path) -> None:
    places = "- {id: a, name: Town, kind: city}\n"
    found = _state(_made(tmp_path, places=places))
    assert Counter(problem.code for problem in found.orphans) == {"CB304": 1, "CB305": 3}
    assert dict(found.warnings) == {"CB304": 1, "CB305": 3}
    (tmp_path / "data" / "case.yml").write_text(BASE["case.yml"] + "checks: {CB304: off}\n")
    found = _state(tmp_path)
    assert {problem.code for problem in found.orphans} == {"CB305"}
    assert found.unasked == ("CB304",)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "casebook", "report", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_report_of_the_shipped_case_fits_a_terminal() -> None:
    done = _run(ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    for heading in ("RECORDS", "HOW SURE", "WARNINGS", "WHEN LAST CHECKED"):
        assert heading in lines


def test_the_columns_of_the_report_stand_below_their_headings(south_pole: State) -> None:
    lines = _run(SOUTH_POLE).stdout.splitlines()
    start = lines.index("HOW SURE") + 1
    headings = lines[start]
    for line, tally in zip(lines[start + 1 :], south_pole.statuses, strict=False):
        ends = [match.end() for match in re.finditer(r"\d+", line)]
        assert ends == [match.end() for match in re.finditer(r"\S+", headings)]
        assert [int(number) for number in re.findall(r"\d+", line)] == [*tally.counts, tally.total]
    assert "  drafts: events/raw-html" in lines
    unasked = "not looked for" in _run(SOUTH_POLE).stdout
    assert not unasked


def test_the_report_is_json_for_tools(south_pole: State) -> None:
    done = _run(SOUTH_POLE, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["records"]["events"] == {"shown": 13, "drafts": 1}
    assert found["questions"] == {"open": 1, "disputed": 1, "settled": 1}
    assert len(found["single"]) == len(south_pole.single)
    assert found["sources"]["scott-1913"]["statements"] == [
        str(statement) for statement in south_pole.supports[0].statements
    ]
    with_drafts = json.loads(_run(SOUTH_POLE, "--format", "json", "--drafts").stdout)
    assert with_drafts["records"] == found["records"]
    assert with_drafts["drafts"] == found["drafts"] == ["events/raw-html"]


def test_a_case_with_errors_has_no_report(tmp_path: Path) -> None:
    _made(tmp_path, places="- {id: a, name: A}\n")
    done = _run(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert 'data/places.yml:1:3: "kind" is missing' in done.stderr
    assert "Traceback" not in done.stderr


def test_the_page_of_the_preview_leads_to_every_record_it_names() -> None:
    checked = check(SOUTH_POLE / "data", SOUTH_POLE / "docs", drafts=True)
    page = BeautifulSoup(body(checked.case, checked.texts, checked.warnings), "lxml")
    there = {addresses.href(addresses.of(key), ADDRESS) for key in checked.case.records}
    links = {link["href"] for link in page.select("a")}
    assert links <= there
    assert {addresses.href(f"sources/{name}/", ADDRESS) for name in checked.case.sources} <= links
    assert addresses.href("events/raw-html/", ADDRESS) in links
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert [heading.name for heading in page.select("h1")] == ["h1"]


def test_the_page_has_the_numbers_of_the_report() -> None:
    checked = check(ROOT / "data", ROOT / "docs")
    found = state(checked.case, checked.texts, checked.warnings)
    page = BeautifulSoup(body(checked.case, checked.texts, checked.warnings), "lxml")
    rows = {
        cells[0].get_text(strip=True): [int(cell.get_text()) for cell in cells[1:]]
        for row in page.select("[aria-label='Statements'] tbody tr")
        if (cells := row.select("th, td"))
    }
    assert rows == {tally.name: [*tally.counts, tally.total] for tally in found.statements}
    assert len(page.select("[aria-label='Statements on one source'] tbody tr")) == len(found.single)
    assert f"{len(found.unreviewed)} of {len(checked.case.records)} records" in page.get_text()


def test_the_page_names_warnings_and_what_is_not_looked_for(tmp_path: Path) -> None:
    _made(tmp_path, places="- {id: a, name: Town, kind: city}\n")
    (tmp_path / "data" / "case.yml").write_text(BASE["case.yml"] + "checks: {CB306: off}\n")
    checked = check(tmp_path / "data", None)
    words = BeautifulSoup(body(checked.case, checked.texts, checked.warnings), "lxml").get_text()
    assert CODES["CB304"].title in words
    assert "no page mentions places/a" in words
    assert "case.yml turns CB306 off" in words


def test_no_text_of_a_case_is_markup_on_the_page(tmp_path: Path) -> None:
    actors = (
        "- {id: a, name: '<b id=forged>', kind: person, summary: S, sources: [paper], facts: "
        "[{label: '<i id=forged>', value: V, status: reported, sources: [paper]}]}\n"
    )
    sources = "- {id: paper, type: book, title: T, issued: 1900, interest: '<u id=forged>x</u>'}\n"
    checked = check(_made(tmp_path, actors=actors, sources=sources) / "data", None)
    page = BeautifulSoup(body(checked.case, checked.texts, checked.warnings), "lxml")
    assert page.select("#forged") == []
    assert "<i id=forged>" in page.get_text()
    assert "<u id=forged>" in page.get_text()


def test_an_empty_case_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "case.yml").write_text(BASE["case.yml"], "utf-8")
    checked = check(tmp_path / "data", None)
    assert "State of the research" in body(checked.case, checked.texts, checked.warnings)
    done = _run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_report_is_in_no_build() -> None:
    site = build(SOUTH_POLE / "data", SOUTH_POLE / "docs").site
    assert ADDRESS not in {page.address for page in site.pages}
    assert not any("State of the research" in page.body for page in site.pages)
