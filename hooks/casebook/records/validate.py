"""Raw records -> models, with every mistake at its place in the file."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casebook.problems import Problem, Where, did_you_mean
from casebook.reading import Raw, RawList, RawMap, RawText
from casebook.records.fields import Location

M = TypeVar("M", bound=BaseModel)

_LITERALS = {"literal_error", "enum"}


def build(model: type[M], raw: RawMap, defaults: dict[str, str]) -> tuple[M | None, list[Problem]]:
    """Return a record made from `raw`, and the problems found in it.

    `defaults` holds values for keys that the mapping leaves out (an id from the file's name). Where
    there are problems, the record is what is left without the values at fault, so that later stages
    can look at the rest of it, or None where that is no record.
    """
    values = {**defaults, **_plain(raw)}
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        faults = error.errors()
    for details in faults:
        _take_out(values, details["loc"])
    try:
        rest = model.model_validate(values)
    except ValidationError:
        rest = None
    return rest, [_problem(model, raw, details) for details in faults]


def locate(raw: Raw, location: Location) -> Where:
    """Return the place of a value inside a raw record, or of the nearest thing around it."""
    for step in location:
        if isinstance(raw, RawMap) and step in raw.entries:
            raw = raw.entries[str(step)]
        elif isinstance(raw, RawList) and isinstance(step, int) and step < len(raw.items):
            raw = raw.items[step]
    return raw.where


def _plain(raw: Raw) -> Any:
    if isinstance(raw, RawText):
        return raw.text
    if isinstance(raw, RawList):
        return [_plain(item) for item in raw.items]
    return {key: _plain(value) for key, value in raw.entries.items() if not _left_out(value)}


def _left_out(raw: Raw) -> bool:
    return isinstance(raw, RawText) and raw.empty


def _take_out(values: Any, location: Location) -> None:
    """Delete the key at `location`, or the innermost key on the way to it."""
    keyed: list[tuple[dict[str, Any], str]] = []
    for step in location:
        if isinstance(values, dict) and step in values:
            keyed.append((values, str(step)))
            values = values[str(step)]
        elif isinstance(values, list) and isinstance(step, int) and step < len(values):
            values = values[step]
        else:
            break
    if keyed:
        holder, key = keyed[-1]
        holder.pop(key, None)


def _problem(model: type[BaseModel], raw: RawMap, details: ErrorDetails) -> Problem:
    location = details["loc"]
    kind = details["type"]
    name = _name(location)
    if kind == "extra_forbidden":
        return _unknown_key(model, raw, location)
    if kind == "missing":
        where = locate(raw, location[:-1])
        hint = f'Add "{location[-1]}: ..." here'
        return Problem(where, f'"{location[-1]}" is missing', hint, "CB201")
    what, hint, code = _words(kind, details)
    return Problem(locate(raw, location), f"{name}: {what}", hint, code)


def _name(location: Location) -> str:
    """Return how an editor would say where a value is: `accounts 2, says`."""
    words: list[str] = []
    for step in location:
        if isinstance(step, int):
            words[-1:] = [f"{words[-1]} {step + 1}" if words else str(step + 1)]
        else:
            words.append(step)
    return ", ".join(words)


def _unknown_key(model: type[BaseModel], raw: RawMap, location: Location) -> Problem:
    parent: Raw = raw
    for step in location[:-1]:
        if isinstance(parent, RawMap):
            parent = parent.entries[str(step)]
        elif isinstance(parent, RawList) and isinstance(step, int):
            parent = parent.items[step]
    key = str(location[-1])
    where = parent.keys.get(key, parent.where) if isinstance(parent, RawMap) else parent.where
    known = _keys(model, location[:-1])
    hint = did_you_mean(key, known) or f"Known here: {', '.join(known)}"
    return Problem(where, f'there is no key "{key}" here', hint, "CB202")


def _keys(model: type[BaseModel], location: Location) -> list[str]:
    """Return the keys that the mapping at `location` may have."""
    current = model
    for step in location:
        if isinstance(step, int):
            continue
        field = next(
            (f for name, f in current.model_fields.items() if (f.alias or name) == step), None
        )
        inner = _inner_model(field.annotation) if field else None
        if inner is None:
            break
        current = inner
    return [field.alias or name for name, field in current.model_fields.items()]


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _inner_model(inner)) is not None:
            return found
    return None


def _words(kind: str, details: ErrorDetails) -> tuple[str, str, str]:
    context = details.get("ctx", {})
    value = str(details["input"])[:60]
    if kind == "casebook":
        return context["what"], context["hint"], context["code"]
    if kind in _LITERALS:
        expected = context["expected"].replace("'", "")
        return f'"{value}" is not one of the words allowed here', f"Write {expected}", "CB204"
    if kind in ("string_too_short", "too_short"):
        hint = "Write at least one, or leave the key out where it is not required"
        return "this is empty", hint, "CB203"
    if kind in ("float_parsing", "float_type", "finite_number"):
        return f'"{value}" is not a number', "Write degrees as a decimal number, as 38.56", "CB213"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        return f"{value} is out of range", f"Degrees end at {bound:g}", "CB213"
    if kind == "string_pattern_mismatch":
        hint = "Write one as BCP 47 has it: en, tg, zh-Hant"
        return f'"{value}" is not a language tag', hint, "CB214"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "a single value stands where a mapping is wanted", "Write key: value pairs", "CB205"
    if kind in ("tuple_type", "list_type"):
        hint = "Write a list, a line with - for each"
        return "a mapping stands where a list is wanted", hint, "CB205"
    return details["msg"].lower(), "Compare it with the description of this kind", "CB205"
