"""The terminal: `python -m casebook`, as an editor runs it."""

from __future__ import annotations

import fcntl
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook.build import check
from casebook.problems import CODES, DataError, Problem
from casebook.problems.example import explanation
from casebook.terminal import main
from casebook.terminal.listing import coloured, listing
from tools import ROOT
from tools.examples import lay

SITES = Path(__file__).parent / "sites"
_SETTINGS = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES")
COLOUR = "\x1b["


def _environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    ours = {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8", "TERM": "xterm"}
    return {**kept, **ours, **settings}


def _run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "casebook", *arguments],
        cwd=folder,
        env=_environment(**settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _on_a_terminal(folder: Path, *arguments: str, columns: int = 80, **settings: str) -> str:
    """Run a command on a terminal of some width, and return what stands on it."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "casebook", *arguments]
    environment = _environment(**settings)
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs) as process:
        os.close(theirs)
        found = b""
        while part := _read(ours):
            found += part
        process.wait()
    os.close(ours)
    return found.decode("utf-8", "replace").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def _broken(root: Path, files: dict[str, str]) -> Path:
    """Make a small case in `root`, with some files of its own; return `root`."""
    shutil.copytree(SITES / "broken" / "base", root)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def _problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        check(root / "data", root / "docs")
    return caught.value.problems


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


WRONG = "- id: paris\n  name: Paris\n  kind: capital\n"
SAID = (
    'data/places/more.yml:3:9: kind: "capital" is not one of the words allowed here.'
    " Write country, region, city, district or site. [CB204]"
)
LOOSE = "name: Turin\nkind: city\nsummary: Babbage spoke here.\n"


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


def test_in_a_pipe_each_problem_is_one_plain_line(tmp_path: Path) -> None:
    done = _run(_broken(tmp_path / "case", {"data/places/more.yml": WRONG}), "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [SAID, "1 problem in the data of the case."]


def test_warnings_are_told_and_count_where_they_are_to(tmp_path: Path) -> None:
    root = _broken(tmp_path / "case", {"data/places/turin.yml": LOOSE})
    done = _run(root, "check")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert [line.split(": ")[:2] for line in lines[:-1]] == [
        ["data/places/turin.yml:1:1", "warning"],
        ["data/places/turin.yml:3:10", "warning"],
    ]
    assert lines[-1] == "2 warnings in the data of the case."
    strict = _run(root, "check", "--strict")
    assert (strict.returncode, strict.stdout) == (1, done.stdout)


def test_a_strict_check_of_a_sound_case_is_content() -> None:
    assert _run(SITES / "broken" / "base", "check", "--strict").returncode == 0


def test_problems_come_before_research(tmp_path: Path) -> None:
    root = _broken(
        tmp_path / "case", {"data/places/turin.yml": LOOSE, "data/places/more.yml": WRONG}
    )
    done = _run(root, "check")
    assert "warning" not in done.stdout
    assert done.stdout.splitlines()[-1] == "1 problem in the data of the case."


def test_what_the_case_calls_an_error_is_one(tmp_path: Path) -> None:
    root = _broken(tmp_path / "case", {"data/places/turin.yml": LOOSE})
    with (root / "data" / "case.yml").open("a", encoding="utf-8") as file:
        file.write("checks: {CB304: error}\n")
    done = _run(root, "check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 problem, 1 warning in the data of the case."


def test_on_a_terminal_the_line_is_shown_with_a_caret(tmp_path: Path) -> None:
    root = _broken(tmp_path / "case", {"data/places/more.yml": WRONG})
    shown = _on_a_terminal(root, "check", NO_COLOR="1")
    assert shown.splitlines() == [
        SAID,
        "     3 |   kind: capital",
        "       |         ^",
        "1 problem in the data of the case.",
    ]
    coloured = _on_a_terminal(root, "check")
    assert COLOUR in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown


@pytest.mark.parametrize(
    ("settings", "pipe", "terminal"),
    [
        ({}, False, True),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, False, True),
        ({"TERM": "dumb"}, False, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_colour_is_where_the_environment_wants_it(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], pipe: bool, terminal: bool
) -> None:
    for name in (*_SETTINGS, "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert coloured() == pipe
    monkeypatch.setattr(sys, "stdout", _Terminal())
    assert coloured() == terminal


def test_colour_can_be_forced_into_a_pipe(tmp_path: Path) -> None:
    root = _broken(tmp_path / "case", {"data/places/more.yml": WRONG})
    forced = _run(root, "check", FORCE_COLOR="1").stdout
    assert COLOUR in forced
    assert len(forced.splitlines()) == 2


def test_a_line_is_shown_so_that_nothing_in_it_deceives(tmp_path: Path) -> None:
    text = f"- id: paris\n  name: {'long ' * 500}\u202e\n"
    root = _broken(tmp_path / "case", {"data/places/more.yml": text})
    shown = _on_a_terminal(root, "check", columns=60, NO_COLOR="1").splitlines()
    assert shown[0].startswith("data/places/more.yml:2:2509: an invisible bidirectional control")
    assert shown[1].startswith("     2 | …")
    assert shown[1].endswith("<U+202E>")
    assert max(map(len, shown[1:3])) <= 60
    assert shown[1].index("<U+202E>") == shown[2].index("^")


@pytest.mark.parametrize("code", ["CB102", "CB103", "CB105", "CB106", "CB107", "CB124"])
def test_a_problem_of_a_whole_file_needs_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    lay(explanation(code).examples[0].wrong, tmp_path / "case")
    problems = _problems(tmp_path / "case")
    monkeypatch.setattr(sys, "stdout", _Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    shown = listing(problems, lambda name: tmp_path / "case" / name).splitlines()
    assert shown == [str(problem) for problem in problems]


def test_annotations_for_github(tmp_path: Path) -> None:
    root = _broken(tmp_path / "case", {"data/places/more.yml": WRONG})
    done = _run(root, "check", "--format", "github")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "::error file=data/places/more.yml,line=3,col=9,"
        "title=CB204 A word that is not one of those allowed::"
        'kind: "capital" is not one of the words allowed here.'
        " Write country, region, city, district or site."
    )


def test_json_for_tools(tmp_path: Path) -> None:
    root = _broken(tmp_path / "case", {"data/places/more.yml": WRONG})
    done = _run(root, "check", "--format", "json")
    assert done.returncode == 1
    assert [(p["file"], p["line"], p["code"], p["level"]) for p in json.loads(done.stdout)] == [
        ("data/places/more.yml", 3, "CB204", "error")
    ]
    sound = _run(SITES / "broken" / "base", "check", "--format", "json")
    assert (sound.returncode, json.loads(sound.stdout)) == (0, [])


def test_files_are_named_as_they_can_be_opened_from_here(tmp_path: Path) -> None:
    _broken(tmp_path / "case", {"data/places/more.yml": WRONG, "docs/page.md": "[[nobody]]\n"})
    for folder, start, options in [
        (tmp_path, "case/", ["--data", "case/data", "--docs", "case/docs"]),
        (tmp_path / "case" / "data", "", ["--data", ".", "--docs", "../docs"]),
        (tmp_path / "case" / "docs", "../data/", ["--data", "../data", "--docs", "."]),
    ]:
        lines = _run(folder, "check", *options).stdout.splitlines()
        files = [line.split(":")[0] for line in lines[:-1]]
        assert len(files) == 2
        assert all((folder / file).is_file() for file in files)
        assert files[0].startswith(start)


def test_a_folder_of_pages_that_is_named_must_be_there() -> None:
    done = _run(SITES / "broken" / "base", "check", "--docs", "nowhere")
    assert done.returncode == 2
    assert 'There is no folder "nowhere"' in done.stderr


def test_a_reader_who_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    many = "".join(f"- id: p{n}\n  name: P{n}\n  kind: capital\n" for n in range(3000))
    root = _broken(tmp_path / "case", {"data/places/more.yml": many})
    command = f"{sys.executable} -m casebook check | head -n 1"
    done = subprocess.run(
        ["sh", "-c", command], cwd=root, env=_environment(), capture_output=True, check=False
    )
    assert done.stdout.startswith(b"data/places/more.yml:3:9: ")
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "cp1251"])
def test_a_terminal_of_another_encoding_gets_what_it_can_show(
    tmp_path: Path, encoding: str
) -> None:
    text = "- id: paris\n  name: Париж\n  kind: столица 都\n"
    root = _broken(tmp_path / "case", {"data/places/more.yml": text})
    done = subprocess.run(
        [sys.executable, "-m", "casebook", "check"],
        cwd=root,
        env=_environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"is not one of the words allowed here" in done.stdout


def test_a_name_that_is_not_utf8_is_no_trouble(tmp_path: Path) -> None:
    root = _broken(tmp_path / "case", {})
    (root / "data" / os.fsdecode(b"caf\xe9.txt")).write_text("", "utf-8")
    done = _run(root, "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(_run(root, "check", "--format", "json").stdout)


def test_every_code_is_explained() -> None:
    for code, known in CODES.items():
        done = CliRunner().invoke(main, ["explain", code])
        assert done.exit_code == 0, done.output
        assert done.output.startswith(f"{code}: {known.title}\n{'=' * len(known.title)}")
        words = " ".join(done.output.split())
        for example in explanation(code).examples:
            assert all(line in words for line in example.says)
        lines = done.output.splitlines()
        assert max(len(line) for line in lines if not line.startswith("    ")) <= 80


def test_a_code_may_be_written_as_it_is_printed() -> None:
    wanted = CliRunner().invoke(main, ["explain", "CB221"]).output
    for written in ("cb221", "[CB221]"):
        assert CliRunner().invoke(main, ["explain", written]).output == wanted


def test_an_unknown_code_is_a_wrong_use() -> None:
    done = CliRunner().invoke(main, ["explain", "CB22"])
    assert done.exit_code == 2
    assert 'There is no code "CB22". Did you mean "CB2' in done.output
    done = CliRunner().invoke(main, ["explain", "nonsense"])
    assert done.exit_code == 2
    assert "Without a code, explain lists them all." in done.output


def test_without_a_code_all_are_listed() -> None:
    lines = CliRunner().invoke(main, ["explain"]).output.splitlines()
    listed = [line for line in lines if line.startswith("  ")]
    assert listed == [f"  {code}  {known.title}" for code, known in CODES.items()]
