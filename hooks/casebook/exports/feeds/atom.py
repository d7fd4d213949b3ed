"""A feed as Atom (RFC 4287).

Without the address of the site there are no absolute links: they lead from `xml:base`, which is the
way from the feed to the root of the site (RFC 4287, section 2), and the feed does not name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape

from casebook.exports.feeds.contents import Feed
from casebook.exports.feeds.entries import Entry, timestamp
from casebook.exports.model import FOLDER, Given

_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


class Writer:
    """Writes the feeds of a case."""

    def __init__(self, given: Given) -> None:
        self._about = given.case.about
        self._base = given.base
        self._entry = cache(self._written)

    def feed(self, feed: Feed) -> str:
        """Return the file of a feed."""
        return "\n".join(
            [
                '<?xml version="1.0" encoding="utf-8"?>',
                *self._head(feed),
                *(self._entry(entry) for entry in feed.entries),
                "</feed>\n",
            ]
        )

    def _head(self, feed: Feed) -> Iterator[str]:
        path = f"{FOLDER}{feed.path}.atom"
        home = f"{feed.key}/" if feed.key else ""
        author = self._about.publisher or self._about.title
        base = "" if self._base else f' xml:base="{"../" * path.count("/")}"'
        lang = _text(self._about.language)
        yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}"{base}>'
        yield f"<id>{_text(feed.id)}</id>"
        yield f"<title>{_text(feed.title)}</title>"
        yield f"<updated>{timestamp(feed.updated)}</updated>"
        yield f"<author><name>{_text(author)}</name></author>"
        yield "<generator>Casebook</generator>"
        yield f'<link rel="alternate" type="text/html" href="{self._page(home)}"/>'
        if self._base:
            own = _text(self._base + path)
            yield f'<link rel="self" type="application/atom+xml" href="{own}"/>'
        if self._about.licence:
            yield f"<rights>{_text(self._about.licence)}</rights>"

    def _written(self, entry: Entry) -> str:
        labels = [
            f'<category term="{_text(term)}" label="{_text(label)}"/>\n'
            for term, label in entry.labels
        ]
        return (
            f"<entry>\n<id>{_text(entry.id)}</id>\n<title>{_text(entry.title)}</title>\n"
            f"<updated>{timestamp(entry.updated)}</updated>\n"
            f'<link rel="alternate" type="text/html" href="{self._page(entry.path)}"/>\n'
            f"{''.join(labels)}<summary>{_text(entry.text)}</summary>\n</entry>"
        )

    def _page(self, path: str) -> str:
        """Return the address of a page; from a folder, the file itself."""
        if self._base:
            return _text(self._base + path)
        folder, mark, fragment = path.partition("#")
        return _text(f"{folder}index.html{mark}{fragment}")


def _text(words: str) -> str:
    """Return words as XML, without the few characters that it cannot hold."""
    return escape(_NOT_XML.sub("", words))
