"""schema.org descriptions of pages, as JSON-LD.

Types and properties are those of https://schema.org, version 28. A date property is given only
where schema.org's ISO 8601 value says no more than the record does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casebook.case import Case, words_of
from casebook.dates import EdtfDate, html_datetime
from casebook.pages import addresses
from casebook.records import Actor, Article, Event, Key, Place, Question, Record, Source, Term
from casebook.text import Texts

_ACTORS = {
    "person": "Person",
    "organisation": "Organization",
    "unit": "Organization",
    "state": "Country",
    "media": "NewsMediaOrganization",
}


class Metadata:
    """Describes records and pages; `base` is the address of the site, or empty."""

    def __init__(self, case: Case, texts: Texts, base: str) -> None:
        self.case = case
        self.texts = texts
        self.base = base
        self._record: Mapping[type[Record], Callable[[Any], dict[str, Any]]] = {
            Article: self._article,
            Event: self._event,
            Actor: self._actor,
            Place: self._place,
            Question: self._question,
            Term: self._term,
            Source: self._source,
        }

    def of(self, key: Key, description: str) -> dict[str, Any]:
        """Return the description of a record's page."""
        record = self.case.records[key]
        return self._whole(
            {
                **self._record[type(record)](record),
                "description": description,
                "inLanguage": self.case.about.language,
            },
            addresses.of(key),
        )

    def index(self, address: str, title: str, description: str) -> dict[str, Any]:
        """Return the description of a page that lists records."""
        kind = "CollectionPage" if address else "WebSite"
        found = {"@type": kind, "name": title, "description": description}
        found["inLanguage"] = self.case.about.language
        if self.case.about.licence and not address:
            found["license"] = f"https://spdx.org/licenses/{self.case.about.licence}"
        return self._whole(found, address)

    def _whole(self, found: dict[str, Any], address: str) -> dict[str, Any]:
        kept = {name: value for name, value in found.items() if value not in (None, "", [], {})}
        here = {"@id": self.base + address, "url": self.base + address} if self.base else {}
        return {"@context": "https://schema.org", **kept, **here}

    def _article(self, article: Article) -> dict[str, Any]:
        cited = [c.source for c in self.texts.get(Key("articles", article.id), "body").citations]
        names = dict.fromkeys([*cited, *article.sources])
        return {
            "@type": "NewsArticle" if article.kind == "report" else "Article",
            "headline": article.title,
            "datePublished": html_datetime(article.published),
            "author": [{"@type": "Person", "name": name} for name in article.byline],
            "publisher": self._publisher(),
            "isBasedOn": self._cited(article.original) if article.original else None,
            "citation": [self._cited(name) for name in names],
        }

    def _event(self, event: Event) -> dict[str, Any]:
        start, end = _ends(event.date)
        place = self.case.places.get(event.place or "")
        return {
            "@type": "Event",
            "name": event.title,
            "startDate": start,
            "endDate": end,
            "location": {"@type": "Place", "name": place.name} if place else None,
        }

    def _actor(self, actor: Actor) -> dict[str, Any]:
        return {
            "@type": _ACTORS[actor.kind],
            "name": actor.name,
            "alternateName": [words for words in words_of(actor) if words != actor.name],
        }

    def _place(self, place: Place) -> dict[str, Any]:
        # A point chosen only to label an area would claim a precision that nobody has.
        exact = place.precision in ("exact", "town")
        geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
        return {
            "@type": "Country" if place.kind == "country" else "Place",
            "name": place.name,
            "alternateName": [words for words in words_of(place) if words != place.name],
            "geo": geo if exact and place.lat is not None else None,
        }

    def _question(self, question: Question) -> dict[str, Any]:
        passage = self.texts.get(Key("questions", question.id), "question")
        return {"@type": "WebPage", "name": passage.plain}

    def _term(self, term: Term) -> dict[str, Any]:
        return {
            "@type": "DefinedTerm",
            "name": term.term,
            "alternateName": [words for words in words_of(term) if words != term.term],
            "inDefinedTermSet": self.base + addresses.INDEXES["glossary"] if self.base else None,
        }

    def _source(self, source: Source) -> dict[str, Any]:
        return {**self._cited(source.id), "name": source.title}

    def _cited(self, name: str) -> dict[str, Any]:
        source = self.case.sources[name]
        authors = [
            {"@type": "Organization", "name": author.literal}
            if author.literal
            else {"@type": "Person", "name": f"{author.given or ''} {author.family}".strip()}
            for author in source.author
        ]
        found = {
            "@type": "CreativeWork",
            "name": source.title,
            "author": authors,
            "datePublished": html_datetime(source.issued),
            "publisher": {"@type": "Organization", "name": source.publisher}
            if source.publisher
            else None,
            "url": source.url,
            "archivedAt": source.archived,
            "inLanguage": source.language,
        }
        return {key: value for key, value in found.items() if value not in (None, [])}

    def _publisher(self) -> dict[str, Any] | None:
        name = self.case.about.publisher
        return {"@type": "Organization", "name": name} if name else None


def _ends(date: EdtfDate | None) -> tuple[str | None, str | None]:
    if date is None:
        return None, None
    if date.precision != "interval":
        return html_datetime(date), None
    start, end = date.start, date.end
    return (
        html_datetime(start) if isinstance(start, EdtfDate) else None,
        html_datetime(end) if isinstance(end, EdtfDate) else None,
    )
