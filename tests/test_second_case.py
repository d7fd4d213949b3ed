"""Another case on the same machinery: whole, correct, and without a trace of the first."""

from __future__ import annotations

import copy
import re

import pytest
from bs4 import Tag

from crawl.checks import CHECKS, Check, listed, name_of
from crawl.found import read_found
from crawl.head import described
from crawl.records import Data, read_data
from crawl.second import SECOND, odd_case, second_case
from crawl.site import Page, Site, attribute, words
from tools import ROOT

READABLE = (".html", ".js", ".json", ".xml", ".txt", ".svg")
OURS = ("assets/casebook.css",)
RAW = ("script", "style", "iframe", "form", "input", "math", "object", "base", "meta", "img")

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(second_case(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="module")
def data() -> Data:
    return read_data(SECOND / "data")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(odd_case(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="module")
def odd_data(odd: Site) -> Data:
    return read_data(odd.root.with_name("odd") / "data")


@pytest.mark.parametrize("check", CHECKS, ids=name_of)
def test_the_second_case(check: Check, site: Site, data: Data) -> None:
    assert not (faults := listed(check(site, data))), faults


def test_nothing_of_the_first_case_is_left(site: Site) -> None:
    strangers = _said_only_by_the_first()
    read = [path for path in site.files if path.endswith(READABLE) or path in OURS]
    assert {path: found for path in read if (found := strangers.findall(site.read(path)))} == {}
    assert strangers.search((ROOT / "data" / "case.yml").read_text("utf-8"))


def test_the_machinery_knows_no_case() -> None:
    strangers = _said_only_by_the_first()
    hooks = ROOT / "hooks"
    machinery = [*hooks.rglob("*.py"), *hooks.rglob("*.html"), ROOT / "mkdocs.yml"]
    texts = {path: path.read_text("utf-8") for path in machinery}
    assert {path: found for path, text in texts.items() if (found := strangers.findall(text))} == {}


def test_the_case_names_the_site(site: Site, data: Data) -> None:
    title = data.case["title"]
    assert {words(page.soup.select(".cb-home")[0]) for page in site.whole} == {title}
    assert all(title in words(page.soup.find("title") or page.main) for page in site.whole)
    assert described(site.page(""))["name"] == title


def test_the_footer_leaves_out_pages_that_are_not_there(site: Site) -> None:
    """mkdocs.yml names pages of the first case; this one has a page of its own instead."""
    for page in site.whole:
        footer = page.soup.select("footer a")
        assert [words(link) for link in footer] == ["About this case", "Data", "Feed"], page.path


def test_the_draft_is_not_there(site: Site) -> None:
    drafts = [
        path for path in site.files if path.endswith(READABLE) and "A test" in site.read(path)
    ]
    assert [*drafts, *(path for path in site.files if "raw-html" in path)] == []


@pytest.mark.parametrize("check", CHECKS, ids=name_of)
def test_odd_records_break_nothing(check: Check, odd: Site, odd_data: Data) -> None:
    assert not (faults := listed(check(odd, odd_data))), faults


def test_odd_texts_come_out_safe(odd: Site) -> None:
    for page in odd.whole:
        article = _article(page)
        assert article.find_all(RAW) == [], page.path
        assert _handlers(page) == [], page.path
        assert len(page.soup.find_all("h1")) == 1, page.path
        assert "alert(" not in "".join(tag.get_text() for tag in _executed(page)), page.path


def test_no_text_gets_out_of_its_place(odd: Site) -> None:
    usual = [len(_foreign(page)) for page in odd.whole if page.path != "404.html"]
    assert len(set(usual)) == 1
    page = odd.page("articles/odd-input/")
    title = 'A title </title></script><script>alert(1)</script> & "quoted" <b>bold</b>'
    assert words(page.main.find("h1") or page.main) == title
    assert described(page)["headline"] == title
    assert page.soup.select("footer a")


def test_quotations_and_code_stay_as_written(odd: Site) -> None:
    article = _article(odd.page("articles/odd-input/"))
    quotation = article.select_one("blockquote")
    code = [tag.get_text().strip() for tag in article.find_all("code")]
    assert quotation is not None
    assert quotation.find("a") is None
    assert [tag for tag in article.find_all("code") if tag.find("a")] == []
    assert {"[[roald-amundsen]]", "[@scott-1913]", "<script>alert(9)</script>"} <= set(code)
    assert "Amundsen and <script>alert(10)</script> in a block" in code


def test_the_search_holds_its_texts_as_they_were_written_and_in_scripts_that_they_cannot_end(
    odd: Site,
) -> None:
    found = read_found(odd.read)
    assert 'A title </title></script><script>alert(1)</script> & "quoted" <b>bold</b>' in {
        entry.title for entry in found
    }
    scripts = [odd.read(path) for path in odd.files if path.startswith("search/")]
    assert len(scripts) > 2
    assert [script for script in scripts if "</" in script or "<!" in script] == []


def _article(page: Page) -> Tag:
    """Return a copy of the article without the site's own controls, which are forms."""
    found = copy.copy(page.soup.find("article"))
    assert isinstance(found, Tag)
    for controls in found.select("form.cb-filters, form.cb-known-on"):
        controls.decompose()
    return found


def _foreign(page: Page) -> list[Tag]:
    """Return the scripts that are not files of ours, of which pages have as many as they need."""
    return [tag for tag in _scripts(page) if "assets/js/" not in attribute(tag, "src")]


def _scripts(page: Page) -> list[Tag]:
    return list(page.soup.find_all("script"))


def _executed(page: Page) -> list[Tag]:
    return [tag for tag in _scripts(page) if not attribute(tag, "type").endswith("json")]


def _handlers(page: Page) -> list[str]:
    tags = page.soup.find_all(True)
    acting = [key for tag in tags for key in tag.attrs if key.startswith("on") or key == "srcdoc"]
    links = [attribute(link, "href").strip().lower() for link in page.soup.find_all("a", href=True)]
    return acting + [
        link for link in links if link.startswith(("javascript:", "data:", "vbscript:"))
    ]


def _said_only_by_the_first() -> re.Pattern[str]:
    """Return what finds names, titles and ids of the shipped case that the second does not use."""
    first = read_data(ROOT / "data")
    found = {first.case["title"], "Tajik", "Khalimov", "OMON"}
    for name, fields in first.records.items():
        found |= {name.id} if "-" in name.id else set()
        found |= {first.title(name)} if name.kind != "glossary" else set()
        found |= {entry["name"] for entry in fields.get("names", []) if isinstance(entry, dict)}
    used = "\n".join(path.read_text("utf-8") for path in sorted(SECOND.rglob("*.*")))
    words = sorted(word for word in found if word not in used)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
