"""Pieces that many descriptions are made of: dates, names, authors, and what is left out."""

from __future__ import annotations

import re
from typing import Any

from casebook.dates import EdtfDate, html_datetime
from casebook.records import Name
from casebook.records.kinds import Author

Node = dict[str, Any]
"""A description of one thing, as JSON has it."""

_AS_EDTF = {"datePublished": "dcterms:issued", "dateCreated": "dcterms:created"}
"""The properties of Dublin Core that say a date which those of schema.org cannot say."""


def kept(found: Node) -> Node:
    """Return a description without what is empty."""
    # A number is never empty.
    return {name: value for name, value in found.items() if value or value == 0}


def dated(name: str, date: EdtfDate | None, *, whole: bool) -> Node:
    """Return a date as the property `name`; in the file, as EDTF where it cannot be said so."""
    if date is None:
        return {}
    if (exact := html_datetime(date)) is not None:
        return {name: exact}
    return {_AS_EDTF[name]: {"@type": "edtf:EDTF", "@value": date.text}} if whole else {}


def ends_of(date: EdtfDate | None) -> Node:
    """Return the first and the last date of a stretch of time, as far as they are certain."""
    if date is None:
        return {}
    if date.precision != "interval":
        return {"startDate": html_datetime(date)}
    return {
        name: html_datetime(end)
        for name, end in (("startDate", date.start), ("endDate", date.end))
        if isinstance(end, EdtfDate)
    }


def author(found: Author) -> Node:
    """Return an author: a body, or a person by the names that are known."""
    if found.literal:
        return {"@type": "Organization", "name": found.literal}
    return {"@type": "Person", "name": f"{found.given or ''} {found.family}".strip()}


def organisation(name: str | None) -> Node | None:
    """Return a body of which nothing is known but its name."""
    return {"@type": "Organization", "name": name} if name else None


def in_language(name: Name) -> Node:
    """Return a name with its language and, where the record says it, its script (BCP 47)."""
    first, *rest = name.lang.split("-")
    script = name.script if name.script and re.fullmatch("[A-Za-z]{4}", name.script) else None
    if script and script.lower() not in map(str.lower, rest):
        rest = [script, *rest]
    return {"@language": "-".join([first, *rest]), "@value": name.name}
