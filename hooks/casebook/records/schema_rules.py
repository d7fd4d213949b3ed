"""The rules between the fields of a record, as far as a JSON Schema can say them.

`casebook.case.rules` holds the same rules for the case, with two more that need the id of the
record: an event is not between itself, and nobody has a relation to himself.
"""

from __future__ import annotations

from collections.abc import Mapping

from casebook.records.schema_forms import Schema


def _given(*names: str, message: str = "") -> Schema:
    """Return what holds where each of these keys has a value."""
    values = {name: {"not": {"type": "null"}} for name in names}
    return {
        "required": list(names),
        "properties": values,
        **({"errorMessage": message} if message else {}),
    }


def _listed(name: str, at_least: int, message: str = "") -> Schema:
    """Return what holds where the list under this key has so many entries."""
    found = _given(name, message=message)
    return {**found, "properties": {name: {"type": "array", "minItems": at_least}}}


def _is(name: str, *words: str) -> Schema:
    return {"required": [name], "properties": {name: {"enum": list(words)}}}


_DISPUTED: Schema = {
    "if": _is("status", "disputed"),
    "then": _listed("accounts", 2, "Disputed needs two or more accounts, each with its sources"),
}

_POINT = "A point needs lat, lon and precision"
_AUTHOR = "Write family and given, or literal alone"

RULES: Mapping[str, tuple[Schema, ...]] = {
    "Event": (
        {
            "if": _listed("between", 1),
            "then": {"properties": {"between": {"minItems": 2}}},
            "else": _given("date", message='An event needs "date", or "between" with two events'),
        },
        _DISPUTED,
    ),
    "Fact": (
        _DISPUTED,
        {
            "if": {
                "anyOf": [_is("status", "established", "reported"), {"not": _listed("accounts", 1)}]
            },
            "then": _listed("sources", 1, "This fact needs a source"),
        },
    ),
    "Question": ({"properties": {"accounts": {"minItems": 2}}},),
    "Place": (
        {
            "if": _given("lat"),
            "then": _given("lon", "precision", message=_POINT),
        },
        {
            "if": _given("lon"),
            "then": _given("lat", message=_POINT),
        },
    ),
    "Author": (
        {
            "if": _given("literal"),
            "then": {"properties": {"family": {"type": "null", "errorMessage": _AUTHOR}}},
            "else": _given("family", message=_AUTHOR),
        },
    ),
}
"""The rules of each model, by its name, as members of its `allOf`."""
