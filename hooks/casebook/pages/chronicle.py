"""The pages of what became known, to which articles lead that can not list all of it."""

from __future__ import annotations

from functools import partial

from casebook.language import Language
from casebook.pages import addresses, citing, parted
from casebook.pages.fragments import Fragments
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page, Planned
from casebook.pages.records import common
from casebook.pages.render import body, describe
from casebook.pages.sheet import Sheet
from casebook.views.chronicle import Sheaf, chronicle


def pages(fragments: Fragments, base: str) -> tuple[Planned, ...]:
    """Return every page of the chronicle."""
    found = chronicle(fragments.case)
    around = zip((None, *found), found, (*found[1:], None), strict=False)
    metadata = Metadata(fragments.case, fragments.texts, base)
    return tuple(_planned(fragments, metadata, *three) for three in around)


def _planned(
    fragments: Fragments,
    metadata: Metadata,
    before: Sheaf | None,
    sheaf: Sheaf,
    after: Sheaf | None,
) -> Planned:
    title = _title(sheaf, fragments.language)
    description = describe(f"{fragments.case.about.title}: {title}.")
    address = addresses.learned(sheaf.name)
    make = partial(_page, fragments, metadata, title, description, before, sheaf, after)
    return Planned(address, title, make, description)


def _page(
    fragments: Fragments,
    metadata: Metadata,
    title: str,
    description: str,
    before: Sheaf | None,
    sheaf: Sheaf,
    after: Sheaf | None,
) -> Page:
    case, language = fragments.case, fragments.language
    address = addresses.learned(sheaf.name)
    sheet = Sheet(case, fragments.texts, address, fragments=fragments)
    html = body(
        "chronicle.html",
        **common(case, sheet),
        title=title,
        sheaf=sheaf,
        around=[
            (_title(one, language), sheet.to(addresses.learned(one.name))) if one else None
            for one in (before, after)
        ],
    )
    html += citing.block(citing.Work(title), case, address, metadata.base)
    graph = metadata.index(address, title, description)
    return Page(address, title, description, html, json_ld=graph)


def _title(sheaf: Sheaf, language: Language) -> str:
    # Translators: a page of all that became known in a year.
    words = language.gettext("What became known in %(year)s", year=f"{sheaf.year:04d}")
    return parted.piece(words, sheaf.number, sheaf.count, language)
