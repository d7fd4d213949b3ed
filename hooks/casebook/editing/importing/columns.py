"""A table whose columns are the fields of a kind -> records of that kind, all or none.

A column names a field as the model has it; what is a mapping or a list of mappings has a column for
each part, `accounts.1.says`, `identifiers.wikidata`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from casebook.editing.importing.drafts import Draft, problems_of
from casebook.editing.importing.fields import Cell
from casebook.editing.importing.intake import cleaned
from casebook.editing.importing.nesting import (
    Nest,
    Path,
    field_at,
    raw_cell,
    resolved,
    spelled,
    values_of,
)
from casebook.editing.importing.report import Report, quoted
from casebook.editing.importing.slugs import slug
from casebook.editing.importing.standing import Standing
from casebook.editing.importing.table import Row, Table
from casebook.editing.stubs import fields_of
from casebook.problems import DataError, Problem, Where, did_you_mean
from casebook.reading import Raw, RawMap, RawText
from casebook.records import KINDS

_NAMES = ("title", "name", "term", "question")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is to be read.

    `renamed` leads from the name of a column to a field, `ignored` are columns to leave out,
    `constants` hold fields that every row has; `between` stands between the items of a list.
    """

    kind: str
    renamed: Mapping[str, str] = field(default_factory=dict)
    ignored: Sequence[str] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    between: str = ";"


def known_columns(layout: Layout) -> tuple[str, ...]:
    """Return the names that the head of a table may have, for finding out its delimiter."""
    own = [known.key for known in fields_of(KINDS[layout.kind])]
    return (*own, *layout.renamed, *layout.ignored)


def import_table(table: Table, layout: Layout, standing: Standing, report: Report) -> list[Draft]:
    """Return a record for each row; raise `DataError` with everything that is wrong in any cell."""
    reader = _Reader(table, layout, standing, report)
    drafts = [reader.draft(row) for row in table.rows]
    if reader.problems:
        raise DataError(reader.problems)
    reader.tell_ignored()
    return drafts


class _Reader:
    def __init__(self, table: Table, layout: Layout, standing: Standing, report: Report) -> None:
        self._table = table
        self._layout = layout
        self._fields = fields_of(KINDS[layout.kind])
        self._standing = standing
        self._report = report
        self.problems: list[Problem] = []
        self._head = table.columns[0][1]._replace(column=1)
        self._paths = self._columns()
        self._absent = self._missing()
        self._refuse_strangers()
        # An id that a later row gives itself is not given to an earlier one.
        for cell in (cell for row in table.rows for cell in row.cells):
            if self._path(cell) == ("id",):
                standing.ids.give(cell.text.strip(), "")

    def draft(self, row: Row) -> Draft:
        """Return the record of a row; what is wrong with it is gathered."""
        self._report.admit(10 + len(row.cells))
        root = Nest()
        for path, text, where in self._given(row):
            if text and (known := field_at(self._fields, path)):
                root.put(path, raw_cell(known, text, where, self._layout.between))
        raw = root.raw(row.where)
        assert isinstance(raw, RawMap)  # every path has a name first
        raw = self._named(raw, row)
        found = problems_of(self._layout.kind, raw)
        self.problems += [
            self._placed(problem, row) for problem in found if not self._told(problem)
        ]
        draft = Draft(self._layout.kind, row.where, values_of(raw, self._fields), raw=raw)
        draft.arrange()
        return draft

    def _given(self, row: Row) -> Iterator[tuple[Path, str, Where]]:
        for name, text in self._layout.constants.items():
            yield resolved(self._fields, name), text, row.where
        for cell in row.cells:
            yield self._path(cell), self._cleaned(row, cell), cell.where

    def tell_ignored(self) -> None:
        """Report the columns that were left out because somebody said so."""
        for name, where in self._table.columns:
            if name.casefold() in {other.casefold() for other in self._layout.ignored}:
                cells = [c for row in self._table.rows for c in row.cells if c.name == name]
                what = f'the column "{name}" was left out, with {len(cells)} cells'
                self._report.left(where, what, "As --ignore says")

    def _columns(self) -> dict[str, Path]:
        """Return the path of each column by its name; gather the columns that have none."""
        renamed = {name.casefold(): target for name, target in self._layout.renamed.items()}
        ignored = {name.casefold() for name in self._layout.ignored}
        found: dict[str, Path] = {}
        taken: dict[Path, str] = {}
        for name, where in self._table.columns:
            if not name or name.casefold() in ignored:
                continue
            path = resolved(self._fields, renamed.get(name.casefold(), name))
            if not path:
                self._unknown(renamed.get(name.casefold(), name), name, where)
            elif path in taken:
                what = (
                    f'the columns "{taken[path]}" and "{name}" are both the field {".".join(path)}'
                )
                self._problem(where, what, "Leave one of them out with --ignore", "CB115")
            else:
                found[name], taken[path] = path, name
        return found

    def _unknown(self, wanted: str, name: str, where: Where) -> None:
        wanted = quoted(wanted)[1:-1]
        hint = self._near(wanted)
        name = quoted(name)[1:-1]
        of = "" if wanted == name else f' for the column "{name}"'
        what = f'there is no field "{wanted}" in {self._layout.kind}{of}'
        more = f'{hint.rstrip(".")}. Say which field it is with --map "{name}=FIELD", or leave it'
        self._problem(where, what, f'{more} out with --ignore "{name}"', "CB202")

    def _missing(self) -> set[str]:
        """Name once each field that no row can have, because there is no column for it."""
        given = {path[0] for path in self._paths.values()}
        given |= {name.split(".")[0] for name in self._layout.constants}
        absent = {f.key for f in self._fields if f.required and f.key not in given} - {"id"}
        if self._layout.kind == "events" and not given & {"date", "between"}:
            absent.add("date")
        for known in (known for known in self._fields if known.key in absent):
            name = next(spelled(known))
            hint = f'Add it, or say --map "COLUMN={name}" or --set "{name}=..."'
            self._problem(self._head, f'there is no column "{name}"', hint, "CB201")
        return absent

    def _refuse_strangers(self) -> None:
        """Name what was asked for and cannot be: a column that is not there, an unknown field."""
        columns = {name.casefold(): name for name, _ in self._table.columns}
        for name in (*self._layout.renamed, *self._layout.ignored):
            if name.casefold() not in columns:
                hint = did_you_mean(name, columns.values()) or "Write it as the head does"
                self._problem(self._head, f'there is no column "{name}"', hint, "CB202")
        for name in self._layout.constants:
            if not resolved(self._fields, name):
                what = f'there is no field "{name}"'
                self._problem(self._head, what, self._near(name), "CB202")

    def _near(self, wanted: str) -> str:
        """Return which fields are meant by a name that is none, or all that could be."""
        known = [inner for field in self._fields for inner in spelled(field)]
        whole = ", ".join(name for name in known if "." not in name)
        return did_you_mean(wanted, known) or f"Known here: {whole}"

    def _told(self, problem: Problem) -> bool:
        """Tell whether a problem is only that a column is missing, which is named already."""
        if problem.code == "CB231":
            return "date" in self._absent
        return problem.code == "CB201" and problem.what.split('"')[1] in self._absent

    def _placed(self, problem: Problem, row: Row) -> Problem:
        """Return a problem at the cell that is missing, where it is one that is missing."""
        if problem.code != "CB201" or problem.where != row.where:
            return problem
        key = problem.what.split('"')[1]
        for number, (name, _) in enumerate(self._table.columns, 1):
            if self._paths.get(name, ("",))[0] == key:
                return replace(problem, where=row.where._replace(column=number))
        return problem

    def _problem(self, where: Where, what: str, hint: str, code: str) -> None:
        self.problems.append(Problem(where, what, hint, code))

    def _path(self, cell: Cell) -> Path:
        return self._paths.get(cell.name, ())

    def _cleaned(self, row: Row, cell: Cell) -> str:
        def tell(what: str) -> None:
            self._report.changed(cell.where, f"row {row.number}, {cell.name}: {what}")

        return cleaned(cell.text, tell)

    def _named(self, raw: RawMap, row: Row) -> RawMap:
        """Return a record with an id: its own, or one made from its name."""
        if "id" in raw.entries:
            return raw
        name = next((raw.entries[key] for key in _NAMES if key in raw.entries), None)
        text = name.text if isinstance(name, RawText) else ""
        wanted = slug(text)
        given = self._standing.ids.give(wanted, f"row-{row.number}")
        if given != wanted and text:
            where = name.where if name else row.where
            self._report.changed(where, f"row {row.number}: the id became {given}")
        entries: dict[str, Raw] = {"id": RawText(given, row.where), **raw.entries}
        return RawMap(entries, dict.fromkeys(entries, row.where), raw.where)
