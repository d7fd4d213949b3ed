"""Rules about dates that do not fit together.

Each speaks up only where no reading of the dates would fit: an imprecise date counts with its whole
span, and one that is marked as approximate or uncertain settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.dates import Day, Edge, EdtfDate
from casebook.dates.calendar import month_length
from casebook.lint.research import Finding, Research
from casebook.problems import Where
from casebook.records import Actor, Article, Event, Key
from casebook.records.fields import Location

_CITED = re.compile(r"@(?:sources/)?([a-z0-9-]+)")


def stale(research: Research) -> Iterator[Finding]:
    """Yield records whose last check lies longer back than the case allows (`review_after`)."""
    months = research.case.about.review_after
    if months is None:
        return
    oldest = months_before(research.today, months)
    for key, record in research.case.records.items():
        if record.reviewed is not None and (day := record.reviewed.latest) and day < oldest:
            where = research.case.where(key, ("reviewed",))
            ago = "a month" if months == 1 else f"{months} months"
            what = f"reviewed: the last check was on {day.iso}, more than {ago} ago"
            yield Finding(where, what, "Check the record again and write the day here", (key,))


def months_before(day: Day, months: int) -> Day:
    """Return the same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return Day(year, month + 1, min(day.day, month_length(year, month + 1)))


def cites_later(research: Research) -> Iterator[Finding]:
    """Yield the sources of an article that came out after it, or after it was last corrected."""
    case = research.case
    for article in case.articles.values():
        written = [last_day(article.published), *(c.date.latest for c in article.corrections)]
        key = Key("articles", article.id)
        for name, where in _sources_of(research, key, article):
            issued = first_day(case.sources[name].issued)
            if issued is None or None in written or issued <= max(filter(None, written)):
                continue
            what = (
                f"cites {name}, issued {case.sources[name].issued.text}, "
                f"after the article was published ({article.published.text})"
            )
            hint = "Mend the date that is wrong, or add the correction that brought the source in"
            yield Finding(where, what, hint, (key,))


def _sources_of(research: Research, key: Key, article: Article) -> Iterator[tuple[str, Where]]:
    """Yield each source of an article with the first place that names it."""
    places: dict[str, Where] = {}
    for field in ("standfirst", "body"):
        cited = dict.fromkeys(c.source for c in research.texts.get(key, field).citations)
        written = _citations_at(research, key, (field,), set(cited))
        for name in cited:
            near = research.case.where(key, (field,))
            places.setdefault(name, written.get(name, near))
    if article.original:
        places.setdefault(article.original, research.case.where(key, ("original",)))
    for number, name in enumerate(article.sources):
        places.setdefault(name, research.case.where(key, ("sources", number)))
    yield from places.items()


def _citations_at(
    research: Research, key: Key, location: Location, sources: set[str]
) -> dict[str, Where]:
    """Return where each of some sources is first cited, from the beginning of a text on."""
    near = research.case.where(key, location)
    found: dict[str, Where] = {}
    lines = research.case.raw[key].document.lines
    for number, line in enumerate(lines[near.line - 1 :], near.line):
        if sources <= found.keys():
            break
        for mark in _CITED.finditer(line, near.column - 1 if number == near.line else 0):
            found.setdefault(mark[1], Where(near.file, number, mark.start(1) + 1))
    return found


def after_sources(research: Research) -> Iterator[Finding]:
    """Yield events that happened after everything that tells of them.

    `known_since` counts as one more day on which it was known.
    """
    case = research.case
    for statement in research.statements:
        event = case.records[statement.key]
        if not isinstance(event, Event) or statement.location or event.date is None:
            continue
        begun = first_day(event.date)
        told = [(last_day(case.sources[name].issued), name) for name in statement.named]
        told += [(last_day(event.known_since), "known_since")] if event.known_since else []
        days = [(day, name) for day, name in told if day is not None]
        if begun is not None and len(days) == len(told) and begun > (latest := max(days))[0]:
            where = case.where(statement.key, ("date",))
            what = f"date: {event.date.text} is later than the last of its sources"
            hint = f"Mend the date, or add a source from after {latest[0].iso} ({latest[1]})"
            yield Finding(where, what, hint, (statement.key,))


def outside_lifetime(research: Research) -> Iterator[Finding]:
    """Yield roles and relations that begin before, or end after, one of the two they join."""
    for actor in research.case.actors.values():
        for number, role in enumerate(actor.roles):
            at: Location = ("roles", number, "dates")
            yield from _outside(research, actor, at, role.dates, role.organisation)
        for number, relation in enumerate(actor.relations):
            at = ("relations", number, "dates")
            yield from _outside(research, actor, at, relation.dates, relation.to)


def _outside(
    research: Research, actor: Actor, at: Location, dates: EdtfDate | None, other: str | None
) -> Iterator[Finding]:
    case = research.case
    if dates is None:
        return
    for name in filter(None, (actor.id, other)):
        life = case.actors[name].dates
        closed = case.about.as_of.latest
        if life is not None and closed and (how := _misfit(dates, life, closed)):
            key = Key("actors", actor.id)
            what = f"dates: {dates.text} {how} actors/{name} (dates: {life.text})"
            hint = "Mend the one that is wrong"
            yield Finding(case.where(key, at), what, hint, (key, Key("actors", name)))


def _misfit(dates: EdtfDate, life: EdtfDate, closed: Day) -> str:
    """Return how `dates` lie outside a lifetime; what still goes on does so on the day `closed`."""
    begun = last_day(dates.start if isinstance(dates.start, EdtfDate) else dates)
    if begun and (birth := first_day(life)) and begun < birth:
        return "begins before"
    ended = first_day(dates.end if isinstance(dates.end, EdtfDate) else dates)
    if dates.end is Edge.OPEN:
        ended = closed
    if ended and (death := last_day(life)) and ended > death:
        return "goes on after"
    return ""


def first_day(date: EdtfDate) -> Day | None:
    """Return the first day that a date can mean, or None where none is certain."""
    if date.precision == "interval":
        return first_day(date.start) if isinstance(date.start, EdtfDate) else None
    return None if date.approximate or date.uncertain else date.earliest


def last_day(date: EdtfDate) -> Day | None:
    """Return the last day that a date can mean, or None where none is certain."""
    if date.precision == "interval":
        return last_day(date.end) if isinstance(date.end, EdtfDate) else None
    return None if date.approximate or date.uncertain else date.latest
