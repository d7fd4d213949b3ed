"""Every statement that a reader meets, and the sources it rests on.

A statement is what carries sources of its own: an event, an account, a profile with its facts,
roles and relations, the summary of a place, the definition of a term, the answer to a question,
an article. The case's own words about itself, notes, corrections and hand-written pages are none:
they say how the work was done, not what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from casebook.case import Case
from casebook.records import (
    Account,
    Actor,
    Article,
    Event,
    Key,
    Place,
    Question,
    Record,
    Term,
)
from casebook.records.fields import Location
from casebook.text import Texts


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the record `key`."""

    key: Key
    location: Location
    """Where it stands in its record; empty for an event or a profile, which are the record."""

    kind: str
    """`event`, `account`, `profile`, `fact`, `role`, `relation`, `summary`, `definition`, `answer`
    or `text`."""

    label: str
    """What it is called beside its record: `fact "Born"`; empty where it is the record."""

    status: str | None
    named: tuple[str, ...]
    """The sources that its fields name, those of its accounts among them, each once."""

    cited: tuple[str, ...]
    """The sources that its text cites, each once."""

    @property
    def grounds(self) -> tuple[str, ...]:
        """The sources it is said to rest on; those cited only where no field names any.

        A text may cite a source for something beside the point, even for the contrary.
        """
        return self.named or self.cited

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that has a part in it."""
        return tuple(dict.fromkeys([*self.named, *self.cited]))

    def __str__(self) -> str:
        return ", ".join(filter(None, [str(self.key), self.label]))


def statements(case: Case, texts: Texts) -> tuple[Statement, ...]:
    """Return every statement of the case, in the order of the files."""
    gather = _Gatherer(texts)
    return tuple(
        statement
        for key, record in case.records.items()
        if type(record) in _GATHER
        for statement in _GATHER[type(record)](gather, key, record)
    )


class _Gatherer:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def event(self, key: Key, event: Event) -> Iterator[Statement]:
        named = [*event.sources, *_of_accounts(event.accounts)]
        cited = self._cited(key, ("summary",), ("body",))
        yield Statement(key, (), "event", "", event.status, _once(named), cited)
        yield from self._accounts(key, (), event.accounts)

    def actor(self, key: Key, actor: Actor) -> Iterator[Statement]:
        cited = self._cited(key, ("summary",), ("body",))
        yield Statement(key, (), "profile", "", None, actor.sources, cited)
        for number, fact in enumerate(actor.facts):
            at: Location = ("facts", number)
            named = _once([*fact.sources, *_of_accounts(fact.accounts)])
            cited = self._cited(key, (*at, "value"))
            label = f'fact "{fact.label}"'
            yield Statement(key, at, "fact", label, fact.status, named, cited)
            yield from self._accounts(key, at, fact.accounts, f"{label}, ")
        for number, role in enumerate(actor.roles):
            at = ("roles", number)
            cited = self._cited(key, (*at, "note"))
            yield Statement(key, at, "role", f'role "{role.title}"', None, role.sources, cited)
        for number, tie in enumerate(actor.relations):
            at = ("relations", number)
            cited = self._cited(key, (*at, "note"))
            label = f'relation "{tie.kind}" {tie.to}'
            yield Statement(key, at, "relation", label, tie.status, tie.sources, cited)

    def place(self, key: Key, place: Place) -> Iterator[Statement]:
        if place.summary:
            cited = self._cited(key, ("summary",))
            yield Statement(key, ("summary",), "summary", "summary", None, place.sources, cited)

    def question(self, key: Key, question: Question) -> Iterator[Statement]:
        cited = self._cited(key, ("answer",))
        yield Statement(key, ("answer",), "answer", "answer", None, question.sources, cited)
        yield from self._accounts(key, (), question.accounts)

    def term(self, key: Key, term: Term) -> Iterator[Statement]:
        cited = self._cited(key, ("short",), ("definition",))
        yield Statement(key, ("short",), "definition", "definition", None, term.sources, cited)

    def article(self, key: Key, article: Article) -> Iterator[Statement]:
        named = [article.original, *article.sources] if article.original else article.sources
        cited = self._cited(key, ("standfirst",), ("body",))
        yield Statement(key, ("body",), "text", "text", None, _once(named), cited)

    def _accounts(
        self, key: Key, at: Location, accounts: Iterable[Account], before: str = ""
    ) -> Iterator[Statement]:
        for number, account in enumerate(accounts):
            here = (*at, "accounts", number)
            label = f"{before}account {number + 1}"
            cited = self._cited(key, (*here, "says"))
            yield Statement(key, here, "account", label, account.status, account.sources, cited)

    def _cited(self, key: Key, *locations: Location) -> tuple[str, ...]:
        return _once(
            citation.source
            for location in locations
            for citation in self._texts.get(key, *location).citations
        )


def _of_accounts(accounts: Iterable[Account]) -> Iterator[str]:
    return (name for account in accounts for name in account.sources)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


_GATHER: dict[type[Record], Callable[[_Gatherer, Key, Any], Iterator[Statement]]] = {
    Event: _Gatherer.event,
    Actor: _Gatherer.actor,
    Place: _Gatherer.place,
    Question: _Gatherer.question,
    Term: _Gatherer.term,
    Article: _Gatherer.article,
}
