"""The ribbon as a reader meets it: seen, reached, scrolled, printed; nothing in it touches."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from casebook.build import check
from casebook.case import Case
from casebook.dates import parse
from casebook.language import ENGLISH
from casebook.pages.render import environment
from casebook.pages.sheet import Sheet
from casebook.text import Texts
from casebook.views.ribbon import SMALL, Item, Ribbon, Row, drawings, event_items
from tools import ROOT
from tools.axe import axe
from tools.browser import VIEWS, View
from tools.nu import nu_errors

FORMS = (
    *("2015-05-27", "2015-04", "2015", "2015-04~", "2015-04?", "2015-04%", "201X", "2015-04-2X"),
    *("2014-05/..", "../2015", "/2015", "2014-06/", "[2015-04-23,2015-05-01]", "{2012,2014}"),
    *("2015-04-23~", "2015-04-23?", "2014~/2015-06?", "2013-04%/..", "2015-05-01/2015-05-03"),
)
STATUSES = ("established", "reported", "claimed", "disputed", "")
ADDRESS = "glossary/index.html"

# What of the drawing that is shown lies upon something else of its kind, by more than a hair.
_TOUCHING = """selector => {
  const svg = [...document.querySelectorAll(".cb-ribbon-box svg")].filter(s => s.checkVisibility());
  const touch = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
  return svg.flatMap(one => {
    const found = [...one.querySelectorAll(selector)];
    const boxes = found.map(each => each.getBoundingClientRect());
    return found.flatMap((each, at) => boxes.slice(at + 1).flatMap((box, more) =>
      touch(boxes[at], box) ? [[each.textContent, found[at + 1 + more].textContent]] : []));
  });
}"""

# How tall the letters of each text that is shown are, in pixels of the screen.
_SIZES = """() => [...document.querySelectorAll(".cb-ribbon-box svg text")]
  .filter(text => text.checkVisibility())
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""

_OUTSIDE = """() => [...document.querySelectorAll(".cb-ribbon-box svg")]
  .filter(svg => svg.checkVisibility())
  .flatMap(svg => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("a, text, .cb-era")].filter(each => {
      const box = each.getBoundingClientRect();
      return box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
    }).map(each => each.outerHTML.slice(0, 120));
  })"""


@pytest.fixture(scope="module")
def case() -> tuple[Case, Texts]:
    checked = check(ROOT / "data", None)
    return checked.case, checked.texts


@pytest.fixture(scope="module")
def shipped(case: tuple[Case, Texts]) -> str:
    about = case[0].about
    made = drawings(
        event_items(case[0].events.values(), anchored=True),
        language=ENGLISH,
        period=about.period,
        eras=[(era.name, era.date) for era in about.eras],
    )
    return _html(case, "ribbon(made, sheet, here=true)", made)


@pytest.fixture(scope="module")
def profile(case: tuple[Case, Texts]) -> str:
    items = [
        *(Item(f"r{n}", f"The role {date}", parse(date), row="a") for n, date in enumerate(FORMS)),
        *event_items(case[0].events.values(), row="b"),
    ]
    rows = (Row("a", "Roles", named=True), Row("b", "Events"))
    made = drawings(items, language=ENGLISH, rows=rows, width=SMALL)
    return _html(
        case, "small_ribbon(made, sheet, 'small', 'Roles and events', 'Roles, events.')", made
    )


@pytest.fixture(scope="module")
def many(case: tuple[Case, Texts]) -> str:
    days = [f"{1900 + n % 90}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(400)]
    items = [
        Item(f"e{n}", f"Event {n}", parse(day), STATUSES[n % 5], anchor=f"event-{n}")
        for n, day in enumerate((*days, *FORMS))
    ]
    return _html(case, "ribbon(made, sheet)", drawings(items, language=ENGLISH))


def _html(case: tuple[Case, Texts], call: str, made: Sequence[Ribbon]) -> str:
    source = '{% import "_ribbon.html" as r %}{{ r.' + call + " }}"
    values: dict[str, Any] = {"made": made, "sheet": Sheet(*case, ADDRESS)}
    return environment(ENGLISH).from_string(source).render(**values)


def _show(page: Page, *figures: str) -> None:
    """Put drawings into a page of the site, in place of its own text."""
    page.goto(ADDRESS)
    html = "<h1>Drawings</h1>" + "".join(figures)
    page.evaluate("html => document.querySelector('.md-content__inner').innerHTML = html", html)


@pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
def test_axe_finds_nothing(page: Page, shipped: str, profile: str) -> None:
    _show(page, shipped, profile)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert not (faults := "\n".join(map(str, axe(page)))), faults


def test_the_markup_is_valid(tmp_path: Path, shipped: str, profile: str, many: str) -> None:
    head = '<!doctype html><html lang="en"><head><title>Drawings</title></head><body>'
    for name, html in {"shipped": shipped + profile, "many": many}.items():
        (tmp_path / f"{name}.html").write_text(f"{head}{html}</body></html>", "utf-8")
    assert not (errors := nu_errors(tmp_path.iterdir())), "\n".join(map(str, errors))


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_nothing_touches_and_all_is_legible(
    open_page: Callable[[View], Page], width: int, shipped: str, profile: str, many: str
) -> None:
    page = open_page(View(width))
    for figure in (shipped, profile, many):
        _show(page, figure)
        assert page.evaluate(_TOUCHING, "text:not(.cb-unknown)") == []
        assert page.evaluate(_TOUCHING, ".cb-dot") == []
        assert page.evaluate(_OUTSIDE) == []
        assert min(page.evaluate(_SIZES)) >= 11
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_and_a_sheet_of_paper_have_the_narrow_drawing(page: Page, shipped: str) -> None:
    _show(page, shipped)
    wide, narrow = page.locator(".cb-ribbon-box.cb-wide"), page.locator(".cb-ribbon-box.cb-narrow")
    for media, width, shown in (("screen", 1280, wide), ("screen", 390, narrow)):
        page.set_viewport_size({"width": width, "height": 800})
        assert media == "screen"
        expect(page.locator(".cb-ribbon-box").filter(visible=True)).to_have_count(1)
        expect(shown).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="print")
    expect(narrow).to_be_visible()
    expect(wide).to_be_hidden()


def test_a_drawing_that_is_too_wide_scrolls_in_its_own_box_by_keyboard(
    open_page: Callable[[View], Page], many: str
) -> None:
    page = open_page(View(390))
    _show(page, many)
    box = page.get_by_role("region", name="Events drawn to time")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.cb-ribbon-box').scrollLeft > 0")
    assert page.evaluate("scrollX") == 0


def test_each_mark_is_reached_by_keyboard_and_said(page: Page, shipped: str) -> None:
    _show(page, shipped)
    region = page.get_by_role("region", name="Events drawn to time")
    links = region.get_by_role("link")
    assert links.count() == 57
    region.focus()
    page.keyboard.press("Tab")
    first = links.first
    expect(first).to_be_focused()
    expect(first).to_have_css("outline-style", "solid")
    page.keyboard.press("Tab")
    expect(links.nth(1)).to_be_focused()
    name = "Designated by Washington: 29 September 2015, established"
    expect(region.get_by_role("link", name=name, exact=True)).to_have_count(1)


def test_the_drawing_can_be_skipped(page: Page, shipped: str) -> None:
    _show(page, shipped)
    skip = page.get_by_role("link", name="Skip the drawing")
    hidden = skip.bounding_box()
    assert hidden
    assert hidden["width"] <= 1
    skip.focus()
    shown = skip.bounding_box()
    assert shown
    assert shown["width"] > 60
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".cb-ribbon-more summary")).to_be_focused()


@pytest.mark.parametrize("by", ["mouse", "finger", "keyboard"])
def test_a_mark_leads_to_its_event(
    open_page: Callable[[View], Page], shipped: str, by: str
) -> None:
    page = open_page(View(390, touch=True) if by == "finger" else View())
    _show(page, shipped)
    mark = page.locator("a.cb-dot[href='#event-leaves-home']").filter(visible=True)
    if by == "keyboard":
        mark.focus()
        page.keyboard.press("Enter")
    elif by == "finger":
        mark.tap()
    else:
        mark.click()
    page.wait_for_url("**#event-leaves-home")


def test_with_scripts_off_all_is_there(
    open_page: Callable[[View], Page], shipped: str, built_site: Path
) -> None:
    page = open_page(View(scripts=False))
    shell = (built_site / ADDRESS).read_text("utf-8")
    before, after = shell.split("<h1", 1)[0], shell.rsplit("</article>", 1)[1]
    made = built_site / "glossary" / "drawn.html"
    made.write_text(f"{before}<h1>Drawings</h1>{shipped}</article>{after}", "utf-8")
    try:
        page.goto("glossary/drawn.html")
        expect(page.locator(".cb-wide a.cb-dot")).to_have_count(57)
        page.locator(".cb-ribbon-more summary").click()
        expect(page.locator(".cb-ribbon-more ul").filter(visible=True)).to_have_count(2)
        expect(page.get_by_text("Civil war: May 1992 to 27 June 1997")).to_be_visible()
    finally:
        made.unlink()


_COLOURS = """() => {
  const probe = document.createElement("i");
  probe.style.color = "Canvas";
  document.body.append(probe);
  const canvas = getComputedStyle(probe).color;
  const painted = (selector, what) => [...document.querySelectorAll(selector)]
    .map(each => getComputedStyle(each)[what]);
  return {
    grounds: [...new Set(painted(".cb-ribbon .cb-era", "fill"))].map(fill => fill === canvas),
    marks: [...new Set(painted(".cb-ribbon .cb-dot", "color"))].map(color => color === canvas),
    words: [...new Set(painted(".cb-ribbon text", "fill"))].map(fill => fill === canvas),
    lines: [...new Set(painted(".cb-ribbon .cb-axis", "stroke"))].map(line => line === canvas),
  };
}"""


def test_in_the_readers_own_colours_every_shape_stands_out(page: Page, shipped: str) -> None:
    page.emulate_media(forced_colors="active")
    _show(page, shipped)
    found = page.evaluate(_COLOURS)
    assert found["grounds"] == [True]
    # One colour, the reader's own for links: the shapes alone tell the statuses apart.
    assert len(found["marks"]) == 1
    assert not any((*found["marks"], *found["words"], *found["lines"]))


@pytest.mark.parametrize("forced", ["none", "active"])
def test_statuses_differ_in_shape_as_painted(
    page: Page, shipped: str, forced: Literal["none", "active"]
) -> None:
    page.emulate_media(forced_colors=forced)
    _show(page, shipped)
    page.locator(".cb-ribbon-box.cb-wide").scroll_into_view_if_needed()
    filled = {status: _painted(page, status) for status in STATUSES if status}
    assert filled == {
        "established": (True, True),
        "reported": (False, True),
        "claimed": (False, False),
        "disputed": (False, True),
    }


def _painted(page: Page, status: str) -> tuple[bool, bool]:
    """Return whether the left and right inside of the first mark of a status have its colour."""
    mark = page.locator(f".cb-wide .cb-{status}:has(> use:only-of-type):not(:has(path))").first
    colour = mark.evaluate("mark => getComputedStyle(mark).color")
    box = mark.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    left, right = (_pixel(page, middle[0] + side, middle[1]) for side in (-2, 1.2))
    return left == colour, right == colour


def _pixel(page: Page, x: float, y: float) -> str:
    """Return the colour on the screen at a place, as CSS writes it."""
    png = page.screenshot(clip={"x": int(x), "y": int(y), "width": 1, "height": 1})
    data, at = b"", 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    red, green, blue = zlib.decompress(data)[1:4]
    return f"rgb({red}, {green}, {blue})"


def test_time_runs_from_left_to_right_in_a_page_that_does_not(page: Page, shipped: str) -> None:
    _show(page, shipped)
    places = "() => [...document.querySelectorAll('.cb-wide a')].map(a => a.getBBox().x)"
    before = page.evaluate(places)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(places) == before
    assert page.evaluate(_TOUCHING, "text:not(.cb-unknown)") == []
