"""Which feeds a case has, and which entries each of them holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casebook.exports.feeds.entries import Entries, Entry
from casebook.exports.model import FOLDER, Given
from casebook.language import language_of
from casebook.records import Key

PLACE = "feeds/"
"""Where the feeds are, below the folder of all exports."""

MOST = 50
"""So many entries has the feed of all changes at most, and that of the corrections."""

MOST_OF_ONE = 20
"""So many has the feed of an actor or a question."""

OF_THEIR_OWN = ("actors", "questions")
"""Kinds whose records have a feed each."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its path below the folder of exports, without an ending; `key` is what it follows."""

    path: str
    id: str
    title: str
    updated: datetime
    entries: tuple[Entry, ...]
    key: Key | None = None


def path_of(key: Key | None = None) -> str:
    """Return the path of the feed of a record, or of all changes, from the root of the site.

    It has no ending: there is one file for each format.
    """
    return f"{FOLDER}{PLACE}{key or 'changes'}"


def has_own(key: Key | None) -> bool:
    """Return whether a record has a feed of its own."""
    return key is not None and key.kind in OF_THEIR_OWN


def feeds(given: Given) -> Iterator[Feed]:
    """Yield every feed of a case, each entry made once."""
    return _Feeds(given).all()


class _Feeds:
    def __init__(self, given: Given) -> None:
        self._given = given
        self._language = language_of(given.case.about.language)
        self._entries = Entries(given)
        self._made = {key: self._entries.of_record(key) for key in given.changes.records}
        self._rank = {key: number for number, key in enumerate(self._made)}
        self._asked = defaultdict[Key, set[Key]](set)
        for reference in given.case.references:
            if reference.source.kind == "questions" and reference.field == "about":
                self._asked[reference.source].add(reference.target)

    def all(self) -> Iterator[Feed]:
        title = self._given.case.about.title
        changed = [self._entries.of_case(), *self._made.values()]
        changed.sort(key=lambda entry: entry.updated, reverse=True)
        yield self._feed("changes", self._following(title), changed[:MOST])
        corrected = self._given.changes.corrections[:MOST]
        said = self._language.gettext("%(title)s: corrections", title=title)
        yield self._feed("corrections", said, [*map(self._entries.of_correction, corrected)])
        for key in self._given.case.records:
            if has_own(key):
                name = self._following(self._entries.name(key))
                yield self._feed(
                    str(key), name, [*map(self._made.__getitem__, self._around(key))], key
                )

    def _feed(
        self, name: str, title: str, entries: Sequence[Entry], key: Key | None = None
    ) -> Feed:
        updated = max((entry.updated for entry in entries), default=self._entries.closed)
        path = f"{PLACE}{name}"
        identifier = self._entries.identifier(f"{FOLDER}{path}")
        return Feed(path, identifier, title, updated, tuple(entries), key)

    def _following(self, title: str) -> str:
        return self._language.gettext("%(title)s: what has changed", title=title)

    def _around(self, key: Key) -> list[Key]:
        """Return the record itself, those that name it, and what a question is about."""
        about = {key} | self._asked[key]
        about.update(one.source for one in self._given.case.backlinks.get(key, ()))
        about.update(one.source for one in self._given.texts.backlinks.get(key, ()))
        return sorted(self._rank.keys() & about, key=self._rank.__getitem__)[:MOST_OF_ONE]
