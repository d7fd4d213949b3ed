"""One description for each kind of record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from casebook.case import Case, name_of, words_of
from casebook.dates import html_datetime
from casebook.exports.schema_org.claims import Claims
from casebook.exports.schema_org.nodes import (
    Node,
    author,
    dated,
    ends_of,
    in_language,
    kept,
    organisation,
)
from casebook.exports.schema_org.types import is_body, same_as, type_of
from casebook.records import (
    Actor,
    Article,
    Event,
    Key,
    Name,
    Place,
    Question,
    Record,
    Role,
    Source,
    Term,
)
from casebook.text import Texts


class Describer:
    """Describes records; `root` is the address of the site, or the way there from a file.

    `whole` descriptions have everything, and lead to others by their address alone. Those of a page
    are brief, and name the others, since whoever reads the page has nothing else.
    """

    def __init__(self, case: Case, texts: Texts, root: str, *, whole: bool = False) -> None:
        self._case = case
        self._texts = texts
        self._root = root
        self._whole = whole
        self._claims = Claims(case, texts, root, whole)

    def of(self, key: Key, description: str | None = None) -> Node:
        """Return the description of a record; `description` is what a page says in its head."""
        record = self._case.records[key]
        return kept(
            {
                "@id": self.address(key),
                "@type": type_of(record),
                **_DESCRIBED[type(record)](self, key, record),
                "description": self._summary(key) if description is None else description,
            }
        )

    def address(self, key: Key) -> str:
        """Return what identifies a record: the address of its page."""
        return f"{self._root}{key}/"

    def _reference(self, key: Key) -> Node:
        if self._whole:
            return {"@id": self.address(key)}
        return {"@id": self.address(key), "name": name_of(self._case.records[key])}

    def _article(self, key: Key, article: Article) -> Node:
        body = self._texts.get(key, "body")
        cited = dict.fromkeys([*(citation.source for citation in body.citations), *article.sources])
        found = {
            "headline": article.title,
            **dated("datePublished", article.published, whole=self._whole),
            "inLanguage": self._case.about.language,
            "author": [{"@type": "Person", "name": name} for name in article.byline],
            "publisher": organisation(self._case.about.publisher),
            "locationCreated": self._one("places", article.dateline),
            "isBasedOn": self._one("sources", article.original),
            "citation": self._several("sources", cited),
        }
        if self._whole:
            mentioned = dict.fromkeys(mention.target for mention in body.mentions)
            found["mentions"] = [self._reference(other) for other in mentioned]
            found["articleBody"] = body.plain
            found["correction"] = self._corrections(key, article)
        return found

    def _event(self, key: Key, event: Event) -> Node:
        return {
            "name": event.title,
            **ends_of(event.date),
            "location": self._location(event.place),
            "about": [
                _in_role("about", self._one("actors", actor.id), actor.role)
                for actor in event.actors
            ],
            "keywords": [*event.tags],
            "subjectOf": self._claims.event(key, event),
        }

    def _location(self, name: str | None) -> Node | None:
        # Search engines pass over an event whose place has no type.
        place = self._one("places", name)
        if place is None or self._whole:
            return place
        return {"@type": type_of(self._case.places[name or ""]), **place}

    def _actor(self, key: Key, actor: Actor) -> Node:
        found: Node = {
            "name": actor.name,
            "alternateName": self._other_names(actor, actor.names),
            "sameAs": [*same_as(actor)],
        }
        if not self._whole:
            return found
        found["identifier"] = [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in actor.identifiers.items()
        ]
        claims = [self._claims.claim(actor.sources)]
        for number, role in enumerate(actor.roles):
            name, told = self._role(key, actor, role, number)
            found.setdefault(name, []).append(told)
        for number, fact in enumerate(actor.facts):
            claims.append(self._claims.fact(key, fact, ("facts", number)))
        for number, relation in enumerate(actor.relations):
            claims.append(self._claims.relation(key, actor, relation, ("relations", number)))
        found["subjectOf"] = [*claims, *found.pop("subjectOf", [])]
        return found

    def _role(self, key: Key, actor: Actor, role: Role, number: int) -> tuple[str, Node]:
        """Return a role, and the property that says it: there is none for every kind of actor."""
        claim = self._claims.role(key, role, ("roles", number))
        body = self._one("actors", role.organisation)
        if body and actor.kind != "state" and is_body(self._case.actors[role.organisation or ""]):
            name = "affiliation" if actor.kind == "person" else "memberOf"
            held = {"@type": "OrganizationRole", "roleName": role.title, name: body}
        elif actor.kind == "person" and not body:
            name = "hasOccupation"
            post = {"@type": "Occupation", "name": role.title}
            held = {"@type": "Role", "roleName": role.title, name: post}
        else:
            return "subjectOf", kept({**claim, "name": role.title, "about": body})
        return name, kept({**held, **ends_of(role.dates), "subjectOf": claim})

    def _place(self, _key: Key, place: Place) -> Node:
        # A point chosen only to label an area would claim a precision that nobody has.
        exact = place.precision in ("exact", "town") and place.lat is not None
        geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
        found: Node = {
            "name": place.name,
            "alternateName": self._other_names(place, place.names),
            "geo": geo if exact else None,
        }
        if self._whole:
            if place.country and place.kind != "country":
                found["containedInPlace"] = {"@type": "Country", "name": place.country}
            if place.precision:
                found["additionalProperty"] = {
                    "@type": "PropertyValue",
                    "name": "precision",
                    "value": place.precision,
                }
            found["subjectOf"] = self._resting_on(place.sources)
        return found

    def _question(self, key: Key, question: Question) -> Node:
        about = (self._case.index.resolve(name) for name in question.about)
        found: Node = {
            "name": self._texts.get(key, "question").plain,
            "inLanguage": self._case.about.language,
            "creativeWorkStatus": question.status,
            "about": [self._reference(other) for other in about],
            "interpretedAsClaim": self._claims.accounts(key, question),
        }
        if self._whole:
            found["citation"] = self._several("sources", question.sources)
            found["correction"] = self._corrections(key, question)
            if question.status == "settled":
                found["acceptedAnswer"] = {"@type": "Answer", "text": self._summary(key)}
        return found

    def _term(self, key: Key, term: Term) -> Node:
        # BCP 47 calls a language that nobody tells "und".
        own = [Name(lang=term.lang or "und", name=term.original)] if term.original else []
        return {
            "name": term.term,
            "alternateName": self._other_names(term, own),
            "inDefinedTermSet": {"@id": f"{self._root}{key.kind}/"},
            "subjectOf": self._resting_on(term.sources) if self._whole else None,
        }

    def _source(self, key: Key, source: Source) -> Node:
        container = source.container_title
        found: Node = {
            "name": source.title,
            "author": [author(one) for one in source.author],
            **dated("datePublished", source.issued, whole=self._whole),
            "publisher": organisation(source.publisher),
            "inLanguage": source.language,
            "sameAs": source.url,
            "archivedAt": source.archived,
            "isPartOf": {"@type": "CreativeWork", "name": container} if container else None,
        }
        if self._whole:
            found["disambiguatingDescription"] = self._texts.get(key, "interest").plain
        return found

    def _summary(self, key: Key) -> str:
        texts = (self._texts.get(key, field).plain for field in _SUMMARIES)
        return next(filter(None, texts), "")

    def _corrections(self, key: Key, record: Record) -> list[Node]:
        return [
            {
                "@type": "CorrectionComment",
                "text": self._texts.get(key, "corrections", number, "text").plain,
                "datePublished": html_datetime(correction.date),
            }
            for number, correction in enumerate(record.corrections)
        ]

    def _other_names(self, record: Actor | Place | Term, native: Iterable[Name]) -> list[Any]:
        told = [words for words in words_of(record) if words != name_of(record)]
        if not self._whole:
            return told
        # Inflected forms are for the links of the site alone.
        others = record.aliases if isinstance(record, Term) else record.also_known_as
        return [*(in_language(name) for name in native), *others]

    def _resting_on(self, sources: tuple[str, ...]) -> Node | None:
        return self._claims.claim(sources) if sources else None

    def _one(self, kind: str, name: str | None) -> Node | None:
        return self._reference(Key(kind, name)) if name else None

    def _several(self, kind: str, names: Iterable[str]) -> list[Node]:
        return [self._reference(Key(kind, name)) for name in names]


_SUMMARIES = ("summary", "standfirst", "answer", "short", "note")

_DESCRIBED: Mapping[type[Record], Callable[[Describer, Key, Any], Node]] = {
    Article: Describer._article,
    Event: Describer._event,
    Actor: Describer._actor,
    Place: Describer._place,
    Question: Describer._question,
    Term: Describer._term,
    Source: Describer._source,
}


def _in_role(name: str, value: Node | None, role: str | None) -> Node | None:
    """Return the value of the property `name`, inside a role where it has one."""
    return {"@type": "Role", "roleName": role, name: value} if role else value
