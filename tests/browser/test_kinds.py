"""The pages that the other tests of this folder look at: at least one of every kind."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

RECORDS = {
    "article": "articles/commander-defects/index.html",
    "event": "events/us-confirms-courses/index.html",
    "disputed event": "events/websites-cut/index.html",
    "person": "actors/gulmurod-khalimov/index.html",
    "organisation": "actors/csto/index.html",
    "place": "places/mosul/index.html",
    "question": "questions/fate/index.html",
    "term": "glossary/emir/index.html",
    "source": "sources/tass-2017-09-08/index.html",
}
"""The page of one record of each kind, and of those that look different from their kind."""


def kinds(site: Path) -> tuple[str, ...]:
    """Return the addresses of all pages that are not those of records, then RECORDS."""
    return (
        *(address for address in every_page(site) if not _is_record(address)),
        *RECORDS.values(),
    )


def every_page(site: Path) -> tuple[str, ...]:
    """Return the address of every page of a built site, in order."""
    return tuple(sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")))


def records(site: Path) -> tuple[str, ...]:
    """Return the address of every page of a record."""
    return tuple(filter(_is_record, every_page(site)))


def test_every_kind_of_record_has_an_example(built_site: Path) -> None:
    found = {address.split("/")[0] for address in records(built_site)}
    assert found == {address.split("/")[0] for address in RECORDS.values()}


def test_every_index_and_hand_written_page_is_looked_at(built_site: Path) -> None:
    indexes = ("articles", "timeline", "actors", "network", "places", "questions", "glossary")
    written = ("sources", "how-to-read", "method", "corrections")
    wanted = {f"{name}/index.html" for name in (*indexes, *written)} | {"index.html", "404.html"}
    assert wanted - set(kinds(built_site)) == set()


def test_examples_are_what_they_are_called(built_site: Path) -> None:
    marks = {
        "article": ".cb-prose .cb-cite, .cb-later details",
        "disputed event": ".cb-aside .cb-disputed, .cb-accounts .cb-account",
        "person": ".cb-names [dir=rtl], .cb-facts-wide",
        "organisation": ".cb-roles, .cb-ties",
        "term": ".cb-facts [lang=ar][dir=rtl]",
        "source": ".cb-export, .cb-mentions",
    }
    missing = [
        (kind, mark)
        for kind, marks_of_kind in marks.items()
        for mark in marks_of_kind.split(", ")
        if BeautifulSoup((built_site / RECORDS[kind]).read_bytes(), "lxml").select_one(mark) is None
    ]
    assert missing == []


def _is_record(address: str) -> bool:
    return address.count("/") > 1
