"""The whole case as a Data Package (version 1, https://specs.frictionlessdata.io/data-package/).

Its tables are CSV in UTF-8, every cell as the record has it: a spreadsheet may run some of them as
formulas, which `timeline.csv` prevents and a lossless table cannot. Of a date there is its EDTF,
its words, and the first and the last day on which it may lie.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO
from typing import Any

from pydantic import BaseModel

from casebook.dates import Day, EdtfDate, say
from casebook.exports.model import Export, Format, Given
from casebook.exports.table_layout import (
    Column,
    Slot,
    Table,
    layout,
    singular,
    slots,
    table_of,
)
from casebook.language import Message, language_of
from casebook.records import KINDS
from casebook.records.schema import ABOUT

FILE = "datapackage.json"
FOLDER = "tables/"


def _make(given: Given) -> Iterator[Export]:
    rows = _Rows(given).all()
    tables = {
        name: Export(f"{FOLDER}{name}.csv", _csv(table, rows[name]))
        for name, table in layout().items()
    }
    package = json.dumps(_package(given, tables), ensure_ascii=False, indent=1)
    yield Export(FILE, f"{package}\n".encode())
    yield from tables.values()


class _Rows:
    """The rows of every table, made in one walk over the records."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.language = language_of(given.case.about.language)
        self.rows: defaultdict[str, list[list[str]]] = defaultdict(list)

    def all(self) -> defaultdict[str, list[list[str]]]:
        """Return the rows by the name of their table, in the order of its columns."""
        case = self.given.case
        self.rows[ABOUT].append(self._cells(case.about, ABOUT, ABOUT, ""))
        for kind in KINDS:
            table = table_of(kind)
            for key, record in case.of(kind):
                cells = self._cells(record, table, str(key), key.id)
                self.rows[table].append([*cells, self.given.page(key)])
        return self.rows

    def _cells(self, record: BaseModel, table: str, way: str, name: str) -> list[str]:
        """Return the cells of a row; what it has several of goes to other tables.

        `way` is where it stands in the case, `name` how rows of other tables name it.
        """
        cells: list[str] = []
        for slot in slots(type(record), table):
            value = getattr(record, slot.name)
            if not slot.table:
                cells += self._single(slot, value)
            elif value:
                self._several(slot, value, table, f"{way}/{slot.name}", name)
        return cells

    def _several(self, slot: Slot, values: Any, owner: str, way: str, name: str) -> None:
        owners = [name if owner == other else "" for other in layout()[slot.table].owners]
        items = values.items() if isinstance(values, dict) else values
        for position, item in enumerate(items, start=1):
            key = f"{way}/{position}"
            if slot.model:
                cells = self._cells(item, slot.table, key, key)
            else:
                cells = list(item) if isinstance(item, tuple) else self._single(slot, item)
            self.rows[slot.table].append([key, *owners, str(position), *cells])

    def _single(self, slot: Slot, value: Any) -> list[str]:
        if value is None:
            return [""] * len(slot.columns)
        if isinstance(value, EdtfDate):
            bounds = (value.earliest, value.latest)
            made = [value.text, say(value, self.language), *map(_day, bounds)]
            return made[: len(slot.columns)]
        if isinstance(value, bool):
            return ["true" if value else "false"]
        if slot.whole:
            return [str(self.given.case.index.resolve(value, ()))]
        return [str(value)]


def _day(day: Day | None) -> str:
    return day.iso if day and 1 <= day.year <= 9999 else ""


def _header(table: Table) -> list[Column]:
    if table.name == ABOUT or table.name in map(table_of, KINDS):
        return list(table.columns)
    several = len(table.owners) > 1
    owners = [
        Column(
            singular(owner), about="The row that it belongs to.", target=owner, required=not several
        )
        for owner in table.owners
    ]
    key = Column("key", about="Where it stands in the case.", required=True)
    position = Column("position", "integer", "Its place among others, from 1.", required=True)
    return [key, *owners, position, *table.columns]


def _csv(table: Table, rows: list[list[str]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in _header(table)])
    writer.writerows(rows)
    return out.getvalue().encode()


def _package(given: Given, tables: dict[str, Export]) -> dict[str, Any]:
    about = given.case.about
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "casebook",
        "title": about.title,
        "description": given.texts.get(None, "standfirst").plain,
        "version": about.as_of.text,
    }
    if given.base:
        found["homepage"] = given.base
    if about.licence:
        found["licenses"] = [{"name": about.licence}]
    if about.publisher:
        found["contributors"] = [{"title": about.publisher, "role": "publisher"}]
    found["resources"] = [_resource(layout()[name], file) for name, file in tables.items()]
    return found


def _resource(table: Table, file: Export) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.path,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    header = _header(table)
    found: dict[str, Any] = {"fields": [_field(column) for column in header]}
    if table.name != ABOUT:
        found["primaryKey"] = "key" if header[0].name == "key" else "id"
    foreign = [
        {"fields": column.name, "reference": _reference(column.target, table.name)}
        for column in header
        if column.target
    ]
    if foreign:
        found["foreignKeys"] = foreign
    return {**found, "missingValues": [""]}


def _reference(target: str, table: str) -> dict[str, str]:
    fields = "id" if target in map(table_of, KINDS) else "key"
    return {"resource": "" if target == table else target, "fields": fields}


def _field(column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.about}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    return {**made, "constraints": constraints} if constraints else made


FORMAT = Format(
    "data-package",
    Message("The whole case as tables"),
    Message(
        "A Data Package: every published record in CSV tables with typed columns and keys between"
        " them."
    ),
    Message(
        "Load datapackage.json with Frictionless, or any of the tables into pandas, DuckDB or R."
    ),
    _make,
)
