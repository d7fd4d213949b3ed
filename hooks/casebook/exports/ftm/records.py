"""The records of a case as entities, each with its links to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from casebook.exports.ftm.maker import Entity, Maker, number, status_of
from casebook.exports.ftm.values import date_of, dates_of, language_of, name_of, url_of
from casebook.exports.model import Given
from casebook.records import Actor, Article, Event, Key, Place, Question, Relation, Role, Source

_ACTORS = {
    "person": "Person",
    "organisation": "Organization",
    "unit": "Organization",
    "state": "PublicBody",
    "media": "Organization",
}
_REPORTS = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "broadcast", "interview",
    "post", "post-weblog", "webpage",
})  # fmt: skip
"""Types of CSL that are media reporting; all others are documents."""


class Entities:
    """The entities of a case: documents, places, actors, events, questions, articles, and links."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._case = given.case
        self._maker = Maker(given)

    def all(self) -> Iterator[Entity]:
        """Yield every entity, in the order of the records; what it leads to may follow it."""
        for source in self._case.sources.values():
            yield self._source(source)
        for place in self._case.places.values():
            yield self._place(place)
        for actor in self._case.actors.values():
            yield from self._actor(actor)
        for event in self._case.events.values():
            yield from self._event(event)
        for question in self._case.questions.values():
            yield from self._question(question)
        for article in self._case.articles.values():
            yield from self._article(article)

    def _source(self, source: Source) -> Entity:
        key, make = Key("sources", source.id), self._maker
        report = source.type in _REPORTS
        return make.entity(
            "Article" if report else "Document",
            make.id(key),
            title=source.title,
            # A document must have one: it is the name under which the case keeps it.
            fileName=None if report else source.id,
            author=(
                author.literal or " ".join(filter(None, [author.given, author.family]))
                for author in source.author
            ),
            publishedAt=date_of(source.issued),
            retrievedAt=date_of(source.accessed),
            language=language_of(source.language),
            publisher=[source.publisher, source.container_title],
            sourceUrl=[url_of(source.url), url_of(source.archived)],
            keywords=source.type,
            summary=make.text(key, "note"),
            notes=make.text(key, "interest"),
            description=make.said(source.issued),
        )

    def _place(self, place: Place) -> Entity:
        key, make = Key("places", place.id), self._maker
        # The middle of an area is no address of anything in it.
        known = place.precision in ("exact", "town")
        return make.entity(
            "Address",
            make.id(key),
            **make.names(place),
            full=name_of(", ".join(dict.fromkeys(filter(None, [place.name, place.country])))),
            city=place.name if place.kind == "city" else None,
            region=place.name if place.kind == "region" else None,
            latitude=number(place.lat) if known else None,
            longitude=number(place.lon) if known else None,
            remarks=f"precision: {place.precision}" if place.precision else None,
            keywords=place.kind,
            summary=make.text(key, "summary"),
            **make.proof(key, place.sources),
        )

    def _actor(self, actor: Actor) -> Iterator[Entity]:
        key, make = Key("actors", actor.id), self._maker
        yield make.entity(
            _ACTORS[actor.kind],
            make.id(key),
            **make.names(actor),
            wikidataId=_wikidata(actor.identifiers),
            keywords=actor.kind,
            summary=make.text(key, "summary"),
            notes=make.text(key, "body"),
            description=(f"{name}: {value}" for name, value in actor.identifiers.items()),
            **make.proof(key, actor.sources),
        )
        for place, fact in enumerate(actor.facts):
            yield make.fact(key, ("facts", place), fact)
            for other, account in enumerate(fact.accounts):
                at = ("facts", place, "accounts", other)
                yield make.account(key, at, fact.label, account)
        for place, role in enumerate(actor.roles):
            yield from self._role(actor, role, ("roles", place))
        for place, relation in enumerate(actor.relations):
            yield self._relation(actor, relation, ("relations", place))

    def _role(self, actor: Actor, role: Role, at: tuple[str, int]) -> Iterator[Entity]:
        key, make = Key("actors", actor.id), self._maker
        note, proof = make.text(key, *at, "note"), make.proof(key, role.sources)
        if not role.organisation and actor.kind != "person":
            # Only people hold posts there.
            when = make.spoken(role.dates) if role.dates else None
            yield make.note(key, at, role.title, role.title, when, note, **proof)
            return
        held = {
            **dates_of(role.dates),
            "description": make.said(role.dates),
            "summary": note,
            **proof,
        }
        me, link = make.id(key), make.id(key, *at)
        if role.organisation and self._case.actors[role.organisation].kind == "person":
            # A record may say that somebody served a person, who has no members.
            ends = {"subject": me, "object": self._of("actors", role.organisation)}
            yield make.entity("UnknownLink", link, **ends, role=role.title, **held)
        elif role.organisation:
            ends = {"member": me, "organization": self._of("actors", role.organisation)}
            yield make.entity("Membership", link, **ends, role=role.title, **held)
        else:
            post = make.id(key, *at, "post")
            yield make.entity("Position", post, name=name_of(role.title) or "?")
            yield make.entity("Occupancy", link, holder=me, post=post, **held)

    def _relation(self, actor: Actor, relation: Relation, at: tuple[str, int]) -> Entity:
        key, make = Key("actors", actor.id), self._maker
        return make.entity(
            "UnknownLink",
            make.id(key, *at),
            subject=make.id(key),
            object=self._of("actors", relation.to),
            role=relation.kind,
            status=relation.status,
            **dates_of(relation.dates),
            summary=make.text(key, *at, "note"),
            description=make.said(relation.dates),
            **make.proof(key, relation.sources),
        )

    def _event(self, event: Event) -> Iterator[Entity]:
        key, make = Key("events", event.id), self._maker
        proof = make.proof(key, event.sources)
        place = self._case.places.get(event.place or "")
        around = [self._case.events[name].title for name in event.between]
        yield make.entity(
            "Event",
            make.id(key),
            name=name_of(event.title) or event.id,
            **dates_of(event.date),
            summary=make.text(key, "summary"),
            notes=make.text(key, "body"),
            description=[
                make.said(event.date),
                f"between: {' / '.join(around)}" if around else None,
                status_of(event.status),
            ],
            location=name_of(place.name) if place else None,
            addressEntity=make.id(Key("places", place.id)) if place else None,
            involved=[self._of("actors", actor.id) for actor in event.actors],
            important="true" if event.key else None,
            keywords=[event.kind, *event.tags],
            **proof,
        )
        for number_, actor in enumerate(event.actors):
            if actor.role:
                ends = {"subject": self._of("actors", actor.id), "object": make.id(key)}
                link = make.id(key, "actors", number_)
                yield make.entity("UnknownLink", link, **ends, role=actor.role, **proof)
        for number_, account in enumerate(event.accounts):
            yield make.account(key, ("accounts", number_), event.title, account)

    def _question(self, question: Question) -> Iterator[Entity]:
        key, make = Key("questions", question.id), self._maker
        about = (self._case.index.resolve(name) for name in question.about)
        asked = make.text(key, "question")
        yield make.entity(
            "Note",
            make.id(key),
            entity=[make.id(one) for one in about if one.kind != "glossary" and one != key],
            summary=asked,
            description=[make.text(key, "answer"), status_of(question.status)],
            **make.proof(key, question.sources),
        )
        for place, account in enumerate(question.accounts):
            yield make.account(key, ("accounts", place), asked, account)

    def _article(self, article: Article) -> Iterator[Entity]:
        key, make = Key("articles", article.id), self._maker
        body, me = self._given.texts.get(key, "body"), make.id(key)
        cited = dict.fromkeys([*(citation.source for citation in body.citations), *article.sources])
        yield make.entity(
            "Article",
            me,
            title=article.title,
            author=article.byline,
            publishedAt=date_of(article.published),
            publisher=self._case.about.publisher,
            language=language_of(self._case.about.language),
            keywords=article.kind,
            summary=make.text(key, "standfirst"),
            description=make.said(article.published),
            bodyText=body.plain,
            addressEntity=self._of("places", article.dateline) if article.dateline else None,
            **make.proof(key, cited),
        )
        if article.original:
            ends = {"document": self._of("sources", article.original), "entity": me}
            link = make.id(key, "original")
            yield make.entity("Documentation", link, **ends, role="retold in")
        for target in dict.fromkeys(mention.target for mention in body.mentions):
            if target.kind in ("actors", "events", "places"):
                ends = {"document": me, "entity": make.id(target)}
                link = make.id(key, "mentions", *target)
                yield make.entity("Documentation", link, **ends, role="mentions")

    def _of(self, kind: str, name: str) -> str:
        return self._maker.id(Key(kind, name))


def _wikidata(identifiers: Mapping[str, str]) -> str | None:
    found = next((value for name, value in identifiers.items() if name.lower() == "wikidata"), "")
    return found if re.fullmatch(r"Q[1-9]\d*", found) else None
