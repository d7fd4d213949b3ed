"""The models -> tables with typed columns and keys between them (Table Schema of the Data Package).

Each kind has a table with a row for each record. Whatever a record has several of stands in a table
of its own, with a row for each: its `key` says where it stands (`events/x/accounts/1`), a column
for each kind of owner names the row that it belongs to, and `position` its place, from 1. So a
field that is added to a model has its column without more ado.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.dates import EdtfDate
from casebook.records import Ref
from casebook.records.described import about_fields
from casebook.records.schema import ABOUT, MODELS
from casebook.records.schema_forms import DAY

LEFT_OUT = ("draft", "checks")
"""Fields without a column: no record of a package is a draft, and `checks` is a setting for those
who edit the case, not a part of it."""

_TABLES = {"glossary": "terms", "sources": "evidence", "byline": "bylines", "about": "subjects"}
"""Kinds, and fields that hold lists, whose table has another name."""

_COLUMNS = {("participants", "id"): "actor"}
_VALUES = {"evidence": "source"}
"""What the column of a single value is called, where a better word is at hand."""

_WORDS = "The same in words, in the language of the case."
_EARLIEST = (
    "First day on which it may be or begin: a bound, no date. Empty where there is none, where it"
    " is not known, and for years other than 1 to 9999."
)
_LATEST = _EARLIEST.replace("First", "Last").replace("begin", "end")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type and what it holds.

    `target` is the table whose rows it names, `words` are the only ones that it may hold.
    """

    name: str
    type: Literal["string", "boolean", "number", "integer", "date"] = "string"
    about: str = ""
    target: str = ""
    words: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a model: its columns, or the table of what it has several of.

    `model` is what a row of that table is made of, None where each is a single value. `whole` tells
    that a reference may lead to records of several kinds, and names the kind too.
    """

    name: str
    columns: tuple[Column, ...] = ()
    table: str = ""
    model: type[BaseModel] | None = None
    whole: bool = False


@dataclass(slots=True)
class Table:
    """A table: the tables that own its rows (none: each row is a record), and its other columns."""

    name: str
    about: str
    owners: list[str] = field(default_factory=list)
    columns: tuple[Column, ...] = ()


def table_of(kind: str) -> str:
    """Return the name of the table of a kind."""
    return kind if kind == "sources" else _TABLES.get(kind, kind)


def singular(table: str) -> str:
    """Return how a column names a row of a table."""
    return table.removesuffix("s")


@cache
def layout() -> dict[str, Table]:
    """Return every table by its name, those of the kinds first."""
    found: dict[str, Table] = {}
    for kind, model in MODELS.items():
        name = table_of(kind)
        columns = (*_own(model), *(() if kind == ABOUT else (_PAGE,)))
        found[name] = Table(name, _first_line(model), [], columns)
    for kind, model in MODELS.items():
        _add_lists(found, model, table_of(kind))
    return found


@cache
def slots(model: type[BaseModel], table: str) -> tuple[Slot, ...]:
    """Return the fields of a model whose rows stand in `table`."""
    fields = model.model_fields.items()
    about = about_fields(model)
    return tuple(
        _slot(name, info, about[info.alias or name], table)
        for name, info in fields
        if name not in LEFT_OUT
    )


_PAGE = Column("page", about="The address of its page.")


def _own(model: type[BaseModel]) -> Iterator[Column]:
    """Yield the columns of the fields of which a record of a kind has one."""
    kind = next(kind for kind, known in MODELS.items() if known is model)
    for slot in slots(model, table_of(kind)):
        yield from slot.columns if not slot.table else ()


def _add_lists(found: dict[str, Table], model: type[BaseModel], owner: str) -> None:
    for slot in slots(model, owner):
        if not slot.table:
            continue
        if slot.table not in found:
            about = _first_line(slot.model) if slot.model else slot.columns[-1].about
            columns = slot.columns
            if slot.model:
                inner = slots(slot.model, slot.table)
                columns = tuple(c for each in inner if not each.table for c in each.columns)
            found[slot.table] = Table(slot.table, about, [], columns)
        if owner != ABOUT and owner not in found[slot.table].owners:
            found[slot.table].owners.append(owner)
        if slot.model:
            _add_lists(found, slot.model, slot.table)


def _slot(name: str, info: FieldInfo, about: str, table: str) -> Slot:
    alias = info.alias or name
    whole: Any = info.annotation
    for mark in info.metadata:
        whole = Annotated[whole, mark]
    kind, marks = _bare(whole)
    column = Column(_COLUMNS.get((table, alias), alias), about=about, required=info.is_required())
    if get_origin(kind) is tuple:
        item, inner = _bare(get_args(kind)[0])
        lists = _TABLES.get(alias, alias)
        if isinstance(item, type) and issubclass(item, BaseModel):
            return Slot(name, table=f"{item.__name__.lower()}s", model=item)
        value = Column(_VALUES.get(lists, "value"), about=about, required=True)
        columns, whole_key = _columns(value, item, inner)
        return Slot(name, columns, lists, None, whole_key)
    if get_origin(kind) is dict:
        pair = (Column("name", about="What it is called there."), Column("value", about=about))
        return Slot(name, pair, alias)
    columns, whole_key = _columns(column, kind, marks)
    return Slot(name, columns, whole=whole_key)


def _columns(column: Column, kind: Any, marks: list[Any]) -> tuple[tuple[Column, ...], bool]:
    """Return the columns of a single value, and whether it names a record with its kind."""
    name, about, required = column.name, column.about, column.required
    for mark in marks:
        if isinstance(mark, Ref):
            target = table_of(mark.kinds[0]) if len(mark.kinds) == 1 else ""
            return (Column(name, "string", about, target, (), required),), not target
    if kind is EdtfDate:
        text = Column(name, "string", f"{about} EDTF.", "", (), required)
        if any(mark is DAY for mark in marks):
            return (text,), False
        more = (
            Column(f"{name}_words", "string", _WORDS),
            Column(f"{name}_earliest", "date", _EARLIEST),
            Column(f"{name}_latest", "date", _LATEST),
        )
        return (text, *more), False
    if get_origin(kind) is Literal:
        return (Column(name, "string", about, "", get_args(kind), required),), False
    types = {bool: "boolean", float: "number", int: "integer"}
    return (Column(name, types.get(kind, "string"), about, "", (), required),), False  # type: ignore[arg-type]


def _bare(annotation: Any) -> tuple[Any, list[Any]]:
    """Return a type without what is said of it, and what is said."""
    marks: list[Any] = []
    while True:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation, *more = inner
            marks += more
        elif origin in (Union, UnionType):
            annotation = next(item for item in inner if item is not NoneType)
        else:
            return annotation, marks


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().split("\n", maxsplit=1)[0]
