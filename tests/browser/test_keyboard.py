"""The keyboard is enough: it reaches everything, shows where it is, and leads there and back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.test_kinds import RECORDS
from tools.browser import View

WALKED = [
    (View(390), "index.html"),
    (View(390), RECORDS["event"]),
    *((View(), address) for address in ("index.html", "404.html", *RECORDS.values())),
]
BOTH = pytest.mark.parametrize("page", [View(390), View(1280)], indirect=True, ids=str)

# Numbers what a reader can see and act on, in the order of the document; gives back how many.
_NUMBER = """() => {
  const all = [...document.querySelectorAll("a[href], summary, .cb-search input")];
  const open = all.filter(element => element.checkVisibility({ visibilityProperty: true })
    && !element.closest("details:not([open]) > :not(summary)"));
  open.forEach((element, number) => element.dataset.stop = number);
  return open.length;
}"""

# A field of choice is itself out of sight: its label shows the focus for it.
_FOCUS = """() => {
  const active = document.activeElement;
  const shown = active.matches(".md-option")
    ? active.form.querySelector("label:not([hidden])") : active;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  return {
    stop: active.dataset.stop,
    markup: active.outerHTML.slice(0, 100),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@BOTH
def test_skip_link_comes_first_and_leads_to_the_text(page: Page) -> None:
    page.goto(RECORDS["event"])
    skip = page.locator(".cb-skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#__content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


@pytest.mark.parametrize(("page", "address"), WALKED, indirect=["page"], ids=str)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # the skip link comes into sight at once
    page.goto(address)
    wanted = [str(number) for number in range(page.evaluate(_NUMBER))]
    stops = _walk(page, last=wanted[-1])
    assert [stop["stop"] for stop in stops if stop["stop"]] == wanted
    assert [stop["markup"] for stop in stops if not stop["outlined"]] == []
    assert [stop["markup"] for stop in stops if not stop["inSight"]] == []


@pytest.mark.parametrize("page", [View(390)], indirect=True)
def test_menu_opens_by_key(page: Page) -> None:
    page.goto("index.html")
    page.locator(".cb-menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator(".cb-menu a").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()


def test_colours_change_by_key(page: Page) -> None:
    page.goto("index.html")
    body = page.locator("body")
    page.get_by_role("radio", name="Colours: as the system").focus()
    page.keyboard.press("ArrowRight")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.keyboard.press("ArrowRight")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto("timeline/index.html")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize(
    "page", [View(390), View(1280, "dark"), View(scripts=False)], indirect=True, ids=str
)
def test_a_number_opens_its_reference_and_the_reference_leads_back(page: Page) -> None:
    page.goto(RECORDS["question"])
    number = page.locator(".cb-main .cb-cite a").first
    reference = page.locator(str(number.get_attribute("href")))
    anchor = str(number.get_attribute("id"))
    before = _ground(number), _ground(reference)
    number.focus()
    page.keyboard.press("Enter")
    # With scripts the reference is shown at the number, and leads on to the list.
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        page.get_by_role("link", name="Go to the list of references").click()
    expect(reference).to_be_in_viewport()
    assert _ground(reference) != before[1]
    reference.locator(f'.cb-back[href="#{anchor}"]').focus()
    page.keyboard.press("Enter")
    expect(number).to_be_in_viewport()
    assert page.url.endswith(f"#{anchor}")
    assert _ground(number) != before[0]
    assert _ground(reference) == before[1]


def _ground(element: Locator) -> str:
    return str(element.evaluate("element => getComputedStyle(element).backgroundColor"))


def _walk(page: Page, last: str) -> list[dict[str, Any]]:
    """Press Tab until the stop named `last` has the focus, and return every stop on the way."""
    stops: list[dict[str, Any]] = []
    while not stops or stops[-1]["stop"] != last:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_FOCUS))
        assert len(stops) < 2000, "the focus is caught somewhere"
    return stops
