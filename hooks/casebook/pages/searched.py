"""What a reader can search for: the words of each page, in entries, made from the records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from casebook.case import Case
from casebook.pages import addresses
from casebook.pages.page import Page, Planned
from casebook.records import Key, Source
from casebook.text import Passage, Texts, plain
from casebook.text.markers import CITE_CLASS

_TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_BEFORE_CITATION = re.compile(rf'\s+(?=<sup class="{CITE_CLASS}">)')
_HEADING = re.compile(r'<h[2-4] id="([^"]*)">(.*?)</h[2-4]>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to which a search can lead: a page, or a part of one below a heading.

    `location` is the path of the file, with the anchor of the part. `names` are the names and
    spellings by which the page is found before others. All are plain text.
    """

    location: str
    title: str
    text: str
    names: tuple[str, ...] = ()


class Searched:
    """Makes the entries of any page of a case.

    Only what a page says itself is found there: the lists and mentions on it repeat what other
    pages say, and a search that leads to each of these leads nowhere.
    """

    def __init__(self, case: Case, texts: Texts) -> None:
        self._case = case
        self._passages: defaultdict[Key | None, list[Passage]] = defaultdict(list)
        for (key, _), passage in texts.passages.items():
            self._passages[key].append(passage)

    def entries(self, page: Page | Planned) -> tuple[Entry, ...]:
        """Return the entries of a page: the first leads to its beginning.

        What goes on with the page of a record has none.
        """
        location = addresses.file_of(page.address)
        if addresses.is_rest(page.address):
            return ()
        if page.key is None:
            return (Entry(location, page.title, page.description),)
        words = [_of_source(self._case.sources[page.key.id])] if page.key.kind == "sources" else []
        parts: list[Entry] = []
        for passage in self._passages[page.key]:
            if passage.headings:
                first, *others = _parts(passage.html)
                words.append(first[2])
                parts += (Entry(f"{location}#{at}", title, text) for at, title, text in others)
            elif passage.plain:
                words.append(passage.plain)
        return (Entry(location, page.title, " ".join(words), page.names), *parts)


def of_html(location: str, title: str, html: str) -> tuple[Entry, ...]:
    """Return the entries of a hand-written page, made from the HTML of its text."""
    first, *others = _parts(_BEFORE_CITATION.sub("", _TITLE.sub("", html)))
    parts = (Entry(f"{location}#{at}", heading, text) for at, heading, text in others)
    return (Entry(location, title, first[2]), *parts)


def _of_source(source: Source) -> str:
    authors = (
        " ".join(filter(None, (author.given, author.family, author.literal)))
        for author in source.author
    )
    words = filter(None, (source.container_title, source.publisher, *authors))
    # A newspaper is often its own publisher.
    return " ".join(dict.fromkeys(words))


def _parts(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the parts of a text, each with its anchor, its heading and its words."""
    first, *pieces = _HEADING.split(html)
    yield "", "", plain(first)
    for number in range(0, len(pieces), 3):
        anchor, heading, text = pieces[number : number + 3]
        yield anchor, plain(heading), plain(text)
