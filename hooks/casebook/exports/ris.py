"""Sources as RIS, with the tags that Zotero, EndNote and JabRef read.

RIS has no way to say "about 1912": a date that is not one day, month or year stands as EDTF in the
field DA, which programs show as it is, and without a year of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.dates import EdtfDate, html_datetime
from casebook.records import Source
from casebook.records.kinds import Author

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}


def entry(source: Source, note: str = "") -> str:
    """Return a source as one entry, which ends with an empty line; `note` is its note in words."""
    lines = [f"{tag}  - {' '.join(text.split())}" for tag, text in _fields(source, note) if text]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _fields(source: Source, note: str) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(source.type, "GEN")
    yield "ID", source.id
    for author in source.author:
        yield "AU", _author(author)
    yield "TI", source.title
    yield "T2", source.container_title or ""
    yield "PB", source.publisher or ""
    yield "PY", _parts(source.issued)[0]
    yield "DA", _date(source.issued)
    yield "UR", source.url or ""
    yield "L2", source.archived or ""
    yield "LA", source.language or ""
    yield "Y2", _date(source.accessed) if source.accessed else ""
    yield "N1", note


def _author(author: Author) -> str:
    return author.literal or ", ".join(filter(None, (author.family, author.given)))


def _date(date: EdtfDate) -> str:
    """Return a date as `1912/03/08/`, with nothing between the strokes where nothing is known."""
    year, month, day = _parts(date)
    return f"{year}/{month}/{day}/" if year else date.text


def _parts(date: EdtfDate) -> tuple[str, str, str]:
    """Return year, month and day of a date that says no more and no less; empty texts of others."""
    plain = html_datetime(date) if date.is_plain else None
    year, month, day = (*(plain or "").split("-"), "", "")[:3]
    return year, month, day
