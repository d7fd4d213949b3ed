"""The whole case as one JSON file, beside the schema that says what may stand in it.

It is lossless: `python -m casebook import casebook-json` makes the same case of it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from casebook.exports.model import Export, Format, Given
from casebook.exports.values import values
from casebook.exports.whole_schema import text as schema_text
from casebook.language import Message
from casebook.records import KINDS

FILE = "casebook.json"
SCHEMA = "casebook.schema.json"


def _make(given: Given) -> Iterator[Export]:
    yield Export(FILE, _text(given).encode())
    yield Export(SCHEMA, schema_text().encode())


def _text(given: Given) -> str:
    """Return the case with each record on a line of its own, so that two builds can be compared."""
    head: dict[str, Any] = {"$schema": SCHEMA}
    if given.base:
        head["site"] = given.base
    head["case"] = values(given.case.about)
    parts = [f"{json.dumps(name)}: {_line(value)}" for name, value in head.items()]
    for kind in KINDS:
        records = ",\n".join(_line(values(record)) for _, record in given.case.of(kind))
        parts.append(f'"{kind}": [\n{records}\n]' if records else f'"{kind}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


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
