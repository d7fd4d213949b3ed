"""One address: politely, by HEAD first, along its redirects, to an answer."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from casebook.links.answers import Answer
from casebook.links.manners import Manners, Pace
from casebook.links.robots import Robots
from casebook.links.web import Method, Reply, Silence, Web, proxy_for

_HOPS = 10
_FOR_GOOD = (301, 308)
_MOVED = (*_FOR_GOOD, 302, 303, 307)
_GONE = (404, 410)
_BUSY = (429, 503)


@dataclass(frozen=True)
class Asking:
    """Asks for one address after the other."""

    web: Web
    pace: Pace
    robots: Robots
    manners: Manners

    def answer(self, address: str) -> Answer:
        """Return what comes of asking for an address; raise `Stopped` where the round has ended."""
        here, for_good = address, True
        try:
            for _ in range(_HOPS + 1):
                if refusal := self._refusal(here, address):
                    return refusal
                reply = self._reply(here)
                if reply.status not in _MOVED or not reply.location:
                    return _judged(reply, address, here, for_good=for_good)
                for_good = for_good and reply.status in _FOR_GOOD
                here = urldefrag(urljoin(here, reply.location)).url
        except Silence as silence:
            return Answer("silent", _of(here, address, str(silence)))
        except ValueError:  # an address that cannot be taken apart
            return Answer("silent", "it leads to what is no address")
        return Answer("silent", f"it leads on more than {_HOPS} times")

    def _refusal(self, here: str, first: str) -> Answer | None:
        parts = urlsplit(here)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host:
            return Answer("silent", f"it leads to {here}, which is not on the web")
        if _is_private(host) and host != urlsplit(first).hostname:
            return Answer("silent", f"it leads to {here}, inside a network of its own")
        if host.endswith(".onion") and not proxy_for(here):
            return Answer("barred", "onion addresses can be asked for through a proxy alone")
        if not self.robots.allow(here):
            return Answer("barred", _of(here, first, "its robots.txt asks programs to stay away"))
        return None

    def _reply(self, address: str) -> Reply:
        """Ask by HEAD, and by GET where that finds a fault: not every host knows HEAD."""
        try:
            reply = self._patiently("HEAD", address)
        except Silence:
            return self._patiently("GET", address)
        refused = reply.status >= 400 and reply.status not in _BUSY
        return self._patiently("GET", address) if refused else reply

    def _patiently(self, method: Method, address: str) -> Reply:
        """Ask, and once more after a pause that the host wants, if it is not too long."""
        host = urlsplit(address).hostname or ""
        self.pace.turn(host)
        reply = self.web.ask(method, address)
        pause = pause_of(reply.retry_after, datetime.now(UTC))
        if reply.status in _BUSY and pause is not None and pause <= self.manners.patience:
            self.pace.wait(pause)
            self.pace.turn(host)
            reply = self.web.ask(method, address)
        return reply


def pause_of(retry_after: str, now: datetime) -> float | None:
    """Return the seconds that a header asks for (RFC 9110, 10.2.3); None where it says nothing."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def _judged(reply: Reply, address: str, here: str, *, for_good: bool) -> Answer:
    """Return what a last answer, that of `here`, means for the address that was asked first."""
    said = _of(here, address, reply.said)
    if reply.status < 400:
        if _is_front(here) and not _is_front(address):
            return Answer("gone", f"it leads to {here}, the front page of a site")
        if here != address and for_good:
            return Answer("moved", "the host says that it is elsewhere now", here)
        return Answer("well", reply.said)
    if reply.status in _GONE:
        return Answer("gone", said)
    if reply.status == 429 or (reply.status in _BUSY and reply.retry_after):
        return Answer("busy", said, reply.retry_after)
    return Answer("barred" if reply.status < 500 else "silent", said)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _is_private(host: str) -> bool:
    """Return whether a host is one of the machine itself or of the network around it."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))


def _of(here: str, address: str, words: str) -> str:
    """Return words about the last address on the way, which is named if it is not the first."""
    return words if here == address else f"{words} (at {here}, where it leads to)"
