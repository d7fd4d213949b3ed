"""What the pages of a made-up case weigh, compressed: `python -m bench.pages --events 10000`.

The core alone makes them, without MkDocs; what the theme puts around a page is allowed for.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.casebook_data import write_data
from bench.synthetic import make
from casebook import build
from casebook.build import calm_collector
from tools.sizes import FRAME, KB, PAGE, weights


def main() -> None:
    """Print the heaviest page of each kind, the text of all, and whether any is too heavy."""
    parser = ArgumentParser(description="Measure the pages of a made-up case.")
    parser.add_argument("--events", type=int, default=1000)
    chosen = parser.parse_args()
    calm_collector()
    with TemporaryDirectory() as folder:
        write_data(make(chosen.events), Path(folder))
        site = build(Path(folder), None).site
    found = weights(site)
    kinds: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for size, address in found:
        kinds[_kind(address)].append((size, address))
    print(f"{chosen.events:,} events: {len(site.pages):,} pages; compressed, without the frame:")
    for kind, pages in sorted(kinds.items(), key=lambda item: -item[1][0][0]):
        size, address = pages[0]
        print(f"{size / KB:7.1f} KB {address or 'the home page'} (of {len(pages):,} {kind})")
    text = sum(len(page.body.encode()) for page in (*site.pages, site.home))
    print(f"text of all pages: {text / 1e6:.1f} MB, {text / chosen.events / KB:.1f} KB an event")
    heavy = [address for size, address in found if size + FRAME > PAGE]
    print(f"over {PAGE // KB} KB with a frame of {FRAME // KB} KB: {', '.join(heavy) or 'none'}")


def _kind(address: str) -> str:
    steps = address.rstrip("/").split("/")
    if "part" in steps or "rest" in steps or "known" in steps or steps[0] == "timeline":
        return f"{steps[0]}, parts" if len(steps) > 1 else steps[0]
    return f"{steps[0]}, records" if len(steps) > 1 else "lists"


if __name__ == "__main__":
    main()
