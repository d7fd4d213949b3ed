"""Ports for servers that are about to be started."""

from __future__ import annotations

import socket
from contextlib import suppress
from random import SystemRandom

# Below those that Linux (from 32,768) and macOS (from 49,152) give to whoever connects. Of these
# one is in time given to the very client that asks whether the server is up: it then speaks to
# itself, and the server finds its port taken.
_PORTS = range(20_000, 32_000)


def free_port() -> int:
    """Return a port of the loopback address on which nothing listens. Raises OSError if none."""
    for port in SystemRandom().sample(_PORTS, 100):
        with suppress(OSError), socket.socket() as found:
            found.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")
