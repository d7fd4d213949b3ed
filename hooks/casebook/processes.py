"""Work of many equal pieces, shared out among the processors of the machine.

Each process begins as a copy of this one (fork), so it has the case at hand, and sends back only
what it made. That is safe where this process has a single thread, and quick where there is enough
to do; elsewhere the work is done here, with the same result.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from casebook.plain import is_plain

T = TypeVar("T")
R = TypeVar("R")

_LEAST = 200
"""Pieces of work below which a second process costs more than it brings."""

_MOST = 8


def share_out(
    make: Callable[[T], R],
    items: Sequence[T],
    *,
    processes: int | None = None,
    pieces: int | None = None,
) -> list[R]:
    """Return what `make` makes of each item, in their order.

    `make` must depend on nothing that it changes itself. `processes` is how many take part, by
    default one for each processor; `pieces` is how much work the items stand for, where one of them
    is more than one piece. What goes wrong in another process is done again here, so that
    it goes wrong here, with its traceback.
    """
    count = processes or min(_processes(len(items) if pieces is None else pieces), len(items))
    if count < 2:
        return [make(item) for item in items]
    # Every so-manieth item, since neighbours are of one kind and cost alike.
    helpers = [_start(make, items[number::count]) for number in range(1, count)]
    found: list[Any] = [None] * len(items)
    found[::count] = [make(item) for item in items[::count]]
    for number, (process, reading) in enumerate(helpers, start=1):
        made = _result(process, reading)
        share = items[number::count]
        found[number::count] = made if made is not None else [make(item) for item in share]
    return found


def _processes(items: int) -> int:
    alone = sys.platform == "linux" and threading.active_count() == 1
    if not alone or items < _LEAST or is_plain():
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def _start(make: Callable[[T], R], items: Sequence[T]) -> tuple[int, int]:
    """Start a process for these items; return its number, and where to read what it made."""
    reading, writing = os.pipe()
    if process := os.fork():
        os.close(writing)
        return process, reading
    # Nothing of this copy may go on: neither what is to be done at the end of the first process,
    # nor what was to be printed by it.
    with suppress(BaseException):
        os.close(reading)
        with os.fdopen(writing, "wb") as file:
            pickle.dump([make(item) for item in items], file, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    os._exit(1)


def _result(process: int, reading: int) -> list[Any] | None:
    """Return what a process made, or None where it did not come to its end."""
    with os.fdopen(reading, "rb") as file:
        content = file.read()
    _, status = os.waitpid(process, 0)
    return pickle.loads(content) if status == 0 else None
