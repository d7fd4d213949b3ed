"""A file of BibTeX -> entries whose every field knows its place.

The grammar is that of `pybtex`; its own assembly of entries is left aside, because it keeps no
places, and passes over a field that comes twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pybtex.database.input.bibtex import LowLevelParser, SkipEntry, month_names
from pybtex.scanner import Pattern, PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict

from casebook.editing.importing.fields import Cell
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.report import Report, quoted
from casebook.problems import Where

_COMMAND = re.compile(r"^[ \t]*@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the file: its type, its key, its fields."""

    type: str
    key: str
    where: Where
    cells: tuple[Cell, ...]


def read_bibtex(intake: Intake, report: Report) -> list[Entry]:
    """Return the entries of a file; what cannot be read is reported as refused, the rest goes on.

    Comments, preambles and text between the entries are reported as left.
    """
    return list(_Reader(intake, report).entries())


class _Grammar(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """Pybtex's grammar, with the place of each field and the abbreviations that nobody defines."""

    # An entry without a key is a mistake that costs nothing.
    KEY_BRACE = Pattern(r"[^\s,}]*", "entry key")
    KEY_PAREN = Pattern(r"[^\s,]*", "entry key")

    def __init__(self, text: str, admit: Callable[[int], None]) -> None:
        super().__init__(text, macros=CaseInsensitiveDict(month_names))
        self._admit = admit
        self.pos: int = 0
        self.begin(0)

    def begin(self, start: int) -> None:
        """Forget the entry before; one begins at `start`."""
        self.command_start = start
        self.places: list[int] = []
        self.undefined: list[tuple[str, str]] = []
        self.problem: Exception | None = None

    def skip_to(self, patterns: list[Pattern]) -> Token | None:
        """Go on to the next of some signs; one search for all of them, however long the text."""
        signs = "".join(_SIGNS[id(pattern)] for pattern in patterns)
        match = re.compile(f"[{re.escape(signs)}]").search(self.text, self.pos)
        if match is None:
            return None
        value = self.text[self.pos : match.end()]
        self.pos = match.end()
        self.update_lineno(value)
        return Token(value, next(p for p in patterns if _SIGNS[id(p)] == match[0]))

    def parse_field(self) -> None:
        """Note where a field begins that will be kept."""
        self._admit(1)
        self.eat_whitespace()
        start = self.pos
        super().parse_field()
        if self.current_field_name and self.current_value:
            self.places.append(start)

    def substitute_macro(self, name: str) -> str:
        """Keep the name of an abbreviation that the file does not define."""
        if name in self.macros:
            return str(self.macros[name])
        self.undefined.append((self.current_field_name or "", name))
        return name

    def handle_error(self, error: Exception) -> None:
        """Keep the first error of an entry."""
        self.problem = self.problem or error


_SIGNS = {
    id(pattern): sign
    for pattern, sign in (
        (LowLevelParser.AT, "@"),
        (LowLevelParser.LBRACE, "{"),
        (LowLevelParser.RBRACE, "}"),
        (LowLevelParser.QUOTE, '"'),
    )
}


class _Reader:
    def __init__(self, intake: Intake, report: Report) -> None:
        self._intake = intake
        self._report = report
        self._grammar = _Grammar(intake.text, report.admit)

    def entries(self) -> Iterator[Entry]:
        grammar = self._grammar
        while True:
            start = grammar.pos
            found = grammar.skip_to([grammar.AT])
            self._outside(start, grammar.pos - 1 if found else len(grammar.text))
            if found is None:
                return
            entry = self._command(grammar.pos - 1)
            if entry is not None:
                yield entry

    def _command(self, start: int) -> Entry | None:
        grammar = self._grammar
        grammar.begin(start)
        try:
            name, parts = grammar.parse_command()
        except SkipEntry:
            return None  # what it says is text outside of the entries, and reported as such
        except (PybtexSyntaxError, RecursionError) as error:
            grammar.handle_error(error)
        if grammar.problem is not None:
            self._broken(start)
            return None
        if name.lower() in ("string", "preamble"):
            if name.lower() == "preamble":
                self._left(start, f"the preamble {quoted(''.join(parts[0]))}")
            return None
        return self._entry(start, name, *parts)

    def _entry(self, start: int, name: str, key: str, fields: list[tuple[str, list[str]]]) -> Entry:
        where = self._intake.where(start)
        cells = [Cell("entry type", name.lower(), where, f"@{name}"), Cell("key", key, where)]
        for (field, parts), place in zip(fields, self._grammar.places, strict=True):
            cells.append(Cell(field.lower(), "".join(parts), self._intake.where(place)))
        for field, abbreviation in self._grammar.undefined:
            what = f'entry {key}, {field}: the abbreviation "{abbreviation}" is not defined here'
            self._report.changed(where, what, "It stands as it is written")
        return Entry(name.lower(), key, where, tuple(cells))

    def _broken(self, start: int) -> None:
        """Report an entry that cannot be read, and go on with the next that begins a line."""
        text = self._intake.text
        going_on = _COMMAND.search(text, text.find("\n", start) + 1 or len(text))
        end = going_on.start() if going_on else len(text)
        said = str(self._grammar.problem).partition(": ")[2] or "it nests too deeply"
        at = self._intake.where(min(self._grammar.pos, end)).line
        what = f"{quoted(text[start:end].strip())} was refused: {said} near line {at}"
        self._report.refused(self._intake.where(start), what, "Look for a missing brace or comma")
        self._grammar.pos = end

    def _outside(self, start: int, end: int) -> None:
        """Report what stands between the entries, a line for each of its lines."""
        for match in re.finditer(r"[^\n]+", self._intake.text[start:end]):
            words = match[0].strip()
            if words.strip("%} \t"):
                self._left(start + match.start(), quoted(words))

    def _left(self, start: int, what: str) -> None:
        hint = "It stands in no entry"
        self._report.left(self._intake.where(start), f"{what} was not carried over", hint)
