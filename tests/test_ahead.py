"""Work begun before it is known where it belongs: each piece once, whoever does it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.processes import Ahead, ahead
from crawl.runs import clean_environment
from tools import ROOT
from tools.processes import runs, wait_for

HERE = os.getpid()
MANY, FEW = 1_000, 10


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a second process where there is enough to do, whatever the machine."""
    monkeypatch.setattr(ahead, "how_many", lambda pieces: 2 if pieces == MANY else 1)


def test_what_was_begun_ahead_is_put_where_it_belongs(tmp_path: Path) -> None:
    work = Ahead(_made_in(tmp_path), _put, 3, pieces=MANY)
    wait_for(lambda: len(list(tmp_path.glob("made-*"))) == 3)
    assert list(tmp_path.glob("put-*")) == []
    work.tell(tmp_path)
    assert work.take() is None
    made = work.finish(())
    assert [(number, place) for number, _, place in made] == [(n, tmp_path) for n in range(3)]
    assert {process for _, process, _ in made}.isdisjoint({HERE})
    assert sorted(path.name for path in tmp_path.glob("put-*")) == ["put-0", "put-1", "put-2"]


def test_what_is_left_is_taken_once_by_whoever_asks(tmp_path: Path) -> None:
    work = Ahead(_made_in(tmp_path), _put, 5, pieces=MANY, has_room=lambda held: len(held) < 2)
    wait_for(lambda: len(list(tmp_path.glob("made-*"))) == 2)
    time.sleep(0.05)
    assert len(list(tmp_path.glob("made-*"))) == 2
    work.tell(tmp_path)
    taken = [found for _ in range(4) if (found := work.take()) is not None]
    assert [number for number, _, _ in taken] == [4, 3, 2]
    made = work.finish({number for number, _, _ in taken})
    assert [number for number, _, _ in made] == [0, 1]
    assert [process == HERE for _, process, _ in (*made, *taken)] == [False] * 2 + [True] * 3


@pytest.mark.parametrize("told", [False, True])
def test_what_a_process_does_not_bring_is_made_here(*, told: bool, tmp_path: Path) -> None:
    def make(_: int) -> int:
        if os.getpid() != HERE:
            (tmp_path / "begun").touch()
            if told:
                wait_for((tmp_path / "told").exists)
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    work = Ahead(make, _put, 3, pieces=MANY)
    wait_for((tmp_path / "begun").exists)
    if not told:
        time.sleep(0.1)  # until there is nobody any more to be told
    work.tell(tmp_path)
    (tmp_path / "told").touch()
    assert [(number, process) for number, process, _ in work.finish(())] == [
        (number, HERE) for number in range(3)
    ]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_mistake_keeps_its_traceback(tmp_path: Path) -> None:
    def make(number: int) -> int:
        return 1 // (number - 1)

    work = Ahead(make, _put, 3, pieces=MANY)
    work.tell(tmp_path)
    with pytest.raises(ZeroDivisionError) as caught:
        work.finish(())
    assert caught.traceback[-1].name == "make"


def test_little_work_is_done_here(tmp_path: Path) -> None:
    work = Ahead(_made_in(tmp_path), _put, 3, pieces=FEW)
    work.tell(tmp_path)
    assert work.take() is None
    assert {process for _, process, _ in work.finish(())} == {HERE}


@pytest.mark.parametrize("told", [False, True])
def test_what_is_given_up_leaves_nothing_behind(*, told: bool, tmp_path: Path) -> None:
    held = set(os.listdir("/proc/self/fd"))  # noqa: PTH208
    work: Ahead[None, Path, None] = Ahead(lambda _: time.sleep(60), lambda *_: None, 3, pieces=MANY)
    if told:
        work.tell(tmp_path)
    work.end()
    work.end()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    del work
    assert set(os.listdir("/proc/self/fd")) <= held  # noqa: PTH208


def test_a_process_whose_first_one_is_gone_ends_and_puts_nothing(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, signal, sys, time\n"
        "from casebook.processes import Ahead, ahead\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "ahead.how_many = lambda pieces: 2\n"
        "def make(number):\n"
        "    (folder / 'process').write_text(str(os.getpid()))\n"
        "work = Ahead(make, lambda *_: (folder / 'put').touch(), 1, pieces=1)\n"
        "while not (folder / 'process').exists() or not (folder / 'process').read_text():\n"
        "    time.sleep(0.01)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = clean_environment(PYTHONPATH=str(ROOT / "hooks"))
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    other = int((tmp_path / "process").read_text("utf-8"))
    wait_for(lambda: not runs(other))
    assert not (tmp_path / "put").exists()


def _made_in(folder: Path) -> Callable[[int], int]:
    def make(number: int) -> int:
        (folder / f"made-{number}").touch()
        return os.getpid()

    return make


def _put(number: int, made: int, place: Path) -> tuple[int, int, Path]:
    (place / f"put-{number}").touch()
    return number, made, place
