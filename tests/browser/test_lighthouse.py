"""Lighthouse, as a phone, gives full marks for access, good practice and being found.

Speed depends on the machine: `bench/lighthouse.py` measures it.
"""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from browser.test_kinds import RECORDS
from tools.lighthouse import Report, lighthouse

PAGES = {
    "home": "index.html",
    "article": RECORDS["article"],
    "timeline": "timeline/index.html",
    "profile": RECORDS["person"],
    "question": RECORDS["question"],
    "glossary": "glossary/index.html",
}
"""The kinds of pages that are measured."""

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.fixture(scope="module")
def reports(site_url: str, chromium: Browser) -> dict[str, Report]:
    """Return what Lighthouse says of each page; it starts a browser of its own, once for all."""
    assert chromium.is_connected()
    found = lighthouse([f"{site_url}{address}" for address in PAGES.values()], CATEGORIES)
    return dict(zip(PAGES, found, strict=True))


def test_nothing_keeps_search_engines_away(site_url: str) -> None:
    """Lighthouse cannot look at robots.txt past our policy; there is none, so all is allowed."""
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{site_url}robots.txt")


@pytest.mark.parametrize("kind", PAGES)
def test_full_marks(kind: str, reports: dict[str, Report]) -> None:
    report = reports[kind]
    assert dict(report.scores) == dict.fromkeys(CATEGORIES, 100), report
    assert report.failed == ()
