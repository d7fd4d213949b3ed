"""The columns of a table as ways into a record: `title`, `accounts.1.says`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from casebook.editing.importing.names import person
from casebook.editing.rendering import Value
from casebook.editing.stubs import Field
from casebook.problems import Where
from casebook.reading import Raw, RawList, RawMap, RawText

Path: TypeAlias = tuple[str, ...]
"""The way from a record to what one cell holds."""


@dataclass
class Nest:
    """A record while its cells come in, in whatever order."""

    leaf: Raw | None = None
    inner: dict[str, Nest] = field(default_factory=dict)

    def put(self, path: Path, raw: Raw) -> None:
        """Set what stands at the end of a way."""
        if not path:
            self.leaf = raw
        else:
            self.inner.setdefault(path[0], Nest()).put(path[1:], raw)

    def raw(self, where: Where) -> Raw:
        """Return what has come in; `where` is the place of what has none of its own."""
        if self.leaf is not None:
            return self.leaf
        near = next((nest.raw(where).where for nest in self.inner.values()), where)
        if self.inner and all(key.isdecimal() for key in self.inner):
            ordered = sorted(self.inner.items(), key=lambda item: int(item[0]))
            return RawList(tuple(nest.raw(near) for _, nest in ordered), near)
        entries = {key: nest.raw(near) for key, nest in self.inner.items()}
        places = {key: raw.where for key, raw in entries.items()}
        return RawMap(entries, places, where)


def resolved(fields: Sequence[Field], name: str) -> Path:
    """Return the path that a column's name means, or an empty one where there is no such field."""
    parts = tuple(part.strip() for part in name.split("."))
    first = next((f for f in fields if f.key.casefold() == parts[0].casefold()), None)
    if first is None:
        return ()
    path = (first.key, *parts[1:])
    return path if field_at(fields, path) else ()


def field_at(fields: Sequence[Field], path: Path) -> Field | None:
    """Return the field that a path leads to, if a single cell can hold it."""
    known = next((f for f in fields if f.key == path[0]), None) if path else None
    if known is None:
        return None
    rest = path[1:]
    if known.shape == "mapping":
        return known if len(rest) == 1 and rest[0] else None
    if known.inner and rest:
        return field_at(known.inner, rest[1:]) if rest[0].isdecimal() and len(rest[0]) < 4 else None
    whole = known.shape != "mappings" or known.key == "author"
    return known if whole and not rest else None


def spelled(field: Field) -> Iterator[str]:
    """Yield the columns that a field may have."""
    if field.shape == "mapping":
        yield f"{field.key}.NAME"
    elif field.shape != "mappings" or field.key == "author":
        yield field.key
    for inner in field.inner:
        yield from (f"{field.key}.1.{name}" for name in spelled(inner))


def raw_cell(field: Field, text: str, where: Where, between: str) -> Raw:
    """Return what a cell holds: a text, or a list of texts."""
    if field.shape == "truth" and text.casefold() in ("true", "false"):
        return RawText(text.casefold(), where)
    if not field.several:
        return RawText(text, where)
    parts = [part.strip() for part in text.split(between) if part.strip()]
    if field.key == "author":
        return RawList(tuple(_mapping(person(part), where) for part in parts), where)
    return RawList(tuple(RawText(part, where) for part in parts), where)


def _mapping(values: Mapping[str, str], where: Where) -> RawMap:
    entries: dict[str, Raw] = {key: RawText(text, where) for key, text in values.items()}
    return RawMap(entries, dict.fromkeys(entries, where), where)


def values_of(raw: RawMap, fields: Sequence[Field]) -> dict[str, Value]:
    """Return a record as it is to be written: numbers as numbers, truth as truth."""
    by_key = {known.key: known for known in fields}
    return {key: _value(inner, by_key.get(key)) for key, inner in raw.entries.items()}


def _value(raw: Raw, field: Field | None) -> Value:
    if isinstance(raw, RawList):
        return [_value(item, field) for item in raw.items]
    if isinstance(raw, RawMap):
        return dict(values_of(raw, field.inner if field else ()))
    if field and field.shape == "truth":
        return raw.text == "true"
    return field.read([raw.text]) if field and field.shape == "number" else raw.text
