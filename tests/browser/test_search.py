"""The search leads to records by names, by other spellings and by the words of their texts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.test_kinds import RECORDS
from tools.browser import View

FIRST = 3
"""How many results a reader looks at."""

FINDS = {
    "Khalimov": "actors/gulmurod-khalimov/",
    "Gulmurod Khalimov": "actors/gulmurod-khalimov/",
    "Halimov": "actors/gulmurod-khalimov/",
    "Ҳалимов": "actors/gulmurod-khalimov/",
    "Халимов": "actors/gulmurod-khalimov/",
    "حليموف": "actors/gulmurod-khalimov/",
    "ИГИЛ": "actors/islamic-state/",
    "amir": "glossary/emir/",
    "أمير": "glossary/emir/",
    "Mosul": "places/mosul/",
    "الموصل": "places/mosul/",
    "Websites go dark": "events/websites-cut/",
    "Who ordered the websites": "questions/website-order/",
    "mentally unfit": "actors/ramazon-rahimzoda/",
    "Five deaths": "articles/five-deaths/",
    "many spellings": "how-to-read/index.html#one-name-many-spellings",
}
"""What a reader may type, and the page that it must lead to: names, spellings, titles, words."""


@pytest.mark.parametrize(("words", "address"), FINDS.items(), ids=FINDS)
def test_search_finds(words: str, address: str, page: Page) -> None:
    page.goto("index.html")
    assert address in "\n".join(_results(page, words)[:FIRST])


@pytest.mark.parametrize("page", [View(390), View(1280)], indirect=True, ids=str)
def test_enter_opens_what_was_found(page: Page) -> None:
    page.goto(RECORDS["event"])
    found = _results(page, "Websites go dark")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/websites-cut/index.html*")
    assert page.url.split("?")[0].split("#")[0] == found[0].split("?")[0].split("#")[0]
    expect(page.locator("h1")).to_have_text("Websites go dark")


@pytest.mark.parametrize("page", [View(390), View(1280)], indirect=True, ids=str)
def test_arrows_lead_into_the_results_and_escape_closes_them(page: Page) -> None:
    page.goto("index.html")
    _results(page, "Khalimov")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cb-search-output")).to_be_hidden()


def test_number_of_results_is_announced(page: Page) -> None:
    page.goto("index.html")
    _results(page, "Halimov")
    expect(page.locator(".md-search-result__meta[role=status]")).to_contain_text(
        "matching document"
    )
    _type(page, "qqqq")
    expect(page.locator(".md-search-result__meta[role=status]")).to_contain_text("No matching")


def test_nothing_is_loaded_before_the_field_has_the_focus(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("index.html", wait_until="networkidle")
    assert [address for address in asked if "/search/" in address] == []
    page.locator(".cb-search input").focus()
    page.wait_for_function(
        "() => performance.getEntriesByName(new URL('search/index.js', "
        "document.baseURI).href).length"
    )
    assert [address for address in asked if "/search/words/" in address] == []


def test_tab_leads_through_the_results_and_out_of_them(page: Page) -> None:
    page.goto("index.html")
    count = len(_results(page, "Khalimov"))
    page.keyboard.press("Tab")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    links = page.locator(".md-search-result__list").locator("a, summary").filter(visible=True)
    assert links.count() >= count
    links.last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".cb-search-output")).to_be_hidden()


@pytest.mark.parametrize("key", ["f", "s", "/"])
def test_a_single_letter_does_not_open_the_search(key: str, page: Page) -> None:
    page.goto("index.html")
    expect(page.locator("html")).to_contain_class("js")
    page.keyboard.press(key)
    expect(page.locator("#__search")).not_to_be_checked()
    expect(_field(page)).not_to_be_focused()
    expect(_field(page)).to_have_value("")


def _results(page: Page, words: str) -> list[str]:
    """Search for words and return the addresses that are found, best first."""
    if (opener := page.locator(".cb-search-open")).is_visible():
        opener.click()
    _type(page, words)
    links = page.locator(".md-search-result__item > a")
    expect(links.first).to_be_visible()
    return [str(link.get_attribute("href")) for link in links.all()]


def _type(page: Page, words: str) -> None:
    """Type words as a reader does; the search answers to a key that comes up."""
    _field(page).fill(words)
    _field(page).press("End")


def _field(page: Page) -> Locator:
    return page.locator("input[name=query]")
