"""Hand-written pages as rules see them: what each mentions, cites, shows and leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser

import nh3
from markdown import Markdown

from casebook.case import Case
from casebook.problems import Where
from casebook.reading import Document
from casebook.text import CasebookExtension, HandWritten, Linking, Mention, plain, weave
from casebook.text.convert import EXTENSIONS

# MkDocs itself gives this one to every page.
_FENCES = "fenced_code"
# Takes HTML as a browser would, however broken it is, and gives back what is well-formed.
_parts = nh3.Cleaner(
    tags={"a", "img", "figure", "figcaption"},
    attributes={"a": {"href"}, "img": {"src", "alt", "title", "role"}},
    url_schemes={"http", "https", "mailto", "data"},
    link_rel=None,
)
_DECORATION = frozenset({"presentation", "none"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a hand-written page.

    `alt` is None where the page gives none; `credit` are the words that can hold its licence: its
    title, or the caption of the figure that it stands in.
    """

    source: str
    alt: str | None
    credit: str
    decoration: bool


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """What a hand-written page holds; `addresses` are those of its links."""

    document: Document
    mentions: tuple[Mention, ...]
    cited: tuple[str, ...]
    plain: str
    pictures: tuple[Picture, ...]
    addresses: tuple[str, ...]

    def places(self, needles: Iterable[str]) -> Iterator[Where]:
        """Yield where each of some words stands, which mostly come in this order.

        What is written out nowhere, such as an address with an entity in it, stands where the
        search has got to.
        """
        start = here = Where(self.document.name)
        for needle in needles:
            found = self.document.find(here, needle)
            if not self._there(found, needle):
                # The address of a link can be written at the foot of a page.
                found = self.document.find(start, needle)
            if self._there(found, needle):
                here = found._replace(column=found.column + len(needle))
            yield found if self._there(found, needle) else here

    def _there(self, where: Where, needle: str) -> bool:
        lines = self.document.lines[where.line - 1 : where.line]
        return bool(lines) and lines[0].startswith(needle, where.column - 1)


def read_pages(case: Case, written: Iterable[HandWritten]) -> tuple[WrittenPage, ...]:
    """Convert hand-written pages as the site would, and return what they hold."""
    return tuple(_read(case, list(written)))


def _read(case: Case, written: list[HandWritten]) -> Iterator[WrittenPage]:
    if not written:
        return
    linking = Linking(case, trusted=True)
    markdown = Markdown(extensions=[*EXTENSIONS, _FENCES, CasebookExtension(linking)])
    for page in written:
        linking.begin(None)
        made = weave(markdown.reset().convert(page.prose), linking)
        found = _Reader()
        found.feed(_parts.clean(made))
        found.close()
        yield WrittenPage(
            Document(page.name, page.text, None),
            tuple(linking.mentions),
            tuple(citation.source for citation in linking.citations),
            plain(made),
            tuple(found.pictures),
            tuple(found.addresses),
        )


class _Reader(HTMLParser):
    """Reads pictures and links from well-formed HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures: list[Picture] = []
        self.addresses: list[str] = []
        self._figure = 0
        self._caption: list[str] = []
        self._captioning = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of pictures, links, figures and captions."""
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.pictures.append(_picture(given))
        elif tag == "a" and "href" in given:
            self.addresses.append(given["href"])
        elif tag == "figure":
            self._figure, self._caption = len(self.pictures), []
        elif tag == "figcaption":
            self._captioning = True

    def handle_endtag(self, tag: str) -> None:
        """Give the pictures of a figure the words of its caption, wherever in it these stand."""
        if tag == "figcaption":
            self._captioning = False
        elif tag == "figure":
            words = " ".join("".join(self._caption).split())
            for place in range(self._figure, len(self.pictures)):
                picture = self.pictures[place]
                self.pictures[place] = replace(picture, credit=picture.credit or words)
            self._figure, self._caption = len(self.pictures), []

    def handle_data(self, data: str) -> None:
        """Take the words of a caption."""
        if self._captioning:
            self._caption.append(data)


def _picture(given: dict[str, str]) -> Picture:
    decoration = given.get("role", "").strip().lower() in _DECORATION
    title = given.get("title", "").strip()
    return Picture(given.get("src", ""), given.get("alt"), title, decoration)
