"""The network: what a filter leaves of the drawing and of the table, and that both can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tools.axe import axe
from tools.browser import VIEWS, View, opened

NETWORK = "network/index.html"
ONE = f"{NETWORK}?actor=gulmurod-khalimov"
NOTHING = f"{NETWORK}?actor=interpol&status=claimed"

in_all_views = pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
in_both_widths = pytest.mark.parametrize("page", [View(390), View()], indirect=True, ids=str)
on_a_phone = pytest.mark.parametrize("page", [View(390)], indirect=True, ids=str)

# Names that stick out of their box, by more than a hair; and the size at which letters are shown.
_LETTERING = """() => {
  const all = [...document.querySelectorAll(".cb-net-box svg")];
  const shown = all.filter(svg => svg.checkVisibility());
  const boxes = shown.flatMap(svg => [...svg.querySelectorAll(".cb-node, .cb-verb")]);
  return {
    drawings: shown.length,
    boxes: boxes.length,
    out: boxes.filter(box => {
      const [shape, text] = [box.querySelector("rect, path"), box.querySelector("text")]
        .map(element => element.getBoundingClientRect());
      return text.left < shape.left - 0.5 || text.right > shape.right + 0.5
        || text.top < shape.top - 1 || text.bottom > shape.bottom + 1;
    }).map(box => box.textContent),
    size: Math.min(...boxes.filter(box => box.matches(".cb-node")).map(box =>
      parseFloat(getComputedStyle(box.querySelector("text")).fontSize) * box.getScreenCTM().a)),
  };
}"""

_EDGES = """() => [...document.querySelectorAll(".cb-net-wide .cb-node > :not(text)")]
  .map(shape => getComputedStyle(shape).stroke)"""

# What two colours of the system come to on this machine.
_SYSTEM = """() => ["CanvasText", "LinkText"].map(colour => {
  document.body.style.color = colour;
  return getComputedStyle(document.body).color;
})"""


@in_all_views
def test_the_drawing_is_one_and_its_letters_fit(page: Page) -> None:
    page.goto(NETWORK)
    found: dict[str, Any] = page.evaluate(_LETTERING)
    assert found["drawings"] == 1
    assert found["boxes"] == 67
    assert found["out"] == []
    assert found["size"] >= 12


@pytest.mark.parametrize("page", [View(320), View(1024)], indirect=True, ids=str)
def test_letters_stay_large_where_there_is_little_room(page: Page) -> None:
    page.goto(NETWORK)
    assert page.evaluate(_LETTERING)["size"] >= 12
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@in_both_widths
def test_one_actor_leaves_its_relations_in_table_and_drawing(page: Page) -> None:
    page.goto(NETWORK)
    _choose(page, "actor", "gulmurod-khalimov")
    expect(_rows(page)).to_have_count(9)
    expect(_lines(page)).to_have_count(9)
    expect(_standing(page)).to_have_count(9)
    expect(_drawn(page, ".cb-asked")).to_have_text("Gulmurod Khalimov")
    expect(page.locator(".cb-shown")).to_have_text("9 of 37 relations")
    expect(page.get_by_role("status").first).to_have_text("9 of 37 relations")
    assert "actor=gulmurod-khalimov" in page.url


def test_the_address_and_the_back_button_hold_the_choice(page: Page) -> None:
    page.goto(ONE)
    expect(_lines(page)).to_have_count(9)
    _choose(page, "status", "claimed")
    expect(_lines(page)).to_have_count(2)
    page.go_back()
    expect(_lines(page)).to_have_count(9)
    page.get_by_role("button", name="Clear").click()
    expect(_lines(page)).to_have_count(37)
    expect(_standing(page)).to_have_count(30)
    page.go_back()
    expect(_lines(page)).to_have_count(9)


def test_kinds_of_actor_and_of_relation_filter_too(page: Page) -> None:
    page.goto(NETWORK)
    _choose(page, "party", "media")
    expect(_lines(page)).to_have_count(7)
    _choose(page, "relation", "was cited by")
    expect(_lines(page)).to_have_count(2)
    expect(_standing(page)).to_have_count(3)


def test_years_leave_what_has_no_date_and_say_so(page: Page) -> None:
    page.goto(NETWORK)
    undated = page.locator("#relations tbody tr", has_text="not dated").count()
    assert undated == 6
    page.get_by_role("spinbutton", name="From year").fill("2018")
    page.get_by_role("spinbutton", name="To year").fill("2025")
    expect(page.locator("#relations tbody tr:visible", has_text="not dated")).to_have_count(6)
    expect(
        page.locator("#relations tbody tr:visible", has_text="charged in absence")
    ).to_have_count(0)
    expect(page.locator("#relations tbody tr:visible", has_text="from 1992")).to_have_count(1)
    expect(page.locator("#relations caption")).to_contain_text("without a date stay")
    assert _lines(page).count() == _rows(page).count()


def test_an_empty_result_says_what_would_help(page: Page) -> None:
    page.goto(NOTHING)
    expect(_rows(page)).to_have_count(0)
    expect(_lines(page)).to_have_count(0)
    expect(page.locator(".cb-empty")).to_be_visible()
    page.get_by_role("button", name="Without claimed: 1").click()
    expect(_lines(page)).to_have_count(1)


@on_a_phone
def test_on_a_phone_the_drawing_shrinks_to_what_is_left(page: Page) -> None:
    page.goto(NETWORK)
    whole = page.locator(".cb-net-narrow svg").bounding_box()
    page.goto(f"{NETWORK}?actor=edward-lemon")
    expect(_lines(page)).to_have_count(1)
    left = page.locator(".cb-net-narrow svg").bounding_box()
    assert whole is not None
    assert left is not None
    assert left["height"] < whole["height"] / 4
    for box in _standing(page).all():
        inner = box.bounding_box()
        assert inner is not None
        assert left["y"] <= inner["y"]
        assert inner["y"] + inner["height"] <= left["y"] + left["height"]


def test_pointing_at_an_actor_lights_its_lines_and_so_does_the_keyboard(page: Page) -> None:
    page.goto(NETWORK)
    lit = page.locator(".cb-net-wide a.cb-lit")
    page.locator('.cb-net-wide [data-actor="islamic-state"]').hover()
    expect(lit).to_have_count(5)
    page.mouse.move(5, 5)
    expect(lit).to_have_count(0)
    page.locator('.cb-net-wide [data-actor="reuters"]').focus()
    expect(lit).to_have_count(2)


@in_both_widths
def test_words_in_the_drawing_lead_to_their_row_and_names_to_profiles(page: Page) -> None:
    page.goto(NETWORK)
    _drawn(page, "a.cb-verb").get_by_text("spoke for").click()
    assert page.url.endswith("#tie-manuchehr-makhmudzoda-1")
    expect(page.locator("#tie-manuchehr-makhmudzoda-1")).to_be_in_viewport()
    _drawn(page, '[data-actor="reuters"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/reuters/index.html")


@in_both_widths
def test_the_table_sorts_by_the_head_of_a_column(page: Page) -> None:
    page.goto(NETWORK)
    first, last = (page.locator(f"#relations tbody tr:{at}-child") for at in ("first", "last"))
    actor = page.get_by_role("button", name="Actor", exact=True)
    expect(actor).to_be_visible()
    actor.click()
    expect(first.locator("th")).to_have_text("Abdulhalim Nazarzoda")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    actor.focus()
    page.keyboard.press("Enter")
    expect(first.locator("th")).to_have_text("Yusuf Rahmonov")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    when = page.get_by_role("button", name="When")
    when.click()
    expect(first.locator("td").nth(2)).to_have_text("from 1992, still going on")
    expect(last.locator("td").nth(2)).to_have_text("not dated")
    when.click()
    expect(first.locator("td").nth(2)).to_have_text("8 September 2017")
    expect(last.locator("td").nth(2)).to_have_text("not dated")
    expect(page.locator("th[aria-sort]")).to_have_count(1)


def test_a_filter_holds_while_the_table_is_sorted(page: Page) -> None:
    page.goto(ONE)
    page.get_by_role("button", name="When").click()
    expect(_rows(page)).to_have_count(9)
    expect(_rows(page).first.locator("td").nth(2)).to_have_text("from 2003 to 2014")


@pytest.mark.parametrize(
    "page", [View(390, scripts=False), View(scripts=False)], indirect=True, ids=str
)
def test_without_scripts_everything_is_there(page: Page) -> None:
    page.goto(ONE)
    expect(_rows(page)).to_have_count(37)
    expect(_lines(page)).to_have_count(37)
    expect(page.locator("#relations button")).to_have_count(0)
    expect(page.locator(".cb-filters")).not_to_be_visible()


def test_all_of_it_works_from_a_folder(chromium: Browser, built_site: Path) -> None:
    with opened(chromium, View(), built_site.as_uri()) as (page, _):
        page.goto((built_site / NETWORK).as_uri())
        _choose(page, "actor", "interpol")
        expect(_lines(page)).to_have_count(1)
        assert page.url.endswith("?actor=interpol")
        page.go_back()
        expect(_lines(page)).to_have_count(37)


@in_all_views
@pytest.mark.parametrize("address", [NETWORK, ONE, NOTHING])
def test_axe_finds_nothing_in_any_state(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".cb-filters[data-ready]").wait_for()
    assert not (faults := "\n".join(map(str, axe(page)))), faults


def test_colours_chosen_by_the_reader_reach_the_drawing(page: Page) -> None:
    page.goto(NETWORK)
    assert len(set(page.evaluate(_EDGES))) >= 3
    page.emulate_media(forced_colors="active")
    system = page.evaluate(_SYSTEM)
    assert set(page.evaluate(_EDGES)) == set(system)


@on_a_phone
def test_paper_shows_the_wide_drawing_from_any_screen(page: Page) -> None:
    page.goto(NETWORK)
    page.emulate_media(media="print")
    expect(page.locator(".cb-net-wide svg")).to_be_visible()
    expect(page.locator(".cb-net-narrow svg")).not_to_be_visible()
    expect(page.locator(".cb-filters")).not_to_be_visible()


def _choose(page: Page, facet: str, value: str) -> None:
    """Open a facet and tick a value, as a reader does; on a phone the filters are folded away."""
    page.locator(".cb-filters[data-ready]").wait_for()
    unfold = page.locator(".cb-unfold")
    if unfold.is_visible() and unfold.get_attribute("aria-expanded") == "false":
        unfold.click()
    box = page.locator(f'[name="{facet}"][value="{value}"]')
    if not box.is_visible():
        page.locator(".cb-facet", has=box).locator("summary").click()
    box.check()
    page.keyboard.press("Escape")


def _drawn(page: Page, selector: str) -> Locator:
    """Return parts of the drawing that is shown at this width."""
    return page.locator(f".cb-net-box {selector}").locator("visible=true")


def _rows(page: Page) -> Locator:
    return page.locator("#relations tbody tr:visible")


def _lines(page: Page) -> Locator:
    return _drawn(page, "a.cb-verb")


def _standing(page: Page) -> Locator:
    """Return the actors that no filter has put back."""
    return _drawn(page, ".cb-node:not(.cb-off)")
