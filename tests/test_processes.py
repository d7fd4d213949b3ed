"""Work shared out among processes: the same results in the same order, whatever happens in one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from casebook import processes
from casebook.processes import share_out
from crawl.runs import clean_environment
from tools import ROOT

HERE = os.getpid()


@pytest.mark.parametrize("count", [1, 2, 3, 7])
@pytest.mark.parametrize("items", [0, 1, 2, 7, 100])
def test_results_come_in_the_order_of_the_items(items: int, count: int) -> None:
    assert share_out(lambda item: item * item, range(items), processes=count) == [
        item * item for item in range(items)
    ]


def test_several_processes_take_part() -> None:
    assert len(set(share_out(lambda _: os.getpid(), range(9), processes=3))) == 3


def _ends(item: int) -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def _exits(item: int) -> int:
    if os.getpid() != HERE:
        sys.exit(0)
    return item


def _cannot_be_sent(item: int) -> object:
    return item if os.getpid() == HERE else lambda: item


@pytest.mark.parametrize("make", [_ends, _exits, _cannot_be_sent])
def test_what_a_process_does_not_bring_is_made_here(make: Callable[[int], object]) -> None:
    assert share_out(make, range(9), processes=2) == list(range(9))


def test_a_mistake_keeps_its_traceback() -> None:
    def make(item: int) -> int:
        return item // (item - 5)

    with pytest.raises(ZeroDivisionError) as caught:
        share_out(make, range(9), processes=2)
    assert caught.traceback[-1].name == "make"


def test_nothing_is_printed_or_done_twice() -> None:
    program = (
        "import atexit\nfrom casebook.processes import share_out\n"
        "atexit.register(print, 'end')\nprint('begin', end=' ')\n"
        "share_out(lambda item: item, range(9), processes=3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=clean_environment(PYTHONPATH=str(ROOT / "hooks")),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "begin end\n"
    assert done.stderr == ""


def test_little_work_and_plain_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)  # type: ignore[attr-defined]
    monkeypatch.setattr(processes.os, "sched_getaffinity", lambda _: {0, 1, 2})  # type: ignore[attr-defined]
    monkeypatch.delenv("CASEBOOK_PLAIN", raising=False)
    assert len(set(share_out(lambda _: os.getpid(), range(300)))) == 3
    assert set(share_out(lambda _: os.getpid(), range(50))) == {HERE}
    monkeypatch.setenv("CASEBOOK_PLAIN", "1")
    assert set(share_out(lambda _: os.getpid(), range(300))) == {HERE}
    monkeypatch.delenv("CASEBOOK_PLAIN")
    monkeypatch.setattr(processes.threading, "active_count", lambda: 2)  # type: ignore[attr-defined]
    assert set(share_out(lambda _: os.getpid(), range(300))) == {HERE}
