"""The codes of problems: each has an example that is true, a page that is fresh, and a mistake."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

import casebook.problems
from casebook.build import check
from casebook.links import Answer, Known, collect, judged
from casebook.lint import RULES
from casebook.problems import CODES, GROUPS, DataError, Problem
from casebook.problems.example import TODAY, Example, explanation
from casebook.records.checks import Checks
from casebook.records.described import about_fields
from tools import ROOT
from tools.codes import FOLDER, pages
from tools.examples import lay

HOOKS = ROOT / "hooks"
CODE = re.compile(r"CB\d{3}")
EXAMPLES = [
    pytest.param(code, example, id=f"{code}-{example.case or 'example'}".replace(" ", "-"))
    for code in CODES
    for example in explanation(code).examples
]


@pytest.fixture(autouse=True)
def _the_day_of_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    day = datetime.fromisoformat(TODAY).replace(tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_a_mistake_is_named_in_these_words_and_nothing_else(
    tmp_path: Path, code: str, example: Example
) -> None:
    lay(example.wrong, tmp_path / "wrong")
    found = _found(tmp_path / "wrong", example)
    assert [str(problem) for problem in found] == list(example.says)
    assert {(problem.code, problem.level) for problem in found} == {(code, CODES[code].level)}


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_the_mended_files_have_no_problem_and_no_warning(
    tmp_path: Path, code: str, example: Example
) -> None:
    lay(example.right, tmp_path / "right")
    assert [str(problem) for problem in _found(tmp_path / "right", example)] == [], code
    assert example.right != example.wrong


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    folder = files(casebook.problems).joinpath("examples")
    names = {path.name for path in folder.iterdir()}
    assert names == {f"{code}.yml" for code in CODES}


def test_every_code_is_of_use_and_every_code_in_use_is_known() -> None:
    assert set(_codes_in_use()) == set(CODES)


def test_codes_are_sorted_into_groups() -> None:
    assert {code[:3] for code in CODES} == set(GROUPS)
    assert list(CODES) == sorted(CODES)
    assert all(CODE.fullmatch(code) and known.id == code for code, known in CODES.items())


def test_no_two_codes_have_one_name() -> None:
    titles = [known.title.casefold() for known in CODES.values()]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if title.endswith(".") or len(title) > 60] == []


def test_no_two_codes_say_the_same_words() -> None:
    """What is said without the words of the editor, the names of fields and the numbers."""
    codes = defaultdict(set)
    for code in CODES:
        for example in explanation(code).examples:
            for line in example.says:
                codes[_without_particulars(line)].add(code)
    assert {words: found for words, found in codes.items() if len(found) > 1} == {}


def test_the_cases_of_one_code_differ_by_name() -> None:
    for code in CODES:
        cases = [example.case for example in explanation(code).examples]
        assert len(set(cases)) == len(cases), code
        assert cases == [""] or all(cases), code


def test_what_can_be_tuned_is_described_by_its_name() -> None:
    rules = [known for known in CODES.values() if known.id in RULES]
    assert about_fields(Checks) == {known.id: f"{known.title}." for known in rules}
    assert {code for code in CODES if code.startswith("CB3")} == set(RULES)


def test_the_pages_about_problems_are_fresh() -> None:
    """`make codes` makes them."""
    found = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert found == pages()


def test_every_page_about_a_problem_shows_wrong_right_and_what_is_said() -> None:
    index = pages()["index.md"]
    for code, known in CODES.items():
        page = pages()[f"{code}.md"]
        assert f"- [{code}]({code}.md): {known.title}" in index
        assert page.startswith(f"# {code}: {known.title}\n")
        for example in explanation(code).examples:
            assert all(f" {line} `" in page for line in example.says)


def _found(root: Path, example: Example) -> tuple[Problem, ...]:
    try:
        checked = check(root / "data", root / "docs")
    except DataError as error:
        return error.problems
    told = {address: Answer(**answer) for address, answer in example.web.items()}  # type: ignore[arg-type]
    known = {address: Known(answer, datetime.now(UTC)) for address, answer in told.items()}
    return (*checked.warnings, *judged(collect(checked, root / "docs"), known.get))


def _codes_in_use() -> Iterator[str]:
    for path in HOOKS.rglob("*.py"):
        if path.parent != HOOKS / "casebook" / "problems":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
                    yield str(node.value)


def _without_particulars(line: str) -> str:
    what = line.split(": ", 1)[1].rsplit(" [", 1)[0]
    what = re.sub(r'"[^"]*"|\[\[.*?\]\]|\[@.*?\]', "*", what)
    what = re.sub(r"^(?:warning: )?(?:[\w, *-]+: )*", "", what)
    return re.sub(r"\d+", "9", what)
