"""What a page may weigh on a reader's line: files as a host sends them, compressed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tools import ROOT
from tools.browser import View, opened
from tools.large_case import build_case
from tools.large_records import Size
from tools.sizes import KB, gzipped
from tools.sizes import PAGE as LARGEST

ASSETS = ROOT / "hooks" / "mkdocs_adapter" / "theme" / "assets"
SCRIPTS = 19 * KB
"""All our scripts together, the search with them; the theme's are not ours, and cards are data."""
STYLES = 15 * KB
PAGE = 40 * KB
"""Any page of the shipped case, its HTML alone."""
TIMELINE = 100 * KB
"""Any page of a timeline of a thousand events."""
SEARCH = 150 * KB
"""What the first search of a thousand events asks for, typed at once."""


def test_our_scripts() -> None:
    scripts = sorted((ASSETS / "js").glob("*.js"))
    assert scripts
    assert sum(map(gzipped, scripts)) <= SCRIPTS, _listed(scripts)


def test_our_styles() -> None:
    styles = sorted(ASSETS.rglob("*.css"))
    assert styles
    assert sum(map(gzipped, styles)) <= STYLES, _listed(styles)


def test_pages_of_the_shipped_case(built_site: Path) -> None:
    pages = sorted(built_site.rglob("*.html"))
    assert len(pages) > 200
    assert not (heavy := _heavier(pages, PAGE)), _listed(heavy)


@pytest.mark.site
def test_timeline_of_a_thousand_events(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = build_case(tmp_path_factory.getbasetemp(), Size.of(1000))
    events = sorted(site.glob("events/*/index.html"))
    pages = sorted((site / "timeline").rglob("*.html"))
    assert len(events) == 1000
    told = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert [event for event in events if f'"event-{event.parent.name}"' not in told] == []
    assert not (heavy := _heavier(pages, TIMELINE)), _listed(heavy)


@pytest.mark.site
def test_pages_of_a_thousand_events(tmp_path_factory: pytest.TempPathFactory) -> None:
    """As readers get them; test_parts.py has cases of other sizes, without what is around pages."""
    site = build_case(tmp_path_factory.getbasetemp(), Size.of(1000))
    assert not (heavy := _heavier(site.rglob("*.html"), LARGEST)), _listed(heavy)


def test_first_search_of_a_thousand_events(
    tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> None:
    site = build_case(tmp_path_factory.getbasetemp(), Size.of(1000))
    with opened(chromium, View(), f"{site.as_uri()}/") as (page, log):
        actor = next(iter(sorted(site.glob("actors/*-*/index.html"))))
        page.goto(actor.as_uri())
        name = page.locator("h1").inner_text()
        page.locator(".cb-search input").fill(name)
        expect(page.locator(".md-search-result__link").first).to_be_visible()
        first = page.locator(".md-search-result__link").first.get_attribute("href")
        asked = {address.split("?")[0] for address in log.addresses if "/search/" in address}
    assert first == actor.as_uri(), name
    files = [Path(unquote(urlsplit(address).path)) for address in sorted(asked)]
    assert len(files) > 3
    assert sum(map(gzipped, files)) <= SEARCH, _listed(files)


def _heavier(pages: Iterable[Path], limit: int) -> list[Path]:
    return [page for page in pages if gzipped(page) > limit]


def _listed(files: Iterable[Path]) -> str:
    """Return a line for each file: its size and its place."""
    return "\n".join(f"{gzipped(file) / KB:6.1f} KB {file}" for file in files)
