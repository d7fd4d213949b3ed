"""What an import has to say: line by line, what was changed, kept elsewhere or refused."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from casebook.problems import Where

Fate = Literal["changed", "left", "refused"]
"""`changed`: it stands in a record in other words. `left`: it stands in no field of a record.
`refused`: a whole slide, row or entry is not a record."""


class ImportRefusedError(Exception):
    """Nothing can be imported; the message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the report: a place in the imported file, and what became of what stands there.

    `what` and `hint` are sentences without their full stop.
    """

    where: Where
    fate: Fate
    what: str
    hint: str = ""

    def __str__(self) -> str:
        said = ". ".join(text for text in (self.what, self.hint) if text)
        return f"{self.where}: {said}."


MOST = 200_000
"""How much one import may bring: each value counts, and each record ten times."""


@dataclass
class Report:
    """The notes of one import, in the order in which they were made."""

    notes: list[Note] = field(default_factory=list)
    _brought: int = 0

    def admit(self, count: int) -> None:
        """Count what comes in; raise `ImportRefusedError` where it is more than one file should."""
        self._brought += count
        if self._brought > MOST:
            raise ImportRefusedError("There is too much in this file. Split it.")

    def changed(self, where: Where, what: str, hint: str = "") -> None:
        """Say that a value stands in a record in another form."""
        self.notes.append(Note(where, "changed", what, hint))

    def left(self, where: Where, what: str, hint: str = "") -> None:
        """Say that a value stands in no field of a record."""
        self.notes.append(Note(where, "left", what, hint))

    def refused(self, where: Where, what: str, hint: str = "") -> None:
        """Say that a whole slide, row or entry is not a record."""
        self.notes.append(Note(where, "refused", what, hint))

    def count(self, fate: Fate) -> int:
        """Return how many notes tell of this fate."""
        return sum(note.fate == fate for note in self.notes)

    def lines(self) -> Iterable[str]:
        """Return the notes in the order of the file."""
        return map(str, sorted(self.notes, key=lambda note: note.where))


def quoted(text: str, most: int | None = 60) -> str:
    """Return a text in quotation marks, on one line, cut after `most` characters (None: whole)."""
    if most is not None and len(text) > most:
        text = f"{text[: most - 1].rstrip()}…"
    # What YAML takes for the end of a line, JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).translate(_BREAKS)


_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x7f\x85\u2028\u2029\ufeff\ufffe\uffff"}
