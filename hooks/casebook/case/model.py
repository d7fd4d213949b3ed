"""The case as a whole, as later stages read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from casebook.case import known, order
from casebook.case.index import Index, UnresolvedError
from casebook.case.names import Claim, Clash, claims, settle
from casebook.case.references import Reference, references
from casebook.problems import Where
from casebook.reading import Document, RawMap, RawRecord
from casebook.records import (
    KINDS,
    Account,
    Actor,
    Article,
    CaseRecord,
    Event,
    Fact,
    Key,
    Place,
    Question,
    Record,
    Source,
    Term,
    parts,
)
from casebook.records.fields import Location, Part
from casebook.records.validate import locate

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Case:
    """A checked case. Derived tables are computed once, when first asked for."""

    about: CaseRecord
    records: Mapping[Key, Record]
    index: Index
    raw: dict[Key, RawRecord]
    about_raw: RawRecord

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id, in the order of their publication."""
        found = self._of(Article)
        return dict(sorted(found.items(), key=lambda item: (item[1].published.sort_key, item[0])))

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id, in order of time."""
        return {event.id: event for event in order.in_order(self._of(Event))}

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """Actors by id."""
        return self._of(Actor)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places by id."""
        return self._of(Place)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Questions by id."""
        return self._of(Question)

    @cached_property
    def glossary(self) -> Mapping[str, Term]:
        """Terms by id."""
        return self._of(Term)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return self._of(Source)

    @cached_property
    def parts(self) -> Mapping[Key, tuple[Part, ...]]:
        """The references and the texts of every record, in the order of its fields."""
        return {key: parts(record) for key, record in self.records.items()}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference that a field of a record makes to another record."""
        return tuple(references(self.parts, self.index))

    @cached_property
    def backlinks(self) -> Mapping[Key, tuple[Reference, ...]]:
        """For each record, the references that lead to it."""
        found: defaultdict[Key, list[Reference]] = defaultdict(list)
        for reference in self.references:
            found[reference.target].append(reference)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def named(self) -> Mapping[Key, Key]:
        """For each term that is the name of an actor or a place, that record.

        A name that leads nowhere is left out: it is a problem of its own.
        """
        found: dict[Key, Key] = {}
        for term in self.glossary.values():
            with suppress(UnresolvedError):
                if term.names:
                    names = self.index.resolve(term.names, ("actors", "places"))
                    found[Key("glossary", term.id)] = names
        return found

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The words that are linked by themselves, and where each leads."""
        return self._settled[0]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The words that two records claim."""
        return self._settled[1]

    def of(self, kind: str) -> Iterator[tuple[Key, Record]]:
        """Yield the records of one kind in the order of the files."""
        return ((key, record) for key, record in self.records.items() if key.kind == kind)

    def accounts(self, record: Event | Question | Fact) -> tuple[tuple[int, Account], ...]:
        """Return rival accounts by their first publication, each with its place in the record."""
        return known.in_order(record.accounts, self.sources)

    def where(self, key: Key | None, location: Location = (), needle: str = "") -> Where:
        """Return the place of a value of a record in its file (of the case itself for None).

        `needle` is a text to look for from there on, such as a reference inside a paragraph.
        """
        raw = self.about_raw if key is None else self.raw[key]
        near = locate(raw.raw, location)
        return raw.document.find(near, needle) if needle else near

    def forget_values(self) -> None:
        """Give up where each value of a record stands, though not where the record does.

        That takes a fourth of the memory of a build, and nobody asks any more when all has been
        checked.
        """
        documents: dict[str, Document] = {}
        for key, held in self.raw.items():
            name, text = held.document.name, held.document.text
            document = documents.setdefault(name, Document(name, text, None))
            bare = RawMap({}, {}, held.raw.where)
            self.raw[key] = RawRecord(held.kind, bare, document, held.default_id)

    @cached_property
    def _settled(self) -> tuple[tuple[Claim, ...], tuple[Clash, ...]]:
        return settle(claims(self.records.items(), dict(self.named)))

    def _of(self, model: type[R]) -> Mapping[str, R]:
        kind = next(name for name, known_model in KINDS.items() if known_model is model)
        return {key.id: cast(R, record) for key, record in self.of(kind)}
