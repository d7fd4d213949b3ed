"""Problems as lines for whoever reads them: a person at a terminal, or a program behind a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from shutil import get_terminal_size

import click

from casebook.problems import Problem
from casebook.problems.listing import WHOLE_FILES
from casebook.problems.visible import excerpt
from casebook.reading.document import MAX_BYTES

_COLOURS = {"error": "red", "warning": "yellow"}
_NARROWEST = 20


def listing(problems: Iterable[Problem], path_of: Callable[[str], Path]) -> str:
    """Return a line for each problem; on a terminal, the line of the file that it is about as well.

    `path_of` leads from the name of a file in a problem to where the file is. Colours are those of
    `coloured`.
    """
    if not sys.stdout.isatty():
        return "\n".join(map(_line, problems))
    lines = cache(lambda file: _lines(path_of(file)))
    room = get_terminal_size().columns
    return "\n".join(
        text for p in problems for text in (_line(p), *_excerpt(p, lines(p.where.file), room))
    )


def coloured() -> bool:
    """Return whether standard output is to be coloured.

    On a terminal it is, unless the environment says otherwise: `NO_COLOR` (https://no-color.org)
    comes first, then `FORCE_COLOR` and `CLICOLOR_FORCE` (https://force-color.org,
    https://bixense.com/clicolors), then `CLICOLOR=0` and a terminal that is `dumb`.
    """
    given = os.environ.get
    if given("NO_COLOR"):
        return False
    if any(
        given(name, "0") not in ("", "0", "false") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")
    ):
        return True
    if given("CLICOLOR") == "0" or given("FORCE_COLOR") == "0" or given("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def _lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a file, as the core counts them; none of what is no file of text."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
        return ()
    return tuple(path.read_bytes().decode("utf-8-sig", "replace").splitlines())


def _line(problem: Problem) -> str:
    if not coloured():
        return str(problem)
    where = click.style(str(problem.where), bold=True)
    word = "" if problem.level == "error" else click.style(f"{problem.level}: ", fg="yellow")
    code = click.style(f"[{problem.code}]", dim=True)
    return f"{where}: {word}{problem.message} {code}"


def _excerpt(problem: Problem, lines: tuple[str, ...], room: int) -> Iterator[str]:
    """Yield the line of a problem, and below it a caret under the column."""
    number = problem.where.line
    if problem.code in WHOLE_FILES or number > len(lines):
        return
    gutter = f"{number:>6} | "
    text, before = excerpt(
        lines[number - 1], problem.where.column, max(_NARROWEST, room - len(gutter) - 1)
    )
    yield _styled(gutter, dim=True) + text
    caret = _styled("^", fg=_COLOURS[problem.level], bold=True)
    yield _styled(f"{'|':>{len(gutter) - 1}} ", dim=True) + " " * before + caret


def _styled(
    text: str, *, fg: str | None = None, bold: bool | None = None, dim: bool | None = None
) -> str:
    return click.style(text, fg=fg, bold=bold, dim=dim) if coloured() else text
