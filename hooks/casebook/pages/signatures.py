"""What the page of a record depends on, as one short value: the same value, the same page.

A page shows its own record, the records that it names and those that name it, each with words of
theirs, in the order of the case; beyond these only what `_extra` lists. Whoever lets a page show
something else of the case adds it there; a test changes cases at random and compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b

from casebook.case import Case, account_since
from casebook.language import language_of
from casebook.records import Event, Key, Question, Record
from casebook.text import Passage, Texts
from casebook.views.appearances import reading_order
from casebook.views.later import event_since
from casebook.views.timeline import neighbours, years

_WITHOUT_LIMIT = frozenset({"articles"})
"""Kinds whose pages say what was learned later, anywhere in the case."""

_OF_THEIR_KIND = {
    "articles/": "articles",
    "actors/": "actors",
    "network/": "actors",
    "questions/": "questions",
    "glossary/": "glossary",
}
"""Lists that show records of one kind, and of others only what these name."""


class KeptWords:
    """What records say, written out; a record of the last build is the same as long as it lives."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[Record, str]] = {}
        self._now: dict[int, tuple[Record, str]] = {}

    def begin(self) -> None:
        """Forget the records that were not asked for since the last time."""
        self._before, self._now = self._now, {}

    def of(self, record: Record) -> str:
        """Return a text that differs where a record does."""
        kept = self._before.get(id(record))
        if kept is None or kept[0] is not record:
            kept = (record, _hash(repr(record)))
        self._now[id(record)] = kept
        return kept[1]


class Signatures:
    """Computes the signature of any page of a case."""

    def __init__(
        self, case: Case, texts: Texts, base: str, frame: str, kept: KeptWords | None = None
    ) -> None:
        """Take the case; `frame` stands for what else pages are made with, such as templates."""
        self._words = kept if kept is not None else KeptWords()
        self._case = case
        self._passages: defaultdict[Key | None, list[Passage]] = defaultdict(list)
        for (key, _), passage in texts.passages.items():
            self._passages[key].append(passage)
        self._common = _hash(frame, base, repr(case.about), *self._prose(None))
        self._place = {key: number for number, key in enumerate(reading_order(case))}
        self._content = {key: self._of_record(key) for key in case.records}
        self._named: defaultdict[Key, set[Key]] = defaultdict(set)
        self._linked = self._links()
        self._related = _related(case)
        self._cited = {
            key: [other for other in self._named[key] if other.kind == "sources"]
            for key in case.records
        }
        self._times = self._of_times()
        self.whole = _hash(self._common, *self._content.values())
        """The signature of a page that may show anything."""

    def of(self, key: Key) -> str:
        """Return the signature of the page of a record."""
        if key.kind in _WITHOUT_LIMIT:
            return _hash(self.whole, str(key))
        near = self._linked[key]
        if key.kind == "actors":
            # A drawing shows how those stand to one another who stand in relation to the actor.
            near = near.union(*(self._related[other] for other in self._related[key]))
        # What others say of this record stands on its page with their sources.
        cited = (source for other in near for source in self._cited[other])
        ordered = sorted(near.union(cited), key=self._place.__getitem__)
        content = [self._content[other] for other in ordered]
        return _hash(self._common, self._content[key], self._times.get(key, ""), *content)

    def of_list(self, address: str) -> str:
        """Return the signature of a page that lists records."""
        if (kind := _OF_THEIR_KIND.get(address)) is None:
            return _hash(self.whole, address)
        keys = [key for key in self._place if key.kind == kind]
        named = {other for key in keys for other in self._named[key]} - set(keys)
        shown = [*keys, *sorted(named, key=self._place.__getitem__)]
        return _hash(self._common, address, *(self._content[key] for key in shown))

    def of_chapter(self, events: Iterable[Event], *around: str) -> str:
        """Return the signature of a part of the timeline; `around` is what it says of others."""
        return _hash(*around, *(self.of(Key("events", event.id)) for event in events))

    def _of_record(self, key: Key) -> str:
        record = self._case.records[key]
        since: list[object] = []
        if isinstance(record, Event):
            since.append(event_since(self._case, record))
        if isinstance(record, Event | Question):
            since += (account_since(account, self._case.sources) for account in record.accounts)
        file = self._case.where(key).file
        return _hash(str(key), self._words.of(record), repr(since), file, *self._prose(key))

    def _prose(self, key: Key | None) -> Iterable[str]:
        return (part for passage in self._passages[key] for part in (passage.html, passage.plain))

    def _links(self) -> defaultdict[Key, set[Key]]:
        """Return, for each record, those that it names and those that name it."""
        found: defaultdict[Key, set[Key]] = defaultdict(set)
        pairs = {(reference.source, reference.target) for reference in self._case.references}
        for key, passages in self._passages.items():
            if key is None:
                continue
            for passage in passages:
                pairs |= {(key, mention.target) for mention in passage.mentions}
                pairs |= {(key, Key("sources", cited.source)) for cited in passage.citations}
        for one, other in pairs:
            self._named[one].add(other)
            found[one].add(other)
            found[other].add(one)
        return found

    def _of_times(self) -> dict[Key, str]:
        """Return what the page of each event says of those around it."""
        found: dict[Key, str] = {}
        beside = neighbours(self._case.events)
        for year in years(self._case.events, language_of(self._case.about.language)):
            for event in year.events:
                names = [
                    self._content[Key("events", other.id)] if other else ""
                    for other in beside[event.id]
                ]
                key = Key("events", event.id)
                found[key] = _hash(str(year.name), year.anchor, *names)
        return found


def _related(case: Case) -> defaultdict[Key, set[Key]]:
    """Return, for each actor, those that it stands in relation to."""
    found: defaultdict[Key, set[Key]] = defaultdict(set)
    for actor in case.actors.values():
        for relation in actor.relations:
            one, other = Key("actors", actor.id), case.index.resolve(relation.to, ("actors",))
            found[one].add(other)
            found[other].add(one)
    return found


def _hash(*parts: str) -> str:
    text = "\0".join(parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
