"""A browser that stays open while a case is edited: the page follows, the panel comes and goes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tools.axe import axe
from tools.browser import VIEWS, View, opened
from tools.previewing import EVENT, PATIENCE, Preview, serving, unchanged

PANEL = 'id="casebook-panel" class="broken"'
EVENT_PAGE = "events/notes-published/index.html"
# Chromium's own word on a page that comes with a status above 399.
_STATUS = "Failed to load resource: the server responded with a status of"

pytestmark = pytest.mark.site


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """A busy machine may take long to build; other tests wait for scripts alone."""
    expect.set_options(timeout=PATIENCE * 1000)
    yield
    expect.set_options(timeout=None)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with serving(tmp_path_factory.mktemp("preview")) as found:
        found.wait(lambda: "<h1>" in found.page(EVENT_PAGE), "the event")
        yield found


@pytest.fixture
def preview(served: Preview) -> Iterator[Preview]:
    """A preview of a good case; whatever a test does to it is undone."""
    with unchanged(served.root):
        yield served
    served.wait(lambda: PANEL not in served.page(EVENT_PAGE), "a good site")


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[[Preview, View], Page]]:
    """Return a function that opens a page on a preview; no page may complain or ask elsewhere."""
    complaints: list[str] = []
    with ExitStack() as pages:

        def refuse(dialog: Dialog) -> None:
            complaints.append(dialog.message)
            dialog.dismiss()

        def open_page(preview: Preview, view: View) -> Page:
            page = pages.enter_context(opened(chromium, view, preview.home))[0]
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda said: complaints.append(said.text) if said.type == "error" else None,
            )
            page.on("dialog", refuse)
            return page

        yield open_page
    assert [text for text in complaints if not text.startswith(_STATUS)] == []


def test_the_page_follows_every_save(
    preview: Preview, visit: Callable[[Preview, View], Page]
) -> None:
    page = visit(preview, View())
    page.goto(EVENT_PAGE)
    summary, panel = page.locator(".cb-standfirst"), _panel(page)
    expect(panel).to_have_count(0)

    preview.save("It was edited.")
    expect(summary).to_contain_text("It was edited.")

    preview.save("It was broken.", status="certain")
    expect(panel).to_contain_text(f"data/{EVENT}:10:9")
    expect(page).to_have_title(
        "1 problem in 1 file – The notes are published – The first programme"
    )
    expect(summary).to_contain_text("It was edited.")

    preview.save("It was repaired.")
    expect(panel).to_have_count(0)
    expect(summary).to_contain_text("It was repaired.")

    _rename_the_actor(preview.root / "data")
    actor = page.locator("main").get_by_role("link", name="Augusta Byron").first
    expect(actor).to_have_attribute("href", "../../actors/augusta-byron/index.html")

    shutil.rmtree(preview.root / "data" / "events")
    expect(page.locator("h1")).to_have_text("There is no page at this address")

    (preview.root / "data" / "events").mkdir()
    preview.save("It came back.")
    expect(panel).to_contain_text("ada-lovelace")
    (preview.root / "data" / "actors" / "more").mkdir()
    _add_the_actor(preview.root / "data" / "actors" / "more" / "ada-lovelace.yml")
    expect(panel).to_have_count(0)
    expect(summary).to_contain_text("It came back.")


def test_a_broken_first_start_becomes_the_page(
    tmp_path: Path, visit: Callable[[Preview, View], Page]
) -> None:
    with serving(tmp_path, change=lambda root: (root / "data" / "case.yml").unlink()) as preview:
        preview.wait(lambda: preview.get("").status == 503, "the panel")
        page = visit(preview, View())
        page.goto(EVENT_PAGE)
        expect(page.locator("h1")).to_have_text("There is no site yet")
        expect(_panel(page)).to_contain_text("data/case.yml")
        preview.save("Another mistake.", status="certain")
        expect(_panel(page)).to_contain_text("2 problems in 2 files")
        preview.save("One is mended.")
        expect(_panel(page)).to_contain_text("1 problem in 1 file")
        (preview.root / "data" / "case.yml").write_text(
            "title: A new title\nstandfirst: Words.\nlanguage: en\nas_of: '2025-06-30'\n", "utf-8"
        )
        expect(page).to_have_title("The notes are published – A new title")
        expect(_panel(page)).to_have_count(0)
        # Before the server ends, so that the page does not miss it.
        page.close()


def test_a_folded_panel_stays_folded_until_all_is_mended(
    preview: Preview, visit: Callable[[Preview, View], Page]
) -> None:
    page = visit(preview, View(390))
    page.goto(EVENT_PAGE)
    preview.save("Broken.", status="certain")
    listed = _panel(page).get_by_text('"certain"')
    expect(listed).to_be_visible()
    expect(_panel(page).locator("summary")).to_be_focused()
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    preview.save("Still broken.", status="sure")
    expect(_panel(page).get_by_text('"sure"')).to_be_attached()
    expect(_panel(page).get_by_text('"sure"')).to_be_hidden()
    page.keyboard.press("Tab")
    expect(_panel(page).locator("summary")).not_to_be_focused()
    _panel(page).locator("summary").press("Enter")
    expect(_panel(page).get_by_text('"sure"')).to_be_visible()
    _panel(page).locator("summary").click()
    preview.save("Mended.")
    expect(_panel(page)).to_have_count(0)
    preview.save("Broken anew.", status="certain")
    expect(listed).to_be_visible()


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_panel_is_accessible_and_above_the_page(
    preview: Preview, visit: Callable[[Preview, View], Page], view: View
) -> None:
    _spoil_much(preview)
    page = visit(preview, view)
    page.goto("timeline/index.html")
    panel = _panel(page)
    expect(panel).to_be_visible()
    assert [str(fault) for fault in axe(page)] == []
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["width"] == view.width
    assert box["height"] < 800 * 0.8
    assert _is_on_top(page, box["y"] + 20)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    # A list longer than the panel is reached by the keyboard alone.
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(panel.locator("li").last).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(panel.locator("li").first).to_be_hidden()
    assert [str(fault) for fault in axe(page)] == []


def test_the_panel_works_without_scripts(
    preview: Preview, visit: Callable[[Preview, View], Page]
) -> None:
    preview.save("Broken.", status="certain")
    preview.wait(lambda: PANEL in preview.page(EVENT_PAGE), "the panel")
    page = visit(preview, View(scripts=False))
    page.goto(EVENT_PAGE)
    listed = _panel(page).get_by_text('"certain"')
    expect(listed).to_be_visible()
    _panel(page).locator("summary").click()
    expect(listed).to_be_hidden()


def test_what_a_file_says_does_not_run_in_the_panel(
    preview: Preview, visit: Callable[[Preview, View], Page]
) -> None:
    hostile = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    name = preview.root / "data" / "<img src=x onerror=alert(3)>.yml"
    preview.save("Broken.", status=f"'{hostile}'")
    name.write_text("- [", "utf-8")
    page = visit(preview, View())
    page.goto(EVENT_PAGE)
    expect(_panel(page)).to_contain_text("problems in 2 files")
    assert _panel(page).locator("img, li script").count() == 0
    expect(_panel(page)).to_contain_text("<script>alert(1)</script>")


def test_warnings_are_a_folded_count_that_does_not_cover_the_page(
    preview: Preview, visit: Callable[[Preview, View], Page]
) -> None:
    (preview.root / "docs" / "note.md").write_text("# A note\n\n[There](nothing.html)\n", "utf-8")
    preview.wait(lambda: "nothing.html" in preview.page(EVENT_PAGE), "the warning")
    page = visit(preview, View(390))
    page.goto(EVENT_PAGE)
    panel = page.locator("#casebook-panel.warned")
    expect(panel).to_have_text(re.compile(r"^\s*\d+ warnings?\s*$"), use_inner_text=True)
    box = panel.bounding_box()
    assert box is not None
    assert box["width"] < 200
    assert box["height"] < 50
    panel.locator("summary").click()
    expect(panel.get_by_text("nothing.html")).to_be_visible()
    assert [str(fault) for fault in axe(page)] == []


def _panel(page: Page) -> Locator:
    return page.locator("#casebook-panel.broken")


def _is_on_top(page: Page, y: float) -> bool:
    return bool(
        page.evaluate("y => !!document.elementFromPoint(20, y).closest('#casebook-panel')", y)
    )


def _rename_the_actor(data: Path) -> None:
    old, new = data / "actors" / "ada-lovelace.yml", data / "actors" / "augusta-byron.yml"
    text = old.read_text("utf-8").replace("Ada Lovelace", "Augusta Byron")
    old.rename(new)
    new.write_text(text, "utf-8")
    event = data / EVENT
    event.write_text(event.read_text("utf-8").replace("[ada-lovelace]", "[augusta-byron]"), "utf-8")


def _add_the_actor(path: Path) -> None:
    path.write_text(
        "name: Ada Lovelace\nkind: person\nsummary: Translator.\nsources: [memoir-1843]\n", "utf-8"
    )


def _spoil_much(preview: Preview) -> None:
    for number in range(12):
        path = preview.root / "data" / "events" / f"broken-{number}.yml"
        path.write_text(f"date: '2015-13-40'\ntitle: {'long ' * 80}\nstatsu: x\n", "utf-8")
    preview.wait(lambda: "broken-11.yml" in preview.page("timeline/index.html"), "the panel")
