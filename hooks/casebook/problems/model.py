"""Problems in what an editor wrote: where, what is wrong, what to write instead.

A stage collects its problems in a list and goes on as far as it can; the list is raised once,
as one `DataError`, so that an editor sees every mistake of a file in one run.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from casebook.problems.visible import visible

Level: TypeAlias = Literal["error", "warning"]
"""With an error there is no site; a warning is told, and counted where warnings are not allowed."""


_LONGEST = 400  # letters of a sentence


class Where(NamedTuple):
    """A place in a file of the case.

    `file` is written relative to the project, with forward slashes; `line` and `column` count
    from 1. It is a tuple, since every value of a case has one.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{visible(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake: `what` is wrong at `where`, and in `hint` what to write instead.

    Both are sentences without their full stop. `code` is the kind of mistake, as `CODES` has it.
    """

    where: Where
    what: str
    hint: str
    code: str
    level: Level = "error"

    @property
    def message(self) -> str:
        """What is wrong and what to write instead, as one line that is safe to print."""
        text = f"{_sentence(self.what)} {_sentence(self.hint)}"
        return visible(" ".join(text.split()))

    def __str__(self) -> str:
        word = "" if self.level == "error" else f"{self.level}: "
        return f"{self.where}: {word}{self.message} [{self.code}]"


class DataError(Exception):
    """The case cannot be built; `problems` names every mistake found, in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self._message())

    def _message(self) -> str:
        return "\n".join([*map(str, self.problems), count(self.problems)])


def count(problems: Iterable[Problem]) -> str:
    """Return the sentence that counts problems: "2 problems, 1 warning in ..."."""
    levels = Counter(problem.level for problem in problems)
    words: dict[Level, str] = {"error": "problem", "warning": "warning"}
    parts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for level, word in words.items()
        if (number := levels[level])
    ]
    return f"{', '.join(parts) or 'No problems'} in the data of the case."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean "x"?` for the known words nearest to `word`, or an empty string."""
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    if not near:
        return ""
    return "Did you mean " + " or ".join(f'"{name}"' for name in near) + "?"


def _sentence(text: str) -> str:
    """Return a sentence with its full stop; what it quotes may be as long as a file."""
    text = text.strip()
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
