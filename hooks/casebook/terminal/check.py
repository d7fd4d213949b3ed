"""`python -m casebook check`: every problem in the data and the hand-written pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import click

from casebook.build import check as check_case
from casebook.problems import DataError, Problem, count
from casebook.problems.listing import as_annotations, as_json
from casebook.terminal.listing import coloured, listing
from casebook.terminal.options import form_option


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
@click.option("--drafts/--no-drafts", default=False, help="Check unfinished records as well.")
@click.option("--strict", is_flag=True, help="Let warnings count as problems.")
@form_option
def check(data: Path, docs: Path, drafts: bool, strict: bool, form: str) -> None:
    """Check the data and the hand-written pages; name every problem.

    The exit code is 0 where there is none, 1 where there are problems (with --strict, or
    warnings), 2 where the command itself is wrong. `explain CB201` tells more of one.
    """
    roots = (data, pages_folder(docs))
    problems, records = _checked(*map(absolute, roots), drafts=drafts)
    problems = tuple(named(problem, roots) for problem in problems)
    print_problems(problems, form)
    if form != "json":
        click.echo(count(problems) if problems else f"No problems: {records}.")
    if any(strict or problem.level == "error" for problem in problems):
        raise click.exceptions.Exit(1)


def pages_folder(docs: Path) -> Path:
    """Return the folder of pages, which need not be there unless the editor names it."""
    given = click.get_current_context().get_parameter_source("docs")
    if given is click.core.ParameterSource.COMMANDLINE and not docs.is_dir():
        raise click.BadParameter(f'There is no folder "{docs}".', param_hint="--docs")
    return docs


def _checked(data: Path, docs: Path, *, drafts: bool) -> tuple[tuple[Problem, ...], str]:
    """Return what is wrong with the case, and how many records of each kind it has."""
    try:
        checked = check_case(data, docs, drafts=drafts)
    except DataError as error:
        return error.problems, ""
    kinds = checked.case.index.ids
    return checked.warnings, ", ".join(f"{len(list(checked.case.of(k)))} {k}" for k in kinds)


def print_problems(problems: tuple[Problem, ...], form: str) -> None:
    """Print problems as lines to read, as annotations of GitHub or as JSON."""
    if form == "json":
        click.echo(as_json(problems))
        return
    write: Callable[[Iterable[Problem]], str] = as_annotations if form == "github" else _listing
    if problems:
        click.echo(write(problems), color=coloured())


def _listing(problems: Iterable[Problem]) -> str:
    return listing(problems, Path)


def named(problem: Problem, roots: Iterable[Path]) -> Problem:
    """Return a problem whose file is named as it can be opened from here.

    The core names files from the folder of the project, which may be elsewhere.
    """
    first, *rest = problem.where.file.split("/")
    found = [root.joinpath(*rest) for root in roots if absolute(root).name == first]
    file = next((path for path in found if path.exists()), found[0])
    return replace(problem, where=problem.where._replace(file=file.as_posix()))


def absolute(path: Path) -> Path:
    """Return a path whose last part is a name, as that of `..` is not; links stay as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # Path.absolute keeps ".."
