"""Enlarged, printed, without motion and in the reader's own colours nothing is lost or moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, PdfMargins, ViewportSize

from browser.test_kinds import RECORDS, kinds
from tools.browser import View, opened
from tools.serving import serving

ENLARGED: ViewportSize = {"width": 320, "height": 256}
"""What is left of a window of 1280 by 1024 pixels at 400 %."""
A4: ViewportSize = {"width": 718, "height": 1047}
"""What is left of a sheet within margins of a centimetre, at 96 pixels to the inch."""

_MARGIN: PdfMargins = {"top": "1cm", "right": "1cm", "bottom": "1cm", "left": "1cm"}

_OPEN_ALL = 'document.querySelectorAll("main details").forEach(one => one.open = true)'
_SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"

# Text that stands in a box which shows only a part of it and cannot be scrolled.
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(box => {
  const { overflowX, overflowY, clipPath, position } = getComputedStyle(box);
  if (!box.textContent.trim() || !box.checkVisibility() || box.matches("svg, svg *")) return false;
  if (clipPath !== "none" || position === "absolute" && box.clientWidth <= 1) return false;
  const hides = value => value === "hidden" || value === "clip";
  return hides(overflowX) && box.scrollWidth > box.clientWidth + 1
    || hides(overflowY) && box.scrollHeight > box.clientHeight + 1;
}).slice(0, 3).map(box => box.outerHTML.slice(0, 120))"""

# Controls, brought into sight one after the other, of which the pointer would hit something else;
# what stands in a closed part is tried with that part open, and no other.
_COVERED = """() => {
  const covered = control => {
    const mark = control.matches("[type=checkbox], [type=radio]") && control.labels[0] || control;
    mark.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = [...mark.getClientRects()].find(part => part.width > 1 && part.height > 1);
    if (!box) return false;
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !hit || !mark.contains(hit) && !hit.contains(mark) && hit.closest("label") !== mark;
  };
  const closed = control => {
    const around = [];
    for (let at = control.parentElement; at; at = at.parentElement)
      if (at.matches("details:not([open])") && !at.querySelector(":scope > summary")
        .contains(control)) around.push(at);
    return around;
  };
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  return all.filter(control => !control.closest(".cb-search, .cb-skip, svg")).filter(control => {
    const parts = closed(control);
    parts.forEach(part => part.open = true);
    const fault = control.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && covered(control);
    parts.forEach(part => part.open = false);
    return fault;
  }).slice(0, 3).map(control => control.outerHTML.slice(0, 120));
}"""

_UNPRINTED = """() => [...document.querySelectorAll("main a[href^=http]")].filter(link =>
  link.checkVisibility() && !link.textContent.includes(link.href)
  && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"))
).slice(0, 3).map(link => link.outerHTML.slice(0, 120))"""

_CONTROLS = """() => [...document.querySelectorAll(
  "button, input, select, textarea, [role=button], [role=search], [role=switch]"
)].filter(control => control.checkVisibility({ visibilityProperty: true })
  && !control.matches("th > button")  // the head of a column, which paper needs
  && control.getClientRects().length).slice(0, 3).map(control => control.outerHTML.slice(0, 120))"""

_MARK = """() => document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, th, td)").forEach(
  part => { if (part.checkVisibility() && part.textContent.trim()) part.dataset.read = ""; })"""

_LOST = """() => [...document.querySelectorAll("[data-read]")].filter(part =>
  !part.checkVisibility() && !part.closest("nav, form, [role=search]")
  // Of two drawings of the same, paper has the narrow one, and the words about its scale.
  && !part.closest(".cb-ribbon-two .cb-wide")
).slice(0, 3).map(part => part.outerHTML.slice(0, 120))"""

_STUCK = """() => [...document.querySelectorAll("body *")].filter(element =>
  element.checkVisibility() && ["fixed", "sticky"].includes(getComputedStyle(element).position)
  && element.textContent.trim()).slice(0, 3).map(element => element.outerHTML.slice(0, 120))"""

# What is running once everything has been touched that moves anywhere.
_RUNNING = """() => document.getAnimations().filter(({ effect }) => {
  const { duration, delay, iterations } = effect.getComputedTiming();
  return (Number(duration) || 0) * iterations + delay > 10;
}).map(({ effect }) => effect.target.outerHTML.slice(0, 120))"""

_SLOW = """() => [...document.querySelectorAll("*")].flatMap(element =>
  ["::before", "::after"].filter(part => {
    const { animationName, transitionDuration } = getComputedStyle(element, part);
    return animationName !== "none" || transitionDuration.split(",").some(d => parseFloat(d) > .01);
  }).map(part => element.outerHTML.slice(0, 120) + part))"""

# One control of every look, where the focus shows neither by an outline nor in its drawing.
_LOOKS = """() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  const drawn = control => [control, ...control.querySelectorAll("*")].map(shape => {
    const { fill, stroke, strokeWidth, outline } = getComputedStyle(shape);
    return [fill, stroke, strokeWidth, outline].join();
  }).join();
  const outlined = control => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(control);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor !== paper;
  };
  const looks = new Map();
  for (const control of document.querySelectorAll("a[href], button, input, select, summary"))
    if (control.checkVisibility({ visibilityProperty: true }))
      looks.set(`${control.localName}.${control.getAttribute("class")}`, control);
  return [...looks.values()].filter(control => {
    const mark = control.matches(".md-option") ? control.form.querySelector("label:not([hidden])")
      : control;
    const before = drawn(mark);
    control.focus({ focusVisible: true });
    if (document.activeElement !== control) return false;
    return mark.closest("svg") ? drawn(mark) === before : !outlined(mark);
  }).map(control => control.outerHTML.slice(0, 120));
}"""

# Drawings of which nothing differs from the paper they stand on.
_BLANK = """() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  const shapes = "path, circle, ellipse, rect, line, polygon, polyline, text, use";
  return [...document.querySelectorAll("main svg")].filter(drawing => drawing.checkVisibility()
    && ![...drawing.querySelectorAll(shapes)].some(shape => {
      const { fill, stroke } = getComputedStyle(shape);
      return [fill, stroke].some(paint => !["none", "transparent", "rgba(0, 0, 0, 0)", paper]
        .includes(paint));
    })).slice(0, 3).map(drawing => drawing.outerHTML.slice(0, 120));
}"""

# White space, and the arrow that a style puts behind a link (it has no node), go along with their
# text while that comes in: Chromium counts these too, and a small mark that goes by a pixel or two.
_SHIFTS = """() => new Promise(resolve => {
  const found = [];
  const observer = new PerformanceObserver(list => found.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  const moved = ({ value, sources }) => [value, ...sources
    .filter(({ node }) => node?.textContent.trim() || node?.outerHTML)
    .map(({ node }) => (node.outerHTML ?? node.textContent).slice(0, 120))];
  const seen = ([value, ...nodes]) => value > 1e-5 && nodes.length;
  setTimeout(() => resolve(found.map(moved).filter(seen)), 150);
})"""

Walk = Callable[..., dict[str, Any]]


@pytest.fixture
def walk(page: Page, built_site: Path) -> Walk:
    """Return a function that opens every kind of page and asks it questions, each a script.

    It gives the answers by address and name, without those that are empty, false or zero.
    `before` is called with each page that is open.
    """

    def answers(before: Callable[[Page], None] = _open_all, **questions: str) -> dict[str, Any]:
        found = {}
        for address in kinds(built_site):
            page.goto(address)
            before(page)
            for name, script in questions.items():
                if answer := page.evaluate(script):
                    found[f"{address}: {name}"] = answer
        return found

    return answers


@pytest.mark.parametrize("page", [View(320), View(320, scripts=False)], indirect=True, ids=str)
def test_enlarged_fourfold_nothing_is_cut_off_or_covered(page: Page, walk: Walk) -> None:
    page.set_viewport_size(ENLARGED)
    assert walk(before=_load, covered=_COVERED) == {}
    assert walk(cut_off=_CUT_OFF, sideways=_SIDEWAYS) == {}


def test_paper_has_all_texts_and_addresses_and_no_controls(page: Page, walk: Walk) -> None:
    page.set_viewport_size(A4)
    questions = {"address": _UNPRINTED, "lost": _LOST, "control": _CONTROLS, "stuck": _STUCK}
    assert walk(_put_on_paper, sideways=_SIDEWAYS, **questions) == {}


def test_every_kind_of_page_prints(page: Page) -> None:
    """There are about as many sheets as the text is long, so none is blank and none is lost."""
    for address in ("index.html", "timeline/index.html", "network/index.html", *RECORDS.values()):
        page.goto(address)
        sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", margin=_MARGIN)))
        page.emulate_media(media="print")
        page.set_viewport_size(A4)
        wanted = page.evaluate("document.documentElement.scrollHeight") / A4["height"]
        page.emulate_media(media="screen")
        assert wanted * 0.7 <= sheets <= wanted * 1.6 + 2, (address, sheets, wanted)


def test_nothing_moves_whatever_is_touched(page: Page, walk: Walk) -> None:
    page.emulate_media(reduced_motion="reduce")
    assert walk(_touch, running=_RUNNING, slow=_SLOW) == {}


@pytest.mark.parametrize("page", [View(390), View(1280, "dark")], indirect=True, ids=str)
def test_forced_colours_leave_every_focus_and_drawing_visible(page: Page, walk: Walk) -> None:
    page.emulate_media(forced_colors="active")
    assert walk(unfocused=_LOOKS, blank=_BLANK) == {}


@pytest.mark.parametrize("page", [View(390), View(1280)], indirect=True, ids=str)
def test_nothing_shifts_while_a_page_loads(walk: Walk) -> None:
    assert walk(_load, shifts=_SHIFTS) == {}


@pytest.mark.parametrize("view", [View(390), View(800), View(1280)], ids=str)
@pytest.mark.parametrize("place", ["articles/", "404.html"])
def test_nothing_shifts_while_a_page_comes_in_over_a_bad_line(
    chromium: Browser, built_site: Path, place: str, view: View
) -> None:
    """The page for a wrong address is the shortest: its footer is in sight as it comes in."""
    with serving(built_site, slow=True) as address, opened(chromium, view, address) as (page, _):
        page.goto(place)
        assert page.evaluate(_SHIFTS) == []


def _open_all(page: Page) -> None:
    page.evaluate(_OPEN_ALL)


def _put_on_paper(page: Page) -> None:
    """Mark what can be read on the screen, then show the page as it is printed."""
    page.emulate_media(media="screen")
    page.evaluate(_OPEN_ALL)
    page.evaluate(_MARK)
    page.emulate_media(media="print")


def _touch(page: Page) -> None:
    """Point at a link and at a control of each kind, and open what opens."""
    page.evaluate(_OPEN_ALL)
    for touched in ("main a[href]", "main summary", "main button", "header label"):
        if (first := page.locator(touched).filter(visible=True).first).count():
            first.hover(force=True)
            first.focus()


def _load(page: Page) -> None:
    page.wait_for_load_state("load")
