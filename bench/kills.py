"""Whether a build that is killed leaves a whole site: the one before it, or its own.

Kills builds of a small case with signal 9 at moments chosen by chance, every other one about the
time when the new site takes the place of the old; then at each step of that, which no clock would
hit. Ends with 1 if a site was ever missing or broken, or if a folder is left in the end.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from crawl.runs import SITES, copy_project
from tools.kills import POINTS, Gallery, Outcome


def main() -> None:
    """Print a line for each kill, and how many left what."""
    parser = ArgumentParser(description="Kill builds, and look at what they leave.")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=4)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = copy_project(Path(folder) / "project", SITES / "broken" / "base" / "data")
        gallery = Gallery(root)
        print(f"a whole build takes {gallery.seconds:.2f} s")
        outcomes = [
            _printed(str(moment), gallery.kill(moment))
            for moment in gallery.moments(chosen.times, chosen.seed)
        ]
        outcomes += [_printed(name, gallery.die(point)) for name, point in POINTS.items()]
        gallery.finish()
        left = gallery.beside()
    for outcome, times in sorted(Counter(outcome.site for outcome in outcomes).items()):
        print(f"{outcome:8} {times}")
    print(f"left after the next whole build: {', '.join(left) or 'nothing'}")
    sys.exit(bool(left) or not all(outcome.whole for outcome in outcomes))


def _printed(when: str, outcome: Outcome) -> Outcome:
    print(f"{when:32} {outcome.site:8} {outcome.left} beside it")
    return outcome


if __name__ == "__main__":
    main()
