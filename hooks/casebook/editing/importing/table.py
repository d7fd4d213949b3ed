"""CSV -> rows of cells that know their place."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from casebook.editing.importing.fields import Cell
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.report import ImportRefusedError
from casebook.problems import Where

DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a spreadsheet counts it (the head is row 1), and its cells that hold something.

    The line of a cell is the one on which its row begins, its column the number of the cell.
    """

    number: int
    where: Where
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, each with its place, and the rows below them."""

    columns: tuple[tuple[str, Where], ...]
    rows: tuple[Row, ...]


def read_table(intake: Intake, known: Collection[str]) -> Table:
    """Return the table in a file of CSV; blank rows are left out, but counted.

    The delimiter is the one under which most of `known` stand in the head, or the one that Python's
    sniffer finds. Raises `ImportRefusedError` for what is not CSV: a quotation mark that is never
    closed, a head that has the same name twice, a cell outside the columns.
    """
    found = _rows(intake, _delimiter(intake.text, known))
    head = next(found, None)
    names = tuple(_names(head)) if head else ()
    if not names:
        raise ImportRefusedError(f"{intake.name}:1:1: there is no head with the names of columns.")
    return Table(names, tuple(_named(row, names) for row in found))


def _delimiter(text: str, known: Collection[str]) -> str:
    wanted = {name.casefold() for name in known}
    head = text.splitlines()[0]
    counts = {
        mark: sum(name.strip().casefold() in wanted for name in _split(head, mark))
        for mark in DELIMITERS
    }
    best = max(DELIMITERS, key=lambda mark: counts[mark])
    return best if counts[best] > 1 else _sniffed(text)


def _split(head: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([head], delimiter=mark), [])
    except csv.Error:
        return []


def _sniffed(text: str) -> str:
    try:
        return csv.Sniffer().sniff(text[:5_000], DELIMITERS).delimiter
    except csv.Error:
        return ","


def _rows(intake: Intake, delimiter: str) -> Iterator[Row]:
    """Yield the rows that hold something; their cells have no names yet."""
    reader = csv.reader(io.StringIO(intake.text), delimiter=delimiter, strict=True)
    number, line = 0, 1
    try:
        for texts in reader:
            number += 1
            places = [Where(intake.name, line, column + 1) for column in range(len(texts))]
            cells = zip(texts, places, strict=True)
            line = reader.line_num + 1
            if any(text.strip() for text in texts):
                yield Row(number, places[0], tuple(Cell("", text, at) for text, at in cells))
    except csv.Error as error:
        where = Where(intake.name, line)
        raise ImportRefusedError(
            f"{where}: this row cannot be read as CSV: {error}. Look for a quotation mark that is "
            "never closed, or that is not doubled inside a cell."
        ) from None


def _names(head: Row) -> Iterator[tuple[str, Where]]:
    seen: set[str] = set()
    for cell in head.cells:
        name = " ".join(cell.text.split())
        if name and name.casefold() in seen:
            raise ImportRefusedError(f'{cell.where}: the column "{name}" stands here twice.')
        seen.add(name.casefold())
        yield name, cell.where


def _named(row: Row, names: tuple[tuple[str, Where], ...]) -> Row:
    cells: list[Cell] = []
    for number, cell in enumerate(row.cells):
        if not cell.text.strip():
            continue
        if number >= len(names) or not names[number][0]:
            raise ImportRefusedError(f"{cell.where}: row {row.number} has a cell without a column.")
        cells.append(Cell(names[number][0], cell.text, cell.where))
    return Row(row.number, row.where, tuple(cells))
