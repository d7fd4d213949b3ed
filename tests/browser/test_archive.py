"""The archive unpacked, and opened as from a USB stick."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_kinds import RECORDS, kinds
from casebook.archiving import archive
from tools.browser import VIEWS, View, opened

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def stick(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that comes out of the ZIP, in one whose name needs care in an address."""
    folder = tmp_path_factory.mktemp("stick")
    made = archive(built_site, folder, name="case", about="The case", second=0)
    shutil.unpack_archive(made.zipped, folder / "my stick 100% #1")
    return folder / "my stick 100% #1" / "case"


@pytest.fixture
def page(chromium: Browser, stick: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that may complain of nothing."""
    complaints: list[str] = []
    view = getattr(request, "param", View())
    with opened(chromium, view, f"{stick.as_uri()}/") as (page, _):
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        yield page
    assert complaints == []


def test_every_kind_of_page_opens(page: Page, stick: Path) -> None:
    for address in kinds(stick):
        # The page for wrong addresses is served from any of them, so it cannot be opened from here.
        if address != "404.html":
            page.goto(address)
            expect(page.locator("html")).to_contain_class("js")
            assert page.evaluate("document.styleSheets.length") >= 3, address


@pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
def test_search_cards_and_timeline_work(page: Page) -> None:
    page.goto("index.html")
    if (opener := page.locator(".cb-search-open")).is_visible():
        opener.click()
    page.locator("input[name=query]").press_sequentially("Халимов")
    page.locator(".md-search-result__item > a").first.click()
    expect(page.locator("h1")).to_contain_text("Khalimov")

    page.goto(RECORDS["article"])
    page.locator(".cb-prose a.cb-auto").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".cb-pop .cb-pop-name")).to_be_visible()

    page.goto("timeline/index.html?status=disputed")
    events = page.locator(".cb-event")
    assert 0 < events.filter(visible=True).count() < events.count()
    page.goto("timeline/index.html?known=2015-05-28")
    assert 0 < events.filter(visible=True).count() < events.count()
