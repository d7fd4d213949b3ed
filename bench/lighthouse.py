"""The scores of Lighthouse for the kinds of pages that matter most, as a phone sees them.

Builds the shipped case, serves it compressed, as any host does, and measures each page several
times: the speed of a busy machine varies, so the middle of the runs is shown.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from browser.test_lighthouse import PAGES
from tools import ROOT
from tools.building import build_site
from tools.lighthouse import CATEGORIES, Report, lighthouse
from tools.serving import serving

NUMBERS = {
    "first-contentful-paint": "first paint, ms",
    "largest-contentful-paint": "largest paint, ms",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "shift",
}
"""What is shown beside the scores."""

_DIGITS = {"cumulative-layout-shift": 3}


def main() -> None:
    """Print a line for each page."""
    parser = ArgumentParser(description="Measure the kinds of pages with Lighthouse.")
    parser.add_argument("--site", type=Path, help="a built site; without it one is built")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        site = chosen.site or _build(Path(folder) / "site")
        with serving(site, compressed=True) as home:
            addresses = [f"{home}{address}" for address in PAGES.values()]
            runs = [lighthouse(addresses) for _ in range(chosen.runs)]
    print(f"{'page':<10}", *(f"{name:>14}" for name in CATEGORIES), *NUMBERS.values(), sep="  ")
    for kind, reports in zip(PAGES, zip(*runs, strict=True), strict=True):
        print(_line(kind, reports))


def _build(out: Path) -> Path:
    build_site(ROOT, out)
    return out


def _line(kind: str, reports: Sequence[Report]) -> str:
    scores = [f"{median(one.scores[name] for one in reports):14.0f}" for name in CATEGORIES]
    numbers = [
        f"{median(one.numbers[name] for one in reports):{len(title)}.{_DIGITS.get(name, 0)}f}"
        for name, title in NUMBERS.items()
    ]
    return "  ".join([f"{kind:<10}", *scores, *numbers])


if __name__ == "__main__":
    main()
