"""Numbers that several processes take, each number once."""

from __future__ import annotations

import mmap
import os
import sys

if sys.platform == "linux":
    import fcntl


class Queue:
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
