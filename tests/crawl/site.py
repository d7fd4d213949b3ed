"""A built site as it lies on disk: its files, its pages, and where each link leads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

NOT_FOUND = "404.html"
"""The one page that is served from any address, so that its links begin with a slash."""


@dataclass(frozen=True)
class Target:
    """Where a link leads: a file of the site, written from its root, and a place in it."""

    path: str
    fragment: str


@dataclass(frozen=True)
class Page:
    """One HTML file; `path` is written from the root of the site."""

    path: str
    html: str

    @property
    def soup(self) -> BeautifulSoup:
        """The parsed page."""
        return _parse(self.html)

    @cached_property
    def main(self) -> Tag:
        """What the page itself says, without header and footer."""
        found = self.soup.find("main")
        assert isinstance(found, Tag), f"{self.path} has no main element"
        return found

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(attribute(tag, "id") for tag in self.soup.find_all(id=True))

    @cached_property
    def places(self) -> Mapping[str, Tag]:
        """The element of every id."""
        return {attribute(tag, "id"): tag for tag in self.soup.find_all(id=True)}

    @property
    def moved(self) -> bool:
        """Whether the page only leads on to another."""
        return self.soup.find("meta", attrs={"http-equiv": "refresh"}) is not None

    def resolve(self, address: str) -> Target | None:
        """Return where a link of this page leads, or None where it leaves the site."""
        parts = urlsplit(address.strip())
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return Target(self.path, unquote(parts.fragment))
        path = unquote(parts.path)
        if path.startswith("/") and self.path == NOT_FOUND:
            return Target(path.lstrip("/"), unquote(parts.fragment))
        joined = posixpath.join(posixpath.dirname(self.path), path)
        # A link to a folder is kept as such: opened from a disk it would show a list of files.
        ending = "/" if path.endswith(("/", ".")) else ""
        return Target(posixpath.normpath(joined) + ending, unquote(parts.fragment))

    def targets(self, within: Tag | None = None) -> Iterator[str]:
        """Yield the files to which the links in `within` lead, or those of the whole page."""
        for link in (within or self.soup).find_all("a", href=True):
            target = self.resolve(attribute(link, "href"))
            if target is not None:
                yield target.path


@dataclass(frozen=True)
class Site:
    """A folder of files. `changes` puts other HTML in the place of some pages."""

    root: Path
    changes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, written from the root of the site."""
        found = (path for path in self.root.rglob("*") if path.is_file())
        return frozenset(path.relative_to(self.root).as_posix() for path in found)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every HTML file, by its path."""
        paths = sorted(path for path in self.files if path.endswith(".html"))
        return {path: Page(path, self.changes.get(path) or self.read(path)) for path in paths}

    @cached_property
    def whole(self) -> tuple[Page, ...]:
        """The pages that have something to say: all but those that only lead on."""
        return tuple(page for page in self.pages.values() if not page.moved)

    def read(self, path: str) -> str:
        """Return the text of a file, or of what `changes` has for it."""
        return self.changes.get(path) or (self.root / path).read_text("utf-8")

    def page(self, address: str) -> Page:
        """Return the page of an address that ends in a slash, or is empty for the home page."""
        path = f"{address}index.html"
        assert path in self.pages, f"{path} is not there"
        return self.pages[path]


def list_pages(site: Site, folder: str) -> tuple[Page, ...]:
    """Return the page of a list, then the parts of it where it is too long for one."""
    parts = (page for path, page in site.pages.items() if path.startswith(f"{folder}/part/"))
    return (site.page(f"{folder}/"), *parts)


def record_pages(site: Site, address: str) -> tuple[Page, ...]:
    """Return the page of a record, then those that go on with its lists."""
    rest = (page for path, page in site.pages.items() if path.startswith(f"{address}rest/"))
    return (site.page(address), *rest)


def timeline_pages(site: Site) -> tuple[Page, ...]:
    """Return the pages on which the timeline tells its events: its own, or those it leads to."""
    page = site.page("timeline/")
    chapters = [path for nav in page.main.select(".cb-parts") for path in page.targets(nav)]
    return tuple(site.pages[path] for path in chapters) or (page,)


def timeline(site: Site) -> tuple[tuple[str, Tag], ...]:
    """Return the events that the timeline tells, in its order: the id of each and its item."""
    return tuple(told for page in timeline_pages(site) for told in timeline_of(page))


def timeline_of(page: Page) -> tuple[tuple[str, Tag], ...]:
    """Return the same for one page of the timeline."""
    return tuple((_event(page, item), item) for item in page.main.select("li.cb-event"))


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as one text, empty where the tag has none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def words(tag: Tag) -> str:
    """Return what a reader sees in a tag, with single spaces."""
    return " ".join(tag.get_text().split())


def style_addresses(css: str) -> list[str]:
    """Return every address that a style sheet would fetch."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = re.findall(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"]*))\s*\)""", css)
    imports = re.findall(r"""@import\s+["']([^"']+)""", css)
    return [*("".join(groups).strip() for groups in found), *imports]


def _event(page: Page, item: Tag) -> str:
    heading = item.find(["h2", "h3", "h4"])
    path = next(page.targets(heading), "") if heading else ""
    return path.removeprefix("events/").removesuffix("/index.html")


# A page is parsed once, however many checks read it; nobody changes the tree.
@lru_cache(maxsize=4096)
def _parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")
