"""Runs -> medians, ratios and tables in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import TypeAlias

from bench.edits import Loop
from bench.running import Run

MB = 1024 * 1024

Builds: TypeAlias = Mapping[str, Sequence[Run]]
"""The runs of each peer, by its key, in the order of the rounds."""


@dataclass(frozen=True)
class Measured:
    """All that was found at one size."""

    events: int
    builds: Builds
    loops: Mapping[str, Loop]
    remarks: Sequence[str] = ()
    """Why some were measured less often than others."""


def ratio(times: Sequence[float], base: Sequence[float]) -> float | None:
    """Return how `times` stand to `base`, round by round: the middle of the ratios of each round.

    A machine that is slow for a while is so for a whole round, and leaves its ratio as it was.
    None where the two have no round in common.
    """
    ratios = [time / other for time, other in zip(times, base, strict=False)]
    return median(ratios) if ratios else None


def builds(measured: Measured, titles: Mapping[str, str], base: str) -> str:
    """Return the table of the builds at one size; the peer `base` is what others stand beside.

    Every peer of `titles` has a row, a peer without runs one that says so.
    """
    against = f"against {titles.get(base, base)}"
    heads = ("way", "seconds (least to most)", against, "seconds of processors", against,
             "peak memory, MB", "site, MB", "pages")  # fmt: skip
    others = measured.builds.get(base, ())
    rows = [_build(title, measured.builds.get(key, ()), others) for key, title in titles.items()]
    return table(heads, rows)


def loops(measured: Measured, titles: Mapping[str, str], base: str) -> str:
    """Return the table of the edit loops at one size."""
    heads = ("server", "start to first page, s", "edit to new words, s (least to most)",
             f"against {titles.get(base, base)}")  # fmt: skip
    other = measured.loops.get(base)
    rows = [_loop(title, measured.loops.get(key), other) for key, title in titles.items()]
    return table(heads, rows)


def growth(all_measured: Sequence[Measured], titles: Mapping[str, str]) -> str:
    """Return how many times longer builds take at each size than at smaller ones; empty for one."""
    steps = list(combinations(all_measured, 2))
    if not steps:
        return ""
    heads = ("way", *(f"{small.events:,} to {large.events:,}" for small, large in steps))
    rows = [
        (title, *(_grown(small.builds, large.builds, key) for small, large in steps))
        for key, title in titles.items()
    ]
    return table(heads, rows)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown, its numbers to the right."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _build(title: str, runs: Sequence[Run], others: Sequence[Run]) -> tuple[str, ...]:
    if not runs:
        return (title, "not measured", *[""] * 6)
    walls, cpus = [run.wall for run in runs], [run.cpu for run in runs]
    return (
        title,
        _spread(walls),
        _factor(ratio(walls, [run.wall for run in others])),
        f"{median(cpus):.2f}",
        _factor(ratio(cpus, [run.cpu for run in others])),
        f"{median(run.memory for run in runs) / MB:.0f}",
        f"{runs[-1].bytes / MB:.1f}",
        f"{runs[-1].pages:,}",
    )


def _loop(title: str, loop: Loop | None, base: Loop | None) -> tuple[str, ...]:
    if loop is None:
        return (title, "not measured", "", "")
    against = median(loop.edits) / median(base.edits) if base else None
    return (title, f"{loop.start:.2f}", _spread(loop.edits), _factor(against))


def remarks(measured: Measured) -> str:
    """Return why some were measured less often than others, as a list in Markdown."""
    return "\n".join(f"- {remark}" for remark in measured.remarks)


def _grown(small: Builds, large: Builds, key: str) -> str:
    if not small.get(key) or not large.get(key):
        return ""
    before, after = (median(run.wall for run in builds[key]) for builds in (small, large))
    return f"{after / before:.1f}-fold"


def _spread(times: Sequence[float]) -> str:
    """Return the middle of times, the least and the most; one time alone as such."""
    if len(times) == 1:
        return f"{times[0]:.2f} (once)"
    return f"{median(times):.2f} ({min(times):.2f} to {max(times):.2f})"


def _factor(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
