"""Work that another process begins before it is known where what it makes belongs."""

from __future__ import annotations

import os
import pickle
import select
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from casebook.processes.helper import Helper, how_many
from casebook.processes.queue import Queue

M = TypeVar("M")
P = TypeVar("P")
R = TypeVar("R")


class Ahead(Generic[M, P, R]):
    """Items that another process makes and holds, until it is told where they belong.

    From then on it begins no more of them, and puts those it has where they belong; what is left
    can be taken one by one, by this process or by others that have begun since.
    """

    def __init__(
        self,
        make: Callable[[int], M],
        put: Callable[[int, M, P], R],
        count: int,
        *,
        pieces: int,
        has_room: Callable[[Sequence[M]], bool] = lambda _: True,
    ) -> None:
        """Let it begin with the first of `count` items, if so many `pieces` of work are worth it.

        `make` makes an item, by its number; `put` puts what was made where it belongs. Another item
        is begun only if `has_room`, asked with those that are held, says so.
        """
        self._make, self._put, self._count, self._has_room = make, put, count, has_room
        self._place: P | None = None
        self._helper: Helper[dict[int, R]] | None = None
        if how_many(pieces) > 1:
            self._queue = Queue(count)
            reading, writing = os.pipe()
            self._reading, self._writing = os.fdopen(reading, "rb"), os.fdopen(writing, "wb")
            self._helper = Helper(self._help)
            self._reading.close()

    def tell(self, place: P) -> None:
        """Say where everything belongs."""
        self._place = place
        if self._helper is not None:
            # Where the other process is gone, all is done here.
            with suppress(BrokenPipeError), self._writing as file:
                pickle.dump(place, file)

    def take(self) -> R | None:
        """Make an item that nobody has begun and put it where it belongs, if one is left."""
        number = self._queue.last() if self._helper is not None else None
        return None if number is None else self._whole(number)

    def finish(self, taken: Collection[int]) -> list[R]:
        """Wait for the other process, do what is left, and return all but what was `taken`.

        What goes wrong in another process is done again here, so that it goes wrong here.
        """
        found = (self._helper.result() if self._helper is not None else None) or {}
        self._helper = None
        return [
            found[number] if number in found else self._whole(number)
            for number in range(self._count)
            if number not in taken
        ]

    def end(self) -> None:
        """Stop the other process, whatever it has done."""
        if self._helper is not None:
            self._helper.end()
            self._writing.close()
        self._helper = None

    def _whole(self, number: int) -> R:
        assert self._place is not None  # `tell` comes first
        return self._put(number, self._make(number), self._place)

    def _help(self) -> dict[int, R]:
        self._writing.close()
        held: dict[int, M] = {}
        while not self._is_told() and self._has_room(list(held.values())):
            number = self._queue.first()
            if number is None:
                break
            held[number] = self._make(number)
        # The first process tells nothing any more if it is gone: then this fails, and all ends.
        place: P = pickle.load(self._reading)
        return {number: self._put(number, made, place) for number, made in held.items()}

    def _is_told(self) -> bool:
        return bool(select.select([self._reading], [], [], 0)[0])
