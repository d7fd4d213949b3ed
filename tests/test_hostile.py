"""Hostile input brings no traceback, no hang, nothing active in a page, and no file of its own.

Each case is tried in a process with limits of time and memory; see `hostile.child`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from casebook.build import build, check
from casebook.problems import DataError
from crawl.runs import SITES, copy_project, run_build
from hostile.corpus import CORPUS, Hostile
from hostile.markup import active, active_in_site, active_in_texts
from hostile.payloads import ADDRESSES, SCRIPTS, filled_with, with_address
from hostile.trials import Outcome, Trials, trials
from strategies import Case, cases, whole_case, write_case

BASE = SITES / "broken" / "base" / "data"
LONGEST = 1000
"""The letters of a message that somebody may still read."""


@pytest.fixture(scope="module")
def trying() -> Iterator[Trials]:
    with trials() as found:
        yield found


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """Return a small sound case; it is removed at once, since some of its folders go very deep."""
    root = tmp_path / "project"
    shutil.copytree(BASE, root / "data")
    (root / "docs").mkdir()
    yield root
    # Python's own function goes into each folder by calling itself, which has an end.
    subprocess.run(["rm", "-rf", str(root)], check=True)


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name[:60])
def test_the_corpus(hostile: Hostile, base: Path, trying: Trials) -> None:
    hostile.lay(base)
    before = _names(base)
    outcome = trying.outcome(base, builds=hostile.builds)
    assert _verdict(outcome) == "", outcome
    assert hostile.ends in ("", outcome.word), outcome
    assert hostile.code in ("", *outcome.codes), outcome
    assert _names(base) == before


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_in_every_text(script: str, tmp_path: Path, trying: Trials) -> None:
    outcome = _tried(tmp_path, filled_with(script), trying)
    assert _verdict(outcome) == "", outcome


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_runs_something_in_every_field(
    address: str, tmp_path: Path, trying: Trials
) -> None:
    fields = with_address(address)
    assert {"URL", "archived", "url"} <= set(fields)
    for name, case in fields.items():
        outcome = _tried(tmp_path / name, case, trying)
        assert _verdict(outcome) == "", (name, outcome)
        if name in ("URL", "archived", "url"):
            assert (outcome.word, outcome.codes) == ("refused", ("CB209",)), (name, outcome)


def test_every_field_of_every_kind_is_tried(tmp_path: Path) -> None:
    """The case that the others change is sound as it is: what is refused is the change."""
    write_case(tmp_path / "data", whole_case(lambda leaf: f"Words of {leaf.name}"))
    assert check(tmp_path / "data", None).case.records


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_any_case_is_refused_in_words_or_made_into_harmless_pages(case: Case) -> None:
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        write_case(data, case)
        try:
            built = build(data, None)
        except DataError as error:
            assert all(len(problem.message) <= LONGEST for problem in error.problems)  # noqa: PT017
        else:
            assert [*active_in_texts(built.texts), *active_in_site(built.site)] == []
            assert built.exports


@pytest.mark.parametrize(
    "body",
    [
        "<script>x</script>",
        "<a href=' java\tscript:x'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<b onclick='x'>x</b>",
        "<svg><a xlink:href='javascript:x'>x</a></svg>",
        "<b style='x'>x</b>",
        "<form action='/x'></form>",
        "<!-- x -->",
        "<img src='x'>",
    ],
)
def test_the_search_for_what_is_active_finds_it(body: str) -> None:
    assert list(active(body))
    assert not list(active("<a href='../x/index.html#y'>x</a> <a href='https://x/'>y</a>"))


BUILDS: dict[str, Callable[[Path], object]] = {
    "ids": lambda root: _event(root, "id: ../../x"),
    "former ids": lambda root: _event(root, "former_ids: [../../../x]"),
    "a link": lambda root: (root / "data" / "events" / "x.yml").symlink_to("/etc/passwd"),
    "a pipe": lambda root: os.mkfifo(root / "data" / "events" / "x.yml"),
    "a linked page": lambda root: (root / "docs" / "x.md").symlink_to("/etc/passwd"),
    "Jinja": lambda root: (root / "docs" / "x.md").write_text("# {{ x\n\n{% y %} {{ 7 * 7 }}\n"),
}


@pytest.mark.site
@pytest.mark.parametrize("name", BUILDS)
def test_a_build_writes_only_its_site(name: str, tmp_path: Path) -> None:
    root = tmp_path / "a" / "b" / "project"
    copy_project(root, BASE)
    BUILDS[name](root)
    before = _names(tmp_path)
    done = run_build(root, root / "site")
    assert done.code in (0, 1)
    assert "Traceback" not in done.log
    ours = {"__pycache__", ".cache", "site"}
    assert {path for path in _names(tmp_path) - before if not ours & set(path.parts)} == set()
    assert (root / "site").exists() == (done.code == 0)
    if name == "Jinja":
        page = (root / "site" / "x" / "index.html").read_text("utf-8")
        assert "{% y %} {{ 7 * 7 }}" in page


def _event(root: Path, line: str) -> None:
    path = root / "data" / "events" / "x.yml"
    sound = "title: A\nstatus: reported\nsources: [memoir-1843]\ndate: '1843'\nsummary: Words.\n"
    path.write_text(f"{sound}{line}\n", encoding="utf-8")


def _tried(root: Path, case: Case, trying: Trials) -> Outcome:
    write_case(root / "data", case)
    return trying.outcome(root)


def _verdict(outcome: Outcome) -> str:
    """Return what is against an outcome."""
    if outcome.word not in ("refused", "clean"):
        return outcome.word
    if outcome.longest > LONGEST:
        return f"a message of {outcome.longest} letters"
    return ", ".join(outcome.active)


def _names(root: Path) -> set[Path]:
    """Return all that lies below a folder, however deep: Python's own ways call themselves."""
    found = subprocess.run(["find", str(root), "-print0"], capture_output=True, check=True)
    return {Path(os.fsdecode(name)) for name in found.stdout.split(b"\0") if name}
