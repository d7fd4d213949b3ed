"""The tools that are measured side by side; each has a file of its own."""

from __future__ import annotations

from collections.abc import Sequence

from bench.peers.base import InstallError, Peer, Prepared
from bench.peers.casebook import Casebook, WarmCasebook
from bench.peers.eleventy import Eleventy
from bench.peers.ezglossary import Ezglossary
from bench.peers.hugo import Hugo
from bench.peers.plain import Plain
from bench.peers.zensical import Zensical

__all__ = ["BASE", "PEERS", "InstallError", "Peer", "Prepared", "chosen"]

PEERS: tuple[Peer, ...] = (
    Casebook(),
    WarmCasebook(),
    Plain(),
    Ezglossary(),
    Zensical(),
    Eleventy(),
    Hugo(),
)

BASE = Plain.key
"""What the others' times are divided by."""


def chosen(keys: Sequence[str]) -> tuple[Peer, ...]:
    """Return the peers of those names in the order above. Raises ValueError for an unknown one."""
    known = {peer.key for peer in PEERS}
    if unknown := [key for key in keys if key not in known]:
        raise ValueError(f"no such peer: {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(peer for peer in PEERS if peer.key in keys)
