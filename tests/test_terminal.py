"""The terminal: `python -m casebook`, as an editor runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import ROOT

SITES = Path(__file__).parent / "sites"


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "casebook", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_case_without_problems_is_counted() -> None:
    done = _run(SITES / "south-pole", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "No problems" in done.stdout
    for count in ("2 articles", "13 events", "7 actors", "6 places", "3 questions", "8 glossary"):
        assert count in done.stdout


def test_drafts_are_checked_where_asked_for() -> None:
    done = _run(SITES / "south-pole", "check", "--drafts")
    assert done.returncode == 0
    assert "14 events" in done.stdout


def test_all_problems_are_printed_with_their_count(tmp_path: Path) -> None:
    shutil.copytree(SITES / "broken" / "base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(SITES / "broken" / "several-at-once", tmp_path, dirs_exist_ok=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("[[nobody]]\n", "utf-8")
    done = _run(tmp_path, "check")
    assert done.returncode == 1
    lines = (done.stdout + done.stderr).splitlines()
    expected = (tmp_path / "expected.txt").read_text("utf-8").splitlines()
    places = [*(line.split(": ")[0] for line in expected), "docs/index.md:1:1"]
    assert [line.split(": ")[0] for line in lines[:-1]] == places
    assert lines[-1] == f"{len(places)} problems in the data of the case."
    assert "Traceback" not in done.stderr


def test_folders_elsewhere_may_be_named(tmp_path: Path) -> None:
    site = SITES / "south-pole"
    named = ["--data", str(site / "data"), "--docs", str(site / "docs")]
    assert _run(tmp_path, "check", *named).returncode == 0
    done = _run(tmp_path, "check")
    assert done.returncode == 1
    assert "data:1:1" in done.stdout + done.stderr


def test_without_arguments_it_says_what_it_can_do() -> None:
    done = _run(ROOT)
    assert "check" in done.stdout + done.stderr
    assert "Usage: python -m casebook" in done.stdout + done.stderr
    assert "Usage: python -m casebook" in _run(ROOT, "--help").stdout


@pytest.mark.parametrize("arguments", [["check", "--nonsense"], ["chekc"], ["check", "--data"]])
def test_a_wrong_option_is_a_wrong_use(arguments: list[str]) -> None:
    done = _run(ROOT, *arguments)
    assert done.returncode == 2
    assert "Error" in done.stderr
    assert "Traceback" not in done.stderr
