"""The parts of a timeline that is too long for one page."""

from __future__ import annotations

from functools import partial

from casebook.language import Language
from casebook.pages import addresses, known
from casebook.pages.fragments import Fragments
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page, Planned
from casebook.pages.records import common
from casebook.pages.render import body, describe
from casebook.pages.sheet import Sheet
from casebook.pages.words import UNDATED
from casebook.views.chapters import Chapter, chapters
from casebook.views.timeline import years


def pages(fragments: Fragments, base: str) -> tuple[Planned, ...]:
    """Return a page for each part.

    There are none where the timeline stands whole on its own page.
    """
    found = chapters(years(fragments.case.events, fragments.language))
    around = zip((None, *found), found, (*found[1:], None), strict=False)
    metadata = Metadata(fragments.case, fragments.texts, base)
    return tuple(
        _planned(fragments, metadata, before, chapter, after) for before, chapter, after in around
    )


def _planned(
    fragments: Fragments,
    metadata: Metadata,
    before: Chapter | None,
    chapter: Chapter,
    after: Chapter | None,
) -> Planned:
    title = _title(chapter, fragments.language)
    described = fragments.language.gettext(
        "Timeline of %(case)s: %(part)s.", case=fragments.case.about.title, part=title
    )
    description = describe(described)
    make = partial(_page, fragments, metadata, title, description, before, chapter, after)
    return Planned(addresses.chapter(chapter.name), title, make, description)


def _page(
    fragments: Fragments,
    metadata: Metadata,
    title: str,
    description: str,
    before: Chapter | None,
    chapter: Chapter,
    after: Chapter | None,
) -> Page:
    case, language = fragments.case, fragments.language
    address = addresses.chapter(chapter.name)
    sheet = Sheet(case, fragments.texts, address, fragments=fragments)
    html = body(
        "chapter.html",
        **common(case, sheet),
        title=title,
        chapter=chapter,
        year_words=_year(chapter, language),
        before=before,
        before_words=_title(before, language) if before else "",
        after=after,
        after_words=_title(after, language) if after else "",
        events_known=known.events(chapter.events, language),
        versions_known=known.versions(chapter.events, language),
    )
    graph = metadata.index(address, title, description)
    return Page(address, title, description, html, json_ld=graph, scripts=("known.js",))


def _title(chapter: Chapter, language: Language) -> str:
    year = _year(chapter, language)
    if chapter.parts == 1:
        return year
    # Translators: a long year of the timeline is cut into parts: "2015, part 2 of 3".
    return language.gettext(
        "%(year)s, part %(part)s of %(parts)s",
        year=year,
        part=chapter.part,
        parts=chapter.parts,
    )


def _year(chapter: Chapter, language: Language) -> str:
    return chapter.year.name or language.word(UNDATED)
