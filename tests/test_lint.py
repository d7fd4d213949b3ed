"""What an editor is warned of, and how a case tunes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from casebook.build import check, today
from casebook.case import load
from casebook.dates import Day
from casebook.lint import RULES, Research, lint, read_pages
from casebook.lint.dating import months_before
from casebook.problems import CODES, DataError, Problem
from casebook.records.checks import Checks
from casebook.text import link, read_documents
from tools import ROOT
from tools.large_case import write_case
from tools.large_records import Size

GOLDEN = Path(__file__).parent / "golden" / "lint"
SITES = Path(__file__).parent / "sites"
TODAY = Day(2024, 3, 31)
BASE = {
    "case.yml": "title: T\nstandfirst: S\nlanguage: en\nas_of: 2020-01-01\n",
    "sources.yml": "- {id: paper, type: book, title: T, issued: 1900}\n"
    "- {id: rival, type: book, title: T, issued: 1900}\n",
}
PLACES = (
    "- {id: one, name: One, kind: city}\n"
    "- {id: two, name: Two, kind: city}\n"
    "- {id: three, name: Three, kind: city, draft: true}\n"
)


def _cases() -> list[Any]:
    found = []
    for path in sorted(GOLDEN.glob("*.yml")):
        table = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for title, case in table["cases"].items():
            warns = case.pop("warns")
            files = {**BASE, **table.get("base", {}), **case}
            found.append(pytest.param(path.stem, files, warns, id=f"{path.stem}: {title}"))
    return found


def _write(root: Path, files: Mapping[str, str]) -> tuple[Path, Path]:
    """Write a case and its pages (those below `docs/`) below `root`; return both folders."""
    for name, text in files.items():
        path = root / (name if name.startswith("docs/") else f"data/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "data", root / "docs"


def _linted(root: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    data, docs = _write(root, files)
    case, problems = load(data)
    texts, flaws = link(case)
    assert [*problems, *flaws] == []
    written, trouble = read_documents(docs) if docs.is_dir() else ([], [])
    assert trouble == []
    return lint(Research(case, texts, read_pages(case, written), TODAY))


def _checked(root: Path, tuning: str, **files: str) -> tuple[Problem, ...]:
    """Return the warnings of a case with two places that nothing names, and with some `tuning`."""
    given = {**BASE, "places.yml": PLACES, **{f"{name}.yml": text for name, text in files.items()}}
    given["case.yml"] += tuning
    data, docs = _write(root, given)
    return check(data, docs).warnings


@pytest.mark.parametrize(("code", "files", "warns"), _cases())
def test_a_rule_warns_of_this_and_of_nothing_else(
    tmp_path: Path, code: str, files: dict[str, str], warns: list[str]
) -> None:
    found = [problem for problem in _linted(tmp_path, files) if problem.code == code]
    expected = [
        f"{line if line.startswith('docs/') else f'data/{line}'} [{code}]".replace(
            ": ", ": warning: ", 1
        )
        for line in warns
    ]
    assert sorted(map(str, found)) == sorted(expected)


def test_every_code_of_the_research_has_a_rule_a_golden_file_and_a_setting() -> None:
    codes = {code for code in CODES if code.startswith("CB3")}
    assert set(RULES) == codes
    assert {path.stem for path in GOLDEN.glob("*.yml")} == codes
    assert set(Checks.model_fields) == codes
    assert all(CODES[code].level == "warning" for code in codes)


def test_every_rule_both_speaks_and_is_silent_in_its_golden_cases() -> None:
    spoken: dict[str, set[bool]] = {code: set() for code in RULES}
    for case in _cases():
        code, _, warns = case.values
        spoken[code].add(bool(warns))
    assert all(found == {True, False} for found in spoken.values())


def test_warnings_come_in_order_of_file_and_line(tmp_path: Path) -> None:
    found = _checked(tmp_path, "", glossary="- {id: card, term: card, short: S}\n")
    assert list(found) == sorted(found)
    assert {problem.code for problem in found} == {"CB301", "CB304", "CB305", "CB306"}
    assert {problem.level for problem in found} == {"warning"}


def test_a_rule_that_is_turned_off_says_nothing(tmp_path: Path) -> None:
    found = _checked(tmp_path, "checks: {CB304: off, CB305: warning}\n")
    assert [problem.code for problem in found] == ["CB305", "CB305"]


def test_a_record_can_be_left_out_of_a_rule(tmp_path: Path) -> None:
    found = _checked(tmp_path, "checks: {CB304: [places/two], CB305: [paper, rival]}\n")
    assert [(problem.code, problem.where.line) for problem in found] == [("CB304", 1)]


def test_either_of_two_actors_can_be_left_out_of_the_rule_about_names(tmp_path: Path) -> None:
    actors = (
        "- {id: a, name: Nurali Said, kind: person, summary: S, sources: [paper]}\n"
        "- {id: b, name: Nur-Ali Said, kind: person, summary: S, sources: [paper]}\n"
    )
    for number, name in enumerate(["a", "b"]):
        tuning = f"checks: {{CB311: [actors/{name}]}}\n"
        found = _checked(tmp_path / str(number), tuning, actors=actors)
        assert "CB311" not in {problem.code for problem in found}


def test_a_warning_that_is_called_an_error_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        _checked(tmp_path, "checks: {CB304: error}\n")
    levels = {(problem.code, problem.level) for problem in caught.value.problems}
    assert levels == {("CB304", "error"), ("CB305", "warning")}
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize(
    ("tuning", "said"),
    [
        ("checks: {CB399: off}", 'data/case.yml:5:10: there is no key "CB399" here. Did you mean'),
        ("checks: {CB221: off}", 'data/case.yml:5:10: there is no key "CB221" here. Did you mean'),
        ("checks: {cb304: off}", 'data/case.yml:5:10: there is no key "cb304" here.'),
        ("checks: {CB304: of}", "data/case.yml:5:17: checks, CB304"),
        ("checks: {CB304: of}", '"of" is neither off, warning nor error. Write one of these words'),
        (
            "checks: {CB304: [places/won]}",
            'data/case.yml:5:18: checks: no place "won". Did you mean "two"',
        ),
        (
            "checks: {CB304: [one, places/three]}",
            'data/case.yml:5:23: checks: "places/three" is a draft',
        ),
        ("checks: {CB304: [one, one]}", '"one" stands in this list twice'),
        ("checks: {CB304: {one: off}}", "data/case.yml:5:17: checks, CB304"),
        ("checks: [CB304]", "data/case.yml:5:9: checks"),
        ("review_after: 0", 'data/case.yml:5:15: review_after: "0" is not a number of months'),
        ("review_after: 1.5", '"1.5" is not a number of months. Write a whole number, as 12'),
        ("review_after: a year", '"a year" is not a number of months'),
    ],
)
def test_a_setting_that_means_nothing_is_named_at_its_place(
    tmp_path: Path, tuning: str, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        _checked(tmp_path, f"{tuning}\n")
    assert len(caught.value.problems) == 1
    assert said in str(caught.value.problems[0])


def test_a_lifetime_has_two_ends(tmp_path: Path) -> None:
    actor = "- {id: a, name: A, kind: person, summary: S, sources: [paper], dates: 1815}\n"
    with pytest.raises(DataError) as caught:
        _checked(tmp_path, "", actors=actor)
    assert str(caught.value.problems[0]).startswith(
        'data/actors.yml:1:71: dates: "1815" is not a span of time. Write beginning and end'
    )


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (Day(2024, 3, 31), 1, Day(2024, 2, 29)),
        (Day(2024, 3, 31), 13, Day(2023, 2, 28)),
        (Day(2024, 1, 15), 1, Day(2023, 12, 15)),
        (Day(2024, 12, 31), 12, Day(2023, 12, 31)),
        (Day(2024, 12, 1), 24, Day(2022, 12, 1)),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last_of_the_month(
    day: Day, months: int, before: Day
) -> None:
    assert months_before(day, months) == before


def test_the_day_is_that_of_the_environment_where_it_names_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert today() == Day(2001, 9, 9)
    for nonsense in ("", "yesterday", "9" * 40):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", nonsense)
        assert today() >= Day(2024, 1, 1)


def test_the_age_of_a_review_is_counted_from_that_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = "- {id: one, name: One, kind: city, reviewed: 2001-08-09}\n"
    tuning = "review_after: 1\nchecks: {CB304: off, CB305: off}\n"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert _checked(tmp_path, tuning, places=places) == ()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1000000000 + 24 * 3600))
    assert [problem.code for problem in _checked(tmp_path, tuning, places=places)] == ["CB307"]


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize("root", [ROOT, SITES / "south-pole", SITES / "broken" / "base"], ids=str)
def test_a_case_of_ours_gives_no_warning(root: Path, drafts: bool) -> None:
    assert check(root / "data", root / "docs", drafts=drafts).warnings == ()


def test_the_shipped_case_passes_a_strict_check() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "casebook", "check", "--strict"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_shipped_case_leaves_out_would_be_found(tmp_path: Path) -> None:
    """Every exception of the shipped case excuses something, so none outlives its reason."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    about = data / "case.yml"
    tuned = yaml.load(about.read_text("utf-8"), yaml.BaseLoader).pop("checks")
    about.write_text(about.read_text("utf-8").split("\nchecks:")[0] + "\n", "utf-8")
    found = check(data, ROOT / "docs").warnings
    assert {problem.code for problem in found} == set(tuned)
    for code, value in tuned.items():
        number = sum(problem.code == code for problem in found)
        assert number == len(value) if isinstance(value, list) else number > 0


def test_rules_do_not_depend_on_the_order_of_the_files(tmp_path: Path) -> None:
    """A rule that goes through a set must not name things in another order each time."""
    write_case(tmp_path / "data", Size.of(60))
    case, _ = load(tmp_path / "data")
    texts, _ = link(case)
    first, second = (lint(Research(case, texts, (), TODAY)) for _ in range(2))
    assert first == second
    assert len(first) > 50
