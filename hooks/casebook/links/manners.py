"""How hosts are asked: who says to be asking, how often, how long an answer may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock

AGENT = "Casebook"
"""The name by which `robots.txt` can speak to us (RFC 9309, 2.2.1)."""


class Stopped(Exception):  # noqa: N818  # no error: somebody has had enough
    """The editor has ended the round."""


@dataclass(frozen=True, slots=True)
class Manners:
    """`delay` seconds between two requests to one host, `timeout` seconds for an answer.

    `user_agent` is what hosts are told of who asks. A host that asks for a pause of up to
    `patience` seconds is given it.
    """

    user_agent: str = AGENT
    delay: float = 3.0
    timeout: float = 20.0
    patience: float = 60.0


class Pace:
    """Lets each host be asked no more often than it is meant to be, by however many threads."""

    def __init__(self, delay: float) -> None:
        self.stop = Event()
        self._delay = delay
        self._slower: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def slow(self, host: str, delay: float) -> None:
        """Leave `delay` seconds between requests to a host that wants more of them."""
        with self._lock:
            self._slower[host] = max(delay, self._delay)

    def turn(self, host: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Return when the host may be asked; raise `Stopped` where the round has ended."""
        with self._lock:
            now = clock()
            at = max(now, self._next.get(host, now))
            self._next[host] = at + self._slower.get(host, self._delay)
        self.wait(at - now)

    def wait(self, seconds: float) -> None:
        """Wait; raise `Stopped` where the round ends in the meantime."""
        if self.stop.wait(seconds) if seconds > 0 else self.stop.is_set():
            raise Stopped
