"""The page of each record: what its template needs beyond the record itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

from casebook.case import Case, words_of
from casebook.dates import EdtfDate, say
from casebook.exports import bibliography
from casebook.language import Language, Message, language_of
from casebook.pages import addresses, citing, drawings, heads, known, parted
from casebook.pages.fragments import Fragments
from casebook.pages.lines import Lines
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page, Planned
from casebook.pages.render import body, describe
from casebook.pages.sheet import Sheet
from casebook.records import (
    Actor,
    Article,
    Event,
    Key,
    Place,
    Question,
    Record,
    Source,
    Term,
    parts,
)
from casebook.records.fields import Ref
from casebook.text import Texts
from casebook.views import limits
from casebook.views.appearances import Appearances
from casebook.views.chapters import chapter_of
from casebook.views.chronicle import sheaf_of
from casebook.views.indexes import ACTOR_KINDS, anchor, by_country, year_anchor, year_name
from casebook.views.later import Learned, learned_after
from casebook.views.map import locator
from casebook.views.network import Network
from casebook.views.rest import first
from casebook.views.ribbon import Ribbon
from casebook.views.timeline import Year, neighbours, years
from casebook.views.words import DATE_PRECISIONS, UNDATED


class RecordPages:
    """Makes the page of any record of a case."""

    def __init__(
        self, case: Case, texts: Texts, base: str, fragments: Fragments | None = None
    ) -> None:
        """Take the case, and what its other pages share with these."""
        self.case = case
        self.fragments = fragments or Fragments(case, texts)
        self.texts = texts
        self.base = base
        self.language = language_of(case.about.language)
        self.metadata = Metadata(case, texts, base)

    # A preview makes few pages: what all of them share is made when the first asks for it.

    @cached_property
    def appearances(self) -> Appearances:
        """Where each record appears."""
        return Appearances(self.case, self.texts)

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[Event | None, Event | None]]:
        return neighbours(self.case.events)

    @cached_property
    def _years(self) -> Mapping[str, Year]:
        found = years(self.case.events, self.language)
        return {event.id: year for year in found for event in year.events}

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Event, ...]]:
        return drawings.parts(self.case)

    @cached_property
    def _events_at(self) -> Counter[str | None]:
        return Counter(event.place for event in self.case.events.values())

    @cached_property
    def _network(self) -> Network:
        return Network(self.case)

    @cached_property
    def _terms(self) -> Mapping[Key, Term]:
        case = self.case
        return {target: case.glossary[term.id] for term, target in case.named.items()}

    def planned(self, key: Key) -> Planned:
        """Return what is known of the page of the record `key` before it is made."""
        return Planned(
            addresses.of(key),
            self.fragments.name(key),
            partial(self.page, key),
            key=key,
            source=self.case.where(key).file,
            names=words_of(self.case.records[key]),
        )

    def page(self, key: Key) -> Page:
        """Return the page of the record `key`."""
        record = self.case.records[key]
        template, extra = _TEMPLATES[type(record)]
        sheet = Sheet(self.case, self.texts, addresses.of(key), key, self.fragments)
        html = body(
            template,
            **common(self.case, sheet),
            key=key,
            record=record,
            base=self.base,
            feed=partial(heads.feed_of, sheet),
            appearances=self.appearances.of(key),
            **extra(self, key, record),
        )
        description = describe(self._summary(key, record))
        html += self._citation(sheet, record)
        return Page(
            address=addresses.of(key),
            title=sheet.name(key),
            description=description,
            body=html,
            outline=tuple(sheet.outline),
            json_ld=self.metadata.of(key, description),
            og_type="article" if isinstance(record, Article) else "website",
            key=key,
            source=self.case.where(key).file,
            draft=record.draft,
            names=words_of(record),
            scripts=_SCRIPTS.get(key.kind, ()),
            head=heads.head(sheet, self.base),
            cited=tuple(cited.source.id for cited in sheet.references),
        )

    def _summary(self, key: Key, record: Record) -> str:
        for field in ("summary", "standfirst", "answer", "short", "body"):
            if words := self.texts.get(key, field).plain:
                return words
        if isinstance(record, Source):
            holder = record.container_title or record.publisher
            return self.language.listed(
                filter(None, [record.title, holder, say(record.issued, self.language)])
            )
        return f"{self.case.about.title}: {key.id}"

    def _citation(self, sheet: Sheet, record: Record) -> str:
        key = sheet.key
        if isinstance(record, Article):
            work = citing.Work(record.title, record.published, record.byline)
        else:
            work = citing.Work(sheet.name(key) if key else "")
        return citing.block(work, self.case, sheet.address, self.base)

    def _event(self, key: Key, record: Event) -> dict[str, Any]:
        before, after = self._neighbours[key.id]
        year = self._years[key.id]
        return {
            "before": before,
            "after": after,
            "year": self._chapter(key, year),
            "precision": _precision(record.date, self.language),
        }

    def _chapter(self, key: Key, year: Year) -> tuple[str, str]:
        """Return what the part of the timeline with an event is called, and its address."""
        words = year.name or self.language.word(UNDATED)
        if (chapter := chapter_of(self.case, key.id)) is None:
            return words, f"{addresses.TIMELINE}#{year.anchor}"
        words = parted.piece(words, chapter.part, chapter.parts, self.language)
        return words, f"{addresses.chapter(chapter.name)}#event-{key.id}"

    def _article(self, key: Key, record: Article) -> dict[str, Any]:
        mentioned = dict.fromkeys(m.target for m in self.texts.get(key, "body").mentions)
        inside = [
            (
                self.language.word(heading),
                kind,
                [target.id for target in mentioned if target.kind == kind],
            )
            for heading, kind in _INSIDE
        ]
        learned = self._learned(record.published)
        listed, others = learned[: limits.LEARNED], learned[limits.LEARNED :]
        on = sheaf_of(self.case, others[0]) if others else None
        return {
            "inside": [item for item in inside if item[2]],
            "learned": learned,
            "listed": listed,
            "on": addresses.learned(on.name) if on else "",
            "learned_known": known.learned(len(listed), self.language),
        }

    def _learned(self, published: EdtfDate) -> tuple[Learned, ...]:
        day = published.latest
        return learned_after(self.case, day) if day else ()

    def _actor(self, key: Key, record: Actor) -> dict[str, Any]:
        return {
            "ties": self._network.of(key.id),
            "neighbourhood": self._network.around(key.id),
            "group": self.language.word(ACTOR_KINDS[record.kind]),
            "term": self._terms.get(key),
            "first": first,
            "drawing": self._life(record),
            "caption": drawings.left_out(self._parts[key.id], self.language),
        }

    def _life(self, actor: Actor) -> tuple[Ribbon, ...]:
        """Return the drawings of an actor's roles and events, where they have more than a mark."""
        drawn = drawings.of_actor(actor, self._parts[actor.id], self.language)
        return drawn if drawn and len(drawn[0].marks) > 1 else ()

    def _place(self, key: Key, record: Place) -> dict[str, Any]:
        group = by_country([record], self.language)[0]
        return {
            "anchor": group.anchor,
            "term": self._terms.get(key),
            "map": locator(record),
            "events": self._events_at[key.id],
        }

    def _question(self, _key: Key, record: Question) -> dict[str, Any]:
        about = [
            self.case.index.resolve(text, mark.kinds)
            for location, text, mark in parts(record)
            if isinstance(mark, Ref) and location[0] == "about"
        ]
        kinds = dict.fromkeys(other.kind for other in about)
        return {
            "about": [(kind, [k for k in about if k.kind == kind]) for kind in kinds],
            "answers_known": known.answers([record], self.language),
            "drawing": drawings.of_question(self.case, record, self.language),
        }

    def _term(self, key: Key, record: Term) -> dict[str, Any]:
        letter = self.language.first_letter(record.term)
        return {
            "letter": letter,
            "anchor": anchor(letter),
            "named": self.case.named.get(key),
        }

    def _source(self, key: Key, record: Source) -> dict[str, Any]:
        return {
            "year": year_name(record, self.language),
            "anchor": year_anchor(record),
            "note": self.texts.get(key, "note").plain,
            "ris": addresses.relative(bibliography.path_of(key), addresses.of(key)),
        }


def common(case: Case, sheet: Sheet) -> dict[str, Any]:
    """Return what every template sees."""
    return {
        "language": language_of(case.about.language),
        "case": case,
        "sheet": sheet,
        "p": Lines(sheet),
    }


def _precision(date: EdtfDate | None, language: Language) -> str | None:
    """Return how exactly a date is known, where it is known without a doubt."""
    if date is None or date.uncertain or date.approximate:
        return None
    message = DATE_PRECISIONS.get(date.precision)
    return language.word(message) if message else None


_INSIDE = ((Message("Actors in it"), "actors"), (Message("Terms in it"), "glossary"))


# What the case was on a day is asked of articles and questions.
_SCRIPTS = {"articles": ("known.js",), "questions": ("known.js",)}

_Extra = Callable[[RecordPages, Key, Any], dict[str, Any]]
_TEMPLATES: dict[type[Record], tuple[str, _Extra]] = {
    Article: ("article.html", RecordPages._article),
    Event: ("event.html", RecordPages._event),
    Actor: ("actor.html", RecordPages._actor),
    Place: ("place.html", RecordPages._place),
    Question: ("question.html", RecordPages._question),
    Term: ("term.html", RecordPages._term),
    Source: ("source.html", RecordPages._source),
}
