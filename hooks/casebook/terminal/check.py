"""`python -m casebook check`: every problem in the data and the hand-written pages."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.build import check as check_case
from casebook.problems import DataError


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
@click.option("--drafts/--no-drafts", default=False, help="Check unfinished records as well.")
def check(data: Path, docs: Path, drafts: bool) -> None:
    """Check the data and the hand-written pages; name every problem."""
    try:
        case = check_case(data, docs, drafts=drafts).case
    except DataError as error:
        click.echo(error)
        raise click.exceptions.Exit(1) from None
    counts = ", ".join(f"{len(list(case.of(kind)))} {kind}" for kind in case.index.ids)
    click.echo(f"No problems: {counts}.")
