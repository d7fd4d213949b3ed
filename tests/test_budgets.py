"""What a page may weigh on a reader's line: files as a host sends them, compressed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tools import ROOT
from tools.large_case import build_case
from tools.large_records import Size
from tools.sizes import KB, gzipped

ASSETS = ROOT / "hooks" / "mkdocs_adapter" / "theme" / "assets"
SCRIPTS = 15 * KB
"""All our scripts together; the theme's are not ours, and cards are data."""
STYLES = 15 * KB
PAGE = 40 * KB
"""Any page of the shipped case, its HTML alone."""
TIMELINE = 100 * KB
"""Any page of a timeline of a thousand events."""


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


def _heavier(pages: Iterable[Path], limit: int) -> list[Path]:
    return [page for page in pages if gzipped(page) > limit]


def _listed(files: Iterable[Path]) -> str:
    """Return a line for each file: its size and its place."""
    return "\n".join(f"{gzipped(file) / KB:6.1f} KB {file}" for file in files)
