"""The pages that list records, as lines of Markdown; the first is the title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeAlias

from bench.twin.content import Content
from bench.twin.records import event_head, relations, when
from bench.twin.sheet import Sheet, bullets, dated
from casebook.pages import addresses
from casebook.records import KINDS, Key
from casebook.views.chapters import Chapter, chapters
from casebook.views.indexes import Group, by_country, by_kind, by_letter, by_year
from casebook.views.timeline import Year, years

Lines: TypeAlias = Callable[[Sheet], list[str]]


def pages(content: Content) -> Iterator[tuple[str, Lines]]:
    """Yield the address of every list, and what writes it."""
    case = content.case
    terms = case.glossary.values()
    yield addresses.HOME, _home
    yield addresses.TIMELINE, _timeline
    yield addresses.NETWORK, _network
    for chapter in chapters(years(case.events)):
        yield addresses.chapter(chapter.name), partial(_chapter, chapter)
    yield from (
        (addresses.INDEXES[kind], lines)
        for kind, lines in (
            ("articles", _articles),
            ("questions", _questions),
            ("actors", partial(_grouped, "Actors", "actors", by_kind(case.actors.values()))),
            ("places", partial(_grouped, "Places", "places", by_country(case.places.values()))),
            ("glossary", partial(_grouped, "Glossary", "glossary", by_letter(terms))),
            ("sources", partial(_sources, by_year(case.sources.values()))),
        )
    )


def _home(sheet: Sheet) -> list[str]:
    case = sheet.content.case
    people = [name for name, actor in case.actors.items() if actor.kind == "person"]
    return [
        f"# {case.about.title}",
        case.about.standfirst,
        "## Key events",
        bullets(
            f"{when(sheet, event)} {sheet.link(Key('events', event.id))}"
            for event in case.events.values()
            if event.key
        ),
        "## People",
        bullets(sheet.link(Key("actors", name)) for name in people),
        "## Open questions",
        bullets(sheet.link(Key("questions", name)) for name in case.questions),
        "## Everything in it",
        bullets(sheet.to(kind.capitalize(), addresses.INDEXES[kind]) for kind in KINDS),
    ]


def _timeline(sheet: Sheet) -> list[str]:
    case = sheet.content.case
    found = years(case.events)
    parts = chapters(found)
    lines = ["# Timeline"]
    for year in found:
        lines.append(f"## {year.name or 'Undated'}")
        if parts:
            lines += _year(sheet, year, [part for part in parts if part.year is year])
        else:
            lines += _events(sheet, year.events, "###")
    return [*lines, *sheet.references()]


def _year(sheet: Sheet, year: Year, parts: Iterable[Chapter]) -> list[str]:
    return [
        " ".join(sheet.to(part.name, addresses.chapter(part.name)) for part in parts),
        bullets(
            f"{when(sheet, event)} {sheet.link(Key('events', event.id))} {event.status}"
            for event in year.events
        ),
    ]


def _chapter(chapter: Chapter, sheet: Sheet) -> list[str]:
    return [f"# {chapter.name}", *_events(sheet, chapter.events, "##"), *sheet.references()]


def _events(sheet: Sheet, events: Iterable[Any], level: str) -> list[str]:
    lines: list[str] = []
    for event in events:
        key = Key("events", event.id)
        lines += [f"{level} {sheet.link(key)}", *event_head(sheet, key, event)]
        lines += sheet.accounts(key, event.accounts)
    return [line for line in lines if line]


def _network(sheet: Sheet) -> list[str]:
    ties = [
        line for name in sheet.content.case.actors for line in relations(sheet, Key("actors", name))
    ]
    return ["# Network", bullets(ties), *sheet.references()]


def _articles(sheet: Sheet) -> list[str]:
    lines = ["# Articles"]
    for name, article in sheet.content.case.articles.items():
        lines += [f"## {sheet.link(Key('articles', name))}", article.standfirst or ""]
        lines.append(f"{article.kind.capitalize()} · {dated(article.published)}")
    return lines


def _questions(sheet: Sheet) -> list[str]:
    lines = ["# Open questions"]
    for name, question in sheet.content.case.questions.items():
        key = Key("questions", name)
        lines += [f"## {sheet.link(key)}", sheet.text(key, "answer"), question.status.capitalize()]
    return [*lines, *sheet.references()]


def _grouped(title: str, kind: str, groups: Iterable[Group[Any]], sheet: Sheet) -> list[str]:
    lines = [f"# {title}"]
    for group in groups:
        items = (_item(sheet, Key(kind, record.id), record) for record in group.records)
        lines += [f"## {group.name}", bullets(items)]
    return [*lines, *sheet.references()]


def _item(sheet: Sheet, key: Key, record: Any) -> str:
    said = getattr(record, "short", None) or sheet.text(key, "summary")
    sources = sheet.sources(record.sources) if key.kind == "actors" else ""
    return " ".join(filter(None, (sheet.link(key), said, sources)))


def _sources(groups: Iterable[Group[Any]], sheet: Sheet) -> list[str]:
    lines = ["# Sources"]
    for group in groups:
        items = (_bibliography(sheet, source) for source in group.records)
        lines += [f"## {group.name}", bullets(items)]
    return lines


def _bibliography(sheet: Sheet, source: Any) -> str:
    key = Key("sources", source.id)
    times = len(sheet.content.appearances.get(key, ()))
    address = sheet.content.address(key)
    said = sheet.content.reference(source)
    return f"{said} {sheet.to('About this source', address)} cited by {times} records"
