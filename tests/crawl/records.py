"""The data, read with plain YAML and nothing of Casebook: records, references, marks in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

KINDS = ("articles", "events", "actors", "places", "questions", "glossary", "sources")

_ANY: tuple[str, ...] = ()
# Which key of which kind names records, and of what kinds; `*` stands for every kind.
_REFERENCES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("*", "sources"): ("sources",),
    ("events", "place"): ("places",),
    ("events", "actors"): ("actors",),
    ("events", "between"): ("events",),
    ("actors", "organisation"): ("actors",),
    ("actors", "to"): ("actors",),
    ("articles", "dateline"): ("places",),
    ("articles", "original"): ("sources",),
    ("questions", "about"): _ANY,
    ("glossary", "names"): ("actors", "places"),
    ("glossary", "see_also"): ("glossary",),
    ("case", "featured"): _ANY,
}
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_MARK = re.compile(r"\[\[([^!\[\]|][^\[\]|]*?)(?:\|[^\[\]]*)?\]\]")
_CITATION = re.compile(r"\[@([^\[\]]+)\]")


class Name(NamedTuple):
    """A record: its kind and its id."""

    kind: str
    id: str

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"{self.kind}/{self.id}/"

    @property
    def file(self) -> str:
        """The file of its page."""
        return f"{self.address}index.html"

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


class Pointer(NamedTuple):
    """`source` (None for the case itself) names `target` in the field `field`."""

    source: Name | None
    target: Name
    field: str


@dataclass(frozen=True)
class Data:
    """What a data folder holds, drafts left out."""

    case: Mapping[str, Any]
    records: Mapping[Name, Mapping[str, Any]]
    files: Mapping[Name, str]
    """The file of each record, written from the folder that holds the data folder."""

    def of(self, kind: str) -> dict[str, Mapping[str, Any]]:
        """Return the records of one kind by id."""
        return {name.id: fields for name, fields in self.records.items() if name.kind == kind}

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        """Every reference in the data: in fields, and in texts."""
        own = (p for name, fields in self.records.items() for p in self._walk(name, "", fields))
        return tuple(dict.fromkeys([*self._walk(None, "", self.case), *own]))

    def title(self, name: Name) -> str:
        """Return what a record is called."""
        fields = self.records[name]
        keys = ("name", "term", "title", "question")
        return str(next(fields[key] for key in keys if key in fields))

    def resolve(self, text: str, kinds: tuple[str, ...] = _ANY) -> Name:
        """Return the record that an id, alone or after its kind, stands for."""
        kind, slash, bare = text.partition("/")
        found = (
            [Name(kind, bare)]
            if slash
            else [Name(kind, text) for kind in kinds or KINDS if Name(kind, text) in self.records]
        )
        assert len(found) == 1, f"{text} names {found}"
        assert found[0] in self.records, f"{text} names nothing"
        return found[0]

    def _walk(self, own: Name | None, key: str, value: Any) -> Iterator[Pointer]:
        if value == "":  # a value left empty is the same as a key left out
            return
        kind = own.kind if own else "case"
        kinds = _REFERENCES.get((kind, key), _REFERENCES.get(("*", key)))
        if isinstance(value, dict):
            for inner, item in value.items():
                # A participant may be written as a mapping: its id is the reference.
                yield from self._walk(own, key if inner == "id" and key else inner, item)
        elif isinstance(value, list):
            for item in value:
                yield from self._walk(own, key, item)
        elif kinds is not None:
            yield Pointer(own, self.resolve(value, kinds), key)
        elif isinstance(value, str):
            yield from self._marks(own, key, value)

    def _marks(self, own: Name | None, key: str, text: str) -> Iterator[Pointer]:
        text = _CODE.sub("", text)
        for mark in _MARK.finditer(text):
            yield Pointer(own, self.resolve(mark[1].strip()), key)
        for citation in _CITATION.finditer(text):
            for item in citation[1].split(";"):
                source = item.strip().removeprefix("@").split(",")[0].strip()
                yield Pointer(own, self.resolve(source, ("sources",)), key)


def read_data(folder: Path) -> Data:
    """Read a data folder that has no mistake in it."""
    records: dict[Name, Mapping[str, Any]] = {}
    files: dict[Name, str] = {}
    for path in sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]):
        kind = path.relative_to(folder).parts[0].split(".")[0]
        held = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
        for fields in held if isinstance(held, list) else [held]:
            name = Name(kind, fields.get("id", path.stem))
            if kind in KINDS and fields.get("draft") != "true":
                records[name] = fields
                files[name] = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    case = yaml.load((folder / "case.yml").read_bytes(), Loader=yaml.CBaseLoader)
    return Data(case, records, files)
