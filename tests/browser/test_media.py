"""On paper, without motion and in the reader's own colours the pages still say all they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.test_kinds import RECORDS, kinds
from tools.browser import View

_SHELL = (
    ".cb-header, .cb-skip, .cb-footer nav, .cb-trail, .cb-jump, .cb-prevnext, .cb-back, .cb-edit"
)

_MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
  return animationName !== "none" || scrollBehavior !== "auto"
    || transitionDuration.split(",").some(duration => parseFloat(duration) > 0);
}).map(element => element.outerHTML.slice(0, 120))"""

# Of each mark: its word, and whether its shape has a size and a colour that the paper has not.
_MARKS = """() => [...document.querySelectorAll("main .cb-status")].map(mark => {
  const paper = getComputedStyle(document.body).backgroundColor;
  const drawn = [...mark.querySelectorAll("svg *")].some(shape => {
    const { fill, stroke } = getComputedStyle(shape);
    const box = shape.getBoundingClientRect();
    return box.width > 4 && [fill, stroke].some(paint => paint !== "none" && paint !== paper);
  });
  const word = getComputedStyle(mark).color === paper ? "" : mark.textContent.trim();
  return [word, drawn, mark.querySelector("svg").innerHTML.trim()];
})"""


@pytest.mark.parametrize("page", [View(scheme="dark")], indirect=True, ids=str)
def test_paper_has_the_text_and_not_the_shell(page: Page, built_site: Path) -> None:
    page.emulate_media(media="print")
    for address in kinds(built_site):
        page.goto(address)
        assert page.locator(_SHELL).filter(visible=True).count() == 0, address
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(page.locator("main h1")).to_have_css("color", "rgb(0, 0, 0)")


def test_paper_shows_where_links_out_of_the_site_lead(page: Page) -> None:
    page.goto(RECORDS["source"])
    link = page.locator("main a.cb-external").first
    after = "link => getComputedStyle(link, '::after').content"
    address = str(link.get_attribute("href"))
    assert address not in link.evaluate(after)
    page.emulate_media(media="print")
    assert address in link.evaluate(after)


def test_nothing_moves_for_a_reader_who_wants_no_motion(page: Page, built_site: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    moving = []
    for address in kinds(built_site):
        page.goto(address)
        moving += [(address, markup) for markup in page.evaluate(_MOVING)]
    assert moving == []


@pytest.mark.parametrize("page", [View(), View(scheme="dark")], indirect=True, ids=str)
@pytest.mark.parametrize("forced", [False, True], ids=["own-colours", "forced-colours"])
def test_status_is_a_word_and_a_shape_in_any_colours(page: Page, forced: bool) -> None:
    page.emulate_media(forced_colors="active" if forced else "none")
    page.goto("timeline/index.html")
    marks = page.evaluate(_MARKS)
    words = {word for word, _, _ in marks}
    assert words == {"established", "reported", "claimed", "disputed"}
    assert all(drawn for _, drawn, _ in marks)
    assert len({shape for _, _, shape in marks}) == len(words)


@pytest.mark.parametrize("page", [View(390), View(1280)], indirect=True, ids=str)
def test_forced_colours_leave_the_current_page_and_the_focus_visible(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("timeline/index.html")
    if (menu := page.locator(".cb-menu summary")).is_visible():
        menu.click()
    here = page.locator("[aria-current]:visible")
    other = page.locator(
        ".cb-nav a:not([aria-current]):visible, .cb-menu a:not([aria-current]):visible"
    )
    look = "link => { const s = getComputedStyle(link); return [s.borderBottom, s.fontWeight] }"
    assert here.evaluate(look) != other.first.evaluate(look)
    here.focus()
    page.keyboard.press("Tab")
    outline = page.locator("*:focus").evaluate("at => getComputedStyle(at).outlineStyle")
    assert outline != "none"
