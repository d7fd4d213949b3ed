"""Claims: what the case says, how sure it is, which sources make it, and its rival versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casebook.case import Case
from casebook.dates import EdtfDate
from casebook.exports.schema_org.nodes import Node, dated, kept
from casebook.records import Account, Actor, Event, Fact, Key, Question, Relation, Role
from casebook.text import Texts

At = tuple[str | int, ...]
"""Where something stands in a record."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Makes the claims of a case; see `Describer` for `root` and `whole`."""

    case: Case
    texts: Texts
    root: str
    whole: bool

    def claim(
        self, sources: Sequence[str], status: str | None = None, date: EdtfDate | None = None
    ) -> Node:
        """Return a claim that these sources make, about what happened on `date`."""
        return kept(
            {
                "@type": "Claim",
                "creativeWorkStatus": status,
                "temporalCoverage": date.text if date else None,
                "appearance": [{"@id": self._source(name)} for name in sources],
            }
        )

    def event(self, key: Key, event: Event) -> Node:
        """Return what an event claims, with its rival versions."""
        claim = self.claim(event.sources, event.status, event.date)
        known = dated("datePublished", event.known_since, whole=self.whole)
        return kept({**claim, **known, "interpretedAsClaim": self.accounts(key, event)})

    def accounts(self, key: Key, record: Event | Question | Fact, at: At = ()) -> list[Node]:
        """Return the rival versions of a record, or of the part `at` of it."""
        return [
            self._account(key, account, (*at, "accounts", number), None if at else number)
            for number, account in self.case.accounts(record)
        ]

    def fact(self, key: Key, fact: Fact, at: At) -> Node:
        """Return a line of a profile."""
        return kept(
            {
                **self.claim(fact.sources, fact.status),
                "name": fact.label,
                "text": self.texts.get(key, *at, "value").plain,
                "interpretedAsClaim": self.accounts(key, fact, at),
            }
        )

    def relation(self, key: Key, actor: Actor, relation: Relation, at: At) -> Node:
        """Return a relation as a sentence; its verb alone says nothing to a program."""
        other = self.case.actors[relation.to]
        return kept(
            {
                **self.claim(relation.sources, relation.status, relation.dates),
                "text": f"{actor.name} {relation.kind} {other.name}",
                "description": self.texts.get(key, *at, "note").plain,
                "about": {"@id": f"{self.root}{Key('actors', other.id)}/"},
            }
        )

    def role(self, key: Key, role: Role, at: At) -> Node:
        """Return the claim that somebody had a role."""
        claim = self.claim(role.sources, date=role.dates)
        return kept({**claim, "description": self.texts.get(key, *at, "note").plain})

    def _account(self, key: Key, account: Account, at: At, number: int | None) -> Node:
        # Where they are all that a page is about, each has an anchor there, where its words stand.
        name = None if number is None else f"{self.root}{key}/#account-{number}"
        says = self.texts.get(key, *at, "says").plain if self.whole else None
        return kept(
            {
                **self.claim(account.sources, account.status),
                "@id": name,
                "text": says,
                **dated("dateCreated", account.date, whole=self.whole),
            }
        )

    def _source(self, name: str) -> str:
        return f"{self.root}{Key('sources', name)}/"
