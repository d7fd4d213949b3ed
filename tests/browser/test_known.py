"""The case as known on a day: compared with what follows from the data, computed here anew."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tools import ROOT
from tools.browser import VIEWS, View, opened

DAYS = (
    "2015-05-01",
    "2015-05-12",
    "2015-05-14",
    "2015-05-28",
    "2015-06-03",
    "2015-09-10",
    "2016-08-30",
    "2017-09-08",
    "2019-07-15",
    "2021-12-31",
)
ARTICLE = "articles/commander-defects/index.html"
Record = dict[str, Any]


def _records(kind: str) -> Iterator[Record]:
    files = [*ROOT.glob(f"data/{kind}.yml"), *ROOT.glob(f"data/{kind}/*.yml")]
    for path in sorted(files):
        found = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for record in found if isinstance(found, list) else [found]:
            yield {"id": path.stem, **record}


def _last_day(date: str) -> str:
    """Return the last day of a date; no source of the case has another form than these."""
    plain = date.rstrip("?~%").replace("X", "9")
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", plain), date
    year, month, day = (*plain.split("-"), "", "")[:3]
    if not month:
        return f"{year}-12-31"
    return plain if day else f"{plain}-{calendar.monthrange(int(year), int(month))[1]:02}"


ISSUED = {source["id"]: _last_day(source["issued"]) for source in _records("sources")}


def _since(sources: list[str]) -> str:
    return min(ISSUED[name] for name in sources)


def _known_events(day: str) -> dict[str, set[str]]:
    """Return the events known on a day, and of each the beginnings of the versions then out."""
    found = {}
    for event in _records("events"):
        accounts = event.get("accounts", [])
        sources = [*event["sources"], *(name for a in accounts for name in a["sources"])]
        since = event["known_since"] if "known_since" in event else _since(sources)
        if _last_day(since) <= day:
            found[event["id"]] = _versions(accounts, day)
    return found


def _versions(accounts: list[Record], day: str) -> set[str]:
    return {_letters(a["says"]) for a in accounts if _since(a["sources"]) <= day}


def _choose(page: Page, day: str) -> None:
    date = page.locator(".cb-known-on input[type=date]")
    date.fill(day)
    date.dispatch_event("change")


def _letters(text: str) -> str:
    """Return the first letters of a text without its references: they tell versions apart."""
    words = re.sub(r"\[@[^]]*\]|\[\[(?:[^]|]*\|)?([^]]*)\]\]", lambda m: m[1] or "", text)
    return re.sub(r"[\W_]+", "", words)[:40]


def _shown(page: Page, of: str) -> dict[str, set[str]]:
    """Return, by the id of each element `of` that is in sight, the versions seen in it."""
    found = page.evaluate(_SEEN, of)
    return {name: {_letters(text) for text in texts} for name, texts in found.items()}


_SEEN = """of => {
  const seen = element => element.checkVisibility();
  const said = account => {
    const copy = account.querySelector(".cb-says").cloneNode(true);
    copy.querySelectorAll("sup").forEach(number => number.remove());
    return copy.textContent;
  };
  return Object.fromEntries([...document.querySelectorAll(of)].filter(seen).map(element =>
    [element.id, [...element.querySelectorAll(".cb-account")].filter(seen).map(said)]));
}"""


@pytest.mark.parametrize("day", DAYS)
def test_the_timeline_shows_what_was_known(page: Page, day: str) -> None:
    page.goto(f"timeline/index.html?known={day}")
    known = _known_events(day)
    assert _shown(page, ".cb-event") == {f"event-{name}": said for name, said in known.items()}
    total = page.locator(".cb-event").count()
    expect(page.locator(".cb-known-on")).to_contain_text(f"{len(known)} of {total} events")
    expect(page.locator(".cb-known-on")).to_contain_text(f"{total - len(known)} not yet public")


@pytest.mark.parametrize(
    "question", tuple(_records("questions")), ids=lambda question: question["id"]
)
def test_a_question_shows_the_answers_given_by_then(page: Page, question: Record) -> None:
    page.goto(f"questions/{question['id']}/index.html")
    for day in DAYS:
        _choose(page, day)
        known = _versions(question["accounts"], day)
        assert _shown(page, "body") == {"": known}, day
        # What can be said today was not said while versions were missing.
        missing = len(known) < len(question["accounts"])
        expect(page.locator("#answer")).to_be_visible(visible=not missing)
        expect(page.locator(".cb-then")).to_be_visible(visible=missing)


@pytest.mark.parametrize("day", DAYS)
def test_an_article_shows_what_was_learned_between_its_day_and_another(
    page: Page, day: str
) -> None:
    page.goto(f"{ARTICLE}?known={day}")
    page.locator("#later ~ details > summary").click()
    before, now = _known_events("2015-05-28"), _known_events(day)
    events = {name for name in now if name not in before}
    answers = sum(
        len(_versions(question["accounts"], day) - _versions(question["accounts"], "2015-05-28"))
        for question in _records("questions")
    )
    versions = sum(len(now[name] - versions) for name, versions in before.items() if name in now)
    links = page.locator(".cb-later li:visible > a:first-of-type")
    found = links.evaluate_all("links => links.map(link => link.href.split('/').at(-2))")
    assert events <= set(found)
    assert len(found) == len(events) + answers + versions


def test_without_an_address_the_article_begins_at_its_day(page: Page) -> None:
    page.goto(ARTICLE)
    expect(page.locator(".cb-known-says")).to_have_text("As known on 28 May 2015")
    expect(page.locator(".cb-known-on input[type=date]")).to_have_value("2015-05-28")
    expect(page.locator(".cb-later li:visible")).to_have_count(0)


def test_one_click_shows_what_was_learned_later(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Show what was learned later").click()
    items = page.locator(".cb-later li")
    expect(items.first).to_be_visible()
    assert items.count() == page.locator(".cb-later li:visible").count() > 50
    expect(page.locator("#later")).to_be_in_viewport()
    assert "known=all" in page.url


@pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
def test_the_date_can_be_chosen_and_the_back_button_undoes_it(page: Page) -> None:
    page.goto("timeline/index.html")
    total = page.locator(".cb-event").count()
    _choose(page, "2015-05-14")
    expect(page).to_have_url(re.compile(r"\?known=2015-05-14$"))
    few = len(_known_events("2015-05-14"))
    expect(page.locator(".cb-event:visible")).to_have_count(few)
    page.go_back()
    expect(page.locator(".cb-event:visible")).to_have_count(total)
    page.go_forward()
    expect(page.locator(".cb-event:visible")).to_have_count(few)
    page.get_by_role("button", name="Everything known today").click()
    expect(page.locator(".cb-event:visible")).to_have_count(total)
    expect(page).to_have_url(re.compile(r"timeline/(index\.html)?$"))


def test_the_slider_steps_by_key_through_the_days_of_publication(page: Page) -> None:
    page.goto("timeline/index.html")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    date = page.locator(".cb-known-on input[type=date]")
    first = date.input_value()
    before = str(dt.date.fromisoformat(first) - dt.timedelta(days=1))
    assert _known_events(first)
    assert not _known_events(before)
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}$"))
    page.keyboard.press("ArrowRight")
    assert first < date.input_value()
    page.keyboard.press("End")
    expect(page.locator(".cb-event:visible")).to_have_count(page.locator(".cb-event").count())


def test_the_change_is_announced(page: Page) -> None:
    page.goto("timeline/index.html?known=2015-05-14")
    status = page.locator(".cb-known-on [role=status]")
    expect(status).to_be_empty()
    page.get_by_role("slider").press("ArrowRight")
    expect(status).to_contain_text("As known on")


def test_a_day_that_does_not_exist_shows_everything(page: Page) -> None:
    page.goto("timeline/index.html?known=2015-02-31")
    expect(page.locator(".cb-event:visible")).to_have_count(page.locator(".cb-event").count())
    expect(page.locator(".cb-known-on input[type=date]")).to_have_value("")


def test_without_scripts_each_event_says_since_when_it_is_known(
    open_page: Callable[[View], Page],
) -> None:
    page = open_page(View(390, scripts=False))
    page.goto("timeline/index.html?known=2015-05-14")
    events = page.locator(".cb-event")
    expect(page.locator(".cb-known-on")).to_be_hidden()
    assert events.count() == page.locator(".cb-event:visible").count()
    for event in events.all():
        expect(event.locator(".cb-known")).to_contain_text(re.compile("first reported|known since"))
    page.goto(ARTICLE)
    page.locator("#later ~ details > summary").click()
    expect(page.locator(".cb-later li").first).to_contain_text(re.compile(r"\d{4}"))


def test_it_works_from_a_folder(chromium: Browser, built_site: Path) -> None:
    with opened(chromium, View(), f"{built_site.as_uri()}/") as (page, _):
        page.goto(f"{(built_site / 'timeline' / 'index.html').as_uri()}?known=2015-05-14")
        events = page.locator(".cb-event:visible")
        expect(events).to_have_count(len(_known_events("2015-05-14")))
        page.get_by_role("slider").press("ArrowRight")
        expect(page).not_to_have_url(re.compile("known=2015-05-14"))
        page.go_back()
        expect(events).to_have_count(len(_known_events("2015-05-14")))
