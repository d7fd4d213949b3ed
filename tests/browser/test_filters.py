"""Filters: by mouse, keyboard and touch, with the address and the back button."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tools.axe import axe
from tools.browser import VIEWS, View, opened

TIMELINE = "timeline/index.html"
LISTS = ("timeline", "actors", "places", "questions", "glossary", "sources")

in_all_views = pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)


@pytest.mark.parametrize("kind", LISTS)
def test_words_narrow_every_index(page: Page, kind: str) -> None:
    page.goto(f"{kind}/index.html")
    total = page.locator("[data-item]").count()
    words = page.get_by_placeholder("Words in this list")
    words.press_sequentially("Dushanbe")
    shown = page.locator("[data-item]:visible")
    expect(page.locator(".cb-chips button").first).to_be_visible()
    assert shown.count() < total
    for item in shown.all():
        expect(item).to_contain_text(re.compile("dushanbe", re.IGNORECASE))
    expect(page.locator(".cb-shown")).to_contain_text(f"{shown.count()} of {total}")
    assert "words=Dushanbe" in page.url


def test_letters_match_without_their_accents(page: Page) -> None:
    page.goto("places/index.html?words=turkiye")
    expect(page.locator("[data-item]:visible")).to_have_count(1)
    expect(page.locator("[data-item]:visible")).to_have_id("place-turkey")


@in_all_views
def test_several_values_and_several_facets_at_once(page: Page) -> None:
    page.goto(TIMELINE)
    _unfold(page)
    both = _choose(page, "How sure", "claimed") + _choose(page, "How sure", "disputed")
    shown = page.locator(".cb-event:visible")
    expect(shown).to_have_count(both)
    few = _choose(page, "Who", "Islamic State")
    expect(shown).to_have_count(few)
    for event in shown.all():
        expect(event.locator(".cb-status").last).to_have_text(re.compile("claimed|disputed"))
        expect(event).to_contain_text("Islamic State")
    assert re.search(r"actor=islamic-state", page.url)
    assert re.search(r"status=claimed&status=disputed", page.url)
    # Years in which nothing is left go, and so do the links that jump to them.
    for jump in page.locator(".cb-jump a:visible").all():
        anchor = str(jump.get_attribute("href"))
        count = page.locator(f"[data-group='{anchor[1:]}'] .cb-event:visible").count()
        assert count == int(jump.locator("span").inner_text())


def test_counts_say_what_a_choice_would_leave(page: Page) -> None:
    page.goto(f"{TIMELINE}?status=disputed")
    for label in page.locator(".cb-facet label").all():
        if label.locator("input").get_attribute("name") == "status":
            continue
        count = int(
            label.locator(".cb-n").inner_text() or label.locator(".cb-n").text_content() or 0
        )
        if count == 0:
            continue
        box = label.locator("input")
        box.evaluate("box => box.click()")
        expect(page.locator(".cb-event:visible")).to_have_count(count)
        box.evaluate("box => box.click()")


def test_years_take_in_whatever_may_lie_in_them(page: Page) -> None:
    page.goto(TIMELINE)
    page.get_by_label("From year").fill("1995")
    page.get_by_label("To year").fill("1996")
    titles = page.locator(".cb-event:visible h3")
    expect(titles.filter(has_text="Civil war in Tajikistan")).to_have_count(1)
    expect(titles.filter(has_text="The recording appears")).to_have_count(0)
    assert "from=1995&to=1996" in page.url


def test_key_events_alone(page: Page) -> None:
    page.goto(TIMELINE)
    page.get_by_label("Key events only").check()
    expect(page.locator(".cb-event:visible")).to_have_count(page.locator(".cb-key").count())


@in_all_views
def test_back_and_forward_walk_through_the_choices(page: Page) -> None:
    page.goto(TIMELINE)
    total = page.locator(".cb-event").count()
    _unfold(page)
    first = _choose(page, "How sure", "established")
    second = _choose(page, "Kind", "biography")
    shown = page.locator(".cb-event:visible")
    expect(shown).to_have_count(second)
    page.go_back()
    expect(shown).to_have_count(first)
    page.go_back()
    expect(shown).to_have_count(total)
    page.go_forward()
    expect(shown).to_have_count(first)
    expect(page.locator(".cb-shown")).to_have_text(f"{first} of {total} events")


def test_a_word_being_typed_is_one_step_of_the_history(page: Page) -> None:
    page.goto(TIMELINE)
    page.get_by_placeholder("Words in this list").press_sequentially("Moscow")
    expect(page).to_have_url(re.compile("words=Moscow$"))
    page.go_back()
    expect(page.locator(".cb-event:visible")).to_have_count(page.locator(".cb-event").count())


def test_an_address_that_was_shared_shows_the_same(page: Page) -> None:
    page.goto(f"{TIMELINE}?status=claimed&status=disputed&from=2016&words=mosul")
    expect(page.locator(".cb-facet", has_text="How sure").locator(".cb-chosen")).to_have_text("2")
    expect(page.get_by_placeholder("Words in this list")).to_have_value("mosul")
    assert 0 < page.locator(".cb-event:visible").count() < 10


def test_each_filter_can_be_taken_away_and_all_cleared(page: Page) -> None:
    page.goto(f"{TIMELINE}?status=claimed&words=moscow&kind=event")
    chips = page.locator(".cb-answer .cb-chips button")
    expect(chips).to_have_count(3)
    page.get_by_role("button", name="Remove the filter Words: moscow").click()
    expect(chips).to_have_count(2)
    assert "words=" not in page.url
    page.get_by_role("button", name="Clear").click()
    expect(chips).to_have_count(0)
    expect(page.locator(".cb-event:visible")).to_have_count(page.locator(".cb-event").count())
    expect(page).to_have_url(re.compile(r"timeline/index\.html$"))


def test_an_empty_result_says_which_filter_to_leave_out(page: Page) -> None:
    page.goto(f"{TIMELINE}?status=established&words=mosul&to=1999")
    empty = page.locator(".cb-empty")
    expect(empty).to_contain_text("Nothing here has all of that.")
    page.goto(f"{TIMELINE}?words=websites&kind=biography")
    way = empty.locator(".cb-chips button").first
    expect(way).to_be_visible()
    count = int(re.findall(r"\d+", way.inner_text())[-1])
    way.click()
    expect(page.locator(".cb-event:visible")).to_have_count(count)


def test_the_answer_is_announced_once_the_reader_pauses(page: Page) -> None:
    page.goto(TIMELINE)
    status = page.locator(".cb-filters [role=status]")
    expect(status).to_be_empty()
    page.get_by_placeholder("Words in this list").press_sequentially("Moscow")
    expect(status).to_have_text(re.compile(r"^\d+ of \d+ events$"))


def test_all_of_it_by_keyboard(page: Page) -> None:
    page.goto(TIMELINE)
    summary = page.locator(".cb-facet summary", has_text="How sure")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".cb-facet[open] input").first).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator(".cb-facet[open]")).to_have_count(0)
    expect(summary).to_be_focused()
    assert "status=established" in page.url


def test_one_facet_is_open_at_a_time(page: Page) -> None:
    page.goto(TIMELINE)
    page.locator(".cb-facet summary", has_text="Who").click()
    page.locator(".cb-facet summary", has_text="Kind").click()
    expect(page.locator(".cb-facet[open]")).to_have_count(1)
    page.locator("h1").click()
    expect(page.locator(".cb-facet[open]")).to_have_count(0)


def test_by_touch(open_page: Callable[[View], Page]) -> None:
    page = open_page(View(390, touch=True))
    page.goto(TIMELINE)
    page.get_by_role("button", name="Filters").tap()
    page.locator(".cb-facet summary", has_text="How sure").tap()
    page.locator(".cb-facet[open] label", has_text="claimed").tap()
    shown = page.locator(".cb-event:visible")
    assert 0 < shown.count() < page.locator(".cb-event").count()
    page.get_by_role("button", name="Clear").tap()
    assert shown.count() == page.locator(".cb-event").count()


def test_marks_of_the_ribbon_follow_the_list(page: Page) -> None:
    page.goto(f"{TIMELINE}?status=claimed&known=2016-12-31")
    listed = page.locator(".cb-event:visible").evaluate_all("all => all.map(e => '#' + e.id)")
    drawn = page.locator(".cb-ribbon a[href^='#event-']:visible")
    assert set(drawn.evaluate_all("all => all.map(a => a.getAttribute('href'))")) == set(listed)
    assert listed


def test_filters_and_the_day_go_together(page: Page) -> None:
    page.goto(f"{TIMELINE}?known=2015-05-28")
    known = page.locator(".cb-event:visible").count()
    page.goto(f"{TIMELINE}?known=2015-05-28&status=established")
    both = page.locator(".cb-event:visible").count()
    assert 0 < both < known
    expect(page.locator(".cb-shown")).to_have_text(f"{both} of {known} events")


def test_without_scripts_the_list_is_whole_and_no_control_is_shown(
    open_page: Callable[[View], Page],
) -> None:
    page = open_page(View(390, scripts=False))
    for kind in LISTS:
        page.goto(f"{kind}/index.html?words=nothing-has-this")
        expect(page.locator(".cb-filters")).to_be_hidden()
        assert page.locator("[data-item]:visible").count() == page.locator("[data-item]").count()


def test_from_a_folder(chromium: Browser, built_site: Path) -> None:
    with opened(chromium, View(), f"{built_site.as_uri()}/") as (page, _):
        page.goto(f"{built_site.as_uri()}/{TIMELINE}?status=claimed")
        few = page.locator(".cb-event:visible").count()
        assert 0 < few < page.locator(".cb-event").count()
        page.get_by_role("button", name="Clear").click()
        page.go_back()
        expect(page.locator(".cb-event:visible")).to_have_count(few)


@in_all_views
def test_axe_finds_nothing_in_any_state(page: Page) -> None:
    for asked in ("status=claimed", "status=established&words=mosul&to=1999"):
        page.goto(f"{TIMELINE}?{asked}")
        _unfold(page)
        page.locator(".cb-facet summary", has_text="Who").click()
        assert not (faults := axe(page)), faults
    page.goto(f"{TIMELINE}?known=2015-05-28")
    assert not (faults := axe(page)), faults


def _unfold(page: Page) -> None:
    if (button := page.get_by_role("button", name="Filters")).is_visible():
        button.click()


def _choose(page: Page, facet: str, value: str) -> int:
    """Choose a value of a facet; return how many items it said it would leave."""
    details = page.locator(".cb-facet", has_text=facet).first
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    label = _labelled(details, value)
    count = int(label.locator(".cb-n").inner_text())
    label.locator("input").check()
    return count


def _labelled(details: Locator, value: str) -> Locator:
    return details.locator("label").filter(has=details.page.get_by_text(value, exact=True))
