"""What a round would do, in words, before it does anything."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence

from casebook.links.collect import by_host
from casebook.links.manners import Manners
from casebook.links.web import proxy_for

_WIDTH = 80


def announced(addresses: Sequence[str], manners: Manners) -> Iterator[str]:
    """Yield lines that say whom a round would ask, by which way, what they are told, how long."""
    groups = by_host(addresses)
    yield f"This would ask {_many(len(groups), 'host')} for {_many(len(addresses), 'address')}:"
    yield from textwrap.wrap(
        ", ".join(sorted(groups)),
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield "and those that they lead on to. Each is asked for its robots.txt first."
    yield from _ways(addresses)
    yield f"They are told: User-Agent: {manners.user_agent}"
    longest = max(map(len, groups.values())) + 1
    minutes = math.ceil(longest * manners.delay / 60)
    pace = f"{manners.delay:g} s between two requests to a host"
    yield f"It takes {_many(minutes, 'minute')} or more, with {pace}."


def _ways(addresses: Sequence[str]) -> Iterator[str]:
    proxies = [proxy_for(address) for address in addresses]
    if direct := proxies.count(""):
        which = "They" if direct == len(addresses) else f"The hosts of {_many(direct, 'address')}"
        yield f"{which} are asked directly, and see the network address of this computer."
    for proxy in sorted(set(proxies) - {""}):
        yield f"{_many(proxies.count(proxy), 'address')} by way of the proxy {proxy}"
        if proxy.startswith(("socks5:", "socks4:")):
            name = proxy.replace("://", "h://" if proxy.startswith("socks5") else "a://")
            yield f"  which leaves looking up names to this computer; to hide them, set {name}"


def _many(number: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
