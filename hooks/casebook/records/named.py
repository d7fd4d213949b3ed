"""The kinds whose names are linked by themselves: actors, places and terms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from casebook.records.base import DIFFERENT, LIST, Plains, Record, Sources
from casebook.records.fields import (
    Language,
    Line,
    Markdown,
    NamedRef,
    Plain,
    Span,
    TermRef,
    Truth,
)
from casebook.records.pieces import Fact, Names, Relation, Role
from casebook.records.schema_forms import Distinct, Words


class Named(Record):
    """A record whose names are linked by themselves wherever a text has them."""

    forms: Plains = ()
    """Inflected forms of the names that are linked too, as "Lovelaces"; English plurals and
    possessives need no listing."""

    autolink: Truth = True
    """Whether texts that have one of its names are linked here by themselves."""

    match_case: Truth = False
    """Whether its names count only with these very capitals, as for an abbreviation."""


class Actor(Named):
    """A person, an organisation, a unit, a state, a medium."""

    name: Plain
    """The name that readers see."""

    kind: Annotated[
        Literal["person", "organisation", "unit", "state", "media"],
        Words(
            (
                "A human being.",
                "A body with members or staff: a party, a company, a ministry.",
                "A part of a force: a detachment, a regiment.",
                "A country as one that acts.",
                "A newspaper, an agency, a broadcaster.",
            )
        ),
    ]
    """What it is."""

    summary: Markdown
    """Who it is, in two or three sentences, for the head of the profile and its card."""

    sort_name: Plain | None = None
    """The name as lists are ordered by it."""

    names: Names = ()
    """Its names in other languages and scripts."""

    also_known_as: Plains = ()
    """Other names and spellings, which are linked as well."""

    body: Markdown | None = None
    """The rest of the profile."""

    facts: Annotated[tuple[Fact, ...], LIST] = ()
    """Lines of the profile (born, rank ...), each with its own status and sources."""

    roles: Annotated[tuple[Role, ...], LIST] = ()
    """Posts and parts, with their dates."""

    relations: Annotated[tuple[Relation, ...], LIST] = ()
    """What ties it to other actors. Each is declared once, on one of the two."""

    identifiers: dict[str, Plain] = Field(default_factory=dict)
    """Its names in other collections, as wikidata: Q7259."""

    dates: Span | None = None
    """The lifetime of a person, or how long a body has existed: roles and relations are held
    against it. Readers do not see it; what they should see is a fact."""

    sources: Sources = Field(min_length=1)
    """What the profile rests on."""


class Place(Named):
    """Where things happened."""

    name: Plain
    """The name that readers see."""

    kind: Annotated[
        Literal["country", "region", "city", "district", "site"],
        Words(
            (
                "A state or territory.",
                "A part of a country.",
                "A city, a town or a village.",
                "A part of a region or of a city.",
                "A building, a street, a field.",
            )
        ),
    ]
    """What it is."""

    country: Plain | None = None
    """The country it lies in, by name."""

    lat: float | None = Field(default=None, ge=-90, le=90, allow_inf_nan=False)
    """Degrees north, negative to the south. It needs lon and precision."""

    lon: float | None = Field(default=None, ge=-180, le=180, allow_inf_nan=False)
    """Degrees east, negative to the west. It needs lat."""

    precision: (
        Annotated[
            Literal["exact", "town", "area", "country"],
            Words(
                (
                    "The very spot.",
                    "Somewhere in this town.",
                    "Somewhere in this area.",
                    "Somewhere in this country; never drawn as a dot.",
                )
            ),
        ]
        | None
    ) = None
    """How exact the point is; a point needs it."""

    names: Names = ()
    """Its names in other languages and scripts."""

    also_known_as: Plains = ()
    """Other names and spellings, which are linked as well."""

    summary: Markdown | None = None
    """What it is, in a sentence or two."""

    sources: Sources = ()
    """What the record rests on."""


class Term(Named):
    """A word of the glossary."""

    term: Plain
    """The word that is explained."""

    short: Line
    """What it means, in one sentence: readers see it at the word."""

    definition: Markdown | None = None
    """The longer explanation."""

    aliases: Plains = ()
    """Other words for the same, which are linked as well."""

    lang: Language | None = None
    """The language the word comes from."""

    original: Plain | None = None
    """The word in its own script."""

    names: NamedRef | None = None
    """The actor or place whose name this word is: the word then leads to that profile."""

    see_also: Annotated[tuple[TermRef, ...], LIST, DIFFERENT, Distinct()] = ()
    """Related terms."""

    sources: Sources = ()
    """What the definition rests on."""
