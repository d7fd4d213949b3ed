"""What the head of a record's page has besides that of every page, as HTML.

Pages of sources and articles name them in the terms that Zotero's translator "Embedded Metadata"
reads: its own item type, the tags of Highwire Press, and the authors in Dublin Core, in which a
body keeps its name whole (https://www.zotero.org/support/dev/exposing_metadata).
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from casebook.case import Case
from casebook.dates import EdtfDate, html_datetime
from casebook.exports import feeds
from casebook.pages.sheet import Sheet
from casebook.records import Article, Source

# The item types of Zotero by those of CSL (https://api.zotero.org/schema).
_TYPES = {
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "book": "book",
    "chapter": "bookSection",
    "dataset": "dataset",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "graphic": "artwork",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "report": "report",
    "software": "computerProgram",
    "song": "audioRecording",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}


def feed_of(sheet: Sheet, ending: str = "atom") -> str:
    """Return the link to the feed of a page's record, or nothing where it has none."""
    key = sheet.key
    return sheet.to_file(f"{feeds.path_of(key)}.{ending}") if feeds.has_own(key) else ""


def head(sheet: Sheet, base: str) -> str:
    """Return the lines in the head of the page of a record; `base` is the address of the site."""
    key = sheet.key
    record = sheet.case.records[key] if key else None
    if isinstance(record, Source):
        return _tags(_of_source(record))
    if isinstance(record, Article):
        return _tags(_of_article(record, sheet.case, base and base + sheet.address))
    if key is None or not (feed := feed_of(sheet)):
        return ""
    language = sheet.fragments.language
    title = language.gettext("%(title)s: what has changed", title=sheet.name(key))
    # With a space, as in shell.html: Material's script would take it for another language.
    return (
        f'<link rel="alternate " type="application/atom+xml" title="{escape(title)}" href="{feed}">'
    )


def _of_source(source: Source) -> Iterator[tuple[str, str | None]]:
    holder = "citation_book_title" if source.type == "chapter" else "citation_journal_title"
    yield "z:itemType", _TYPES.get(source.type, "document")
    yield "citation_title", source.title
    for author in source.author:
        parts = (author.family, author.given)
        yield "DC.creator", author.literal or ", ".join(filter(None, parts))
    yield "citation_publication_date", _date(source.issued)
    yield holder, source.container_title
    yield "citation_publisher", source.publisher
    yield "citation_language", source.language
    yield "citation_public_url", source.url


def _of_article(article: Article, case: Case, address: str) -> Iterator[tuple[str, str | None]]:
    yield "z:itemType", "webpage"
    yield "citation_title", article.title
    for name in article.byline:
        yield "DC.creator", name
    yield "citation_publication_date", _date(article.published)
    yield "citation_journal_title", case.about.title
    yield "citation_publisher", case.about.publisher
    yield "citation_language", case.about.language
    yield "citation_public_url", address


def _date(date: EdtfDate) -> str:
    """Return a date as HTML has it, or else as EDTF, which Zotero shows as it is."""
    return html_datetime(date) or date.text


def _tags(pairs: Iterator[tuple[str, str | None]]) -> str:
    return "\n".join(
        f'<meta name="{name}" content="{escape(value)}">' for name, value in pairs if value
    )
