"""The shipped case, crawled from its files: links, sources, both directions, order, figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawl.checks import CHECKS, Check, listed, name_of
from crawl.found import read_found
from crawl.records import Data, read_data
from crawl.site import Site, words
from tools import ROOT


@pytest.fixture(scope="module")
def site(built_site: Path) -> Site:
    return Site(built_site)


@pytest.fixture(scope="module")
def data() -> Data:
    return read_data(ROOT / "data")


@pytest.mark.parametrize("check", CHECKS, ids=name_of)
def test_the_shipped_case(check: Check, site: Site, data: Data) -> None:
    assert not (faults := listed(check(site, data))), faults


def test_every_paragraph_of_an_article_cites_a_source(site: Site, data: Data) -> None:
    bare = [
        f"{article}: {words(paragraph)[:60]}"
        for article in data.of("articles")
        for paragraph in site.page(f"articles/{article}/").main.select(".cb-prose p")
        if paragraph.select_one("sup.cb-cite a") is None
    ]
    assert bare == []


def test_other_spellings_are_other_ways_to_one_man(site: Site, data: Data) -> None:
    profile = [
        entry
        for entry in read_found(site.read)
        if entry.location.startswith("actors/gulmurod-khalimov/")
    ]
    found = " ".join(name for entry in profile for name in (entry.title, *entry.names))
    spellings = [*data.of("actors")["gulmurod-khalimov"]["forms"], "Halimov"]
    assert [name for name in spellings if name not in found] == []
