"""A round of questions: several hosts at a time, each of them slowly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeAlias

from casebook.links.answers import Answer
from casebook.links.asking import Asking
from casebook.links.collect import by_host
from casebook.links.manners import Manners, Pace, Stopped
from casebook.links.robots import Robots
from casebook.links.web import Web

_WORKERS = 8
_Said: TypeAlias = "tuple[str, Answer] | BaseException | None"


@dataclass
class Round:
    """Asks for addresses; those of a host that wants to be left alone are left for another day."""

    manners: Manners
    _left: SimpleQueue[list[str]] = field(default_factory=SimpleQueue)
    _said: SimpleQueue[_Said] = field(default_factory=SimpleQueue)

    def answers(self, addresses: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        """Yield each address with its answer, as they come.

        Whoever stops listening ends the round. Raises `ProxyFault` where the proxy fails.
        """
        groups = by_host(addresses)
        for group in groups.values():
            self._left.put(group)
        pace = Pace(self.manners.delay)
        web = Web(self.manners.user_agent, self.manners.timeout)
        asking = Asking(web, pace, Robots(web, pace, self.manners), self.manners)
        running = min(_WORKERS, len(groups))
        for _ in range(running):
            Thread(target=self._work, args=(asking,), daemon=True).start()
        try:
            while running:
                said = self._said.get()
                if isinstance(said, BaseException):
                    raise said
                if said is None:
                    running -= 1
                else:
                    yield said
        finally:
            pace.stop.set()

    def _work(self, asking: Asking) -> None:
        """Take one host after the other, until none is left."""
        try:
            while True:
                for address in self._left.get_nowait():
                    answer = asking.answer(address)
                    self._said.put((address, answer))
                    if answer.outcome == "busy":
                        break
        except (Empty, Stopped):
            self._said.put(None)
        except Exception as error:  # noqa: BLE001  # raised where somebody listens
            self._said.put(error)
