"""How heavy, how still and how quick the timeline of a large case is.

Builds a made-up case of each size. Of every page of its timeline: its weight; of the first and of
the heaviest: how much it shifts while it loads, its longest task, the longest run of our own
scripts, and how long a filter takes to answer, from the event to the next frame.
"""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tools.browser import View, launched, opened
from tools.large_case import build_case
from tools.large_records import Size
from tools.serving import serving
from tools.sizes import KB, gzipped

# Runs before the page's own scripts, so that nothing is missed. A frame names the scripts in it.
_WATCH = """
window.seen = { shift: 0, tasks: [], ours: [] };
const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take))
  .observe({ type, buffered: true });
watch("layout-shift", entry => { seen.shift += entry.value; });
watch("longtask", entry => { seen.tasks.push(entry.duration); });
watch("long-animation-frame", entry => seen.ours.push(...entry.scripts
  .filter(script => script.sourceURL.includes("/assets/js/")).map(script => script.duration)));
"""

# Turns every sixth box of each name on and off, and types a word; gives the times of each answer.
_FILTER = """async () => {
  const form = document.querySelector("form.cb-filters");
  if (!form) return [];
  const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  const times = [];
  const change = async (input, make) => {
    await frame();
    const start = performance.now();
    make(input);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const answered = performance.now() - start;
    await frame();
    times.push([answered, performance.now() - start]);
  };
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  for (const box of boxes.filter((_, number) => number % Math.ceil(boxes.length / 12) === 0))
    for (const on of [true, false]) await change(box, () => { box.checked = on; });
  const words = form.querySelector("input[type=search], input[type=text]");
  if (words) for (const typed of ["m", "ma", "mar", ""])
    await change(words, () => { words.value = typed; });
  return times;
}"""


@dataclass(frozen=True)
class Seen:
    """What was measured on one page; times in milliseconds."""

    shift: float
    task: float
    """The longest task of the page, while it loaded and while it was filtered; 0 below 50."""
    ours: float
    """The longest run of a script of ours; 0 where no frame took 50."""
    answers: tuple[float, ...]
    """How long our script took for each change of a filter."""
    frames: tuple[float, ...]
    """The same up to the frame after it."""


def main() -> None:
    """Print a block of lines for each size."""
    parser = ArgumentParser(description="Measure the timelines of large cases.")
    parser.add_argument("--events", type=int, nargs="+", default=[57, 1000, 2000])
    parser.add_argument("--keep", type=Path, help="where built sites are kept, and found again")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder, launched() as browser:
        for events in chosen.events:
            site = build_case(chosen.keep or Path(folder), Size.of(events))
            _print_case(browser, site, events)


def _print_case(browser: Browser, site: Path, events: int) -> None:
    pages = sorted((site / "timeline").rglob("index.html"), key=gzipped)
    total = sum(map(gzipped, pages)) / KB
    print(f"{events} events: {len(pages)} pages, {total:.0f} KB together")
    for page in dict.fromkeys((site / "timeline" / "index.html", pages[-1])):
        address = page.relative_to(site).as_posix()
        print(f"  {address}: {gzipped(page) / KB:.1f} KB")
        for width in (390, 1280):
            print(f"    at {width} px: {_said(_measure(browser, site, address, width))}")


def _measure(browser: Browser, site: Path, address: str, width: int) -> Seen:
    with serving(site, compressed=True) as home, opened(browser, View(width), home) as (page, _):
        page.add_init_script(_WATCH)
        page.goto(address)
        page.wait_for_timeout(500)
        shift = float(page.evaluate("seen.shift"))
        times = page.evaluate(_FILTER)
        page.wait_for_timeout(200)
        task, ours = _longest(page, "tasks"), _longest(page, "ours")
    answers, frames = (tuple(column) for column in zip(*times, strict=True)) if times else ((), ())
    return Seen(shift, task, ours, answers, frames)


def _longest(page: Page, what: str) -> float:
    return float(page.evaluate(f"Math.max(0, ...seen.{what})"))


def _said(seen: Seen) -> str:
    filters = "no filters"
    if seen.answers:
        filters = (
            f"a filter answers in {median(seen.answers):.0f} ms (at most {max(seen.answers):.0f}), "
            f"is drawn after {median(seen.frames):.0f} (at most {max(seen.frames):.0f})"
        )
    return (
        f"shift {seen.shift:.3f}, longest task {seen.task:.0f}, of ours {seen.ours:.0f}; {filters}"
    )


if __name__ == "__main__":
    main()
