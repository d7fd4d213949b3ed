"""How many mistakes made on purpose are named, and how: two thousand mutations of the shipped case.

`make test` tries a sample of them. Prints a table by kind of mutation and how many of those that
were accepted were built, and every mutation that was named wrongly, met with a traceback or did not
build, of which there should be none.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import ROOT
from tools.mutations import Trial, Verdict
from tools.slips import KINDS


@dataclass(frozen=True)
class Share:
    """What one process does: every `of`-th mutation from `first` on, and so many builds."""

    count: int
    seed: int
    first: int
    of: int
    builds: int


@dataclass(frozen=True)
class Found:
    """What came of one mutation, and what there is to say of it."""

    kind: str
    word: str
    report: str


def main() -> None:
    """Print the counts, and end with 1 if there is anything that should not be."""
    parser = ArgumentParser(description="Try mutations of the shipped case.")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--builds", type=int, default=120, help="accepted ones that are built")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    of = chosen.processes
    shares = [Share(chosen.count, chosen.seed, n, of, chosen.builds // of) for n in range(of)]
    with ProcessPoolExecutor(of) as pool:
        found = [one for share in pool.map(tried, shares) for one in share]
    for kind in KINDS:
        print(_said(kind, [one.word for one in found if one.kind == kind]))
    print(_said("together", [one.word for one in found]))
    print("".join(one.report for one in found), end="")
    sys.exit(any(one.report for one in found))


def tried(share: Share) -> list[Found]:
    """Try a share of the mutations."""
    with TemporaryDirectory() as folder:
        return list(_tried(share, Trial.of(ROOT, Path(folder), share.seed)))


def _tried(share: Share, trial: Trial) -> Iterator[Found]:
    left = share.builds
    for number, mutation in enumerate(trial.mutator.mutations(share.count)):
        if number % share.of != share.first:
            continue
        verdict = trial.verdict(mutation)
        word, report = verdict.word, _report(verdict)
        if word == "accepted" and left:
            left -= 1
            word = "accepted and built"
            report = trial.failure(mutation)
        head = f"{mutation.kind}, {mutation.file}:{mutation.spot.start}, {mutation.what}\n"
        yield Found(mutation.kind, word, head + report if report else "")


def _report(verdict: Verdict) -> str:
    lines = [*map(str, verdict.unexplained), *verdict.trace.splitlines()]
    return "".join(f"    {line}\n" for line in lines)


def _said(kind: str, words: list[str]) -> str:
    counts = Counter(words)
    return f"{kind:20} " + ", ".join(f"{counts[word]} {word}" for word in sorted(counts))


if __name__ == "__main__":
    main()
