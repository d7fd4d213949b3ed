"""The parts of a timeline that is too long for one page."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from casebook.case import Case
from casebook.dates import say
from casebook.language import Language
from casebook.pages import addresses, drawings, filters, known, parted
from casebook.pages.collection import Collections
from casebook.pages.fragments import Fragments
from casebook.pages.page import Planned
from casebook.pages.render import describe
from casebook.pages.sheet import Sheet
from casebook.records import Event
from casebook.views.chapters import Chapter, chapters, in_lines
from casebook.views.timeline import years
from casebook.views.words import UNDATED


def pages(fragments: Fragments, base: str) -> tuple[Planned, ...]:
    """Return a page for each part.

    There are none where the timeline stands whole on its own page.
    """
    found = chapters(years(fragments.case.events, fragments.language))
    around = zip((None, *found), found, (*found[1:], None), strict=False)
    collections = Collections(fragments, base)
    return tuple(_planned(collections, *three) for three in around)


def _planned(
    collections: Collections, before: Chapter | None, chapter: Chapter, after: Chapter | None
) -> Planned:
    case, language = collections.fragments.case, collections.fragments.language
    title = title_of(chapter, language)

    def gather(_sheet: Sheet) -> dict[str, Any]:
        return {
            "chapter": chapter,
            "year_words": _year(chapter, language),
            "before": before,
            "before_words": title_of(before, language) if before else "",
            "after": after,
            "after_words": title_of(after, language) if after else "",
            **({"found": None} if in_lines(case) else _alone(case, chapter, language)),
            "events_known": known.events(chapter.events, language),
            "versions_known": known.versions(chapter.events, language),
        }

    described = language.gettext(
        "Timeline of %(case)s: %(part)s.", case=case.about.title, part=title
    )
    return collections.planned(
        addresses.chapter(chapter.name),
        title,
        describe(described),
        "chapter.html",
        gather,
        ("known.js",) if in_lines(case) else ("known.js", "filters.js"),
    )


def headings(case: Case, language: Language) -> tuple[parted.Heading, ...]:
    """Return what the page of a timeline says of its chapters where it tells no events itself."""
    found = groupby(chapters(years(case.events, language)), key=lambda chapter: chapter.year)
    return tuple(
        parted.Heading(
            year.name or language.word(UNDATED),
            year.anchor,
            len(year.events),
            tuple(_entry(chapter, language) for chapter in within),
        )
        for year, within in found
    )


def _entry(chapter: Chapter, language: Language) -> parted.Entry:
    address = addresses.chapter(chapter.name)
    first, last = (_said(chapter.events[at], language) for at in (0, -1))
    ends = parted.ends(first, last, language)
    return parted.Entry(title_of(chapter, language), address, len(chapter.events), ends)


def _said(event: Event, language: Language) -> str:
    return say(event.date, language) if event.date else event.title


def _alone(case: Case, chapter: Chapter, language: Language) -> dict[str, Any]:
    """Return what a chapter has that the timeline's own page has elsewhere."""
    return {
        "drawing": drawings.of_chapter(chapter.events, language),
        "found": filters.of_events(case, chapter.events, language),
    }


def title_of(chapter: Chapter, language: Language) -> str:
    """Return what a chapter is called."""
    return parted.piece(_year(chapter, language), chapter.part, chapter.parts, language)


def _year(chapter: Chapter, language: Language) -> str:
    return chapter.year.name or language.word(UNDATED)
