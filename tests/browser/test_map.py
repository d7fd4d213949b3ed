"""The maps as drawn: names apart, links within reach, whole at any width and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tools.axe import axe
from tools.browser import VIEWS, View

PLACES = "places/index.html"
NO_SCRIPTS = View(scripts=False)

in_all_views = pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
without_scripts = pytest.mark.parametrize("page", [NO_SCRIPTS], indirect=True, ids=str)

# The boxes of all words on each map as drawn, and of the marks of other places than their own.
_DRAWN = """() => [...document.querySelectorAll(".cb-map .cb-chart")].map(chart => {
  const box = element => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const spots = [...chart.querySelectorAll(".cb-spot")];
  return {
    chart: box(chart),
    words: [...chart.querySelectorAll("text")].map(text => [text.textContent, ...box(text)]),
    marks: spots.flatMap(spot => [...spot.querySelectorAll("circle, .cb-exact")].map(shape =>
      [spot.querySelector("text")?.textContent ?? "", ...box(shape)])),
  };
})"""


@in_all_views
def test_no_name_lies_on_another_or_on_a_mark_and_none_is_cut(page: Page) -> None:
    page.goto(PLACES)
    maps = page.evaluate(_DRAWN)
    assert sum(len(drawn["words"]) for drawn in maps) > 20
    for drawn in maps:
        left, top, right, bottom = drawn["chart"]
        words = drawn["words"]
        for number, (name, *box) in enumerate(words):
            sides = (box[0] - left, right - box[2], box[1] - top + 2, bottom - box[3] + 2)
            assert min(sides) >= 0, f"{name} is cut"
            others = [*words[:number], *(mark for mark in drawn["marks"] if mark[0] != name)]
            for other, *taken in others:
                assert not _overlap(box, taken), f"{name} lies on {other or 'a mark'}"


def _overlap(one: list[float], other: list[float]) -> bool:
    # A line of text is taller than its letters: two units may be shared.
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 and down > 2.5


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_no_wider_than_the_window(
    open_page: Callable[[View], Page], width: int
) -> None:
    page = open_page(View(width))
    for address in (PLACES, "places/turkey/index.html"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_map_scrolls_in_its_own_box_by_the_keyboard(
    open_page: Callable[[View], Page],
) -> None:
    page = open_page(View(390))
    page.goto(PLACES)
    box = page.locator(".cb-wide .cb-scroll")
    box.focus()
    before = box.evaluate("box => box.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('.cb-wide .cb-scroll').scrollLeft > before", arg=before
    )


def test_each_place_is_reached_by_the_keyboard_and_shows_it(page: Page) -> None:
    page.goto(PLACES)
    links = page.locator(".cb-maps a.cb-spot")
    reached: list[str] = []
    links.first.focus()
    while page.evaluate("document.activeElement.closest('.cb-maps') !== null"):
        reached.append(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))
        page.keyboard.press("Tab")
    assert {address for address in reached if address.endswith(".html")} == {
        link.get_attribute("href") for link in links.all()
    }
    links.first.focus()
    page.keyboard.press("Tab")
    focused = page.locator(".cb-maps a:focus-visible :is(.cb-hit, .cb-window)")
    assert focused.evaluate("shape => getComputedStyle(shape).stroke") != "none"


@without_scripts
def test_a_mark_leads_to_its_place(page: Page) -> None:
    page.goto(PLACES)
    link = page.get_by_role("link", name="Mosul, 2 events: city, the town, not a spot in it")
    link.locator("circle").click()
    expect(page.locator("h1")).to_have_text("Mosul")


@without_scripts
def test_a_frame_on_the_first_map_leads_to_the_larger_one(page: Page) -> None:
    page.goto(PLACES)
    page.locator(".cb-inset").first.click()
    assert page.url.endswith("#map-a")
    expect(page.locator("#map-a figcaption")).to_be_in_viewport()


@in_all_views
def test_each_place_can_be_clicked_where_its_name_stands(page: Page) -> None:
    page.goto(PLACES)
    for link in page.locator(".cb-maps a.cb-spot").all():
        link.scroll_into_view_if_needed()
        hit = link.locator(".cb-hit").bounding_box()
        assert hit is not None
        scale = link.evaluate("a => a.ownerSVGElement.getScreenCTM().a")
        assert min(hit["width"], hit["height"]) >= 24 * min(1.0, scale) - 0.1
        link.locator("text").click(trial=True)


@in_all_views
def test_land_sea_marks_and_names_differ_in_colour(page: Page) -> None:
    page.goto(PLACES)
    _distinct(page)


def test_the_readers_own_colours_are_taken_and_still_tell_apart(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(PLACES)
    assert _paint(page, ".cb-land", "fill") == _paint(page, ".cb-sea", "fill")
    for name in (".cb-coast", ".cb-borders"):
        assert _paint(page, name, "stroke") != _paint(page, ".cb-land", "fill")
    for name in (".cb-town", ".cb-spot text"):
        assert _paint(page, name, "fill") != _paint(page, ".cb-land", "fill")


def _distinct(page: Page) -> None:
    parts = (".cb-sea", ".cb-land", ".cb-town", ".cb-spot text")
    colours = {name: _paint(page, name, "fill") for name in parts}
    assert len(set(colours.values())) == len(parts), colours


def _paint(page: Page, selector: str, what: str) -> Any:
    found = page.locator(f".cb-maps {selector}").first
    return found.evaluate("(shape, what) => getComputedStyle(shape)[what]", what)


def test_paper_shows_each_map_whole(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 1000})
    page.emulate_media(media="print")
    page.goto(PLACES)
    wide = "box => [box.scrollWidth, box.clientWidth]"
    for box in page.locator(".cb-maps .cb-scroll").all():
        inside, room = box.evaluate(wide)
        assert inside <= room


@pytest.mark.parametrize("page", [View(390, "dark"), View(1280)], indirect=True, ids=str)
def test_axe_finds_nothing_on_the_pages_of_places(page: Page) -> None:
    for address in (PLACES, "places/turkey/index.html", "places/varzob/index.html"):
        page.goto(address)
        assert not axe(page)


def test_every_place_on_a_map_is_in_the_list_with_the_same_words(built_site: Path) -> None:
    soup = BeautifulSoup((built_site / PLACES).read_bytes(), "lxml")
    listed = {str(link["href"]) for link in soup.select("#places .cb-list > li > a")}
    marked = {str(link["href"]) for link in soup.select(".cb-maps a.cb-spot")}
    assert marked <= listed
    assert "Natural Earth (public domain)" in soup.select(".cb-map-foot")[0].text


@without_scripts
def test_the_map_of_a_place_stands_on_its_page(page: Page) -> None:
    page.goto("places/mosul/index.html")
    expect(page.locator(".cb-locator svg text", has_text="Mosul")).to_be_visible()
    expect(page.locator(".cb-locator figcaption")).to_contain_text("not for a spot in it")
    expect(page.locator(".cb-locator a")).to_have_count(0)
