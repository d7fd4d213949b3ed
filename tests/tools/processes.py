"""Processes that a test has not started itself: whether they run, and to wait for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

_PATIENCE = 60


def runs(process: int) -> bool:
    """Return whether a process runs, by its number; one that has ended and waits does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(said: Callable[[], bool]) -> None:
    """Ask until it is said. Raises AssertionError after a minute."""
    deadline = time.monotonic() + _PATIENCE
    while not said():
        assert time.monotonic() < deadline
        time.sleep(0.01)
