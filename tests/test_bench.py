"""The bench: what it says of times, and that no slow tool keeps it from its end.

The tools here are commands of a line; how long anything takes is asserted nowhere.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from bench import measuring
from bench.edits import edit_loops
from bench.measuring import Plan, measure
from bench.peers import Peer, Prepared
from bench.projects import Projects
from bench.report import Measured, growth, ratio
from bench.rounds import build_in_turn
from bench.running import FailedError, Run, TooSlowError, run
from bench.synthetic import tracer

from tools.processes import runs, wait_for

PATIENCE = 60.0
BUILDS = "import pathlib; pathlib.Path('site').mkdir(exist_ok=True)"
SLEEPS = "import time; time.sleep(600)"
SERVES = """
import http.server, pathlib, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(pathlib.Path("event.txt").read_bytes())
    def log_message(self, *arguments): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class Line(Peer):
    """A tool that is some lines of Python."""

    server = ""

    def __init__(self, key: str, builds: str = BUILDS, serves: str = "") -> None:
        self.__dict__.update(key=key, title=key.title(), server=serves and f"{key} serves")
        self._builds, self._serves = builds, serves

    def install(self) -> None:
        """Nothing."""

    def installed(self) -> bool:
        return True

    def version(self) -> str:
        return "1"

    def make_project(self, root: Path, prepared: Prepared) -> None:  # noqa: ARG002
        root.mkdir(parents=True)

    def build_command(self, root: Path) -> list[str]:  # noqa: ARG002
        return [sys.executable, "-c", self._builds]

    def serve_command(self, root: Path, port: int) -> list[str]:  # noqa: ARG002
        return [sys.executable, "-c", self._serves, str(port)]

    def event_file(self, root: Path, number: int, name: str) -> Path:  # noqa: ARG002
        return root / "event.txt"


@pytest.fixture
def said() -> list[str]:
    return []


def projects(folder: Path, *peers: Peer) -> Projects:
    for peer in peers:
        (folder / peer.key).mkdir()
        words = " ".join(tracer(number) for number in range(3))
        (folder / peer.key / "event.txt").write_text(words)
    return Projects(folder, ("first", "second", "third"))


def taken(*seconds: float) -> list[Run]:
    return [Run(wall, wall, 0) for wall in seconds]


def test_a_ratio_is_the_middle_of_those_of_the_rounds() -> None:
    assert ratio([1, 9, 3], [10, 10, 10]) == pytest.approx(0.3)
    assert ratio([1, 9, 3], [10]) == pytest.approx(0.1)  # what both have in common
    assert ratio([1], []) is None


def test_growth_is_told_from_each_size_to_each_larger_one() -> None:
    sizes = [Measured(n, {"a": taken(n / 100)}, {}) for n in (100, 200, 800)]
    head, _, row = growth(sizes, {"a": "A"}).splitlines()
    assert head == "| way | 100 to 200 | 100 to 800 | 200 to 800 |"
    assert row == "| A | 2.0-fold | 8.0-fold | 4.0-fold |"


def test_a_command_that_takes_too_long_is_ended_with_what_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    line = (
        "import subprocess, sys, pathlib\n"
        f"child = subprocess.Popen([sys.executable, '-c', {SLEEPS!r}])\n"
        f"pathlib.Path({str(mark)!r}).write_text(str(child.pid))\n"
        "child.wait()"
    )
    command = [sys.executable, "-c", line]
    with pytest.raises(TooSlowError, match="more than 8 seconds"):
        run(command, tmp_path, os.environ, tmp_path / "log", 8)
    child = int(mark.read_text())
    wait_for(lambda: not runs(child))


def test_a_command_that_fails_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('why'); raise SystemExit(3)"]
    with pytest.raises(FailedError, match=r"ended with 3:\nwhy"):
        run(command, tmp_path, os.environ, tmp_path / "log", PATIENCE)


def test_builds_are_made_in_turn_and_a_tool_that_fails_is_left_out(
    tmp_path: Path, said: list[str]
) -> None:
    peers = [Line("good"), Line("bad", "raise SystemExit('no disk')"), Line("best")]
    turns = build_in_turn(peers, projects(tmp_path, *peers), 2, PATIENCE, said.append)
    assert [len(runs) for runs in turns.runs.values()] == [2, 0, 2]
    assert turns.remarks == ["Bad: no build, since it failed: no disk."]
    order = [line.split(": ")[:2] for line in said if line.startswith("  round")]
    assert order == [[f"  round {n}", name] for n in (1, 2) for name in ("Good", "Best")]


def test_a_tool_whose_time_is_over_makes_fewer_builds(tmp_path: Path, said: list[str]) -> None:
    slow = Line("slow", f"{BUILDS}; import time; time.sleep(5)")
    peers = [slow, Line("never", SLEEPS)]
    turns = build_in_turn(peers, projects(tmp_path, *peers), 5, 9, said.append)
    assert {key: len(runs) for key, runs in turns.runs.items()} == {"slow": 1, "never": 0}
    assert sorted(turns.remarks) == [
        "Never: no build, since it takes more than 9 seconds.",
        "Slow: 1 build, since one more would take it over 9 seconds.",
    ]


def test_edits_are_timed_until_the_words_are_served(tmp_path: Path, said: list[str]) -> None:
    server = Line("quick", serves=SERVES)
    loops = edit_loops([server], projects(tmp_path, server), 2, PATIENCE, said.append)
    assert len(loops.loops["quick"].edits) == 2
    assert loops.remarks == []
    assert "edited1x" in (tmp_path / "quick" / "event.txt").read_text()


def test_a_server_that_never_answers_or_ends_has_no_edits(tmp_path: Path, said: list[str]) -> None:
    peers = [Line("silent", serves=SLEEPS), Line("gone", serves="raise SystemExit('no port')")]
    loops = edit_loops(peers, projects(tmp_path, *peers), 2, 8, said.append)
    assert loops.loops == {}
    assert loops.remarks == [
        "silent serves: no edit, since its time was over.",
        "gone serves: no edit, since it failed: no port.",
    ]


def test_a_tool_without_hope_at_a_size_is_not_begun(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    peers = [Line("good"), Line("slow"), Line("failed")]
    before = Measured(100, {"good": taken(1), "slow": taken(7, 9, 8), "failed": []}, {})
    monkeypatch.setattr(measuring, "prepare", lambda *given: projects(tmp_path, *given[2]))
    plan = Plan(seed=1, builds=1, edits=0, patience=PATIENCE)
    found = measure(1000, peers, plan, before, said.append)
    assert list(found.builds) == ["good"]
    assert found.remarks == [
        "Slow: no build, since one takes at least 80 seconds.",
        "Failed: no build, since none came to its end at 100 events.",
    ]
