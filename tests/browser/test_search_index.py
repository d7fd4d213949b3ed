"""The search of a page from a folder: what is typed meets the index that the core has made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from casebook.pages import Entry, search_files
from test_folding import SAME
from tools import ROOT
from tools.browser import View, add_style, opened

SCRIPT = ROOT / "hooks" / "mkdocs_adapter" / "theme" / "assets" / "js" / "search.js"
BOX = """<!doctype html><meta charset="utf-8"><script defer src="assets/js/search.js"></script>
<input type="checkbox" id="__search"><div class="cb-search"><form><input name="query"></form>
<div class="cb-search-output"><p role="status" data-none="none" data-one="# page"
 data-other="# pages" data-more-one="# more" data-more-other="# more" data-failed="failed">wait</p>
<ol></ol></div></div>"""

ENTRIES = [
    Entry("home.html", "Front", "Karim Aliev is named in this text, and Kulob. karim karim karim"),
    Entry("karim.html", "Karim Aliev", "A man of whom little is known.", ("Карим Алиев", "كريم")),
    Entry("news.html", "The day Karim Aliev left", "What the papers said."),
    Entry("news.html#later", "Later", "More websites were cut off. Kulob again."),
    Entry("news.html#last", "Last", "Nothing was heard of the websites."),
    Entry("khoja.html", "Хоҷа", "A title.", ("Khoja",)),
    Entry("mosul.html", "Mosul", "A city.", ("الموصل",)),
    Entry("beijing.html", "北京大学", "A university. constructor __proto__"),
    Entry("minister.html", "A visit", "Он говорил о министрах и о городе."),
    *(Entry(f"same{n}.html", f"Seat {one}", "x") for n, (one, _) in enumerate(SAME)),
    *(Entry(f"many{n}.html", f"Page {n}", "common words") for n in range(25)),
]
FIRST = {
    "karim aliev": "karim.html",
    "Алиев": "karim.html",
    "kar": "karim.html",
    "كريم": "karim.html",
    "aliev left": "news.html",
    "website": "news.html#later",
    "websites": "news.html#later",
    "ходжа": "khoja.html",
    "Хожа": "khoja.html",
    "хоча": "khoja.html",
    "موصل": "mosul.html",
    "京": "beijing.html",
    "constructor": "beijing.html",
    "proto": "beijing.html",
    "министра": "minister.html",
    "министрами": "minister.html",
    "papers karim nowhere": "news.html",
    **{f"seat {other}": f"same{n}.html" for n, (_, other) in enumerate(SAME)},
}
"""What is typed, and what must come first: names before headings before texts, in any spelling."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("search")
    files = {file.path: file.text for file in search_files(ENTRIES)}
    files |= {
        "assets/js/search.js": SCRIPT.read_text("utf-8"),
        "index.html": BOX,
        "mosul.html": "x",
    }
    for path, text in files.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def page(folder: Path, chromium: Browser) -> Iterator[Page]:
    with opened(chromium, View(), f"{folder.as_uri()}/") as (page, _):
        page.goto("index.html")
        yield page


def test_what_comes_first(page: Page, folder: Path) -> None:
    found = {}
    for typed in FIRST:
        page.reload()
        page.locator("[name=query]").fill(typed)
        link = page.locator("li > a").first
        expect(link, typed).to_be_visible()
        found[typed] = str(link.get_attribute("href")).removeprefix(f"{folder.as_uri()}/")
    assert found == FIRST


def test_parts_of_a_page_are_one_page(page: Page) -> None:
    page.locator("[name=query]").fill("websites")
    expect(page.get_by_role("status")).to_have_text("1 page")
    expect(page.locator("li > details > summary")).to_have_text("1 more")
    expect(page.locator("li > a .cb-search-of")).to_have_text("The day Karim Aliev left")
    expect(page.locator("mark").first).to_have_text("websites")


def test_a_page_is_shown_with_the_names_it_was_found_by(page: Page) -> None:
    page.locator("[name=query]").fill("алиев")
    expect(page.locator(".cb-search-names")).to_have_text("Карим Алиев")


def test_what_does_not_fit_on_the_screen_comes_as_it_is_scrolled_to(page: Page) -> None:
    add_style(page, ".cb-search-output { height: 120px; overflow: auto }")
    page.locator("[name=query]").fill("common")
    expect(page.get_by_role("status")).to_have_text("25 pages")
    expect(page.locator("li")).to_have_count(10)
    page.locator(".cb-search-output").evaluate("it => it.scrollTo(0, it.scrollHeight)")
    expect(page.locator("li")).to_have_count(20)


def test_one_letter_is_no_beginning(page: Page) -> None:
    page.locator("[name=query]").fill("k")
    expect(page.get_by_role("status")).to_have_text("none")


def test_enter_waits_for_what_is_still_to_be_loaded(page: Page) -> None:
    page.locator("[name=query]").fill("mosul")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mosul.html")


def test_a_file_that_does_not_come_is_told_and_asked_for_again(page: Page, folder: Path) -> None:
    index = folder / "search" / "index.js"
    index.rename(index.with_suffix(".away"))
    try:
        page.locator("[name=query]").fill("mosul")
        expect(page.get_by_role("status")).to_have_text("failed")
    finally:
        index.with_suffix(".away").rename(index)
    page.locator("[name=query]").fill("mosu")
    expect(page.get_by_role("status")).to_have_text("1 page")
