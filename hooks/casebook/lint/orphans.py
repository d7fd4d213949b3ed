"""Rules about records that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.case.names import claims
from casebook.lint.research import Finding, Research
from casebook.records import Actor, Article, Event, Key, Record, Term
from casebook.text.matcher import Matcher

# Articles and events are read one after another; sources and terms have rules of their own.
_NAMED = ("actors", "places", "questions")


def unmentioned(research: Research) -> Iterator[Finding]:
    """Yield actors, places and questions that no other record, text or page names."""
    for key in research.case.records:
        if key.kind in _NAMED and key not in research.mentioned:
            where = research.case.where(key, ("id",))
            hint = "Name it in a text or in a field of another record, or delete it"
            yield Finding(where, f"no page mentions {key}", hint, (key,))


def uncited(research: Research) -> Iterator[Finding]:
    """Yield sources that nothing rests on."""
    for key, _ in research.case.of("sources"):
        if key.id not in research.cited:
            where = research.case.where(key, ("id",))
            hint = f"Name it under sources, cite it in a text as [@{key.id}], or delete it"
            yield Finding(where, f'no one cites the source "{key.id}"', hint, (key,))


def unused(research: Research) -> Iterator[Finding]:
    """Yield terms that stand in no text, title or role, and that no other kind of record names.

    A term that is the name of another record is used where that record is.
    """
    case = research.case
    used = research.linked | {r.target for r in case.references if r.source.kind != "glossary"}
    idle = {
        key: case.glossary[key.id]
        for key, _ in case.of("glossary")
        if used.isdisjoint({key, case.named.get(key, key)})
    }
    for key in idle.keys() - _found(research, idle):
        where = case.where(key, ("term",))
        hint = "Use it, list under forms how the texts have it, or delete it"
        yield Finding(where, f'no text uses the term "{idle[key].term}"', hint, (key,))


def _found(research: Research, idle: dict[Key, Term]) -> set[Key]:
    """Return the terms whose words can be read somewhere all the same.

    Nothing links them where a term says `autolink: false`, or in headings, quotations and titles.
    """
    if not idle:
        return set()
    wanted = ((key, term.model_copy(update={"autolink": True})) for key, term in idle.items())
    english = research.case.about.language.lower().split("-")[0] == "en"
    matcher = Matcher(claims(wanted, {}), english=english)
    return {
        match.claim.key
        for own, text in _readable(research)
        for match in matcher.find(text)
        if match.claim.key != own
    }


def _readable(research: Research) -> Iterator[tuple[Key | None, str]]:
    """Yield what readers can read, after the record that has it (None: the case, or a page)."""
    for (key, _), passage in research.texts.passages.items():
        yield key, passage.plain
    for page in research.pages:
        yield None, page.plain
    for key, record in research.case.records.items():
        yield key, "\n\ufffc".join(_titles(record))


def _titles(record: Record) -> Iterator[str]:
    """Yield the words of a record that are no texts of their own."""
    if isinstance(record, Article | Event):
        yield record.title
    if isinstance(record, Event):
        yield from (actor.role for actor in record.actors if actor.role)
    if isinstance(record, Actor):
        yield from (fact.label for fact in record.facts)
        yield from (role.title for role in record.roles)
        yield from (tie.kind for tie in record.relations)
