"""When lines of the data changed: what git knows, and no more than that."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casebook.reading import History, read_history, state_of_history
from tools.repository import begin, commit, day, git


@pytest.fixture
def data(tmp_path: Path) -> Path:
    begin(tmp_path / "case")
    (tmp_path / "case" / "data").mkdir()
    return tmp_path / "case" / "data"


def _write(data: Path, *lines: str, name: str = "events.yml") -> None:
    (data / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _days(history: History, name: str = "data/events.yml") -> dict[int, int]:
    return {line: when.day for line, when in sorted(history.lines.get(name, {}).items())}


def test_a_line_has_the_day_of_the_commit_that_wrote_it(data: Path) -> None:
    _write(data, "a", "b", "c")
    commit(data, day(1))
    _write(data, "a", "new", "b", "C")
    commit(data, day(2))
    _write(data, "begin", "a", "new", "b", "C")
    commit(data, day(3))
    assert _days(read_history(data)) == {1: 3, 2: 1, 3: 2, 4: 1, 5: 2}


def test_what_was_taken_out_is_known_by_the_line_before_it(data: Path) -> None:
    _write(data, "a", "b", "c", "d")
    commit(data, day(1))
    _write(data, "a", "c", "d")
    commit(data, day(2))
    _write(data, "a", "c")
    commit(data, day(3))
    history = read_history(data)
    assert _days(history) == {1: 1, 2: 1}
    # Nothing follows the line that was the last but one, so nobody can say what it belonged to.
    assert history.gaps == {"data/events.yml": {1: day(2)}}


def test_lines_that_are_not_committed_have_no_day(data: Path) -> None:
    _write(data, "a", "b", "c")
    commit(data, day(1))
    _write(data, "a", "changed", "c", "added")
    _write(data, "x", name="actors.yml")
    assert _days(read_history(data)) == {1: 1, 3: 1}
    assert "data/actors.yml" not in read_history(data).lines


def test_a_change_of_space_alone_is_none(data: Path) -> None:
    _write(data, "a: 1", "b: 2")
    commit(data, day(1))
    _write(data, "a:   1", "  b: 2")
    commit(data, day(2))
    assert _days(read_history(data)) == {1: 1, 2: 1}


def test_a_file_keeps_its_days_under_another_name(data: Path) -> None:
    _write(data, *map(str, range(20)))
    commit(data, day(1))
    (data / "events").mkdir()
    git(data, "mv", "events.yml", "events/2015 and later.yml")
    commit(data, day(2))
    path = data / "events" / "2015 and later.yml"
    path.write_text(path.read_text("utf-8") + "end\n", encoding="utf-8")
    commit(data, day(3))
    history = read_history(data)
    assert _days(history, "data/events/2015 and later.yml") == {
        **dict.fromkeys(range(1, 21), 1),
        21: 3,
    }
    assert "data/events.yml" not in history.lines


def test_a_branch_counts_from_the_day_on_which_it_was_merged(data: Path) -> None:
    _write(data, "a", "b")
    commit(data, day(1))
    git(data, "switch", "--quiet", "--create", "aside")
    _write(data, "a", "b", "c")
    commit(data, day(2))
    git(data, "switch", "--quiet", "main")
    _write(data, "A", "b")
    commit(data, day(3))
    git(data, "merge", "--quiet", "--no-ff", "--message=x", "aside", when=day(4))
    assert _days(read_history(data)) == {1: 3, 2: 1, 3: 4}


def test_what_a_shallow_clone_begins_with_has_no_day(data: Path, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        _write(data, *(str(line) for line in range(number)))
        commit(data, day(number))
    git(tmp_path, "clone", "--quiet", "--depth=2", (tmp_path / "case").as_uri(), "shallow")
    assert _days(read_history(data)) == {1: 1, 2: 2, 3: 3}
    assert _days(read_history(tmp_path / "shallow" / "data")) == {3: 3}


def test_nothing_is_known_outside_of_a_repository_or_before_its_first_commit(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    _write(data, "a")
    assert read_history(data) == History()
    assert state_of_history(data) == ""
    (tmp_path / "elsewhere").mkdir()
    assert read_history(tmp_path / "elsewhere") == History()


def test_nothing_is_known_without_git(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(data, "a")
    commit(data, day(1))
    assert state_of_history(data)
    monkeypatch.setenv("PATH", "")
    assert read_history(data) == History()
    assert state_of_history(data) == ""


def test_what_a_user_has_set_changes_nothing(data: Path, tmp_path: Path) -> None:
    _write(data, "a", "b")
    commit(data, day(1))
    _write(data, "a", "b", "c")
    commit(data, day(2))
    before = read_history(data)
    marker = tmp_path / "ran"
    for name, value in {
        "color.ui": "always",
        "diff.noprefix": "true",
        "diff.external": f"touch {marker}",
        "diff.algorithm": "patience",
        "diff.interHunkContext": "9",
        "log.showSignature": "true",
        "core.fsmonitor": f"touch {marker}",
        "core.quotePath": "true",
    }.items():
        git(data, "config", name, value)
    _write(data, "a", "b", "c", "d")
    assert read_history(data) == before
    assert not marker.exists()


@pytest.mark.parametrize("seed", range(8))
def test_it_knows_what_git_itself_says_of_each_line(data: Path, seed: int) -> None:
    chance = random.Random(seed)
    lines = [f"line {number}" for number in range(30)]
    for number in range(1, 15):
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(lines) + 1)
            fresh = [f"- {chance.random()}" for _ in range(chance.randrange(4))]
            lines[at : at + chance.randrange(4)] = [
                *fresh,
                *(["@@ -1 +1 @@", "commit 1 2"] * chance.randrange(2)),
            ]
        _write(data, *lines)
        commit(data, day(number))
    said = git(data, "blame", "-w", "--first-parent", "--line-porcelain", "events.yml")
    times = [int(seconds) for seconds in re.findall(r"^committer-time (\d+)$", said, re.MULTILINE)]
    known = read_history(data).lines["data/events.yml"]
    assert len(times) == len(lines)
    unique = [at for at, line in enumerate(lines) if lines.count(line) == 1]
    assert len(unique) > 15
    for at in unique:
        assert known[at + 1] == datetime.fromtimestamp(times[at], UTC)
