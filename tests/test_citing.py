"""How to cite a page: three styles, on every page, with dates as certain as the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from casebook.case import Case
from casebook.dates import parse
from casebook.pages.citing import Work, block
from casebook.records import CaseRecord
from tools.cases import shipped

BASE = "https://example.org/c/"
ARTICLE = Work("A day & a night", parse("2015-05-28"), ("Ada Lovelace", "Łukasz Żak"))


def _case(**about: Any) -> Case:
    fields = {"title": "The <Case>", "standfirst": "S", "language": "en", "as_of": "2026-11-22"}
    made = CaseRecord.model_validate({**fields, "publisher": "The Press", **about})
    return Case(made, {}, shipped().case.index, {}, shipped().case.about_raw)


def _cited(work: Work, base: str = BASE, **about: Any) -> dict[str, str]:
    html = block(work, _case(**about), "articles/a/", base)
    page = BeautifulSoup(html, "lxml")
    return {dt.get_text(): dd.get_text() for dt, dd in zip(page("dt"), page("dd"), strict=True)}


def test_an_article_in_three_styles() -> None:
    assert _cited(ARTICLE) == {
        "APA": "Ada Lovelace & Łukasz Żak. (2015, May 28). A day & a night [Research closed "
        "November 22, 2026]. The <Case>. https://example.org/c/articles/a/",
        "Chicago": "Ada Lovelace and Łukasz Żak. “A day & a night.” The <Case>. The Press. "
        "May 28, 2015. Research closed November 22, 2026. https://example.org/c/articles/a/.",
        "MLA": "Ada Lovelace and Łukasz Żak. “A day & a night.” The <Case>, The Press, "
        "28 May 2015, https://example.org/c/articles/a/. Research closed 22 Nov. 2026.",
    }


def test_a_page_without_an_author_or_a_day_of_its_own() -> None:
    assert _cited(Work("Is it so?")) == {
        "APA": "The Press. (2026, November 22). Is it so? The <Case>. "
        "https://example.org/c/articles/a/",
        "Chicago": "The Press. “Is it so?” The <Case>. November 22, 2026. "
        "https://example.org/c/articles/a/.",
        "MLA": "“Is it so?” The <Case>, The Press, 22 Nov. 2026, "
        "https://example.org/c/articles/a/.",
    }


def test_without_a_publisher_or_an_address_nothing_stands_for_them() -> None:
    assert _cited(Work("T"), base="", publisher=None) == {
        "APA": "T. (2026, November 22). The <Case>.",
        "Chicago": "“T.” The <Case>. November 22, 2026.",
        "MLA": "“T.” The <Case>, 22 Nov. 2026.",
    }


def test_the_home_page_is_cited_by_the_title_of_the_case() -> None:
    found = _cited(Work("The <Case>"), base="")
    assert found["APA"] == "The Press. (2026, November 22). The <Case>."
    assert found["Chicago"] == "The Press. The <Case>. November 22, 2026."
    assert found["MLA"] == "The <Case>, The Press, 22 Nov. 2026."


@pytest.mark.parametrize(
    ("date", "apa", "chicago", "mla"),
    [
        ("2015", "(2015)", "2015.", "2015,"),
        ("2015-09", "(2015, September)", "September 2015.", "Sept. 2015,"),
        ("2015-04~", "(about April 2015)", "about April 2015.", "about April 2015,"),
        ("0033-04-03", "(33, April 3)", "April 3, 33.", "3 Apr. 33,"),
        ("-0044", "(45 BC)", "45 BC.", "45 BC,"),
    ],
)
def test_a_date_is_as_certain_as_the_record(date: str, apa: str, chicago: str, mla: str) -> None:
    found = _cited(Work("T", parse(date)), as_of="2026-11-22")
    assert apa in found["APA"]
    assert chicago in found["Chicago"]
    assert mla in found["MLA"]


def test_another_language_has_dates_of_its_own() -> None:
    found = _cited(Work("T"), language="ru")
    for words in found.values():
        assert "22 ноября 2026" in words


def test_every_page_says_how_to_cite_it(built_site: Path) -> None:
    title = shipped().case.about.title
    for path in built_site.rglob("index.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        if page.find("meta", {"http-equiv": "refresh"}):
            continue
        lines = page.select(".cb-cite-this dd")
        assert len(lines) == 3, path
        heading = page.h1.get_text(strip=True) if page.h1 else ""
        assert all(title in line.get_text() for line in lines), path
        shown = "".join(heading.split())
        if path.parent != built_site:
            assert all(shown in "".join(line.get_text().split()) for line in lines), path
