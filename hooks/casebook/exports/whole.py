"""The whole case as one JSON file, beside the schema that says what may stand in it.

It is lossless: `python -m casebook import casebook-json` makes the same case of it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casebook.exports.model import Export, Format, Given
from casebook.exports.values import values
from casebook.exports.whole_schema import text as schema_text
from casebook.json_bytes import json_bytes
from casebook.language import Message
from casebook.records import KINDS

FILE = "casebook.json"
SCHEMA = "casebook.schema.json"


def _make(given: Given) -> Iterator[Export]:
    yield Export(FILE, _content(given))
    yield Export(SCHEMA, schema_text().encode())


def _content(given: Given) -> bytes:
    """Return the case with each record on a line of its own, so that two builds can be compared."""
    head: dict[str, Any] = {"$schema": SCHEMA}
    if given.base:
        head["site"] = given.base
    head["case"] = values(given.case.about)
    # As bytes, and joined once: a large case has tens of millions of letters.
    parts = [b"%b: %b" % (json_bytes(name), json_bytes(value)) for name, value in head.items()]
    for kind in KINDS:
        records = b",\n".join([json_bytes(values(record)) for _, record in given.case.of(kind)])
        shown = b"[\n%b\n]" % records if records else b"[]"
        parts.append(b"%b: %b" % (json_bytes(kind), shown))
    parts[0] = b"{\n" + parts[0]
    parts[-1] += b"\n}\n"
    return b",\n".join(parts)


FORMAT = Format(
    "casebook-json",
    Message("The whole case as JSON"),
    Message("Every published record with all its fields, and the schema that describes them."),
    Message(
        "Read it with any program; python -m casebook import casebook-json makes the same case of"
        " it again."
    ),
    _make,
)
