"""Work that is shared out, item by item, to whoever is free."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from casebook.processes.helper import Helper, how_many
from casebook.processes.queue import Queue

T = TypeVar("T")
R = TypeVar("R")

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
        self._helpers: list[Helper[dict[int, bytes]]] = []
        count = processes or min(how_many(len(items) if pieces is None else pieces), len(items))
        if count > 1:
            self._queue = Queue(-(-len(items) // self._size))
            here = os.getpid()
            self._helpers = [Helper(lambda: self._help(here)) for _ in range(1, count)]

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
                packed = self._helpers[0].result() or {}
                while packed:
                    number, content = packed.popitem()
                    found[number] = pickle.loads(content)
                del self._helpers[0]
        finally:
            self.end()
        return [
            one
            for number in range(-(-len(self._items) // self._size))
            for one in (found.get(number) or self._stretch(number))
        ]

    def end(self) -> None:
        """Stop the others, whatever they have done; nothing is left of them."""
        for helper in self._helpers:
            helper.end()
        self._helpers = []

    def _help(self, here: int) -> dict[int, bytes]:
        """Return what was made of each stretch, packed at once: packing all of it at the end would
        keep the first process waiting.
        """
        found: dict[int, bytes] = {}
        # When the first process is gone, nobody wants the rest.
        while os.getppid() == here and (number := self._queue.first()) is not None:
            found[number] = pickle.dumps(self._stretch(number), pickle.HIGHEST_PROTOCOL)
        return found

    def _stretch(self, number: int) -> list[R]:
        first = number * self._size
        return [self._make(item) for item in self._items[first : first + self._size]]
