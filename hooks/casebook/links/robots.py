"""What hosts ask of programs (RFC 9309, https://www.rfc-editor.org/rfc/rfc9309)."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock
from urllib.parse import urljoin, urlsplit

from protego import Protego

from casebook.links.manners import AGENT, Manners, Pace
from casebook.links.web import Silence, Web

_HOPS = 5  # redirects that a program should follow (2.3.1.2)


class Robots:
    """The wishes of hosts, each asked for once."""

    def __init__(self, web: Web, pace: Pace, manners: Manners) -> None:
        self._web, self._pace, self._manners = web, pace, manners
        self._known: dict[str, Protego | Silence] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def allow(self, address: str) -> bool:
        """Return whether the host of an address lets us ask for it; raise `Silence` for a dead one.

        How long it wants to be left alone between two requests is kept from then on.
        """
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._locks[origin]:
            if origin not in self._known:
                self._known[origin] = self._read(origin, parts.hostname or "")
        found = self._known[origin]
        if isinstance(found, Silence):
            raise found
        return bool(found.can_fetch(address, AGENT))

    def _read(self, origin: str, host: str) -> Protego | Silence:
        try:
            rules = Protego.parse(self._text(f"{origin}/robots.txt"))
        except Silence as silence:
            return silence
        wanted = rules.crawl_delay(AGENT)
        if wanted and wanted > self._manners.delay:
            # Whoever asks for hours means that programs should stay away.
            if wanted > self._manners.patience:
                return Protego.parse("User-agent: *\nDisallow: /")
            self._pace.slow(host, wanted)
        return rules

    def _text(self, address: str) -> str:
        for _ in range(_HOPS):
            self._pace.turn(urlsplit(address).hostname or "")
            reply = self._web.ask("GET", address)
            if reply.location and 300 <= reply.status < 400:
                address = urljoin(address, reply.location)
                continue
            if reply.status >= 500:  # "unreachable": all is forbidden (2.3.1.4)
                return "User-agent: *\nDisallow: /"
            # "Unavailable": all is allowed (2.3.1.3).
            return reply.body.decode("utf-8", "replace") if reply.status < 300 else ""
        return ""
