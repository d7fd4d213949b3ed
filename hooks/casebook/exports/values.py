"""Records -> plain values: what an editor would write, with a type that JSON has."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from casebook.dates import EdtfDate


def values(record: BaseModel) -> dict[str, Any]:
    """Return a record as keys with values, by the names under which editors write them.

    Dates are EDTF. What is left out, empty, or has its default is not there, so that reading the
    values gives the same record again.
    """
    return {
        alias: _plain(value)
        for name, alias, default in _plan(type(record))
        if (value := getattr(record, name)) != default
    }


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return values(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, EdtfDate):
        return value.text
    return value.value if isinstance(value, Enum) else value


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Any], ...]:
    """Return the fields of a model: name, alias, default."""
    return tuple(
        (name, field.alias or name, field.get_default(call_default_factory=True))
        for name, field in model.model_fields.items()
    )
