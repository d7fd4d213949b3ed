"""axe finds nothing against WCAG 2.2 A and AA on any kind of page, in any state of the shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.test_kinds import RECORDS, kinds, records
from tools.axe import axe
from tools.browser import VIEWS, View

NARROW = tuple(view for view in VIEWS if view.width == 390)

in_all_views = pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
on_phones = pytest.mark.parametrize("page", NARROW, indirect=True, ids=str)


@in_all_views
def test_every_kind_of_page(page: Page, built_site: Path) -> None:
    assert not (faults := _faults(page, kinds(built_site))), faults


def test_every_eighth_record(open_page: Callable[[View], Page], built_site: Path) -> None:
    page = open_page(View(390, "dark"))
    assert not (faults := _faults(page, records(built_site)[::8])), faults


@in_all_views
def test_search_open_with_results(page: Page) -> None:
    page.goto("index.html")
    if (opener := page.locator(".cb-search-open")).is_visible():
        opener.click()
    page.get_by_role("textbox", name="Search").press_sequentially("Khalimov")
    page.locator(".md-search-result__link").first.wait_for()
    assert not (faults := _violations(page)), faults


@on_phones
def test_menu_open(page: Page) -> None:
    page.goto("index.html")
    page.locator(".cb-menu summary").click()
    expect(page.locator(".cb-menu a").first).to_be_visible()
    assert not (faults := _violations(page)), faults


@in_all_views
def test_colours_switched_by_the_button(page: Page) -> None:
    page.goto(RECORDS["disputed event"])
    grounds = {_ground(page)}
    for scheme in ("default", "slate"):
        page.locator(".cb-palette label:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        grounds.add(_ground(page))
        assert not (faults := _violations(page)), faults
    assert len(grounds) == 2


@in_all_views
@pytest.mark.parametrize("kind", ["article", "source"])
def test_details_opened(page: Page, kind: str) -> None:
    page.goto(RECORDS[kind])
    closed = page.locator("main details:not([open]) > summary")
    assert closed.count() > 0
    while closed.count():
        closed.first.click()
    assert not (faults := _violations(page)), faults


def _ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def _faults(page: Page, addresses: tuple[str, ...]) -> str:
    """Open each page and return what is wrong with it, a block of lines for each."""
    found = []
    for address in addresses:
        page.goto(address)
        if violations := _violations(page):
            found.append(f"{address}\n{violations}")
    return "\n".join(found)


def _violations(page: Page) -> str:
    return "\n".join(map(str, axe(page)))
