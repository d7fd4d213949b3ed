"""References and entries can be copied: by a button, from a folder, and by hand without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_kinds import RECORDS
from tools.axe import axe
from tools.browser import VIEWS, View, opened

_CLIPBOARD = "() => navigator.clipboard.readText()"


@pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)
def test_a_reference_goes_to_the_clipboard(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(RECORDS["article"])
    page.get_by_text("Cite this page").click()
    lines = page.locator(".cb-cite-this dd")
    expect(lines).to_have_count(3)
    for line, style in zip(lines.all(), ("APA", "Chicago", "MLA"), strict=True):
        words = line.inner_text()
        button = line.get_by_role("button")
        expect(button).to_have_accessible_name(f"Copy: {style}")
        button.click()
        expect(button).to_have_text("Copied")
        expect(button).to_have_accessible_name(f"Copied: {style}")
        expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
        copied = page.evaluate(_CLIPBOARD)
        assert copied
        assert " ".join(words.split()).startswith(" ".join(copied.split()))
        assert "Copy" not in copied
    assert not (faults := axe(page)), faults
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_entry_is_copied_whole(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(RECORDS["source"])
    page.get_by_text("BibTeX", exact=True).click()
    page.get_by_role("button", name="Copy: BibTeX").click()
    expect(page.get_by_role("button", name="Copied: BibTeX")).to_have_text("Copied")
    assert page.evaluate(_CLIPBOARD) == page.locator(".cb-export code").first.text_content()


def test_where_the_clipboard_is_closed_the_text_is_selected(page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(RECORDS["article"])
    page.get_by_text("Cite this page").click()
    page.get_by_role("button", name="Copy: MLA").click()
    line = page.locator(".cb-cite-this dd").last
    selected = page.evaluate("String(getSelection())")
    assert selected
    assert line.inner_text().startswith(selected.strip())
    assert "Copy" not in selected


def test_it_works_from_a_folder(chromium: Browser, built_site: Path) -> None:
    with opened(chromium, View(), f"{built_site.as_uri()}/") as (page, log):
        page.goto(RECORDS["article"])
        page.get_by_text("Cite this page").click()
        page.get_by_role("button", name="Copy: APA").click()
        expect(page.get_by_role("button", name="Copied: APA")).to_have_text("Copied")
        assert log.strangers() == ()


@pytest.mark.parametrize("page", [View(scripts=False)], indirect=True, ids=str)
def test_without_scripts_the_reference_is_plain_text(page: Page) -> None:
    page.goto(RECORDS["article"])
    page.get_by_text("Cite this page").click()
    expect(page.locator(".cb-cite-this dd")).to_have_count(3)
    expect(page.locator(".cb-cite-this dd").first).to_be_visible()
    expect(page.locator(".cb-cite-this button")).to_have_count(0)
