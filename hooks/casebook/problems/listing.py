"""Problems as text: counted, as annotations of GitHub, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from casebook.problems.codes import CODES
from casebook.problems.model import Problem

WHOLE_FILES = frozenset({"CB101", "CB102", "CB103", "CB104", "CB105", "CB106", "CB107", "CB403"})
"""Kinds of problem that are not about a line: of a file as such, or of one that is not there."""


def as_annotations(problems: Iterable[Problem]) -> str:
    """Return a workflow command of GitHub for each problem, one a line.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions has the form;
    the escapes are those of `@actions/core`, which writes such commands.
    """
    return "\n".join(map(_annotation, problems))


def as_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON list of mappings, in ASCII: it is safe in any encoding."""
    return json.dumps([_mapping(problem) for problem in problems], indent=2)


def _annotation(problem: Problem) -> str:
    properties = {
        "file": problem.where.file,
        "line": str(problem.where.line),
        "col": str(problem.where.column),
        "title": f"{problem.code} {CODES[problem.code].title}",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{problem.level} {given}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _mapping(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.where.file,
        "line": problem.where.line,
        "column": problem.where.column,
        "level": problem.level,
        "code": problem.code,
        "what": problem.what,
        "hint": problem.hint,
    }
