"""What the panel of the preview says: each problem with its line, as text, and not too many."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from casebook.problems import Problem, Where
from mkdocs_adapter.preview.excerpt import Excerpt, Excerpts
from mkdocs_adapter.preview.outcome import Outcome
from mkdocs_adapter.preview.panel import render
from mkdocs_adapter.preview.place import Place
from mkdocs_adapter.preview.watching import Sight
from tools import ROOT
from tools.typescript import type_errors

SCRIPT = ROOT / "hooks" / "mkdocs_adapter" / "preview" / "panel.js"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for name in ("site", "data", "docs"):
        (tmp_path / name).mkdir()
    folders = {name: tmp_path / name for name in ("data", "docs")}
    return Place(
        tmp_path / "site", "http://127.0.0.1:8000/below/", folders, (tmp_path / "data",), ()
    )


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [
        ("status: certain", 9, "certain"),
        ("statsu: reported", 1, "statsu"),
        ('date: "2015-13-40"', 7, '"2015-13-40"'),
        ("sources: [memoir-1843, mem0ir]", 24, "mem0ir"),
        ("url: javascript:alert(1)", 6, "javascript:alert(1)"),
        ("See [[nobody]], who knows.", 5, "[[nobody]]"),
        ("  - [", 5, "["),
        ("title:", 7, " "),
        ("a:\tb", 3, " "),
        ("name: \u202egnp", 7, "<U+202E>gnp"),
        ("name: ада", 7, "ада"),
    ],
)
def test_the_place_of_a_problem_is_marked(
    place: Place, line: str, column: int, marked: str
) -> None:
    excerpt = _excerpt(place, line, column)
    assert excerpt is not None
    assert excerpt.marked == marked


def test_a_long_line_is_cut_on_both_sides(place: Place) -> None:
    excerpt = _excerpt(place, "a " * 5000 + "wrong " + "b " * 5000, 10001)
    assert excerpt is not None
    assert excerpt.marked == "wrong"
    assert excerpt.before.startswith("…")
    assert excerpt.after.endswith("…")
    assert len(excerpt.before + excerpt.marked + excerpt.after) < 250
    endless = _excerpt(place, "x" * 1_000_000, 3)
    assert endless is not None
    assert len(endless.before + endless.marked + endless.after) < 250


def test_what_is_no_plain_file_is_not_read(place: Place, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("password", "utf-8")
    (tmp_path / "data" / "link.yml").symlink_to(tmp_path / "secret.yml")
    (tmp_path / "data" / "zero.yml").symlink_to("/dev/zero")
    excerpts = Excerpts(place.folders)
    for file in ("data/link.yml", "data/zero.yml", "data/none.yml", "data", "secret.yml", "a/b"):
        assert excerpts.of(_problem(file)) is None


def test_a_problem_of_a_whole_file_shows_no_line(place: Place, tmp_path: Path) -> None:
    (tmp_path / "data" / "x.yml").write_text("title: fine", "utf-8")
    problem = Problem(Where("data/x.yml"), "no kind claims this file", "", "CB103")
    assert Excerpts(place.folders).of(problem) is None


def test_problems_stand_by_file_with_all_that_is_known(place: Place, tmp_path: Path) -> None:
    (tmp_path / "data" / "x.yml").write_text("a: 1\nb: 2\n", "utf-8")
    (tmp_path / "site" / "editing" / "problems" / "CB202").mkdir(parents=True)
    (tmp_path / "site" / "editing" / "problems" / "CB202" / "index.html").touch()
    problems = (
        Problem(Where("data/x.yml", 1), 'there is no key "a"', "Did you mean b?", "CB202"),
        Problem(Where("data/x.yml", 2, 4), "too old", "", "CB307", "warning"),
        Problem(Where("data/y.yml", 7), "bad", "Mend it", "CB204"),
    )
    panel = _panel(Outcome(problems), place)
    assert _words(panel.summary) == "3 problems in 2 files"
    assert [_words(h) for h in panel.find_all("h2")] == ["data/x.yml", "data/y.yml"]
    first, second, third = panel.find_all("li")
    assert _words(first) == 'data/x.yml:1:1 error CB202 there is no key "a" Did you mean b? 1 a : 1'
    assert _words(second) == "data/x.yml:2:4 warning CB307 too old 2 b: 2"
    assert _words(third) == "data/y.yml:7:1 error CB204 bad Mend it"
    assert [link["href"] for link in panel.find_all("a")] == ["/below/editing/problems/CB202/"]


def test_no_more_problems_are_sent_than_anybody_reads(place: Place) -> None:
    problems = tuple(_problem("data/x.yml", line) for line in range(1, 1001))
    panel = _panel(Outcome(problems), place)
    assert _words(panel.summary) == "1000 problems in 1 file"
    assert len(panel.find_all("li")) == 200
    assert "800 more" in _words(panel)


def test_a_build_without_a_word_of_warning_has_no_panel(place: Place) -> None:
    assert render(Outcome(), place, "", has_site=True) == b""


def test_warnings_are_folded_and_leave_no_word_of_a_failure(place: Place) -> None:
    warning = Problem(Where("data/x.yml"), "old", "Look again", "CB307", "warning")
    panel = _panel(Outcome(warnings=(warning,), complaints=("A page is not there.",)), place)
    assert _words(panel.summary) == "2 warnings"
    assert panel.find("details", open=True) is None
    assert "last good page" not in _words(panel)


def test_a_failure_says_what_mkdocs_said(place: Place) -> None:
    outcome = Outcome(failure="It <b>broke</b>", complaints=("There is no x.",))
    panel = _panel(outcome, place)
    assert _words(panel.find(class_="failure")) == "It <b>broke</b>"
    assert "There is no x." in _words(panel)
    assert panel.find("details", open=True) is not None


def test_nothing_in_a_problem_becomes_markup(place: Place, tmp_path: Path) -> None:
    hostile = "</style></script><script>x()</script><img src=x onerror=y()>"
    (tmp_path / "data" / "x.yml").write_text(hostile, "utf-8")
    found = (
        Problem(Where("data/x.yml"), hostile, hostile, "CB202"),
        Problem(Where(f"data/{hostile}"), hostile, "\u202eabc", "CB202"),
    )
    panel = _panel(Outcome(found, failure=hostile, complaints=(hostile,)), place)
    assert len(panel.find_all(["script", "style", "img"])) == 2
    assert "<U+202E>abc" in _words(panel)


def test_a_folder_is_watched_before_it_is_there_and_after_it_went(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    missing = Sight((folder,))
    assert not missing.differs()
    folder.mkdir()
    (folder / "x.yml").write_text("a", "utf-8")
    assert missing.differs()
    there = Sight((folder,))
    assert not there.differs()
    (folder / ".x.yml.swp").write_text("a", "utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "up").symlink_to(tmp_path)
    there = Sight((folder,))
    (folder / "x.yml~").write_text("a", "utf-8")
    (folder / "x.yml").replace(folder / "y.yml")
    assert there.differs()


def test_a_circle_of_links_has_an_end(tmp_path: Path) -> None:
    for name, target in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one").symlink_to(tmp_path / target)
        (tmp_path / name / "two").symlink_to(tmp_path)
    assert not Sight((tmp_path,)).differs()


def test_the_types_of_the_script_hold() -> None:
    assert not (faults := type_errors([SCRIPT])), "\n".join(faults)


def _problem(file: str, line: int = 1, column: int = 1) -> Problem:
    return Problem(Where(file, line, column), "wrong", "Mend it", "CB202")


def _excerpt(place: Place, line: str, column: int) -> Excerpt | None:
    (place.folders["data"] / "x.yml").write_text(f"first: 1\n{line}\n", "utf-8")
    return Excerpts(place.folders).of(_problem("data/x.yml", 2, column))


def _panel(outcome: Outcome, place: Place) -> Tag:
    page = BeautifulSoup(render(outcome, place, "e1", has_site=True), "lxml")
    panel = page.find(id="casebook-panel")
    assert isinstance(panel, Tag)
    return panel


def _words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text(" ").split())
