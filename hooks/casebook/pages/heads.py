"""What the head of a record's page has besides that of every page, as HTML."""

from __future__ import annotations

from markupsafe import escape

from casebook.exports import feeds
from casebook.language import Language
from casebook.pages.sheet import Sheet
from casebook.records import Key


def feed_of(sheet: Sheet, ending: str = "atom") -> str:
    """Return the link to the feed of a page's record, or nothing where it has none."""
    key = sheet.key
    return sheet.to_file(f"{feeds.path_of(key)}.{ending}") if feeds.has_own(key) else ""


def head(sheet: Sheet, key: Key, language: Language) -> str:
    """Return the lines in the head of the page of a record."""
    feed = feed_of(sheet)
    if not feed:
        return ""
    title = language.gettext("%(title)s: what has changed", title=sheet.name(key))
    return (
        f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{feed}">'
    )
