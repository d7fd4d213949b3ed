"""Where links lead, what a page would fetch, and what is in reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from crawl.records import KINDS, Data
from crawl.site import NOT_FOUND, Page, Site, attribute, style_addresses

_FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src", "srcdoc"),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "input": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "form": ("action",),
    "body": ("background",),
    "a": ("ping",),
}
_IDLE_LINKS = {"canonical", "alternate", "license", "author", "prev", "next", "me"}
_REACH = 3


def links_lead_somewhere(site: Site, _: Data) -> Iterator[str]:
    """Every internal link, source and anchor leads to a file on disk, and to an id in it."""
    for page in site.pages.values():
        for tag, address in _addresses(page):
            if fault := _lost(site, page, address):
                yield f"{page.path}: <{tag.name}> {address}: {fault}"


def nothing_is_fetched(site: Site, _: Data) -> Iterator[str]:
    """No page and no style sheet asks anything of another host."""
    for page in site.pages.values():
        for tag, address in _fetched(page):
            if _leaves(page, address):
                yield f"{page.path}: <{tag.name}> would fetch {address}"
    for path in sorted(path for path in site.files if path.endswith(".css")):
        for address in style_addresses(site.read(path)):
            here = Page(path, "")
            target = here.resolve(address)
            if _leaves(here, address):
                yield f"{path}: would fetch {address}"
            elif target is not None and target.path not in site.files:
                yield f"{path}: {address} is not there"


def links_out_keep_quiet(site: Site, _: Data) -> Iterator[str]:
    """Who follows a link out does not tell where from, nor hand over the window."""
    for page in site.pages.values():
        for link in page.soup.find_all("a", href=True):
            address = attribute(link, "href")
            if page.resolve(address) is not None or _is_edit(link):
                continue
            if address.startswith("mailto:"):
                continue
            if not address.startswith(("http://", "https://")):
                yield f"{page.path}: {address} has a strange scheme"
            elif not {"noopener", "noreferrer"} <= set(attribute(link, "rel").split()):
                yield f"{page.path}: {address} lacks rel=noopener noreferrer"


def records_are_in_reach(site: Site, data: Data) -> Iterator[str]:
    """Every record is at most three clicks away from the home page."""
    reached = {"index.html"}
    edge = set(reached)
    for _click in range(_REACH):
        edge = {to for path in edge for to in site.pages[path].targets()} - reached
        edge &= site.pages.keys()
        reached |= edge
    for name in data.records:
        if name.file not in reached:
            yield f"{name} is more than {_REACH} clicks from the home page"


def every_record_has_a_page(site: Site, data: Data) -> Iterator[str]:
    """A page for every record, an index for every kind, and below them their parts alone."""
    wanted = {name.file for name in data.records}
    for name in wanted - site.files:
        yield f"{name} is missing"
    for path, page in site.pages.items():
        kind, _slash, rest = path.partition("/")
        if _is_part(path) or path in wanted or page.moved:
            continue
        if kind in KINDS and rest != "index.html":
            yield f"{path} belongs to no record"


def old_addresses_lead_on(site: Site, data: Data) -> Iterator[str]:
    """An id that a record had before redirects to its page, with a link for whoever waits."""
    for name, fields in data.records.items():
        for former in fields.get("former_ids", []):
            path = f"{name.kind}/{former}/index.html"
            page = site.pages.get(path)
            if page is None or not page.moved:
                yield f"{path} does not redirect"
            elif {_refreshed(page), *page.targets()} != {name.file}:
                yield f"{path} does not lead to {name.file}"


def _is_part(path: str) -> bool:
    """Return whether a file is part of a list, or goes on with the page of a record."""
    return re.fullmatch(r"[^/]+/(?:part|[^/]+/rest)/[^/]+/index\.html", path) is not None


def _refreshed(page: Page) -> str | None:
    tag = page.soup.find("meta", attrs={"http-equiv": "refresh"})
    _, _, address = attribute(tag, "content").partition("url=") if tag else ("", "", "")
    target = page.resolve(address)
    return target.path if target else None


def _addresses(page: Page) -> Iterator[tuple[Tag, str]]:
    for tag in page.soup.find_all(["a", "area", "link"], href=True):
        yield tag, attribute(tag, "href")
    for tag in page.soup.find_all(src=True):
        yield tag, attribute(tag, "src")


def _lost(site: Site, page: Page, address: str) -> str | None:
    target = page.resolve(address)
    if target is None:
        return None
    if target.path not in site.files:
        folder = f"{target.path.rstrip('/')}/index.html" in site.files
        return "names a folder, not its file" if folder else "leads nowhere"
    if not target.fragment or (page.path == NOT_FOUND and target.path == NOT_FOUND):
        return None
    there = site.pages.get(target.path)
    if there is None or target.fragment not in there.ids:
        return "no such anchor"
    return None


def _fetched(page: Page) -> Iterator[tuple[Tag, str]]:
    for name, attributes in _FETCHED.items():
        for tag in page.soup.find_all(name):
            for key in attributes:
                for part in attribute(tag, key).split(","):
                    yield tag, part.split()[0] if part.strip() else ""
    for tag in page.soup.find_all("link"):
        if not set(attribute(tag, "rel").split()) <= _IDLE_LINKS:
            yield tag, attribute(tag, "href")
    for tag in page.soup.find_all("style"):
        yield from ((tag, address) for address in style_addresses(tag.get_text()))
    for tag in page.soup.find_all(style=True):
        yield from ((tag, address) for address in style_addresses(attribute(tag, "style")))


def _leaves(page: Page, address: str) -> bool:
    # The parts of a data: address, cut at its commas, hold no scheme of their own but the first.
    return page.resolve(address) is None and not re.match(r"data:", address, re.IGNORECASE)


def _is_edit(link: Tag) -> bool:
    return "edit" in attribute(link, "rel").split()
