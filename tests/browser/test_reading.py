"""Every page can be read whole: without scripts, on any width, from a folder, and on its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect

from browser.test_kinds import RECORDS, kinds
from tools.browser import View, add_style, opened

OVERFLOWING = """() => [...document.querySelectorAll("body *")].filter(element => {
  const box = element.getBoundingClientRect();
  if (!box.width || getComputedStyle(element).clipPath !== "none") return false;
  if (box.right <= innerWidth + 1 && box.left >= -1) return false;
  for (let around = element.parentElement; around; around = around.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(around).overflowX)) return false;
  return true;
}).slice(0, 3).map(element => element.outerHTML.slice(0, 120))"""

_FOREIGN = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const { data, parentElement: around } = texts.currentNode;
    const letters = data.match(/\\p{L}/gu) ?? [];
    const latin = data.match(/\\p{Script=Latin}/gu) ?? [];
    const own = around.closest("bdi, [lang]");
    if (letters.length > 2 * latin.length && own === document.documentElement)
      found.push(around.outerHTML.slice(0, 120));
  }
  return found;
}"""

_WRONG_DIRECTION = """() => [...document.querySelectorAll("main [lang]")].filter(element => {
  const arabic = /^\\P{L}*\\p{Script=Arabic}/u.test(element.textContent);
  return arabic !== (getComputedStyle(element).direction === "rtl");
}).slice(0, 3).map(element => element.outerHTML.slice(0, 120))"""


_NO_CONTROLS = ".cb-filters, .cb-known-on { display: none !important }"


def test_text_is_the_same_without_scripts(
    open_page: Callable[[View], Page], built_site: Path
) -> None:
    """All but the words on the controls, which are there with scripts alone."""
    scripted, plain = open_page(View()), open_page(View(scripts=False))
    for address in kinds(built_site):
        texts = []
        for page in (scripted, plain):
            page.goto(address)
            if page is scripted:
                add_style(page, _NO_CONTROLS)
            texts.append(page.locator("main").inner_text().split("\n"))
        assert texts[0] == texts[1], address
        assert len(" ".join(texts[1])) > 100, address


def test_nothing_is_offered_that_needs_scripts(open_page: Callable[[View], Page]) -> None:
    for width in (390, 1280):
        page = open_page(View(width, scripts=False))
        page.goto("index.html")
        for control in (".cb-search input", ".cb-search-open", ".cb-palette label"):
            assert page.locator(control).filter(visible=True).count() == 0, control


@pytest.mark.parametrize("page", [View(390, scripts=False)], indirect=True)
def test_menu_of_a_phone_opens_without_scripts(page: Page) -> None:
    page.goto(RECORDS["event"])
    link = page.locator(".cb-menu").get_by_role("link", name="Timeline")
    expect(link).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    link.click()
    expect(page.locator("h1")).to_have_text("Timeline")


@pytest.mark.parametrize("page", [View(scripts=False)], indirect=True)
def test_header_leads_to_every_index_without_scripts(page: Page) -> None:
    page.goto(RECORDS["event"])
    names = page.locator(".cb-nav a").all_inner_texts()
    assert len(names) >= 7
    for name in names:
        page.locator(".cb-nav").get_by_role("link", name=name).click()
        expect(page.locator("h1")).to_have_text(name)


def test_no_page_complains_or_reaches_out(page: Page, built_site: Path) -> None:
    """The fixture sees to it that no request leaves the site; hints to the browser leave none."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.extend(_complaint(page, message)))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {_said(error)}"))
    for address in kinds(built_site):
        page.goto(address)
        hints = page.locator("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch]")
        assert hints.count() == 0, address
    assert complaints == []


def test_nothing_is_wider_than_the_window(page: Page, built_site: Path) -> None:
    """A window of 320 pixels is also what a reader has who enlarges one of 1280 fourfold."""
    wide = []
    for address in kinds(built_site):
        page.goto(address)
        page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wide += [(address, width, markup) for markup in page.evaluate(OVERFLOWING)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((address, width, "the page as a whole"))
    assert wide == []


@pytest.mark.parametrize("page", [View(320)], indirect=True)
def test_enlarged_fourfold_nothing_covers_the_place_a_link_leads_to(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 200})
    page.goto("timeline/index.html#y2015")
    heading = page.locator("#y2015")
    expect(heading).to_be_in_viewport(ratio=1)
    assert heading.evaluate("""heading => {
      const box = heading.getBoundingClientRect();
      return document.elementFromPoint(box.left + 5, box.top + box.height / 2) === heading;
    }""")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_pages_in_a_folder_have_their_style_and_lead_on(
    scripts: bool, chromium: Browser, built_site: Path
) -> None:
    home = f"{built_site.as_uri()}/"
    with opened(chromium, View(scripts=scripts), home) as (page, _):
        failures: list[str] = []
        page.on("requestfailed", lambda request: failures.append(request.url))
        page.goto("index.html")
        expect(page.get_by_role("search")).to_be_visible(visible=scripts)
        if scripts:
            page.locator(".cb-search input").fill("Mosul")
            page.locator(".md-search-result__link").first.click()
            page.wait_for_url(f"{home}*/*mosul*/index.html")
            page.go_back()
        page.locator(".cb-nav").get_by_role("link", name="Timeline").click()
        for lead, kind in ((".cb-event h3 a", "events"), (".cb-aside", "actors"), ("", "sources")):
            _has_style(page)
            page.locator(
                f'main {lead} a[href*="{kind}/"], main {lead}[href*="{kind}/"]'
            ).first.click()
            page.wait_for_url(f"{home}{kind}/*/index.html")
        _has_style(page)
        page.get_by_role("link", name="The Commander Who Left").click()
        page.wait_for_url(f"{home}index.html")
        assert failures == []


@pytest.mark.parametrize("page", [View(scripts=False)], indirect=True)
def test_words_of_other_scripts_say_their_language_and_direction(
    page: Page, built_site: Path
) -> None:
    """A single letter that a sentence speaks about is left alone."""
    faults = []
    for address in kinds(built_site):
        page.goto(address)
        faults += [(address, markup) for markup in page.evaluate(_FOREIGN)]
        faults += [(address, markup) for markup in page.evaluate(_WRONG_DIRECTION)]
    assert faults == []


def _has_style(page: Page) -> None:
    """Both sheets are there: Material's, and ours."""
    expect(page.locator(".cb-header .cb-bar")).to_have_css("display", re.compile("flex|grid"))
    expect(page.locator(".md-toggle").first).to_have_css("display", "none")


def _complaint(page: Page, message: ConsoleMessage) -> list[str]:
    return [f"{page.url}: {message.text}"] if message.type in ("error", "warning") else []


def _said(error: Error) -> str:
    return error.message
