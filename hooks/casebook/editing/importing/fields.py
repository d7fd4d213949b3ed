"""What one slide, row or entry of an imported file holds, and what has been made of each value.

Nothing is dropped in silence because nothing is taken by hand: a value that no field of the record
took is still here at the end, and is reported and kept as a remark beside the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casebook.editing.importing.intake import cleaned
from casebook.editing.importing.report import Report, quoted
from casebook.problems import Where


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: the name of its field (`media.url`), its text, and where it stands.

    `label` is what messages call the field, where the file itself calls it otherwise.
    """

    name: str
    text: str
    where: Where
    label: str = ""


class Fields:
    """The values of one slide, row or entry; `subject` is what messages call it."""

    def __init__(self, subject: str, where: Where, cells: Iterable[Cell], report: Report) -> None:
        self.subject = subject
        self.where = where
        self.report = report
        self._cells: dict[str, Cell] = {}
        self._spare: list[Cell] = []
        self._taken: set[str] = set()
        self._why: dict[str, str] = {}
        self._maybe: dict[str, str] = {}
        report.admit(10)
        for cell in cells:
            self._add(cell)

    def __contains__(self, name: str) -> bool:
        return name in self._cells and name not in self._taken

    def get(self, name: str) -> str:
        """Return the text of a field, or an empty one; it still counts as left."""
        cell = self._cells.get(name)
        return cell.text if cell else ""

    def take(self, name: str) -> str:
        """Return the text of a field, which from now on stands in the record."""
        self._taken.add(name)
        return self.get(name)

    def place(self, name: str) -> Where:
        """Return where a field stands, or where the whole begins."""
        cell = self._cells.get(name)
        return cell.where if cell else self.where

    def leave(self, name: str, why: str) -> None:
        """Say why a field does not stand in the record."""
        self._taken.discard(name)
        self._why[name] = why

    def explain(self, name: str, why: str) -> None:
        """Say why a field will not stand in the record, if it does not."""
        self._maybe[name] = why

    def changed(self, name: str, what: str, hint: str = "") -> None:
        """Report that a field stands in the record in other words."""
        cell = self._cells.get(name)
        subject = f"{self.subject}, {cell.label}" if cell else self.subject
        self.report.changed(self.place(name), f"{subject}: {what}", hint)

    def refuse(self, what: str, hint: str = "") -> None:
        """Report that this is no record; every value that is left is reported with it."""
        self.report.refused(self.where, f"{self.subject} was refused: {what}", hint)
        for cell in self.everything():
            self._tell(cell, self._why.get(cell.name, "It belongs to what was refused"))

    def remarks(self, reasons: Mapping[str, str]) -> list[str]:
        """Report every value that no field took, and return it as a remark beside the record.

        `reasons` says why, by the name of a field or the beginning of it.
        """
        found: list[str] = []
        for cell in self.rest():
            self._tell(cell, f"{self._reason(cell.name, reasons)}; it stands below the record")
            found.append(f"{cell.label}: {quoted(cell.text, None)}")
        return found

    def rest(self) -> Iterator[Cell]:
        """Yield what no field took, in the order of the file."""
        yield from (c for c in self._cells.values() if c.name not in self._taken)
        yield from self._spare

    def everything(self) -> Iterator[Cell]:
        """Yield every value, taken or not."""
        yield from self._cells.values()
        yield from self._spare

    def leave_all(self, why: str) -> None:
        """Report every value as left, for the same reason."""
        for cell in self.everything():
            self._tell(cell, why)

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that hold something."""
        return tuple(self._cells)

    def _add(self, cell: Cell) -> None:
        self.report.admit(1)
        told: list[str] = []
        text = cleaned(cell.text, told.append)
        # A name is not ours either, and stands in the report and in remarks, which are one line.
        name = quoted(cleaned(cell.name, told.append))[1:-1] or "a value without a name"
        for what in told:
            self.report.changed(cell.where, f"{self.subject}, {name}: {what}")
        if not text:
            return
        made = Cell(name, text, cell.where, cell.label or name)
        if name in self._cells:
            self._spare.append(made)
        else:
            self._cells[name] = made

    def _tell(self, cell: Cell, why: str) -> None:
        what = f"{self.subject}, {cell.label}: {quoted(cell.text)} was not carried over"
        self.report.left(cell.where, what, why[:1].upper() + why[1:])

    def _reason(self, name: str, reasons: Mapping[str, str]) -> str:
        if name in self._why or name in self._maybe:
            return self._why.get(name) or self._maybe[name]
        known = [key for key in reasons if name == key or name.startswith(f"{key}.")]
        return reasons[max(known, key=len)] if known else "A record has no field for it"
