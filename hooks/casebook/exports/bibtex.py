"""Sources as BibTeX, in the fields that the manual of biblatex documents (CTAN)."""

from __future__ import annotations

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
_CONTAINERS = {
    "article": "journaltitle",
    "incollection": "booktitle",
    "online": "organization",
    "report": "series",
}
# Braces as commands: programs that read BibTeX count every brace, escaped or not.
_SPECIAL = str.maketrans({
    **{letter: rf"\{letter}" for letter in "#$%&_"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
})  # fmt: skip


def entry(source: Source, note: str = "") -> str:
    """Return a source as one entry; `note` is its note in plain words.

    An imprecise date stays as written: biblatex reads EDTF.
    """
    kind = _TYPES.get(source.type, "misc")
    fields = {
        "author": " and ".join(_author(author) for author in source.author),
        "title": "{" + _escape(source.title) + "}",
        _CONTAINERS.get(kind, "howpublished"): _escape(source.container_title or ""),
        "publisher": _escape(source.publisher or ""),
        "date": _date(source.issued),
        "url": source.url or "",
        "urldate": _date(source.accessed) if source.accessed else "",
        "language": source.language or "",
        "note": _escape(" ".join(note.split())),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{source.id},\n" + ",\n".join(lines) + "\n}"


def _date(date: EdtfDate) -> str:
    return html_datetime(date) or date.text


def _author(author: Author) -> str:
    if author.literal or not author.given:
        return "{" + _escape(author.literal or author.family or "") + "}"
    return f"{_part(author.family or '')}, {_part(author.given)}"


def _part(name: str) -> str:
    """Return a part of a name, in braces if it has what would end it, or begin another author."""
    escaped = _escape(name)
    return "{" + escaped + "}" if "," in name or "and" in name.casefold().split() else escaped


def _escape(text: str) -> str:
    return text.translate(_SPECIAL)
