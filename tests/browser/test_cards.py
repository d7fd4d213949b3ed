"""Cards at links and references at their numbers: by mouse, by key and by finger."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, Route, expect

from browser.test_kinds import RECORDS
from tools.axe import axe
from tools.browser import VIEWS, RequestLog, View, opened

ARTICLE = RECORDS["article"]
QUESTION = RECORDS["question"]
LINK = ".cb-prose a.cb-auto"
NUMBER = ".cb-main .cb-cite a"
TOUCH = "Input.dispatchTouchEvent"
PHONE = View(390, touch=True)

# Longer than any delay of the cards, in milliseconds.
LONG = 1000

in_all_views = pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
by_finger = pytest.mark.parametrize("page", [PHONE], indirect=True, ids=str)

_SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(e => e.value)))
    .observe({ type: "layout-shift" });
}"""


def test_a_card_opens_under_the_pointer_and_describes_its_link(page: Page) -> None:
    page.goto(ARTICLE)
    link = page.locator(LINK).first
    link.hover()
    card = _card(page)
    expect(card).to_have_role("tooltip")
    expect(card.locator(".cb-pop-kind")).not_to_be_empty()
    expect(card.locator(".cb-pop-name")).not_to_be_empty()
    expect(card.locator(".cb-pop-says")).not_to_be_empty()
    says = str(card.locator(".cb-pop-says").text_content())
    expect(link).to_have_accessible_description(re.compile(re.escape(says[:30])))
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    expect(link).not_to_have_attribute("aria-describedby", re.compile("."))


def test_a_name_that_the_link_has_said_is_not_said_again(page: Page) -> None:
    page.goto(ARTICLE)
    link = page.locator(LINK).filter(has_text="Tajikistan").first
    link.hover()
    expect(_card(page).locator(".cb-pop-name")).to_have_text("Tajikistan")
    expect(link).to_have_accessible_description(re.compile("^(?!.*Tajikistan).*State", re.I))


@pytest.mark.parametrize("address", [ARTICLE, "articles/five-deaths/index.html"])
def test_each_link_has_the_card_of_its_own_record(page: Page, address: str) -> None:
    """The script finds a card in the very file that Python put it into."""
    page.goto(address)
    links = page.locator('.cb-aside dd a:is([href*="actors/"], [href*="glossary/"])')
    assert links.count() > 5
    page.keyboard.press("Shift")
    for link in links.all():
        link.focus()
        expect(_card(page).locator(".cb-pop-name")).to_have_text(link.inner_text())


@pytest.mark.parametrize(
    ("address", "link", "word"),
    [
        (RECORDS["event"], '.cb-aside a[href*="actors/"]', ".cb-pop-says"),
        (RECORDS["event"], '.cb-sources a[href*="sources/"]', ".cb-pop-foot"),
        (QUESTION, '.cb-aside a[href*="events/"]', ".cb-pop-foot .cb-status"),
        (RECORDS["person"], '.cb-mentions a[href*="questions/"]', ".cb-pop-foot .cb-status"),
        (RECORDS["person"], '.cb-mentions a[href*="articles/"]', ".cb-pop-says"),
        (RECORDS["place"], '.cb-main a[href*="actors/"]', ".cb-pop-says"),
        ("method/index.html", '.md-content p a[href*="actors/"]', ".cb-pop-says"),
    ],
)
def test_links_of_every_page_have_cards(page: Page, address: str, link: str, word: str) -> None:
    page.goto(address)
    page.locator(link).first.hover()
    expect(_card(page).locator(word).first).to_be_visible()


def test_the_definition_of_a_name_that_is_a_term_stands_in_its_card(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator(LINK).filter(has_text="OMON").first.hover()
    expect(_card(page).locator(".cb-pop-term")).to_contain_text("OMON: A special police")


def test_the_pointer_can_move_into_the_card_and_stay(page: Page) -> None:
    _stop_clock_at(page, ARTICLE)
    page.locator(LINK).first.hover()
    page.clock.run_for(250)
    card = _card(page)
    expect(card).to_be_visible()
    box = _box(card)
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] + 20)
    page.clock.run_for(150)
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.clock.run_for(LONG)
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(200)
    expect(card).to_be_hidden()


def test_a_pointer_that_only_passes_opens_and_loads_nothing(
    chromium: Browser, site_url: str
) -> None:
    with opened(chromium, View(), site_url) as (page, log):
        _stop_clock_at(page, ARTICLE)
        page.locator(LINK).first.hover()
        page.clock.run_for(240)
        page.mouse.move(2, 2)
        page.clock.run_for(LONG)
        assert page.locator(".cb-pop").count() == 0
        assert _loaded(log) == []
        page.locator(LINK).first.hover()
        page.clock.run_for(250)
        expect(_card(page)).to_be_visible()
        assert len(_loaded(log)) == 1


def test_there_is_one_card_at_a_time(page: Page) -> None:
    _stop_clock_at(page, ARTICLE)
    names = []
    for number in (0, 1):
        page.locator(LINK).nth(number).hover()
        page.clock.run_for(250)
        expect(_card(page)).to_be_visible()
        expect(page.locator(".cb-pop")).to_have_count(1)
        names.append(page.locator(".cb-pop-name").inner_text())
    assert len(set(names)) == 2


def test_the_focus_opens_a_card_and_takes_it_along(page: Page) -> None:
    page.goto(ARTICLE)
    first = page.locator(LINK).first
    _focus_by_key(page, first)
    expect(_card(page)).to_be_visible()
    expect(first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.locator("h1").evaluate("heading => heading.setAttribute('tabindex', '-1')")
    page.locator("h1").focus()
    expect(page.locator(".cb-pop")).to_be_hidden()


def test_a_card_that_the_pointer_is_in_outlives_the_focus(page: Page) -> None:
    _stop_clock_at(page, ARTICLE)
    link = page.locator(LINK).first
    _focus_by_key(page, link)
    page.clock.run_for(0)
    _card(page).hover()
    link.evaluate("link => link.blur()")
    page.clock.run_for(LONG)
    expect(_card(page)).to_be_visible()


def test_enter_and_a_click_still_follow_the_link(page: Page) -> None:
    for follow in ("press", "click"):
        page.goto(ARTICLE)
        link = page.locator(LINK).first
        target = str(link.evaluate("link => link.href"))
        _focus_by_key(page, link)
        expect(_card(page)).to_be_visible()
        link.press("Enter") if follow == "press" else link.click()
        page.wait_for_url(target)


def test_escape_closes_a_card_and_leaves_focus_and_pointer_where_they_are(page: Page) -> None:
    _stop_clock_at(page, ARTICLE)
    link, card = page.locator(LINK).first, page.locator(".cb-pop")
    _focus_by_key(page, link)
    page.clock.run_for(0)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()
    link.evaluate("link => { link.blur(); link.innerHTML = '<b>one</b> <i>two</i>'; }")
    link.locator("b").hover()
    page.clock.run_for(LONG)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    link.locator("i").hover()
    page.clock.run_for(LONG)
    expect(card).to_be_hidden()
    page.mouse.move(2, 2)
    link.hover()
    page.clock.run_for(LONG)
    expect(card).to_be_visible()


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (RECORDS["event"], ".cb-nav a"),
        (RECORDS["event"], ".cb-trail a"),
        (RECORDS["event"], ".cb-prevnext a"),
        (RECORDS["event"], ".cb-footer a"),
        (RECORDS["source"], "main a.cb-external"),
        ("timeline/index.html", ".cb-event h3 a"),
        ("glossary/index.html", ".cb-terms dt a"),
        ("questions/index.html", ".cb-list h2 a"),
        (QUESTION, '.cb-references a[href*="sources/"]'),
    ],
)
def test_there_is_no_card_where_it_would_only_repeat_or_distract(
    page: Page, address: str, link: str
) -> None:
    _stop_clock_at(page, address)
    page.locator(link).filter(visible=True).first.hover()
    page.clock.run_for(LONG)
    page.wait_for_load_state("networkidle")
    expect(_card(page)).to_have_count(0)


def test_a_mark_of_a_drawing_has_the_card_of_its_event(page: Page) -> None:
    """A drawing on the timeline leads to events of the same page, by links of SVG."""
    page.goto("timeline/index.html")
    name = RECORDS["event"].split("/")[1]
    page.locator("h1").evaluate(
        """(heading, name) => heading.insertAdjacentHTML("afterend",
        `<svg width="40" height="40"><a id="mark" href="#event-${name}">
        <title>A mark</title><circle cx="20" cy="20" r="15"/></a></svg>`)""",
        name,
    )
    page.locator("#mark circle").hover()
    expect(_card(page).locator(".cb-status")).to_be_visible()
    expect(page.locator("#mark")).to_have_attribute("aria-describedby", "cb-pop")
    expect(page.locator("#mark")).to_have_accessible_name("A mark")
    expect(page.locator("#mark title")).to_have_count(0)


def test_cards_work_in_a_folder(chromium: Browser, built_site: Path) -> None:
    with opened(chromium, View(), f"{built_site.as_uri()}/") as (page, _):
        for address in (ARTICLE, "method/index.html"):
            page.goto(address)
            page.locator("main p a[href*='actors/']").first.hover()
            expect(_card(page).locator(".cb-pop-says")).to_be_visible()
        page.goto(QUESTION)
        page.locator(NUMBER).first.click()
        expect(_card(page)).to_be_visible()


@pytest.mark.parametrize("page", [View(scripts=False)], indirect=True)
def test_without_scripts_links_are_links(page: Page) -> None:
    page.goto(QUESTION)
    page.locator(NUMBER).first.click()
    assert page.url.endswith("#ref-1")
    expect(page.locator("#ref-1")).to_be_in_viewport()
    page.goto(ARTICLE)
    page.locator(LINK).first.hover()
    page.locator(LINK).first.click()
    page.wait_for_url("**/actors/*/index.html")


@by_finger
def test_a_finger_that_holds_opens_the_card_and_does_not_follow(page: Page) -> None:
    _stop_clock_at(page, ARTICLE)
    _hold(page, page.locator(LINK).first, 450)
    page.clock.run_for(LONG)
    assert page.url.endswith(ARTICLE)
    expect(_card(page)).to_be_visible()
    page.locator(".cb-header").tap(position={"x": 3, "y": 3})
    expect(page.locator(".cb-pop")).to_be_hidden()


@by_finger
def test_the_menu_of_a_hold_is_kept_back_and_no_other(page: Page) -> None:
    """Some browsers take a shorter time for a hold than the cards do, others a longer one."""
    _stop_clock_at(page, ARTICLE)
    link = page.locator(LINK).first
    menu = """link => link.dispatchEvent(
      new MouseEvent("contextmenu", { bubbles: true, cancelable: true }))"""
    assert link.evaluate(menu)
    for wait in (100, 450):
        fingers, where = _finger_on(page, link)
        fingers.send(TOUCH, {"type": "touchStart", "touchPoints": [where]})
        page.clock.run_for(wait)
        assert not link.evaluate(menu)
        expect(_card(page)).to_be_visible()
        fingers.send(TOUCH, {"type": "touchEnd", "touchPoints": []})
        page.locator("h1").tap()
        assert link.evaluate(menu)


@by_finger
def test_a_card_that_comes_late_opens_after_the_finger_has_lifted(page: Page) -> None:
    held: list[Route] = []

    def hold_back(route: Route) -> None:
        held.append(route)

    page.route("**/assets/cards/*.js", hold_back)
    _stop_clock_at(page, ARTICLE)
    with page.expect_request("**/assets/cards/*.js"):
        _hold(page, page.locator(LINK).first, 450)
    page.clock.run_for(LONG)
    for route in held:
        route.continue_()
    expect(_card(page)).to_be_visible()


@by_finger
def test_a_tap_follows_the_link_at_once_and_after_a_hold(page: Page) -> None:
    for hold in (False, True):
        _stop_clock_at(page, ARTICLE)
        link = page.locator(LINK).first
        target = str(link.evaluate("link => link.href"))
        if hold:
            _hold(page, link, 450)
            expect(_card(page)).to_be_visible()
        link.tap()
        page.wait_for_url(target)
        expect(page.locator(".cb-pop")).to_have_count(0)


@by_finger
def test_a_finger_that_scrolls_or_lifts_early_opens_nothing(page: Page) -> None:
    _stop_clock_at(page, ARTICLE)
    link = page.locator(LINK).first
    _hold(page, link, LONG, move=60)
    assert page.locator(".cb-pop").count() == 0
    # The lift ends in a tap, which is to lead nowhere here.
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    _hold(page, link, 400)
    page.clock.run_for(LONG)
    assert page.locator(".cb-pop").count() == 0


@by_finger
def test_a_tap_on_a_number_shows_its_reference(page: Page) -> None:
    page.goto(QUESTION)
    address = page.url
    page.locator(NUMBER).first.tap()
    expect(_card(page)).to_contain_text(_reference_words(page, 1))
    assert page.url == address
    page.locator("h1").tap()
    expect(page.locator(".cb-pop")).to_be_hidden()


@pytest.mark.parametrize("how", ["click", "Enter"])
def test_a_number_shows_its_reference_where_the_reader_is(page: Page, how: str) -> None:
    page.goto(QUESTION)
    address, place = page.url, page.evaluate("scrollY")
    number = page.locator(NUMBER).first
    page.locator("#ref-1").evaluate("item => item.insertAdjacentHTML('beforeend', '<b id=x>x</b>')")
    if how == "click":
        number.click()
    else:
        _focus_by_key(page, number)
        page.keyboard.press("Enter")
    card = _card(page)
    expect(card).to_have_role("dialog")
    expect(card).to_have_accessible_name("Reference 1")
    expect(card).to_be_focused()
    expect(card).to_contain_text(_reference_words(page, 1))
    expect(card.locator(".cb-back")).to_have_count(0)
    assert (page.url, page.evaluate("scrollY")) == (address, place)
    assert page.locator("#ref-1, #x").count() == 2
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(number).to_be_focused()


def test_the_focus_goes_through_a_reference_and_on_from_its_number(page: Page) -> None:
    page.goto(QUESTION)
    number = page.locator(NUMBER).first
    _focus_by_key(page, number)
    page.keyboard.press("Tab")
    after = page.evaluate("document.activeElement.outerHTML")
    number.focus()
    page.keyboard.press("Enter")
    card = _card(page)
    expect(card).to_be_focused()
    links = card.locator("a")
    assert links.count() >= 2
    for link in links.all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(card).to_be_hidden()
    assert page.evaluate("document.activeElement.outerHTML") == after
    number.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(number).to_be_focused()
    expect(card).to_be_hidden()


def test_from_a_reference_the_way_leads_to_the_list_and_back(page: Page) -> None:
    page.goto(QUESTION)
    number = page.locator(NUMBER).first
    number.click()
    _card(page).get_by_role("link", name="Go to the list of references").click()
    assert page.url.endswith("#ref-1")
    expect(page.locator("#ref-1")).to_be_in_viewport()
    expect(page.locator(".cb-pop")).to_be_hidden()
    page.go_back()
    expect(number).to_be_in_viewport()


def test_the_links_of_a_reference_lead_on(page: Page) -> None:
    page.goto(QUESTION)
    page.locator(NUMBER).first.click()
    _card(page).get_by_role("link", name="About this source").click()
    page.wait_for_url("**/sources/*/index.html")


def test_a_second_click_or_one_elsewhere_closes_a_reference(page: Page) -> None:
    page.goto(QUESTION)
    number = page.locator(NUMBER).first
    for closing in (number, page.locator("h1")):
        number.click()
        expect(_card(page)).to_be_visible()
        closing.click()
        expect(page.locator(".cb-pop")).to_be_hidden()


def test_a_reference_closes_when_the_focus_is_called_elsewhere(page: Page) -> None:
    page.goto(QUESTION)
    page.locator(NUMBER).first.click()
    expect(_card(page)).to_be_focused()
    page.locator(".cb-trail a").focus()
    expect(page.locator(".cb-pop")).to_be_hidden()


def test_the_pointer_shows_a_reference_and_leaves_the_focus(page: Page) -> None:
    page.goto(QUESTION)
    page.locator(NUMBER).first.hover()
    card = _card(page)
    expect(card).to_contain_text(_reference_words(page, 1))
    expect(card).not_to_be_focused()
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()


def test_a_reference_that_is_being_read_is_not_pushed_away(page: Page) -> None:
    _stop_clock_at(page, QUESTION)
    page.locator(NUMBER).first.click()
    page.clock.run_for(0)
    expect(_card(page)).to_be_focused()
    page.locator(".cb-aside a").first.hover()
    page.clock.run_for(LONG)
    expect(_card(page)).to_be_focused()


def test_a_new_tab_is_the_browsers_own(page: Page) -> None:
    page.goto(QUESTION)
    with page.context.expect_page() as tab:
        page.locator(NUMBER).first.click(modifiers=["ControlOrMeta"])
    assert tab.value.url.endswith("#ref-1")
    assert page.url.endswith(QUESTION)
    expect(page.locator(".cb-pop:focus")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (1280, 800)])
def test_a_card_stays_inside_the_window(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(ARTICLE)
    for link in page.locator(LINK).all()[:6]:
        for block in ("start", "center", "end"):
            link.evaluate("(link, block) => link.scrollIntoView({ block })", block)
            _focus_by_key(page, link)
            expect(_card(page)).to_be_in_viewport(ratio=1)
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
            page.keyboard.press("Escape")
            link.evaluate("link => link.blur()")


@pytest.mark.parametrize("page", [View(320)], indirect=True)
def test_enlarged_fourfold_a_card_never_covers_the_link_pointed_at(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    _stop_clock_at(page, ARTICLE)
    for link in page.locator(LINK).all()[:6]:
        link.evaluate("link => link.scrollIntoView({ block: 'center' })")
        page.mouse.move(1, 1)
        page.clock.run_for(LONG)
        link.hover()
        page.clock.run_for(LONG)
        card = _card(page)
        expect(card).to_be_in_viewport(ratio=1)
        over, lines = _box(card), link.evaluate("a => [...a.getClientRects()].map(r => r.toJSON())")
        assert over["y"] >= lines[0]["bottom"] or over["y"] + over["height"] <= lines[0]["top"]


def test_a_card_opens_at_the_line_that_is_pointed_at(page: Page) -> None:
    _stop_clock_at(page, ARTICLE)
    link = page.locator(LINK).first
    link.evaluate("""link => {
      link.textContent = "many words ".repeat(20);
      link.scrollIntoView({ block: "start" });
    }""")
    for line in link.evaluate("link => [...link.getClientRects()].map(r => r.toJSON())")[:2]:
        page.mouse.move(1, 1)
        page.clock.run_for(LONG)
        page.mouse.move(line["left"] + 60, (line["top"] + line["bottom"]) / 2)
        page.clock.run_for(LONG)
        expect(_card(page)).to_be_visible()
        assert 0 <= _box(_card(page))["y"] - line["bottom"] < 12


def test_a_card_ends_with_its_link_where_lines_run_from_right_to_left(page: Page) -> None:
    page.goto(ARTICLE)
    page.evaluate("document.body.dir = 'rtl'")
    link = page.locator(LINK).first
    _focus_by_key(page, link)
    expect(_card(page)).to_be_visible()
    card, line = _box(_card(page)), _box(link)
    assert abs(card["x"] + card["width"] - line["x"] - line["width"]) < 2


def test_a_card_closes_when_its_link_has_scrolled_away(page: Page) -> None:
    page.goto(ARTICLE)
    _focus_by_key(page, page.locator(LINK).first)
    expect(_card(page)).to_be_visible()
    page.mouse.wheel(0, 1500)
    expect(page.locator(".cb-pop")).to_be_hidden()


def test_nothing_moves_when_a_card_opens(page: Page) -> None:
    page.goto(ARTICLE)
    page.evaluate(_SHIFTS)
    before = page.locator("main").bounding_box()
    size = page.evaluate("document.documentElement.scrollHeight")
    page.locator(LINK).first.hover()
    expect(_card(page)).to_be_visible()
    assert page.locator("main").bounding_box() == before
    assert page.evaluate("document.documentElement.scrollHeight") == size
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert page.evaluate("window.shifts") == []


@in_all_views
def test_axe_finds_nothing_with_a_card_or_a_reference_open(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator(LINK).filter(has_text="OMON").first.hover()
    expect(_card(page)).to_be_visible()
    assert not (faults := "\n".join(map(str, axe(page)))), faults
    page.goto(QUESTION)
    page.locator(NUMBER).first.click()
    expect(_card(page)).to_have_role("dialog")
    assert not (faults := "\n".join(map(str, axe(page)))), faults


@pytest.mark.parametrize("page", [View(), View(scheme="dark")], indirect=True, ids=str)
def test_a_card_is_told_from_the_page_in_any_colours_and_never_printed(page: Page) -> None:
    page.goto(ARTICLE)
    _focus_by_key(page, page.locator(LINK).first)
    card = _card(page)
    expect(card).to_be_visible()
    for forced in ("none", "active"):
        page.emulate_media(forced_colors=forced)
        look = card.evaluate("""card => {
          const { backgroundColor, borderTopColor, borderTopStyle } = getComputedStyle(card);
          return { edge: borderTopColor !== backgroundColor && borderTopStyle === "solid",
            solid: backgroundColor.startsWith("rgb(") };
        }""")
        assert look == {"edge": True, "solid": True}
    page.emulate_media(media="print")
    expect(card).to_be_hidden()


def _card(page: Page) -> Locator:
    """Return the card that is open."""
    return page.locator(".cb-pop:not([hidden])")


def _box(element: Locator) -> dict[str, float]:
    box = element.bounding_box()
    assert box is not None
    return dict(box)  # type: ignore[arg-type]  # of floats alone


def _stop_clock_at(page: Page, address: str) -> None:
    """Open a page and stop its clock: `page.clock.run_for` then tells how long a pointer rests."""
    page.clock.install(time=datetime(2020, 1, 1, tzinfo=UTC))
    page.goto(address)
    page.clock.pause_at(datetime(2020, 1, 2, tzinfo=UTC))


def _focus_by_key(page: Page, link: Locator) -> None:
    """Give a link the focus as a key would, which the browser shows."""
    page.keyboard.press("Shift")
    link.focus()


def _reference_words(page: Page, number: int) -> str:
    """Return the first words of a reference as the list has it."""
    return page.locator(f"#ref-{number} a").first.inner_text()


def _loaded(log: RequestLog) -> list[str]:
    return [address for address in log.addresses if "/assets/cards/" in address]


def _hold(page: Page, link: Locator, milliseconds: int, move: int = 0) -> None:
    """Put a finger on a link for a while, and move it up by some pixels meanwhile."""
    fingers, where = _finger_on(page, link)
    fingers.send(TOUCH, {"type": "touchStart", "touchPoints": [where]})
    for step in range(1, 5 if move else 1):
        point = {**where, "y": where["y"] - move * step / 4}
        fingers.send(TOUCH, {"type": "touchMove", "touchPoints": [point]})
    page.clock.run_for(milliseconds)
    fingers.send(TOUCH, {"type": "touchEnd", "touchPoints": []})


def _finger_on(page: Page, link: Locator) -> tuple[CDPSession, dict[str, float]]:
    """Return a hand, and the place of a link; Playwright's own finger only taps."""
    link.scroll_into_view_if_needed()
    box = _box(link)
    where = {"x": box["x"] + 8, "y": box["y"] + box["height"] / 2}
    return page.context.new_cdp_session(page), where
