"""Parts of long lists, and what goes on with a record: read by anybody, also from a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_reading import OVERFLOWING
from crawl.second import cut_case
from tools.axe import axe
from tools.browser import VIEWS, View, opened

LEADING = ("timeline", "actors", "network", "places", "questions", "glossary", "sources")
"""Lists that stand on pages of their own in that case."""

Open = Callable[[View], Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut_case(tmp_path_factory.getbasetemp())


@pytest.fixture
def at_folder(chromium: Browser, site: Path) -> Iterator[Open]:
    """Return a function that opens an empty page, for addresses below the folder of that site."""
    with ExitStack() as pages:
        yield lambda view: pages.enter_context(opened(chromium, view, f"{site.as_uri()}/"))[0]


def examples(site: Path) -> list[str]:
    """Return the page of each list, the first of its parts, and pages that go on with a record."""
    patterns = (
        *(f"{name}/part/*/index.html" for name in LEADING if name != "timeline"),
        "timeline/1*/index.html",
        "timeline/known/*/index.html",
        "*/*/rest/events-*/index.html",
    )
    found = [min(site.glob(pattern)) for pattern in patterns]
    found += [site / name / "index.html" for name in LEADING]
    return [path.relative_to(site).as_posix() for path in found]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_anybody_can_read_them(view: View, at_folder: Open, site: Path) -> None:
    page = at_folder(view)
    for address in examples(site):
        page.goto(f"{site.as_uri()}/{address}")
        assert not (faults := "\n".join(map(str, axe(page)))), f"{address}\n{faults}"
        assert page.evaluate(OVERFLOWING) == [], address


def test_a_reader_without_scripts_goes_from_the_list_to_an_entry(
    at_folder: Open, site: Path
) -> None:
    page = at_folder(View(390, "dark", scripts=False))
    page.goto(f"{site.as_uri()}/actors/index.html")
    page.locator(".cb-parts a").first.click()
    expect(page.locator("h1")).to_contain_text("Actors: ")
    page.locator("#actors li a").first.click()
    assert page.url.count("/part/") == 0
    # The way back leads to the part that has the entry.
    name = page.locator("h1").inner_text()
    page.locator(".cb-trail a").last.click()
    expect(page.locator("#actors")).to_contain_text(name)


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("actors/index.html#actor-robert-falcon-scott", "actors/robert-falcon-scott/index.html"),
        ("timeline/index.html#event-{event}", "events/{event}/index.html"),
        ("network/index.html#tie-{tie}-1", "actors/{tie}/index.html#relations"),
    ],
)
def test_an_old_address_of_an_entry_leads_to_the_record(
    address: str, leads: str, at_folder: Open, site: Path
) -> None:
    names = {
        "event": next(iter(sorted(site.glob("events/*/index.html")))).parent.name,
        "tie": next(
            path.parent.name
            for path in sorted(site.glob("actors/*/index.html"))
            if 'id="relations"' in path.read_text("utf-8")
        ),
    }
    page = at_folder(View())
    page.goto(f"{site.as_uri()}/{address.format(**names)}")
    page.wait_for_url(f"{site.as_uri()}/{leads.format(**names)}")


def test_the_filters_of_a_part_look_through_it(at_folder: Open, site: Path) -> None:
    page = at_folder(View())
    path = max(site.glob("sources/part/*/index.html"), key=lambda found: found.stat().st_size)
    page.goto(path.as_uri())
    items = page.locator("#sources [data-item]")
    words = items.last.inner_text().split()[0].strip("“,.”")
    page.locator(".cb-filters input[name=words]").fill(words)
    expect(items.last).to_be_visible()
    expect(page.locator(".cb-shown")).to_contain_text(f"of {items.count()} source")


def test_the_drawing_of_relations_leads_to_the_row_of_each(at_folder: Open, site: Path) -> None:
    page = at_folder(View())
    page.goto(f"{site.as_uri()}/network/index.html")
    page.locator(".cb-net-wide a.cb-verb").first.click()
    page.wait_for_url("**/network/part/*/index.html#tie-*")
    expect(page.locator("tr:target")).to_be_visible()
