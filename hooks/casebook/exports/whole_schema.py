"""The JSON Schema (2020-12) of the whole case in one file, made from the models.

The schemas for editors allow whatever YAML may make of a value; here every value has its own type.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from casebook.records import KINDS
from casebook.records.schema import ABOUT, DIALECT, MODELS
from casebook.records.schema_forms import FORM, Schema
from casebook.records.schema_generator import generate
from casebook.records.schema_rules import RULES


@cache
def text() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def schema() -> Schema:
    """Return the schema; a key that is left out of a record has the default named there."""
    definitions: dict[str, Any] = {}
    for model in MODELS.values():
        record = generate(model)
        definitions |= {**record.pop("$defs", {}), model.__name__: record}
    for name, rules in RULES.items():
        definitions[name]["allOf"] = list(rules)
    kinds = {kind: {"type": "array", "items": _reference(kind)} for kind in KINDS}
    return {
        "$schema": DIALECT,
        "title": "A case",
        "description": (
            "Every published record of a case. Dates are EDTF, texts are Markdown with [[id]] for"
            " links and [@id] for citations."
        ),
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "site": {"type": "string", "description": "Where the pages of the case are published."},
            ABOUT: _reference(ABOUT),
            **kinds,
        },
        "required": [ABOUT, *KINDS],
        "additionalProperties": False,
        "$defs": {name: _strict(found) for name, found in definitions.items()},
    }


def _reference(kind: str) -> Schema:
    return {"$ref": f"#/$defs/{MODELS[kind].__name__}"}


def _strict(found: Any) -> Any:
    """Return a schema, or a part of one, without what only YAML and editors' programs need."""
    if isinstance(found, list):
        return [_strict(item) for item in found]
    if not isinstance(found, dict):
        return found
    if found.get("if") == {"type": "object"}:  # a mapping that may be written shorter
        return _strict(found["then"])
    if choices := [choice for choice in found.get("anyOf", ()) if choice != {"type": "null"}]:
        found = {**found, "anyOf": choices}
    if len(choices) == 1 and "$ref" in choices[0]:
        found = {**{key: value for key, value in found.items() if key != "anyOf"}, **choices[0]}
    kept = {key: value for key, value in found.items() if key not in (FORM, "errorMessage")}
    if isinstance(kept.get("type"), list):
        kept = _typed(kept)
    if "enum" in kept:
        kept["enum"] = [word for word in kept["enum"] if word is not None]
    return {key: _strict(value) for key, value in kept.items()}


def _typed(found: Schema) -> Schema:
    """Return a schema of several types as one of the type that the value has in JSON."""
    types = [name for name in found["type"] if name != "null"]
    kept = {**found, "type": next((name for name in _OWN if types[:1] == [name]), types[0])}
    others = ("pattern",) if kept["type"] in _OWN else ("minimum", "maximum")
    return {key: value for key, value in kept.items() if key not in others}


_OWN = ("boolean", "number", "integer")
"""The types that are named first where a value has one of them, before the text it may be."""
