"""The page of each record, as lines of Markdown; the first is the title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from bench.twin.sheet import Sheet, bullets, dated
from casebook.records import (
    KINDS,
    Actor,
    Article,
    Event,
    Key,
    Place,
    Question,
    Record,
    Source,
    Term,
)


def page(sheet: Sheet, key: Key) -> list[str]:
    """Return the page of a record."""
    record = sheet.content.case.records[key]
    lines = [f"# {sheet.content.name(key)}", *_PAGES[type(record)](sheet, key, record)]
    lines += _appearances(sheet, key)
    lines += sheet.references()
    if isinstance(record, Event):
        lines.append(_neighbours(sheet, record))
    return [line for line in lines if line]


def event_head(sheet: Sheet, key: Key, event: Event) -> list[str]:
    """Return what a list says of an event too: date, summary, sources, actors and place."""
    actors = (
        f"{sheet.link(Key('actors', actor.id))}{f' ({actor.role})' if actor.role else ''}"
        for actor in event.actors
    )
    place = sheet.link(Key("places", event.place)) if event.place else ""
    return [
        " · ".join(filter(None, (when(sheet, event), event.status.capitalize()))),
        sheet.text(key, "summary"),
        " · ".join(filter(None, (", ".join(actors), place))),
        f"Sources: {sheet.sources(event.sources)}",
    ]


def when(sheet: Sheet, event: Event) -> str:
    """Return when an event happened, in words."""
    if event.date is not None:
        return dated(event.date)
    first, second = (sheet.link(Key("events", name)) for name in event.between or ())
    return f"between {first} and {second}"


def _event(sheet: Sheet, key: Key, event: Event) -> list[str]:
    versions = ["## Versions", *sheet.accounts(key, event.accounts)] if event.accounts else []
    facts = (
        f"When: {when(sheet, event)}",
        f"How sure: {event.status}",
        f"Tags: {', '.join(event.tags)}" if event.tags else "",
    )
    return [*event_head(sheet, key, event), *versions, sheet.text(key, "body"), bullets(facts)]


def _actor(sheet: Sheet, key: Key, actor: Actor) -> list[str]:
    roles = [
        " · ".join(
            filter(None, (
                role.title,
                sheet.link(Key("actors", role.organisation)) if role.organisation else "",
                dated(role.dates),
                sheet.sources(role.sources),
            ))
        )
        for role in actor.roles
    ]  # fmt: skip
    return [
        actor.kind.capitalize(),
        sheet.text(key, "summary"),
        f"Sources: {sheet.sources(actor.sources)}",
        *_listed("## Roles", roles),
        *_listed("## Relations", relations(sheet, key)),
        *_names(actor),
        sheet.text(key, "body"),
    ]


def relations(sheet: Sheet, key: Key) -> list[str]:
    """Return a line for each relation that the record of an actor declares."""
    actor = sheet.content.case.actors[key.id]
    return [
        f"{sheet.link(key)} {tie.kind} {sheet.link(Key('actors', tie.to))} {dated(tie.dates)} "
        f"{sheet.sources(tie.sources)}"
        for tie in actor.relations
    ]


def _place(sheet: Sheet, key: Key, place: Place) -> list[str]:
    facts = (f"{place.lat}, {place.lon}", f"Precision: {place.precision}")
    return [place.kind.capitalize(), sheet.text(key, "summary"), bullets(facts), *_names(place)]


def _question(sheet: Sheet, key: Key, question: Question) -> list[str]:
    return [
        question.status.capitalize(),
        "## What can be said today",
        sheet.text(key, "answer"),
        "## The answers, in the order in which they were given",
        *sheet.accounts(key, question.accounts),
        *_listed("## About", [sheet.link(_key(name)) for name in question.about]),
    ]


def _term(sheet: Sheet, key: Key, term: Term) -> list[str]:
    return [term.short, term.original or "", sheet.text(key, "definition")]


def _article(sheet: Sheet, key: Key, article: Article) -> list[str]:
    named = dict.fromkeys(m.target for m in sheet.content.prose[key, ("body",)].mentions())
    inside = [
        line
        for kind, heading in (("actors", "## Actors in it"), ("glossary", "## Terms in it"))
        for line in _listed(
            heading, [sheet.link(target) for target in named if target.kind == kind]
        )
    ]
    return [
        f"{article.kind.capitalize()} · {dated(article.published)}",
        article.standfirst or "",
        sheet.text(key, "body"),
        *inside,
    ]


def _source(sheet: Sheet, key: Key, source: Source) -> list[str]:  # noqa: ARG001
    facts = (
        f"Type: {source.type}",
        f"Issued: {dated(source.issued)}",
        f"Language: {source.language}",
        f"Address: <{source.url}>",
    )
    return [sheet.content.reference(source), source.interest or "", bullets(facts)]


def _names(record: Actor | Place) -> list[str]:
    names = [f"{name.name} ({name.lang})" for name in record.names]
    return _listed("## Names", [*names, *record.also_known_as])


def _appearances(sheet: Sheet, key: Key) -> list[str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source, sentence in sheet.content.appearances.get(key, {}).items():
        found[source.kind].append(f"{sheet.link(source)} {sentence}".rstrip())
    lines = [
        line
        for kind in KINDS
        if kind in found
        for line in (f"### {kind.capitalize()}", bullets(found[kind]))
    ]
    return ["## Where it appears", *lines] if lines else []


def _neighbours(sheet: Sheet, event: Event) -> str:
    return " · ".join(sheet.link(key) for key in sheet.content.around[event.id] if key)


def _listed(heading: str, items: list[str]) -> list[str]:
    return [heading, bullets(items)] if items else []


def _key(name: str) -> Key:
    kind, _, id_ = name.partition("/")
    return Key(kind, id_)


_Page = Callable[[Sheet, Key, Any], list[str]]
_PAGES: dict[type[Record], _Page] = {
    Article: _article,
    Event: _event,
    Actor: _actor,
    Place: _place,
    Question: _question,
    Term: _term,
    Source: _source,
}
