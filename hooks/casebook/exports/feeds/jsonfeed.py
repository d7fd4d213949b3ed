"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Its addresses must be absolute, so it has none where that of the site is not known.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from casebook.exports.feeds.contents import Feed
from casebook.exports.feeds.entries import Entry, timestamp
from casebook.exports.model import FOLDER, Given
from casebook.json_bytes import json_bytes


class Writer:
    """Writes the feeds of a case."""

    def __init__(self, given: Given) -> None:
        self._about = given.case.about
        self._base = given.base
        self._item = cache(self._written)

    def feed(self, feed: Feed) -> bytes:
        """Return the file of a feed."""
        head: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "language": self._about.language,
            "authors": [{"name": self._about.publisher or self._about.title}],
        }
        if self._base:
            head["home_page_url"] = f"{self._base}{feed.key}/" if feed.key else self._base
            head["feed_url"] = f"{self._base}{FOLDER}{feed.path}.json"
        items = b",\n".join(map(self._item, feed.entries))
        return b'%b,"items":[\n%b\n]}\n' % (json_bytes(head)[:-1], items)

    def _written(self, entry: Entry) -> bytes:
        item: dict[str, Any] = {
            "id": entry.id,
            "title": entry.title,
            "content_text": entry.text,
            "date_modified": timestamp(entry.updated),
        }
        if self._base:
            item["url"] = f"{self._base}{entry.path}"
        if entry.labels:
            item["tags"] = [label for _, label in entry.labels]
        return json_bytes(item)
