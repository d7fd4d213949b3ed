"""One size: its projects, its builds and its edits, each for as long as patience lasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.edits import edit_loops
from bench.peers import Peer
from bench.projects import prepare
from bench.report import Measured
from bench.rounds import Say, build_in_turn
from bench.running import minutes, remark


@dataclass(frozen=True)
class Plan:
    """What is to be measured at each size."""

    seed: int
    """Of the made-up case."""
    builds: int
    """By each tool; 0 for none."""
    edits: int
    """In the server of each; 0 for none."""
    patience: float
    """Seconds that one tool may take for its builds of one size, and for its edits again."""


def measure(
    events: int, peers: Sequence[Peer], plan: Plan, before: Measured | None, say: Say
) -> Measured:
    """Measure all tools at one size, but for those that took too long `before`, at a smaller one.

    `say` is told of each build and of each tool that is left out.
    """
    hindered = {peer.key: _hindrance(peer, events, plan, before) for peer in peers}
    remarks = [
        remark(peer.title, 0, "build", hindered[peer.key]) for peer in peers if hindered[peer.key]
    ]
    for each in remarks:
        say(f"  {each}")
    left = [peer for peer in peers if not hindered[peer.key]]
    projects = prepare(events, plan.seed, left)
    turns = build_in_turn(left, projects, plan.builds, plan.patience, say)
    served = [peer for peer in left if turns.runs[peer.key] or not plan.builds]
    loops = edit_loops(served, projects, plan.edits, plan.patience, say)
    return Measured(events, turns.runs, loops.loops, [*remarks, *turns.remarks, *loops.remarks])


def _hindrance(peer: Peer, events: int, plan: Plan, before: Measured | None) -> str:
    """Return why there is no hope that a tool builds so much in its time; empty if there is."""
    if before is None or not plan.builds:
        return ""
    runs = before.builds.get(peer.key)
    if not runs:
        return f"none came to its end at {before.events:,} events"
    # None of them takes less for each event where there are more.
    least = median(run.wall for run in runs) * events / before.events
    return f"one takes at least {minutes(least)}" if least > plan.patience else ""
