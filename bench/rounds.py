"""Builds in turn, A B A B: what the machine does besides falls on all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bench.peers import Peer
from bench.projects import Projects
from bench.running import FailedError, Run, measured, run

Say = Callable[[str], None]


def build_in_turn(
    peers: Sequence[Peer], projects: Projects, runs: int, say: Say
) -> dict[str, list[Run]]:
    """Build every project so many times; return the runs by the key of the peer.

    A peer that fails is left out from then on, and has the runs before that: `say` is told why.
    """
    found: dict[str, list[Run]] = {peer.key: [] for peer in peers}
    failed: set[str] = set()
    for number in range(runs):
        for peer in peers:
            if peer.key in failed:
                continue
            try:
                found[peer.key].append(_build(peer, projects, first=number == 0))
                say(f"  round {number + 1}: {peer.title}: {found[peer.key][-1].wall:.2f} s")
            except FailedError as error:
                failed.add(peer.key)
                say(f"  {peer.title} fails: {error}")
    return found


def _build(peer: Peer, projects: Projects, *, first: bool) -> Run:
    root = projects.of(peer)
    if not peer.warm:
        peer.clear(root)
    elif first:
        _run(peer, projects)
    taken = _run(peer, projects)
    size, pages = measured(root / peer.site)
    return replace(taken, bytes=size, pages=pages)


def _run(peer: Peer, projects: Projects) -> Run:
    root = projects.of(peer)
    return run(peer.build_command(root), root, peer.environment(), projects.log(peer, "build"))
