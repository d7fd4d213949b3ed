"""`python -m casebook report`: the state of the research."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from casebook.build import check
from casebook.problems import CODES, DataError
from casebook.views.research import ANSWERS, OLDEST, STATUSES, State, Tally, share, state

_WIDTH = 80
_NAMES = 14
_GROUNDS = ("none", "one", "two", "more")


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
@click.option("--drafts/--no-drafts", default=False, help="Count unfinished records as shown.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Tables to read, or one JSON object for tools.",
)
def report(data: Path, docs: Path, drafts: bool, form: str) -> None:
    """Show how sure the case is, on how many sources, and what is left to do."""
    try:
        checked = check(data, docs, drafts=drafts)
    except DataError as error:
        click.echo(error, err=True)
        raise click.exceptions.Exit(1) from None
    found = state(checked.case, checked.texts, checked.warnings)
    if form == "json":
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found)))


def _plain(found: State) -> dict[str, Any]:
    """Return the report as values that JSON has."""
    return {
        "records": _counted(found.records, ("shown", "drafts")),
        "drafts": list(map(str, found.drafts)),
        "status": _counted(found.statuses, (*STATUSES, "without")),
        "questions": dict(zip(ANSWERS, found.questions.counts, strict=True)),
        "statements": _counted(found.statements, _GROUNDS),
        "single": [
            {"statement": str(s), "status": s.status, "source": s.grounds[0]} for s in found.single
        ],
        "warnings": dict(found.warnings),
        "orphans": [{"place": str(p.where), "code": p.code, "what": p.what} for p in found.orphans],
        "not looked for": list(found.unasked),
        "reviewed": [{"day": day, "record": str(key)} for day, key in found.reviewed],
        "never reviewed": list(map(str, found.unreviewed)),
        "parties": [
            {
                "interest": party.interest,
                "sources": list(party.sources),
                "statements": party.statements,
                "alone": party.alone,
            }
            for party in found.parties
        ],
        "sources": {
            support.source: {
                "statements": list(map(str, support.statements)),
                "alone": list(map(str, support.alone)),
            }
            for support in found.supports
        },
    }


def _counted(rows: Iterable[Tally], headings: Sequence[str]) -> dict[str, dict[str, int]]:
    return {row.name: dict(zip(headings, row.counts, strict=True)) for row in rows}


def _lines(found: State) -> Iterator[str]:
    yield "RECORDS"
    yield from _table(("shown", "drafts"), found.records)
    yield from _named("drafts", map(str, found.drafts))
    yield from ("", "HOW SURE")
    yield from _table((*STATUSES, "without"), found.statuses)
    yield from ("", *_table(ANSWERS, [found.questions]))
    yield from ("", "STATEMENTS, BY THE NUMBER OF SOURCES THEY REST ON")
    yield from _table(_GROUNDS, found.statements)
    yield from ("", f"ON ONE SOURCE ALONE: {len(found.single)}")
    for statement in found.single:
        status = statement.status or "no status"
        yield from _item("  ", f"{statement} ({status}): {statement.grounds[0]}")
    yield from ("", "WARNINGS", *_warnings(found))
    yield from ("", "WHAT NOTHING LEADS TO", *_orphans(found))
    yield from ("", "WHEN LAST CHECKED", *_reviewed(found))
    yield from ("", "INTERESTED PARTIES: statements, share of all, on them alone")
    yield from _parties(found)
    yield from ("", "WHAT EACH SOURCE SUPPORTS: statements, on it alone")
    yield from _supports(found)


def _table(headings: Sequence[str], rows: Iterable[Tally]) -> Iterator[str]:
    """Yield a table of numbers: a column for each heading and one for all together."""
    columns = [*headings, "together"]
    yield " " * _NAMES + "".join(f"{heading:>{len(heading) + 2}}" for heading in columns)
    for row in rows:
        numbers = zip(columns, [*row.counts, row.total], strict=True)
        cells = (f"{number:>{len(heading) + 2}}" for heading, number in numbers)
        yield f"  {row.name}".ljust(_NAMES) + "".join(cells)


def _warnings(found: State) -> Iterator[str]:
    for code, count in found.warnings:
        yield f"  {count:>5}  {code}  {CODES[code].title}"
    if not found.warnings:
        yield "  none"


def _orphans(found: State) -> Iterator[str]:
    for problem in found.orphans:
        yield from _item("  ", f"{problem.where}: {problem.what}")
    for code in found.unasked:
        yield from _item("  ", f"not looked for, {code} is off: {CODES[code].title.lower()}")
    if not found.orphans:
        yield "  nothing was found"


def _reviewed(found: State) -> Iterator[str]:
    for day, key in found.reviewed[:OLDEST]:
        yield f"  {day}  {key}"
    if (later := len(found.reviewed) - OLDEST) > 0:
        yield f"  and {later} later"
    for kind in dict.fromkeys(key.kind for key in found.unreviewed):
        names = [key.id for key in found.unreviewed if key.kind == kind]
        yield from _named(f"never, {len(names)} {kind}", names)


def _parties(found: State) -> Iterator[str]:
    for party in found.parties:
        part = share(party.statements, found.total)
        yield from _item(f"  {party.statements:>5} {part:>5} {party.alone:>5}  ", party.interest)
        yield from _item(" " * 23, ", ".join(party.sources))
    if not found.parties:
        yield "  no source has an interest"


def _supports(found: State) -> Iterator[str]:
    for support in found.supports:
        yield f"  {len(support.statements):>5} {len(support.alone):>5}  {support.source}"
        alone = {statement.key for statement in support.alone}
        names = (f"{key}*" if key in alone else str(key) for key in support.records)
        yield from _item(" " * 17, ", ".join(names))
    yield "  * something in it rests on this source alone"


def _named(title: str, names: Iterable[str]) -> Iterator[str]:
    if words := ", ".join(names):
        yield from _item("  ", f"{title}: {words}")


def _item(indent: str, words: str) -> Iterator[str]:
    """Yield lines no wider than a terminal, the later ones indented; an id is never broken."""
    yield from textwrap.wrap(
        words,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * (len(indent) + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
