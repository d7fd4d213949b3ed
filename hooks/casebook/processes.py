"""Work of many pieces, shared out among the processors of the machine.

Each process begins as a copy of this one (fork), so it has the case at hand, and sends back only
what it made. That is safe where this process has a single thread, and quick where there is enough
to do; elsewhere the work is done here, with the same result.
"""

from __future__ import annotations

import logging
import mmap
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, Generic, NamedTuple, TypeVar

from casebook.hearing import hear, say_again
from casebook.plain import is_plain

if sys.platform == "linux":
    import fcntl

# The threads of NumPy's own algebra would only wait here, and take the time of our processes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

T = TypeVar("T")
R = TypeVar("R")

_LEAST = 200
"""Pieces of work below which a second process costs more than it brings."""

_MOST = 8

# So small pieces that the last of them end together, so large that taking one costs nothing.
_STRETCHES = 2_000


def share_out(
    make: Callable[[T], R],
    items: Sequence[T],
    *,
    processes: int | None = None,
    pieces: int | None = None,
) -> list[R]:
    """Return what `make` makes of each item, in their order; see `Shared`."""
    return Shared(make, items, processes=processes, pieces=pieces).finish()


class Shared(Generic[T, R]):
    """Work that others have begun, and that this process joins when it has nothing else to do.

    Whoever is free takes a few more items: the others from the first on, this process from the last
    back, since neighbours are often alike and share what has to be worked out once for them. So
    items that take long belong to the two ends, and small ones in the middle, where all meet.
    """

    def __init__(
        self,
        make: Callable[[T], R],
        items: Sequence[T],
        *,
        processes: int | None = None,
        pieces: int | None = None,
    ) -> None:
        """Let the other processes begin.

        `make` must depend on nothing that it changes itself. `processes` is how many take part, by
        default one for each processor; `pieces` is how much work the items stand for, where one of
        them is more than one piece.
        """
        self._make = make
        self._items = items
        self._size = max(1, -(-len(items) // _STRETCHES))
        self._helpers: list[_Helper] = []
        count = processes or min(_processes(len(items) if pieces is None else pieces), len(items))
        if count > 1:
            self._queue = _Queue(-(-len(items) // self._size))
            self._helpers = [self._start() for _ in range(1, count)]

    def finish(self) -> list[R]:
        """Do what nobody has begun, wait for the others, and return what was made of each item.

        What goes wrong in another process is done again here, so that it goes wrong here, with its
        traceback. What was logged there is logged here.
        """
        found: dict[int, list[R]] = {}
        try:
            if self._helpers:
                while (number := self._queue.last()) is not None:
                    found[number] = self._stretch(number)
            while self._helpers:
                made, heard = _result(self._helpers[0])
                del self._helpers[0]
                found.update(made)
                say_again(heard)
        finally:
            self.end()
        return [
            made
            for number in range(-(-len(self._items) // self._size))
            for made in (found.get(number) or self._stretch(number))
        ]

    def end(self) -> None:
        """Stop the others, whatever they have done; nothing is left of them."""
        for helper in self._helpers:
            os.kill(helper.process, signal.SIGKILL)
            helper.reading.close()
            os.waitpid(helper.process, 0)
        self._helpers = []

    def _stretch(self, number: int) -> list[R]:
        first = number * self._size
        return [self._make(item) for item in self._items[first : first + self._size]]

    def _start(self) -> _Helper:
        reading, writing = os.pipe()
        here = os.getpid()
        if process := os.fork():
            os.close(writing)
            return _Helper(process, os.fdopen(reading, "rb"))
        # Nothing of this copy may go on: neither what is to be done at the end of the first
        # process, nor what was to be printed by it.
        with suppress(BaseException):
            os.close(reading)
            heard = hear()
            found: dict[int, list[R]] = {}
            # When the first process is gone, nobody wants the rest.
            while os.getppid() == here and (number := self._queue.first()) is not None:
                found[number] = self._stretch(number)
            with os.fdopen(writing, "wb") as file:
                pickle.dump((found, heard), file, pickle.HIGHEST_PROTOCOL)
            os._exit(0)
        os._exit(1)


class _Helper(NamedTuple):
    """The number of another process, and where to read what it made."""

    process: int
    reading: BinaryIO


class _Queue:
    """Numbers from 0 on, in memory that several processes share; each is taken once."""

    def __init__(self, count: int) -> None:
        # A lock of a process on a file is gone with the process, however it ends.
        self._lock = os.memfd_create("queue")
        self._ends = memoryview(mmap.mmap(-1, 16)).cast("q")
        self._ends[1] = count

    def __del__(self) -> None:
        os.close(self._lock)

    def first(self) -> int | None:
        """Take the first number that is left, or None."""
        return self._take(0)

    def last(self) -> int | None:
        """Take the last number that is left, or None."""
        return self._take(1)

    def _take(self, end: int) -> int | None:
        fcntl.lockf(self._lock, fcntl.LOCK_EX)
        try:
            first, last = self._ends
            if first == last:
                return None
            self._ends[end] += -1 if end else 1
            return last - 1 if end else first
        finally:
            fcntl.lockf(self._lock, fcntl.LOCK_UN)


def _processes(items: int) -> int:
    alone = sys.platform == "linux" and threading.active_count() == 1
    if not alone or items < _LEAST or is_plain():
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def _result(helper: _Helper) -> tuple[dict[int, list[Any]], list[logging.LogRecord]]:
    """Return what a process made and logged: nothing where it did not come to its end."""
    with helper.reading as file:
        content = file.read()
    _, status = os.waitpid(helper.process, 0)
    return pickle.loads(content) if status == 0 else ({}, [])
