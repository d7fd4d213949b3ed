"""Where a record appears: every reference and mention, gathered by the record that makes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sized
from typing import NamedTuple

from casebook.case import Case, Reference
from casebook.language import Message, language_of
from casebook.records import KINDS, Key
from casebook.text import Backlink, Mention, Texts


class Appearance(NamedTuple):
    """`source` refers to a record: `how` (short phrases), and its first sentence to do so."""

    source: Key
    how: tuple[str, ...]
    mention: Mention | None


class Appearances:
    """Looks up, for any record of a case, where it appears."""

    def __init__(self, case: Case, texts: Texts) -> None:
        self._case = case
        self._texts = texts
        self._language = language_of(case.about.language)
        self._order = {key: place for place, key in enumerate(reading_order(case))}
        self._cited = _cited(texts)
        self._found: tuple[Mapping[Key, Sized], ...] = (
            case.backlinks,
            self._cited,
            texts.backlinks,
        )
        word = self._language.word
        self._phrases = {field: word(message) for field, message in _PHRASES.items()}
        self._nested = {field: word(message) for field, message in _NESTED.items()}
        self._in_text = word(_IN_TEXT)

    def of(self, key: Key) -> Mapping[str, tuple[Appearance, ...]]:
        """Return the appearances of a record, by the kind of those that refer to it."""
        how: defaultdict[Key, dict[str, None]] = defaultdict(dict)
        for reference in self._case.backlinks.get(key, ()):
            how[reference.source][self._phrase(reference)] = None
        for source in self._cited.get(key, ()):
            how[source][self._in_text] = None
        mentions = {link.source: link.mention for link in self._mentions(key)}
        sources = sorted({*how, *mentions} - {key}, key=self._order.__getitem__)
        found: defaultdict[str, list[Appearance]] = defaultdict(list)
        for source in sources:
            phrases = tuple(filter(None, how.get(source, ())))
            found[source.kind].append(Appearance(source, phrases, mentions.get(source)))
        return {kind: tuple(found[kind]) for kind in KINDS if kind in found}

    def at_most(self, key: Key) -> int:
        """Return a number of records that `of` does not exceed, quickly."""
        return sum(len(found.get(key, ())) for found in self._found)

    def _mentions(self, key: Key) -> Iterable[Backlink]:
        return self._texts.backlinks.get(key, ())

    def _phrase(self, reference: Reference) -> str:
        field, source = reference.field, reference.source
        if field == "actors" and source.kind == "events":
            return self._case.events[source.id].actors[int(reference.location[1])].role or ""
        if field in self._nested:
            inside = (step for step in reference.location[1:] if isinstance(step, str))
            if next(inside, None) == "sources":
                return self._nested[field]
        return self._phrases.get(field, "")


# How one record refers to another, as a short remark beside its name.
_PHRASES = {
    "place": Message("happened here"),
    "between": Message("lies next to it in time"),
    "sources": Message("for the record"),
    "dateline": Message("datelined here"),
    "original": Message("retells it"),
    "about": Message("asks about it"),
    "see_also": Message("see also"),
    "names": Message("its entry in the glossary"),
    "roles": Message("a role there"),
    "relations": Message("a relation"),
}
_NESTED = {
    "accounts": Message("for an account"),
    "facts": Message("for a fact"),
    "roles": Message("for a role"),
    "relations": Message("for a relation"),
}
_IN_TEXT = Message("in the text")


def reading_order(case: Case) -> list[Key]:
    """Return all records: articles, events in the order of time, then the others as they stand."""
    ordered = [Key("articles", name) for name in case.articles]
    ordered += [Key("events", name) for name in case.events]
    return [*ordered, *(key for key in case.records if key.kind not in ("articles", "events"))]


def _cited(texts: Texts) -> dict[Key, tuple[Key, ...]]:
    found: defaultdict[Key, dict[Key, None]] = defaultdict(dict)
    for (key, _), passage in texts.passages.items():
        for citation in passage.citations:
            if key is not None:
                found[Key("sources", citation.source)][key] = None
    return {key: tuple(sources) for key, sources in found.items()}
