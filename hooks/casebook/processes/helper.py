"""Another process that does one piece of work, and how many of them there should be."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from casebook.hearing import hear, say_again
from casebook.plain import is_plain

# The threads of NumPy's own algebra would only wait here, and take the time of our processes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

R = TypeVar("R")

_LEAST = 200
"""Pieces of work below which a second process costs more than it brings."""

_MOST = 8


def how_many(pieces: int) -> int:
    """Return how many processes should take part in so many pieces of work, this one among them."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    if not alone or pieces < _LEAST or is_plain():
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


class Helper(Generic[R]):
    """A copy of this process that does a piece of work, and sends back what it made."""

    def __init__(self, work: Callable[[], R]) -> None:
        """Let it begin."""
        reading, writing = os.pipe()
        self._process = os.fork()
        if not self._process:
            _do(work, reading, writing)
        os.close(writing)
        self._reading = os.fdopen(reading, "rb")

    def result(self) -> R | None:
        """Wait for what it made, None where it did not come to its end.

        What it has logged is logged here.
        """
        content = self._reading.read()
        self._reading.close()
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        if status != 0:
            return None
        made: R
        made, heard = pickle.loads(content)
        say_again(heard)
        return made

    def end(self) -> None:
        """Stop it, whatever it has done; nothing is left of it."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            self._reading.close()
            os.waitpid(self._process, 0)
            self._process = 0


def _do(work: Callable[[], Any], reading: int, writing: int) -> None:
    """Do the work in the copy, and end it."""
    # Nothing of the copy may go on: neither what is to be done at the end of the first process, nor
    # what was to be printed by it.
    with suppress(BaseException):
        os.close(reading)
        heard = hear()
        made = work()
        with os.fdopen(writing, "wb") as file:
            pickle.dump((made, heard), file, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    os._exit(1)
