"""The kinds, field by field. Names are the field's own: CSL for sources, EDTF for dates."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from casebook.records.base import DIFFERENT, LIST, Model, Record
from casebook.records.fields import (
    ActorRef,
    Address,
    AnyRef,
    Date,
    Day,
    EventRef,
    Interval,
    Language,
    Line,
    Markdown,
    NamedRef,
    PlaceRef,
    Plain,
    SourceRef,
    Status,
    TermRef,
    Truth,
)

Plains: TypeAlias = Annotated[tuple[Plain, ...], LIST, DIFFERENT]
Refs: TypeAlias = Annotated[tuple[AnyRef, ...], LIST, DIFFERENT]
Sources: TypeAlias = Annotated[tuple[SourceRef, ...], LIST, DIFFERENT]


class Era(Model):
    """A named stretch of time behind the timeline."""

    name: Plain
    date: Interval


class CaseRecord(Model):
    """The one mapping that describes the site as a whole."""

    title: Plain
    standfirst: Markdown
    language: Language
    as_of: Day
    period: Interval | None = None
    eras: Annotated[tuple[Era, ...], LIST] = ()
    featured: Refs = ()
    about: Markdown | None = None
    publisher: Plain | None = None
    contact: Plain | None = None
    licence: Plain | None = None
    url: Address | None = None


class Account(Model):
    """One version of what happened, and who gives it."""

    says: Markdown
    sources: Sources = Field(min_length=1)
    date: Date | None = None
    status: Status | None = None


Accounts: TypeAlias = Annotated[tuple[Account, ...], LIST]


class Article(Record):
    """A long text."""

    title: Plain
    kind: Literal["report", "background", "explainer"]
    published: Date
    body: Markdown
    standfirst: Markdown | None = None
    dateline: PlaceRef | None = None
    byline: Plains = ()
    original: SourceRef | None = None
    sources: Sources = ()


class Participant(Model):
    """An actor of an event, with the part it had."""

    id: ActorRef
    role: Plain | None = None


def _participant(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


class Event(Record):
    """What happened."""

    title: Plain
    summary: Markdown
    status: Status
    date: Date | None = None
    between: Annotated[tuple[EventRef, ...], LIST] = ()
    body: Markdown | None = None
    kind: Literal["event", "biography", "background", "figure"] = "event"
    key: Truth = False
    place: PlaceRef | None = None
    actors: Annotated[tuple[Annotated[Participant, BeforeValidator(_participant)], ...], LIST] = ()
    accounts: Accounts = ()
    sources: Sources = Field(min_length=1)
    tags: Plains = ()
    known_since: Date | None = None


class Name(Model):
    """A name in one language, and in one script where the language has several."""

    lang: Language
    name: Plain
    script: Plain | None = None


Names: TypeAlias = Annotated[tuple[Name, ...], LIST]


class Fact(Model):
    """A line of a profile, such as a birthplace or a rank."""

    label: Plain
    value: Line
    status: Status
    accounts: Accounts = ()
    sources: Sources = ()


class Role(Model):
    """A post or part, and when it was held."""

    title: Plain
    organisation: ActorRef | None = None
    dates: Date | None = None
    sources: Sources = Field(min_length=1)
    note: Line | None = None


class Relation(Model):
    """This actor <kind> that actor; that actor <inverse> this actor."""

    to: ActorRef
    kind: Plain
    inverse: Plain | None = None
    dates: Date | None = None
    status: Status | None = None
    sources: Sources = Field(min_length=1)
    note: Line | None = None


class Named(Record):
    """A record whose names are linked by themselves wherever a text has them."""

    forms: Plains = ()
    autolink: Truth = True
    match_case: Truth = False


class Actor(Named):
    """A person, an organisation, a unit, a state, a medium."""

    name: Plain
    kind: Literal["person", "organisation", "unit", "state", "media"]
    summary: Markdown
    sort_name: Plain | None = None
    names: Names = ()
    also_known_as: Plains = ()
    body: Markdown | None = None
    facts: Annotated[tuple[Fact, ...], LIST] = ()
    roles: Annotated[tuple[Role, ...], LIST] = ()
    relations: Annotated[tuple[Relation, ...], LIST] = ()
    identifiers: dict[str, Plain] = Field(default_factory=dict)
    sources: Sources = Field(min_length=1)


class Place(Named):
    """Where."""

    name: Plain
    kind: Literal["country", "region", "city", "district", "site"]
    country: Plain | None = None
    lat: float | None = Field(default=None, ge=-90, le=90, allow_inf_nan=False)
    lon: float | None = Field(default=None, ge=-180, le=180, allow_inf_nan=False)
    precision: Literal["exact", "town", "area", "country"] | None = None
    names: Names = ()
    also_known_as: Plains = ()
    summary: Markdown | None = None
    sources: Sources = ()


class Question(Record):
    """What is disputed or unknown, with the rival answers."""

    question: Line
    status: Literal["open", "disputed", "settled"]
    answer: Markdown
    accounts: Accounts
    about: Refs = ()
    sources: Sources = ()


class Term(Named):
    """A word of the glossary."""

    term: Plain
    short: Line
    definition: Markdown | None = None
    aliases: Plains = ()
    lang: Language | None = None
    original: Plain | None = None
    names: NamedRef | None = None
    see_also: Annotated[tuple[TermRef, ...], LIST, DIFFERENT] = ()
    sources: Sources = ()


class Author(Model):
    """A person by family and given name, or a body by its literal name (CSL)."""

    family: Plain | None = None
    given: Plain | None = None
    literal: Plain | None = None


class Source(Record):
    """What a statement rests on, in the terms of CSL-JSON."""

    type: Plain
    title: Plain
    issued: Date
    container_title: Plain | None = Field(default=None, alias="container-title")
    publisher: Plain | None = None
    author: Annotated[tuple[Author, ...], LIST] = ()
    url: Address | None = Field(default=None, alias="URL")
    language: Language | None = None
    accessed: Day | None = None
    archived: Address | None = None
    note: Line | None = None
    interest: Line | None = None


KINDS: dict[str, type[Record]] = {
    "articles": Article,
    "events": Event,
    "actors": Actor,
    "places": Place,
    "questions": Question,
    "glossary": Term,
    "sources": Source,
}
"""Every kind that has records of its own, in the order in which readers meet them."""
