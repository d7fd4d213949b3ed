"""Every reference in the data shows on both pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bs4 import Tag

from crawl.records import Data
from crawl.site import Page, Site, attribute, record_pages


def references_show_where_they_stand(site: Site, data: Data) -> Iterator[str]:
    """The page of a record links to every record that it names; for the case the home page does."""
    for source, target, field in data.pointers:
        pages = record_pages(site, source.address if source else "")
        if source != target and target.file not in _content(pages):
            yield f"{pages[0].path}: lacks a link to {target} ({field})"


def references_show_from_the_other_side(site: Site, data: Data) -> Iterator[str]:
    """The page of a record links to every record that names it.

    The case itself has no page of its own to be listed.
    """
    for source, target, field in data.pointers:
        if source is None or source == target:
            continue
        if source.file not in _content(record_pages(site, target.address)):
            yield f"{target.file}: does not say that {source} names it ({field})"


def links_by_themselves_show_from_the_other_side(site: Site, data: Data) -> Iterator[str]:
    """Where a record's own text came to link another record, that one lists it."""
    for name in data.records:
        page = site.page(name.address)
        for link in page.main.select(".cb-standfirst a.cb-auto, .cb-prose a.cb-auto"):
            target = page.resolve(attribute(link, "href"))
            there = target.path.removesuffix("index.html") if target else ""
            if not there or name.file not in _content(record_pages(site, there)):
                yield f"{attribute(link, 'href')}: does not list {name}"


def _content(pages: Sequence[Page]) -> frozenset[str]:
    """Return the files that pages link to, neighbours and the way back aside."""
    return frozenset(
        path
        for page in pages
        for link in page.main.find_all("a", href=True)
        if link.find_parent("nav") is None and (path := _file(page, link))
    )


def _file(page: Page, link: Tag) -> str | None:
    target = page.resolve(attribute(link, "href"))
    return target.path if target else None
