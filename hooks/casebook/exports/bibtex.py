"""Sources as BibTeX, in the fields that the manual of biblatex documents (CTAN)."""

from __future__ import annotations

import re

from casebook.dates import EdtfDate, html_datetime
from casebook.records import Source
from casebook.records.kinds import Author

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "report",
    "thesis": "thesis",
    "webpage": "online",
    "post-weblog": "online",
}
_SPECIAL = re.compile(r"([#$%&_{}])")


def entry(source: Source) -> str:
    """Return a source as one entry; an imprecise date stays as written: biblatex reads EDTF."""
    container = "journaltitle" if _TYPES.get(source.type) == "article" else "maintitle"
    fields = {
        "author": " and ".join(_author(author) for author in source.author),
        "title": "{" + _escape(source.title) + "}",
        container: _escape(source.container_title or ""),
        "publisher": _escape(source.publisher or ""),
        "date": _date(source.issued),
        "url": source.url or "",
        "urldate": _date(source.accessed) if source.accessed else "",
        "langid": source.language or "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{_TYPES.get(source.type, 'misc')}{{{source.id},\n" + ",\n".join(lines) + "\n}"


def _date(date: EdtfDate) -> str:
    return html_datetime(date) or date.text


def _author(author: Author) -> str:
    if author.literal:
        return "{" + _escape(author.literal) + "}"
    return ", ".join(_escape(part) for part in (author.family, author.given) if part)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\\", r"\textbackslash "))
