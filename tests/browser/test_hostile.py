"""No text of a record runs as a script, whichever page, card, filter or search shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_kinds import every_page
from casebook.problems import CODES
from crawl.runs import copy_project, run_build
from hostile.payloads import SCRIPTS, filled_with
from strategies import write_case
from tools.browser import View, opened

# These two are refused, as another test says: the others are what pages are made of.
_REFUSED = ("<details", "[x](<javascript:")
HARMLESS = tuple(script for script in SCRIPTS if not any(part in script for part in _REFUSED))

_TRACES = """() => [
  window.ran && "a script ran",
  document.title === "ran" && "a script changed the title",
  ...Array.from(document.querySelectorAll("*"), (element) =>
    Array.from(element.attributes, ({name, value}) =>
      (name.startsWith("on") || /^[\\s\\0]*(javascript|data|vbscript):/i.test(value))
        && !(element.tagName === "IMG" || element.tagName === "LINK")
        && `${element.tagName} ${name}=${value}`)).flat(),
  ...Array.from(document.querySelectorAll(
    "article iframe, article script, article img, article math, base, .md-search-result img"),
    (element) => element.outerHTML),
].filter(Boolean)"""


_PLANT = "document.querySelector('article').innerHTML += '<img src=x onerror=\"ran=1\">'"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose every text is a script, each field another."""
    root = tmp_path_factory.mktemp("hostile")
    copy_project(root)
    case = filled_with(*HARMLESS)
    # The research is of no matter here, and a strict build counts its warnings.
    case["case"][0]["checks"] = {code: "off" for code in CODES if code.startswith("CB3")}
    write_case(root / "data", case)
    done = run_build(root, root / "site")
    assert done.code == 0, done.log
    return root / "site"


@pytest.fixture
def page(chromium: Browser, site: Path, serve_site: Callable[[Path], str]) -> Iterator[Page]:
    with opened(chromium, View(policy=False), serve_site(site)) as (page, _):
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
        page.add_init_script("window.print = window.open = () => { window.ran = 1; }")
        yield page


def test_no_page_runs_a_script_of_a_record(page: Page, site: Path) -> None:
    found = {}
    for address in every_page(site):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.mouse.wheel(0, 4000)
        found[address] = page.evaluate(_TRACES)
    assert len(found) > 20
    assert {address: traces for address, traces in found.items() if traces} == {}


def test_no_card_runs_a_script_of_a_record(page: Page) -> None:
    page.goto("timeline/index.html")
    links = page.locator("article a[href$='/index.html']").filter(visible=True)
    seen = 0
    for link in links.all()[:12]:
        link.focus()
        page.wait_for_timeout(300)
        seen += page.locator(".cb-pop-name").filter(visible=True).count()
        assert page.evaluate(_TRACES) == []
        page.keyboard.press("Escape")
    assert seen


def test_no_result_of_the_search_runs_a_script_of_a_record(page: Page) -> None:
    for words in ("Words", "document", "7"):
        page.goto("index.html")
        field = page.locator("input[name=query]")
        field.fill(words)
        field.press("End")
        expect(page.locator(".md-search-result__item > a").first).to_be_visible()
        page.wait_for_timeout(500)
        assert page.evaluate(_TRACES) == []
        assert "window.ran" in page.locator(".md-search-result__list").inner_text()


def test_a_script_that_runs_is_seen(page: Page) -> None:
    page.goto("index.html")
    page.evaluate(_PLANT)
    page.wait_for_function("() => window.ran")
    assert len(page.evaluate(_TRACES)) > 1


def test_under_its_policy_a_page_would_not_run_one_at_all(
    chromium: Browser, site: Path, serve_site: Callable[[Path], str]
) -> None:
    with opened(chromium, View(), serve_site(site)) as (page, _):
        page.goto("index.html")
        with page.expect_console_message(lambda said: "script-src" in said.text):
            page.evaluate(_PLANT)
        assert page.evaluate("window.ran") is None
