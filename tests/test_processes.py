"""Work shared out among processes: the same results in the same order, whatever happens in one."""

from __future__ import annotations

import logging
import mmap
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from casebook.processes import Shared, helper, share_out
from crawl.runs import clean_environment
from tools import ROOT

HERE = os.getpid()


@pytest.mark.parametrize("count", [1, 2, 3, 7])
@pytest.mark.parametrize("items", [0, 1, 2, 7, 100])
def test_results_come_in_the_order_of_the_items(items: int, count: int) -> None:
    assert share_out(lambda item: item * item, range(items), processes=count) == [
        item * item for item in range(items)
    ]


def _meeting(count: int) -> Callable[[object], int]:
    """Return a function that waits until so many processes have called it, and says in which."""
    seen = mmap.mmap(-1, count * 8)

    def meet(_: object) -> int:
        here = os.getpid().to_bytes(8, "big")
        deadline = time.monotonic() + 60
        while here not in (found := {seen[at : at + 8] for at in range(0, len(seen), 8)}):
            # Two that write to one place at once look again, and one of them finds its own missing.
            free = next(at for at in range(0, len(seen), 8) if seen[at : at + 8] == bytes(8))
            seen[free : free + 8] = here
            time.sleep(0.01)
        while bytes(8) in found and time.monotonic() < deadline:
            time.sleep(0.01)
            found = {seen[at : at + 8] for at in range(0, len(seen), 8)}
        return os.getpid()

    return meet


def test_several_processes_take_part() -> None:
    assert len(set(share_out(_meeting(3), range(9), processes=3))) == 3


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
    monkeypatch.setattr(helper.threading, "active_count", lambda: 1)  # type: ignore[attr-defined]
    monkeypatch.setattr(helper.os, "sched_getaffinity", lambda _: {0, 1, 2})  # type: ignore[attr-defined]
    monkeypatch.delenv("CASEBOOK_PLAIN", raising=False)
    assert len(set(share_out(_meeting(3), range(300)))) == 3
    assert set(share_out(lambda _: os.getpid(), range(50))) == {HERE}
    monkeypatch.setenv("CASEBOOK_PLAIN", "1")
    assert set(share_out(lambda _: os.getpid(), range(300))) == {HERE}
    monkeypatch.delenv("CASEBOOK_PLAIN")
    monkeypatch.setattr(helper.threading, "active_count", lambda: 2)  # type: ignore[attr-defined]
    assert set(share_out(lambda _: os.getpid(), range(300))) == {HERE}


def test_work_goes_on_while_the_first_process_does_something_else() -> None:
    begun = mmap.mmap(-1, 1)

    def make(item: int) -> int:
        begun[0] = 1
        return item

    shared = Shared(make, range(9), processes=2)
    deadline = time.monotonic() + 60
    while not begun[0] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert begun[0]
    assert shared.finish() == list(range(9))


def test_what_is_given_up_leaves_no_process_behind() -> None:
    shared = Shared(lambda _: time.sleep(60), range(9), processes=3)
    shared.end()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    shared.end()


def test_an_error_in_the_first_process_leaves_none_behind() -> None:
    def make(item: int) -> int:
        if os.getpid() == HERE:
            raise ZeroDivisionError(item)
        time.sleep(60)
        return item

    with pytest.raises(ZeroDivisionError):
        share_out(make, range(9), processes=3)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_more_items_than_a_pipe_holds_are_shared_out_in_stretches() -> None:
    items = range(10_001)
    assert share_out(lambda item: -item, items, processes=2) == [-item for item in items]


def test_what_another_process_logs_is_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    meet = _meeting(3)

    def make(item: int) -> int:
        meet(item)
        if os.getpid() != HERE:
            try:
                raise ValueError(item)
            except ValueError:
                logging.getLogger("casebook.test").exception("item %s of %r", item, make)
        return item

    share_out(make, range(30), processes=3)
    told = [record for record in caplog.records if record.name == "casebook.test"]
    assert {record.processName for record in told}
    assert all(record.process != HERE and record.levelname == "ERROR" for record in told)
    assert all("ValueError" in str(record.exc_text) for record in told)
    assert len({record.process for record in told}) == 2
