"""The Nu HTML checker finds no error on any page."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.pages import Redirect, redirect_html
from crawl.second import cut_case, second_case
from tools.nu import nu_errors


def test_every_page_of_the_shipped_case_is_valid(built_site: Path) -> None:
    pages = _pages(built_site)
    assert built_site / "404.html" in pages
    assert not (faults := _faults(pages)), faults


@pytest.mark.site
def test_every_page_of_another_case_is_valid(tmp_path_factory: pytest.TempPathFactory) -> None:
    """It has what the shipped case has none of: redirects, and corrections of a record."""
    pages = _pages(second_case(tmp_path_factory.getbasetemp()))
    assert any('http-equiv="refresh"' in page.read_text(encoding="utf-8") for page in pages)
    assert not (faults := _faults(pages)), faults


@pytest.mark.site
def test_every_page_of_a_case_that_is_cut_into_parts_is_valid(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert not (faults := _faults(_pages(cut_case(tmp_path_factory.getbasetemp())))), faults


def test_a_redirect_is_valid_whatever_its_title_holds(tmp_path: Path) -> None:
    title = """Scott & "Amundsen" <1912> 'Ҳалимов'"""
    redirect = Redirect("events/old/", "events/new/", title)
    page = tmp_path / "index.html"
    page.write_text(redirect_html(redirect, "../new/index.html", "en"), encoding="utf-8")
    assert not (faults := _faults([page])), faults


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def _faults(pages: list[Path]) -> str:
    return "\n".join(map(str, nu_errors(pages)))
