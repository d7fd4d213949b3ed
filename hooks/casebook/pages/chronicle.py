"""The pages of what became known, to which articles lead that can not list all of it."""

from __future__ import annotations

from typing import Any

from casebook.language import Language
from casebook.pages import addresses, parted
from casebook.pages.collection import Collections
from casebook.pages.fragments import Fragments
from casebook.pages.page import Planned
from casebook.pages.render import describe
from casebook.pages.sheet import Sheet
from casebook.views.chronicle import Sheaf, chronicle


def pages(fragments: Fragments, base: str) -> tuple[Planned, ...]:
    """Return every page of the chronicle."""
    found = chronicle(fragments.case)
    around = zip((None, *found), found, (*found[1:], None), strict=False)
    collections = Collections(fragments, base)
    return tuple(_planned(collections, *three) for three in around)


def _planned(
    collections: Collections, before: Sheaf | None, sheaf: Sheaf, after: Sheaf | None
) -> Planned:
    fragments = collections.fragments
    language = fragments.language
    title = _title(sheaf, language)

    def gather(sheet: Sheet) -> dict[str, Any]:
        around = [
            (_title(one, language), sheet.to(addresses.learned(one.name))) if one else None
            for one in (before, after)
        ]
        return {"sheaf": sheaf, "around": around}

    return collections.planned(
        addresses.learned(sheaf.name),
        title,
        describe(f"{fragments.case.about.title}: {title}."),
        "chronicle.html",
        gather,
    )


def _title(sheaf: Sheaf, language: Language) -> str:
    # Translators: a page of all that became known in a year.
    words = language.gettext("What became known in %(year)s", year=f"{sheaf.year:04d}")
    return parted.piece(words, sheaf.number, sheaf.count, language)
