"""How long `check` takes on a large case: after start-up, and from the terminal.

Writes a made-up case, then checks it in fresh processes one after another: once from within, when
everything has been imported, and once as an editor would run it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from crawl.runs import clean_environment
from tools import ROOT
from tools.large_case import write_case
from tools.large_records import Size

_LIMIT = 1.0

_WITHIN = """
import sys, time
from pathlib import Path
from casebook.build import calm_collector, check
calm_collector()  # as the command does when it starts
begun = time.perf_counter()
check(Path(sys.argv[1]), None)
print(time.perf_counter() - begun)
"""

_PROFILE = """
import cProfile, pstats, sys
from pathlib import Path
from casebook.build import check
profile = cProfile.Profile()
profile.runcall(check, Path(sys.argv[1]), None)
pstats.Stats(profile).sort_stats("cumulative").print_stats(40)
"""


def main() -> None:
    """Print the best and the middle time of each, in seconds."""
    parser = ArgumentParser(description="Measure the check of a large case.")
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--actors", type=int, default=300)
    parser.add_argument("--terms", type=int, default=200)
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--profile", action="store_true", help="show where the time goes instead")
    chosen = parser.parse_args()
    counts = {name: getattr(chosen, name) for name in ("actors", "terms", "sources")}
    size = replace(Size.of(chosen.events), **counts)
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        write_case(data, size)
        if chosen.profile:
            print(_run(["-c", _PROFILE, str(data)]))
            return
        print(f"{size}: {sum(path.stat().st_size for path in data.rglob('*.yml')) / 1e6:.1f} MB")
        within = [float(_run(["-c", _WITHIN, str(data)])) for _ in range(chosen.runs)]
        print(f"  check after start-up: {_said(within)} (wanted: under {_LIMIT:.1f})")
        docs = Path(folder) / "docs"
        docs.mkdir()
        terminal = ["-m", "casebook", "check", "--data", str(data), "--docs", str(docs)]
        print(
            f"  python -m casebook check: {_said([_timed(terminal) for _ in range(chosen.runs)])}"
        )


def _timed(arguments: Sequence[str]) -> float:
    begun = time.perf_counter()
    _run(arguments)
    return time.perf_counter() - begun


def _run(arguments: Sequence[str]) -> str:
    environment = clean_environment(PYTHONPATH=str(ROOT / "hooks"))
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def _said(times: Sequence[float]) -> str:
    return f"best {min(times):.2f} s, middle {median(times):.2f} s of {len(times)}"


if __name__ == "__main__":
    main()
