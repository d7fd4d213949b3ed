"""Raw records -> models, with every mistake at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casebook.problems import Problem, Where, did_you_mean
from casebook.reading import Raw, RawList, RawMap, RawText
from casebook.records.fields import Location, no_text

M = TypeVar("M", bound=BaseModel)


def build(model: type[M], raw: RawMap, defaults: dict[str, str]) -> tuple[M | None, list[Problem]]:
    """Return a record made from `raw`, and the problems found in it.

    `defaults` holds values for keys that the mapping leaves out (an id from the file's name). Where
    there are problems, the record is what is left without the values at fault, so that later stages
    can look at the rest of it, or None where that is no record.
    """
    values = {**defaults, **_plain(raw)}
    ways = _left_out_keys(raw, model) if _holds_empty(raw) else ()
    empty = [_unknown_key(model, raw, way) for way in ways]
    try:
        return model.model_validate(values), empty
    except ValidationError as error:
        found = [fault for fault in error.errors() if not _is_echo(fault)]
    faults = [fault for fault in found if not _is_misspelt(fault, found)]
    for details in faults:
        _take_out(values, details["loc"])
    try:
        rest = model.model_validate(values)
    except ValidationError:
        rest = None
    return rest, [*(_problem(model, raw, details) for details in faults), *empty]


def locate(raw: Raw, location: Location) -> Where:
    """Return the place of a value inside a raw record, or of the nearest thing around it."""
    for step in location:
        if isinstance(raw, RawMap) and step in raw.entries:
            raw = raw.entries[str(step)]
        elif isinstance(raw, RawList) and isinstance(step, int) and step < len(raw.items):
            raw = raw.items[step]
    return raw.where


def _is_echo(fault: ErrorDetails) -> bool:
    """Return whether a list is called too short because its items are at fault: pydantic counts
    those alone that are not.
    """
    return fault["type"] == "too_short" and bool(fault["input"])


def _is_misspelt(missing: ErrorDetails, faults: Iterable[ErrorDetails]) -> bool:
    """Return whether a key that is missing is there in another spelling: that is one mistake."""
    *way, key = missing["loc"]
    return missing["type"] == "missing" and any(
        fault["type"] == "extra_forbidden"
        and list(fault["loc"][:-1]) == way
        and did_you_mean(str(fault["loc"][-1]), [str(key)])
        for fault in faults
    )


def _plain(raw: Raw) -> Any:
    if isinstance(raw, RawText):
        return raw.text
    if isinstance(raw, RawList):
        return [_plain(item) for item in raw.items]
    return {key: _plain(value) for key, value in raw.entries.items() if not _left_out(value)}


def _holds_empty(raw: RawMap | RawList) -> bool:
    """Return whether any value is left out: few records have one, and looking closer takes time."""
    for value in raw.items if isinstance(raw, RawList) else raw.entries.values():
        if value.empty if isinstance(value, RawText) else _holds_empty(value):
            return True
    return False


def _left_out_keys(raw: Raw, model: type[BaseModel], way: Location = ()) -> Iterator[Location]:
    """Yield where a key is left empty that `model` does not know: no value of it is validated."""
    if isinstance(raw, RawList):
        for number, item in enumerate(raw.items):
            yield from _left_out_keys(item, model, (*way, number))
    elif isinstance(raw, RawMap):
        for key, value in raw.entries.items():
            if not _left_out(value):
                yield from _left_out_keys(value, model, (*way, key))
            elif (known := _keys(model, way)) and key not in known:
                yield (*way, key)


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
    location = (*details["loc"], *details.get("ctx", {}).get("at", ()))
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(model, raw, location)
    if kind == "missing":
        return _missing(raw, location)
    what, hint, code = _words(model, details)
    if location == ("id",) and "id" not in raw.entries:
        hint += "; here the name of the file is the id"
    return Problem(locate(raw, location), f"{_name(_written(raw, location))}: {what}", hint, code)


def _written(raw: Raw, location: Location) -> Location:
    """Return the part of `location` that the editor wrote: a short form has not all of it."""
    for number, step in enumerate(location[1:], 1):
        inner = _at(raw, location[:number])
        if not isinstance(inner, RawMap | RawList) or (
            isinstance(inner, RawMap) and step not in inner.entries
        ):
            return location[:number]
    return location


def _name(location: Location) -> str:
    """Return how an editor would say where a value is: `accounts 2, says`."""
    words: list[str] = []
    for step in location:
        if isinstance(step, int):
            words[-1:] = [f"{words[-1]} {step + 1}" if words else str(step + 1)]
        else:
            words.append(step)
    return ", ".join(words)


def _missing(raw: RawMap, location: Location) -> Problem:
    *way, key = location
    where, before = locate(raw, tuple(way)), f"{_name(tuple(way))}: " if way else ""
    parent = _at(raw, tuple(way))
    if isinstance(parent, RawMap) and key in parent.keys:
        hint = f'Write its value after "{key}:"'
    else:
        hint = f'Add "{key}: ..." here'
    return Problem(where, f'{before}"{key}" is missing', hint, "CB201")


def _at(raw: Raw, location: Location) -> Raw | None:
    """Return the value at `location`, or None where none is."""
    found: Raw | None = raw
    for step in location:
        if isinstance(found, RawMap):
            found = found.entries.get(str(step))
        elif isinstance(found, RawList) and isinstance(step, int):
            found = found.items[step]
    return found


def _unknown_key(model: type[BaseModel], raw: RawMap, location: Location) -> Problem:
    parent, key = _at(raw, location[:-1]), str(location[-1])
    where = parent.keys[key] if isinstance(parent, RawMap) else locate(raw, location)
    known = _keys(model, location[:-1])
    name, colon, value = key.partition(":")
    if colon and name in known:
        return Problem(
            where, "a space is missing after the colon", f'Write "{name}: {value}"', "CB121"
        )
    hint = did_you_mean(key, known) or f"Known here: {', '.join(known)}"
    return Problem(where, f'there is no key "{key}" here', hint, "CB202")


def _keys(model: type[BaseModel], location: Location) -> list[str]:
    """Return the keys that the mapping at `location` may have; none where it may have any."""
    current = model
    for step in location:
        if isinstance(step, int):
            continue
        field = next(
            (f for name, f in current.model_fields.items() if (f.alias or name) == step), None
        )
        inner = _inner_model(field.annotation) if field else None
        if inner is None:
            return []
        current = inner
    return [field.alias or name for name, field in current.model_fields.items()]


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _inner_model(inner)) is not None:
            return found
    return None


def _words(model: type[BaseModel], details: ErrorDetails) -> tuple[str, str, str]:
    """Return what is wrong with a value, what to write instead, and the code."""
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    if value == [] or (isinstance(value, str) and not value.strip()):
        return "this is empty", _SOMETHING, "CB203"
    if kind == "casebook":
        return context["what"], context["hint"], context["code"]
    if kind == "string_type":
        return no_text(value)
    if kind in ("model_type", "dict_type"):
        hint = f"Write its keys, each with a value: {', '.join(_keys(model, details['loc']))}"
        what = f"{_shape(value)} where a mapping is wanted"
        return what, hint if kind == "model_type" else 'Write lines of "key: value"', "CB205"
    if isinstance(value, list | dict):
        hint = _choice("", context) if kind == "literal_error" else "Write one number"
        return f"{_shape(value)} where one value is wanted", hint, "CB205"
    shown = str(value)[:_LONGEST_SHOWN]
    if kind == "literal_error":
        return f'"{shown}" is not one of the words allowed here', _choice(shown, context), "CB204"
    if kind == "string_pattern_mismatch":
        return f'"{shown}" is not a language tag', _LANGUAGE, "CB214"
    if bound := context.get("ge", context.get("le")):
        hint = f"Write degrees from {-abs(bound):g} to {abs(bound):g}"
        return f"{shown} is out of range", hint, "CB213"
    assert kind in _NOT_A_NUMBER, details  # the models have no other kinds of error
    return f'"{shown}" is not a number', _number(shown), "CB213"


_LONGEST_SHOWN = 60
_SOMETHING = "Write something, or leave the key out where it is not required"
_LANGUAGE = "Write its code as BCP 47 has it: en, tg, zh-Hant"
_NOT_A_NUMBER = ("float_parsing", "finite_number")


def _shape(value: Any) -> str:
    if isinstance(value, list):
        return "a list stands"
    return "a mapping stands" if isinstance(value, dict) else "a single value stands"


def _choice(word: str, context: dict[str, Any]) -> str:
    """Return which words are allowed, the one first that may be meant."""
    expected = context["expected"].replace("'", "")
    near = did_you_mean(word.lower(), re.split(", | or ", expected))
    return f"{near} Write {expected}".strip()


def _number(text: str) -> str:
    meant = text.replace(",", ".")
    example = meant if re.fullmatch(r"-?[0-9]+\.[0-9]+", meant) else "51.51"
    return f"Write degrees as a decimal number, as {example}; south and west are negative"
