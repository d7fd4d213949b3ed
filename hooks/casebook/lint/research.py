"""What the rules look at, and the tables that several of them need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.case import Case
from casebook.dates import Day
from casebook.lint.statements import Statement, statements
from casebook.lint.written import WrittenPage
from casebook.problems import Where
from casebook.records import Key
from casebook.text import Texts


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule has found: where, what, what to do, and the records it is about.

    It is passed over where the case excuses one of these from the rule.
    """

    where: Where
    what: str
    hint: str
    records: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Research:
    """A case with its texts and its hand-written pages, as it stands on the day `today`."""

    case: Case
    texts: Texts
    pages: tuple[WrittenPage, ...]
    today: Day

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of the case."""
        return statements(self.case, self.texts)

    @cached_property
    def linked(self) -> frozenset[Key]:
        """The records that a text of another record, or a hand-written page, leads to.

        A text never leads to its own record.
        """
        mentions = [passage.mentions for passage in self.texts.passages.values()]
        mentions += [page.mentions for page in self.pages]
        return frozenset(mention.target for several in mentions for mention in several)

    @cached_property
    def mentioned(self) -> frozenset[Key]:
        """The records that something else names: a field of another, a text, a page, the home page.

        A relation stands in one of its two records and is shown with both.
        """
        found = {r.target for r in self.case.references if r.source != r.target}
        found |= {r.source for r in self.case.references if r.location[::2] == ("relations", "to")}
        found |= {self.case.index.resolve(name) for name in self.case.about.featured}
        return self.linked | found

    @cached_property
    def cited(self) -> frozenset[str]:
        """The ids of the sources that a record, a text or a page rests on or leads to."""
        found = {citation.source for p in self.texts.passages.values() for citation in p.citations}
        found |= {name for page in self.pages for name in page.cited}
        return frozenset(found | {key.id for key in self.mentioned if key.kind == "sources"})

    @cached_property
    def interests(self) -> Mapping[str, str]:
        """The interest of each source that has one; see `interests`."""
        return interests(self.case, self.texts)


def interests(case: Case, texts: Texts) -> Mapping[str, str]:
    """Return the interest of each source that has one, by its id, as words that can be compared.

    Two that differ by capitals, spaces or a full stop are the same.
    """
    return {
        name: " ".join(words.casefold().strip(" .").split())
        for name in case.sources
        if (words := texts.get(Key("sources", name), "interest").plain)
    }
