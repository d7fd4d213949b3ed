"""Builds in turn, A B A B: what the machine does besides falls on all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bench.peers import Peer
from bench.projects import Projects
from bench.running import FailedError, Run, measured, minutes, reason, remark, run

Say = Callable[[str], None]


@dataclass
class Turns:
    """What came of building in turn at one size."""

    runs: Mapping[str, list[Run]]
    """By the key of the peer, in the order of the rounds; fewer where it did not go on."""
    remarks: list[str] = field(default_factory=list)
    """Why some did not go on."""


def build_in_turn(
    peers: Sequence[Peer], projects: Projects, rounds: int, patience: float, say: Say
) -> Turns:
    """Build every project so many times, each in no more than `patience` seconds all in all.

    A peer that fails, or for which another build would be one too many, is left out from then on;
    `say` is told of each build.
    """
    turns = Turns({peer.key: [] for peer in peers})
    going = list(peers)
    for number in range(rounds):
        for peer in tuple(going):
            if why := _hindrance(peer, projects, turns, patience, say):
                going.remove(peer)
                turns.remarks.append(remark(peer.title, number, "build", why))
                say(f"  {turns.remarks[-1]}")
    return turns


def _hindrance(
    peer: Peer, projects: Projects, turns: Turns, patience: float, say: Say
) -> str | None:
    """Build one project once more, or return why it was not."""
    runs = turns.runs[peer.key]
    left = patience - sum(run.wall for run in runs)
    if runs and runs[-1].wall > left:
        return f"one more would take it over {minutes(patience)}"
    try:
        runs.append(_build(peer, projects, left, first=not runs))
    except FailedError as error:
        say(f"  {error}")
        return reason(error)
    say(f"  round {len(runs)}: {peer.title}: {runs[-1].wall:.2f} s")
    return None


def _build(peer: Peer, projects: Projects, most: float, *, first: bool) -> Run:
    root = projects.of(peer)
    if not peer.warm:
        peer.clear(root)
    elif first:
        _run(peer, projects, most)
    taken = _run(peer, projects, most)
    size, pages = measured(root / peer.site)
    return replace(taken, bytes=size, pages=pages)


def _run(peer: Peer, projects: Projects, most: float) -> Run:
    root = projects.of(peer)
    log = projects.log(peer, "build")
    return run(peer.build_command(root), root, peer.environment(), log, most)
