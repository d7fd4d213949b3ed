"""The page of each record: what its template needs beyond the record itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casebook.case import Case, words_of
from casebook.dates import EdtfDate, parse, say
from casebook.pages import addresses
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page
from casebook.pages.render import body, describe
from casebook.pages.sheet import Sheet
from casebook.pages.words import DATE_PRECISIONS, KIND_NAMES, PRECISIONS, UNDATED
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
from casebook.views.appearances import Appearances
from casebook.views.indexes import ACTOR_KINDS, by_country, first_letter, year_anchor, year_name
from casebook.views.later import learned_after
from casebook.views.profile import ties_of
from casebook.views.timeline import neighbours, years


class RecordPages:
    """Makes the page of any record of a case."""

    def __init__(self, case: Case, texts: Texts, base: str) -> None:
        self.case = case
        self.texts = texts
        self.base = base
        self.appearances = Appearances(case, texts)
        self.metadata = Metadata(case, texts, base)
        self._neighbours = neighbours(case.events)
        self._years = {event.id: year for year in years(case.events) for event in year.events}
        self._terms = {target: case.glossary[term.id] for term, target in case.named.items()}

    def page(self, key: Key) -> Page:
        """Return the page of the record `key`."""
        record = self.case.records[key]
        template, extra = _TEMPLATES[type(record)]
        sheet = Sheet(self.case, self.texts, addresses.of(key), key)
        html = body(
            template,
            **common(self.case, sheet),
            key=key,
            record=record,
            base=self.base,
            appearances=self.appearances.of(key),
            **extra(self, key, record),
        )
        description = describe(self._summary(key, record))
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
        )

    def _summary(self, key: Key, record: Record) -> str:
        for field in ("summary", "standfirst", "answer", "short", "body"):
            if words := self.texts.get(key, field).plain:
                return words
        if isinstance(record, Source):
            holder = record.container_title or record.publisher
            return ", ".join(filter(None, [record.title, holder, say(record.issued)]))
        return f"{self.case.about.title}: {key.id}"

    def _event(self, key: Key, record: Event) -> dict[str, Any]:
        before, after = self._neighbours[key.id]
        year = self._years[key.id]
        return {
            "before": before,
            "after": after,
            "year_words": year.name or UNDATED,
            "year_anchor": year.anchor,
            "precision": _precision(record.date),
        }

    def _article(self, key: Key, record: Article) -> dict[str, Any]:
        mentioned = dict.fromkeys(m.target for m in self.texts.get(key, "body").mentions)
        inside = [
            (heading, kind, [target.id for target in mentioned if target.kind == kind])
            for heading, kind in (("Actors in it", "actors"), ("Terms in it", "glossary"))
        ]
        return {
            "inside": [item for item in inside if item[2]],
            "learned": self._learned(record.published),
        }

    def _learned(self, published: EdtfDate) -> list[dict[str, Any]]:
        day = published.latest
        found = learned_after(self.case, day) if day else ()
        return [
            {
                "key": item.key,
                "account": item.account,
                "since_words": say(parse(item.since.iso)),
            }
            for item in found
        ]

    def _actor(self, key: Key, record: Actor) -> dict[str, Any]:
        return {
            "ties": ties_of(self.case, key.id),
            "group": ACTOR_KINDS[record.kind],
            "term": self._terms.get(key),
        }

    def _place(self, key: Key, record: Place) -> dict[str, Any]:
        group = by_country([record])[0]
        return {"anchor": group.anchor, "term": self._terms.get(key)}

    def _question(self, _key: Key, record: Question) -> dict[str, Any]:
        about = [
            self.case.index.resolve(text, mark.kinds)
            for location, text, mark in parts(record)
            if isinstance(mark, Ref) and location[0] == "about"
        ]
        kinds = dict.fromkeys(other.kind for other in about)
        return {"about": [(kind, [k for k in about if k.kind == kind]) for kind in kinds]}

    def _term(self, key: Key, record: Term) -> dict[str, Any]:
        letter = first_letter(record.term)
        return {
            "letter": letter,
            "anchor": letter.casefold() if letter != "#" else "other",
            "named": self.case.named.get(key),
        }

    def _source(self, _key: Key, record: Source) -> dict[str, Any]:
        return {"year": year_name(record), "anchor": year_anchor(record)}


def common(case: Case, sheet: Sheet) -> dict[str, Any]:
    """Return what every template sees."""
    return {
        "case": case,
        "sheet": sheet,
        "KIND_NAMES": KIND_NAMES,
        "PRECISIONS": PRECISIONS,
        "sources_of": sources_of,
    }


def sources_of(event: Event) -> tuple[str, ...]:
    """Return the sources of an event and of its accounts."""
    accounts = [name for account in event.accounts for name in account.sources]
    return tuple(dict.fromkeys([*event.sources, *accounts]))


def _precision(date: EdtfDate | None) -> str | None:
    """Return how exactly a date is known, where it is known without a doubt."""
    if date is None or date.uncertain or date.approximate:
        return None
    return DATE_PRECISIONS.get(date.precision)


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
