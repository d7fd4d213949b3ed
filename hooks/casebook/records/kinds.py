"""The kinds, field by field. Names are the field's own: CSL for sources, EDTF for dates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from casebook.records.base import LIST, Model, Plains, Record, Refs, Sources
from casebook.records.checks import Checks, Months
from casebook.records.fields import (
    Address,
    Date,
    Day,
    EventRef,
    Interval,
    Language,
    Line,
    Markdown,
    PlaceRef,
    Plain,
    SourceRef,
    Status,
    Truth,
)
from casebook.records.named import Actor, Place, Term
from casebook.records.pieces import Accounts, Participants
from casebook.records.schema_forms import Words


class Era(Model):
    """A named stretch of time behind the timeline."""

    name: Plain
    """What the band is called."""

    date: Interval
    """From when to when."""


class CaseRecord(Model):
    """The one mapping that describes the site as a whole."""

    title: Plain
    """The name of the site."""

    standfirst: Markdown
    """What the home page says first, in a few sentences."""

    language: Language
    """The language of the case; it decides how dates, numbers and lists are worded and ordered."""

    as_of: Day
    """The day on which research closed."""

    period: Interval | None = None
    """What the timeline frames."""

    eras: Annotated[tuple[Era, ...], LIST] = ()
    """Bands behind the timeline."""

    featured: Refs = ()
    """The records shown as cards on the home page, in this order."""

    about: Markdown | None = None
    """What the site is, who made it and how."""

    publisher: Plain | None = None
    """Who publishes the site."""

    contact: Plain | None = None
    """Where readers can write: an address of any sort."""

    licence: Plain | None = None
    """The licence of the text, by its SPDX id."""

    url: Address | None = None
    """The address at which the site is published."""

    checks: Checks = Checks()
    """What becomes of each kind of warning about the research."""

    review_after: Months | None = None
    """After how many months a record is due to be checked again; without it none ever is."""


class Article(Record):
    """A long text."""

    title: Plain
    """The headline."""

    kind: Annotated[
        Literal["report", "background", "explainer"],
        Words(
            (
                "What was reported, as of its day; it holds nothing that became known later.",
                "What lies behind the news.",
                "One question answered step by step.",
            )
        ),
    ]
    """What sort of text it is."""

    published: Date
    """When it was or is published. What became known after it is listed below the text."""

    body: Markdown
    """The text, with ## headings for its sections. Cite every paragraph."""

    standfirst: Markdown | None = None
    """The paragraph between headline and text."""

    dateline: PlaceRef | None = None
    """Where it was written."""

    byline: Plains = ()
    """Who wrote it."""

    original: SourceRef | None = None
    """The publication that this text retells."""

    sources: Sources = ()
    """What it rests on, besides what the text cites."""


class Event(Record):
    """What happened."""

    title: Plain
    """What happened, as a headline."""

    summary: Markdown
    """What happened, in two or three sentences."""

    status: Status
    """How sure it is."""

    date: Date | None = None
    """When it happened, never more exact than the sources. Required where there is no "between"."""

    between: Annotated[tuple[EventRef, ...], LIST] = ()
    """Two other events, in order, where only the order is known: it lies between them."""

    body: Markdown | None = None
    """The rest of the story."""

    kind: Annotated[
        Literal["event", "biography", "background", "figure"],
        Words(
            (
                "Something that happened in the case.",
                "Something in the life of one person.",
                "Something that explains the case but is no part of it.",
                "A number that somebody gave.",
            )
        ),
    ] = "event"
    """What sort of event it is."""

    key: Truth = False
    """Whether it is one of the headline events."""

    place: PlaceRef | None = None
    """Where it happened."""

    actors: Participants = ()
    """Who took part."""

    accounts: Accounts = ()
    """The rival versions; a disputed event needs two or more."""

    sources: Sources = Field(min_length=1)
    """What the event rests on."""

    tags: Plains = ()
    """Words by which readers can filter the timeline."""

    known_since: Date | None = None
    """When it became known, where the earliest of its sources does not tell."""


class Question(Record):
    """What is disputed or unknown, with the rival answers."""

    question: Line
    """The question, as one asks it."""

    status: Annotated[
        Literal["open", "disputed", "settled"],
        Words(
            (
                "Nobody can tell yet.",
                "There are rival answers.",
                "One answer has been shown to be right.",
            )
        ),
    ]
    """Where the question stands."""

    answer: Markdown
    """What can be said today."""

    accounts: Accounts
    """The rival answers, two or more, each with its sources."""

    about: Refs = ()
    """The records that the question is about."""

    sources: Sources = ()
    """What the answer rests on, besides the accounts."""


class Author(Model):
    """A person by family and given name, or a body by its literal name (CSL)."""

    family: Plain | None = None
    """The family name of a person. Either this or "literal" must be there, and not both."""

    given: Plain | None = None
    """The given names of a person."""

    literal: Plain | None = None
    """The name of a body, or of a person whose name has no such parts."""


class Source(Record):
    """What a statement rests on, in the terms of CSL-JSON."""

    type: Plain
    """What it is, in the words of CSL: article-newspaper, webpage, book, report ..."""

    title: Plain
    """Its title as printed."""

    issued: Date
    """When it was published. What rests on it counts as known from the last possible day."""

    container_title: Plain | None = Field(default=None, alias="container-title")
    """The newspaper, journal or site in which it stands."""

    publisher: Plain | None = None
    """Who published it."""

    author: Annotated[tuple[Author, ...], LIST] = ()
    """Who wrote it."""

    url: Address | None = Field(default=None, alias="URL")
    """Where it can be read."""

    language: Language | None = None
    """The language it is written in."""

    accessed: Day | None = None
    """The day on which it was read at that address."""

    archived: Address | None = None
    """The address of a kept copy."""

    note: Line | None = None
    """What a reader should know of it: what was read of it, what is inferred."""

    interest: Line | None = None
    """Whose side its publisher has, as "Owned by one of the parties"; shown wherever it is the only
    source of a claim."""


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
