"""Which type of schema.org a record has, and where its names in other collections lead."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.records import Actor, Article, Place, Record, Source, Term

_ACTORS = {
    "person": "Person",
    "organisation": "Organization",
    "unit": "Organization",
    "state": "Country",
    "media": "NewsMediaOrganization",
}
# By type of CSL (https://docs.citationstyles.org); all others are creative works.
_SOURCES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "Movie",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
# The addresses that these collections themselves give for what they describe.
_COLLECTIONS = {
    "gnd": "https://d-nb.info/gnd/{}",
    "isni": "https://isni.org/isni/{}",
    "opensanctions": "https://www.opensanctions.org/entities/{}/",
    "orcid": "https://orcid.org/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
}


def type_of(record: Record) -> str:
    """Return the type of schema.org that a record has."""
    match record:
        case Article():
            return "NewsArticle" if record.kind == "report" else "Article"
        case Actor():
            return _ACTORS[record.kind]
        case Place():
            return "Country" if record.kind == "country" else "Place"
        case Source():
            return _SOURCES.get(record.type, "CreativeWork")
        case Term():
            return "DefinedTerm"
        case _:
            return type(record).__name__


def is_body(actor: Actor) -> bool:
    """Whether an actor is an organisation there: a state is a place, a person neither."""
    return actor.kind not in ("person", "state")


def same_as(actor: Actor) -> Iterator[str]:
    """Yield the addresses of an actor in collections whose addresses are known."""
    for collection, name in actor.identifiers.items():
        if (form := _COLLECTIONS.get(collection.lower())) and name.isascii() and name.isprintable():
            yield form.format("".join(name.split()))
