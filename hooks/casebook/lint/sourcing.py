"""Rules about what a statement rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.lint.research import Finding, Research
from casebook.lint.statements import Statement
from casebook.problems import Where
from casebook.records import Article, Key
from casebook.text import plain

_HEADING = re.compile(r"<h[2-4][^>]*>(.*?)</h[2-4]>", re.DOTALL)
_MARK = re.compile(r"\s*#{2,4}\s+")
_CITATION = 'href="cite:'
_FIRM = ("established", "reported")


def unsourced(research: Research) -> Iterator[Finding]:
    """Yield statements without any source, and sections of articles that cite none.

    A record's own sources, or the text that an article retells, stand for all of its sections.
    """
    for statement in research.statements:
        field = statement.location[-1] if statement.location else ""
        if not statement.sources:
            hint = "Add sources: [...] to the record, or cite one in the text: [@id]"
            where = research.case.where(statement.key, statement.location)
            yield Finding(where, f"{field}: no source is named or cited", hint, (statement.key,))
        elif not statement.named:
            yield from _sections(research, statement)


def _sections(research: Research, statement: Statement) -> Iterator[Finding]:
    record = research.case.records[statement.key]
    if not isinstance(record, Article):
        return
    html = research.texts.get(statement.key, "body").html
    # The text before the first heading, then each heading and the text below it.
    first, *parts = _HEADING.split(html)
    sections = zip(["", *parts[::2]], [first, *parts[1::2]], strict=True)
    bare = [
        (number, heading)
        for number, (heading, text) in enumerate(sections)
        if _CITATION not in text and plain(text)
    ]
    places = _sections_at(research, statement.key) if bare else []
    for number, heading in bare:
        name = f'the section "{plain(heading)}"' if number else "the beginning"
        where = places[number] if number < len(places) else places[0]
        hint = "Cite a source in it: [@id]"
        yield Finding(where, f"body: {name} cites no source", hint, (statement.key,))


def _sections_at(research: Research, key: Key) -> list[Where]:
    """Return the place of a text, and then that of each of its headings."""
    near = research.case.where(key, ("body",))
    lines = research.case.raw[key].document.lines
    headings = [
        Where(near.file, number, mark.end() + 1)
        for number, line in enumerate(lines[near.line - 1 :], near.line)
        if (mark := _MARK.match(line))
    ]
    return [near, *headings]


def single_sourced(research: Research) -> Iterator[Finding]:
    """Yield what is called established and rests on one source.

    "Established" means several independent sources, or an official act; the latter is excused by
    name.
    """
    for statement in research.statements:
        if statement.status == "established" and len(statement.named) == 1:
            where = research.case.where(statement.key, (*statement.location, "status"))
            what = f"status: established on one source, {statement.named[0]}"
            hint = "Add one that does not depend on it, or call this reported"
            yield Finding(where, what, hint, (statement.key,))


def one_interest(research: Research) -> Iterator[Finding]:
    """Yield what is called established or reported, all of whose sources have the same interest.

    What is claimed or disputed is expected to come from an interested party, and readers are told.
    """
    for statement in research.statements:
        if statement.status not in _FIRM:
            continue
        interests = {research.interests.get(name) for name in statement.named}
        if len(interests) == 1 and None not in interests:
            case = research.case
            where = case.where(statement.key, (*statement.location, "sources"))
            words = case.sources[statement.named[0]].interest
            what = f'sources: all share one interest, "{words}"'
            hint = "Add one without that interest, or call this claimed"
            yield Finding(where, what, hint, (statement.key,))
