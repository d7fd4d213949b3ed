"""What records are made of besides plain fields: accounts, names, facts, roles, relations."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from casebook.records.base import LIST, Model, Sources
from casebook.records.fields import ActorRef, Date, Language, Line, Markdown, Plain, Status
from casebook.records.schema_forms import Short, reference


class Account(Model):
    """One version of what happened, and who gives it."""

    says: Markdown
    """This version, in one or two sentences, put as strongly as its sources put it and no more."""

    sources: Sources = Field(min_length=1)
    """Who gives this version."""

    date: Date | None = None
    """When this version was given, where a source tells it."""

    status: Status | None = None
    """How sure this version is."""


Accounts: TypeAlias = Annotated[tuple[Account, ...], LIST]


class Participant(Model):
    """An actor of an event, with the part it had."""

    id: ActorRef
    """Who took part."""

    role: Plain | None = None
    """The part it had, as "author" or "host"."""


def _participant(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


Participants: TypeAlias = Annotated[
    tuple[
        Annotated[Participant, BeforeValidator(_participant), Short(reference("actors"))],
        ...,
    ],
    LIST,
]


class Name(Model):
    """A name in one language, and in one script where the language has several."""

    lang: Language
    """The language of the name."""

    name: Plain
    """The name as it is written there."""

    script: Plain | None = None
    """The script, by its four letters of ISO 15924, as Cyrl or Arab."""


Names: TypeAlias = Annotated[tuple[Name, ...], LIST]


class Fact(Model):
    """A line of a profile, such as a birthplace or a rank."""

    label: Plain
    """What the line is about, as "Born" or "Rank"."""

    value: Line
    """What is to be said of it."""

    status: Status
    """How sure it is. Disputed needs two or more accounts; established and reported, a source."""

    accounts: Accounts = ()
    """The rival versions, where sources disagree; or versions that complete one another."""

    sources: Sources = ()
    """What the line rests on. A fact without accounts needs at least one."""


class Role(Model):
    """A post or part, and when it was held."""

    title: Plain
    """The post or part."""

    organisation: ActorRef | None = None
    """The body in which it was held."""

    dates: Date | None = None
    """When it was held; 1842/.. is from 1842 on, still going on."""

    sources: Sources = Field(min_length=1)
    """What the role rests on."""

    note: Line | None = None
    """What a reader should know besides."""


class Relation(Model):
    """This actor <kind> that actor; that actor <inverse> this actor."""

    to: ActorRef
    """The other actor. Declare a relation once: its page shows the other side by itself."""

    kind: Plain
    """What this actor is to the other, as words between the two names: "worked with"."""

    inverse: Plain | None = None
    """The same from the other side: "was helped by"."""

    dates: Date | None = None
    """When it held."""

    status: Status | None = None
    """How sure it is."""

    sources: Sources = Field(min_length=1)
    """What the relation rests on."""

    note: Line | None = None
    """What a reader should know besides."""
