"""What can be told of a new record, key by key, as its model has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.editing.meaning import meaning
from casebook.editing.order import inner_model, order_of
from casebook.editing.rendering import Value
from casebook.records import Ref
from casebook.records.described import about_fields

Shape: TypeAlias = Literal["text", "number", "truth", "texts", "ids", "mapping", "mappings"]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record or of a mapping in it.

    `words` are those it is limited to; `least` is how many a list must have; `about` says in a
    sentence what an editor writes there.
    """

    key: str
    shape: Shape
    required: bool
    words: tuple[str, ...]
    least: int
    about: str
    inner: tuple[Field, ...] = ()

    @property
    def several(self) -> bool:
        """Whether the key holds a list."""
        return self.shape in ("texts", "ids", "mappings")

    def read(self, given: Sequence[str]) -> Value:
        """Return the value that options or answers mean.

        A list of ids may be written with commas; a mapping is written as YAML has it in braces.
        """
        if self.shape == "texts":
            return list(given)
        if self.shape == "mappings":
            return [_braced(text) for text in given]
        if self.shape == "ids":
            return [value for text in given for value in _listed(text)]
        text = given[-1]
        if self.shape == "mapping":
            return _braced(text)
        return _number(text) if self.shape == "number" else text


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields of a model in the order in which they are written."""
    by_key = {field.alias or name: field for name, field in model.model_fields.items()}
    return tuple(_field(model, key, by_key[key]) for key in order_of(model))


def _field(model: type[BaseModel], key: str, field: FieldInfo) -> Field:
    item = inner_model(model, key)
    least = max([getattr(mark, "min_length", 0) or 0 for mark in field.metadata], default=0)
    return Field(
        key=key,
        shape=_shape(field, item),
        required=field.is_required(),
        words=tuple(_words(field.annotation)),
        least=max(least, int(field.is_required())),
        about=about_fields(model)[key],
        inner=fields_of(item) if item else (),
    )


def _shape(field: FieldInfo, item: type[BaseModel] | None) -> Shape:
    parts = list(_parts(field.annotation))
    made_of: set[object] = {get_origin(part) or part for part in parts}
    if tuple in made_of:
        # An actor of an event is an id, or a mapping with one: the id will do.
        if item is not None:
            return "ids" if [f.key for f in fields_of(item) if f.required] == ["id"] else "mappings"
        return "ids" if any(isinstance(part, Ref) for part in parts) else "texts"
    if dict in made_of:
        return "mapping"
    if bool in made_of:
        return "truth"
    return "number" if float in made_of else "text"


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield a type, and whatever it is made of."""
    yield annotation
    for inner in get_args(annotation):
        if get_origin(annotation) is not Literal:
            yield from _parts(inner)


def _words(annotation: Any) -> Iterator[str]:
    for part in _parts(annotation):
        if get_origin(part) is Literal:
            yield from map(str, get_args(part))


def _listed(text: str) -> list[Value]:
    if text.lstrip().startswith(("{", "[")):
        found = _braced(text)
        return list(found) if isinstance(found, list) else [found]
    return [part.strip() for part in text.split(",") if part.strip()]


def _braced(text: str) -> Value:
    if not text.lstrip().startswith(("{", "[")):
        return text
    found, problems = meaning(text.encode("utf-8", "surrogatepass"), "")
    return text if problems else _value(found)


def _value(found: Any) -> Value:
    if isinstance(found, Mapping):
        return {key: _value(value) for key, value in found.items()}
    return [_value(value) for value in found] if isinstance(found, list) else found


def _number(text: str) -> Value:
    try:
        return float(text) if "." in text or "e" in text else int(text)
    except ValueError:
        return text
