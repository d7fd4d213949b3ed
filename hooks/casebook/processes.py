"""Work of many pieces, shared out among the processors of the machine.

Each process begins as a copy of this one (fork), so it has the case at hand, and sends back only
what it made. That is safe where this process has a single thread, and quick where there is enough
to do; elsewhere the work is done here, with the same result.
"""

from __future__ import annotations

import logging
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

T = TypeVar("T")
R = TypeVar("R")

_LEAST = 200
"""Pieces of work below which a second process costs more than it brings."""

_MOST = 8

_BYTES = 2
# The numbers of all stretches fit into the smallest pipe that Linux gives, a page of 4,096 bytes.
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

    Whoever is free takes the next few items, so items that take long should come first.
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
        self._queue = -1
        count = processes or min(_processes(len(items) if pieces is None else pieces), len(items))
        if count > 1:
            self._queue = _filled(range(0, len(items), self._size))
            self._helpers = [self._start() for _ in range(1, count)]

    def finish(self) -> list[R]:
        """Do what nobody has begun, wait for the others, and return what was made of each item.

        What goes wrong in another process is done again here, so that it goes wrong here, with its
        traceback. What was logged there is logged here.
        """
        found: dict[int, list[R]] = {}
        try:
            if self._helpers:
                self._work(found)
            while self._helpers:
                made, heard = _result(self._helpers[0])
                del self._helpers[0]
                found.update(made)
                say_again(heard)
        finally:
            self.end()
        return [
            made
            for number in range(0, len(self._items), self._size)
            for made in (found.get(number) or self._stretch(number))
        ]

    def end(self) -> None:
        """Stop the others, whatever they have done; nothing is left of them."""
        for helper in self._helpers:
            os.kill(helper.process, signal.SIGKILL)
            helper.reading.close()
            os.waitpid(helper.process, 0)
        self._helpers = []
        if self._queue >= 0:
            os.close(self._queue)
        self._queue = -1

    def _work(self, found: dict[int, list[R]], *, under: int | None = None) -> None:
        """Take stretches until there are none; a helper goes no further when the first is gone."""
        while taken := os.read(self._queue, _BYTES):
            if under is not None and os.getppid() != under:
                break
            first = int.from_bytes(taken, sys.byteorder) * self._size
            found[first] = self._stretch(first)

    def _stretch(self, first: int) -> list[R]:
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
            self._work(found, under=here)
            with os.fdopen(writing, "wb") as file:
                pickle.dump((found, heard), file, pickle.HIGHEST_PROTOCOL)
            os._exit(0)
        os._exit(1)


class _Helper(NamedTuple):
    """The number of another process, and where to read what it made."""

    process: int
    reading: BinaryIO


def _processes(items: int) -> int:
    alone = sys.platform == "linux" and threading.active_count() == 1
    if not alone or items < _LEAST or is_plain():
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def _filled(numbers: range) -> int:
    """Return a pipe in which the numbers of all stretches wait, each to be taken by one process."""
    reading, writing = os.pipe()
    waiting = (number // numbers.step for number in numbers)
    os.write(writing, b"".join(n.to_bytes(_BYTES, sys.byteorder) for n in waiting))
    os.close(writing)
    return reading


def _result(helper: _Helper) -> tuple[dict[int, list[Any]], list[logging.LogRecord]]:
    """Return what a process made and logged: nothing where it did not come to its end."""
    with helper.reading as file:
        content = file.read()
    _, status = os.waitpid(helper.process, 0)
    return pickle.loads(content) if status == 0 else ({}, [])
