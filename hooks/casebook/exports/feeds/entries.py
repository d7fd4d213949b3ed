"""An entry of a feed: which page it leads to, and what it says of it in plain words."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from casebook.case import name_of
from casebook.dates import say
from casebook.exports.model import Given
from casebook.language import language_of
from casebook.records import Article, Event, Key, Question, Source
from casebook.views.changes import Corrected, moment
from casebook.views.words import RECORD_NAMES, STATUS_NAMES

_TEXTS = ("summary", "standfirst", "answer", "short", "definition", "note", "body")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its id, which never changes, the page it leads to, and plain words."""

    id: str
    path: str
    """The page from the root of the site, as the address of a folder, and perhaps a fragment."""
    title: str
    updated: datetime
    text: str
    labels: tuple[tuple[str, str], ...] = ()
    """What it is about, as terms of the data, each with its word for readers."""


class Entries:
    """Makes the entries of a case."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._case = given.case
        self._language = language_of(given.case.about.language)
        self.closed = moment(self._case.about.as_of.earliest) or datetime(1, 1, 1, tzinfo=UTC)
        """The day on which research closed, for what nobody dates."""

    def identifier(self, path: str) -> str:
        """Return the id of what stands at a path of the site: its address, where that is known.

        Otherwise it is a name that stays the same for as long as the case keeps its title (a UUID
        of version 5, RFC 9562).
        """
        if self._given.base:
            return f"{self._given.base}{path}"
        return uuid.uuid5(uuid.NAMESPACE_URL, f"casebook:{self._case.about.title}:{path}").urn

    def name(self, key: Key) -> str:
        """Return the name of a record; a question's is a line of Markdown."""
        if key.kind == "questions":
            return self._given.texts.get(key, "question").plain
        return name_of(self._case.records[key])

    def of_case(self) -> Entry:
        """Return the entry that says how old the whole case is."""
        about = self._case.about
        closed = say(about.as_of, self._language)
        text = self._language.gettext("Research closed %(date)s", date=closed)
        return Entry(self.identifier(""), "", about.title, self.closed, text)

    def of_record(self, key: Key) -> Entry:
        """Return the entry of a record that has changed."""
        path, labels = f"{key}/", self._labels(key)
        text = "\n".join(filter(None, self._lines(key))) or labels[0][1]
        when = self._given.changes.records[key]
        return Entry(self.identifier(path), path, self.name(key), when, text, labels)

    def of_correction(self, one: Corrected) -> Entry:
        """Return the entry of a correction."""
        path = f"{one.key}/#{one.anchor}"
        title = self._language.gettext("Correction: %(title)s", title=self.name(one.key))
        text = self._given.texts.get(one.key, "corrections", one.number, "text").plain
        labels = self._labels(one.key)
        return Entry(self.identifier(path), path, title, one.when, text or labels[0][1], labels)

    def _lines(self, key: Key) -> Iterator[str]:
        language, texts, record = self._language, self._given.texts, self._case.records[key]
        yield " · ".join(filter(None, self._head(key)))
        yield _cut(next(filter(None, (texts.get(key, name).plain for name in _TEXTS)), ""))
        for number, one in enumerate(record.corrections):
            said = texts.get(key, "corrections", number, "text").plain
            date = say(one.date, language)
            yield language.gettext("%(date)s: %(correction)s", date=date, correction=said)
        if record.reviewed:
            day = say(record.reviewed, language)
            yield language.gettext("Last checked: %(date)s", date=day)

    def _head(self, key: Key) -> Iterator[str]:
        """Yield when it was and how sure it is, without which a text says too much."""
        record = self._case.records[key]
        if isinstance(record, Event) and record.date:
            yield say(record.date, self._language)
        elif isinstance(record, Article):
            yield say(record.published, self._language)
        elif isinstance(record, Source):
            yield record.container_title or record.publisher or ""
            yield say(record.issued, self._language)
        if isinstance(record, Event | Question):
            yield self._language.word(STATUS_NAMES[record.status])

    def _labels(self, key: Key) -> tuple[tuple[str, str], ...]:
        record = self._case.records[key]
        kind = (key.kind, self._language.word(RECORD_NAMES[key.kind]))
        if not isinstance(record, Event | Question):
            return (kind,)
        return kind, (record.status, self._language.word(STATUS_NAMES[record.status]))


def timestamp(when: datetime) -> str:
    """Return a moment (UTC) in the form of RFC 3339."""
    return f"{when.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _cut(text: str) -> str:
    """Return a text, cut at the end of a word if it is long."""
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
