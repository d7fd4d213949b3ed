"""Sources as CSL-JSON (https://docs.citationstyles.org, schema csl-data)."""

from __future__ import annotations

import json
from typing import Any

from casebook.dates import EdtfDate, html_datetime
from casebook.records import Source


def item(source: Source, note: str = "") -> dict[str, Any]:
    """Return a source as a CSL item; `note` is its note in plain words.

    A date that CSL cannot say exactly is given as `raw` EDTF.
    """
    found: dict[str, Any] = {"id": source.id, "type": source.type, "title": source.title}
    optional = {
        "container-title": source.container_title,
        "publisher": source.publisher,
        "URL": source.url,
        "language": source.language,
        "archive_location": source.archived,
        "note": note,
    }
    found |= {name: value for name, value in optional.items() if value}
    if source.author:
        found["author"] = [author.model_dump(exclude_none=True) for author in source.author]
    found["issued"] = _date(source.issued)
    if source.accessed:
        found["accessed"] = _date(source.accessed)
    return found


def dump(source: Source, note: str = "") -> str:
    """Return a source as CSL-JSON text: a list of one item."""
    return json.dumps([item(source, note)], ensure_ascii=False, indent=2)


def _date(date: EdtfDate) -> dict[str, Any]:
    plain = html_datetime(date)
    if plain is None or "T" in plain:
        return {"raw": date.text}
    return {"date-parts": [[int(part) for part in plain.split("-")]]}
