"""`python -m casebook write`: the site as plain files."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.editing.files import EditError
from casebook.problems import DataError
from casebook.terminal.check import absolute, pages_folder
from casebook.writing import FORMS, RefusedError, gather, place


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--for",
    "form",
    type=click.Choice(list(FORMS)),
    default="html",
    show_default=True,
    help="Whole pages; Markdown for any generator; or a project that Zensical builds.",
)
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
def write(folder: Path, form: str, data: Path, docs: Path) -> None:
    """Write every page into FOLDER as plain files, for other generators or for none.

    FOLDER must be empty, or hold what this command wrote; what is no more is then removed. Nothing
    is written unless the case is without problems. `mkdocs.yml` says which hand-written pages are
    published.

    The exit code is 0, 1 where the case has problems or FOLDER is refused, 2 where the command is
    wrong.
    """
    data, docs = absolute(data), absolute(pages_folder(docs))
    try:
        files = FORMS[form](gather(data, docs))
        changed = place(files, folder, (data, docs))
    except DataError as error:
        click.echo(error, err=True)
        click.echo("Nothing was written: the case has problems.", err=True)
        raise click.exceptions.Exit(1) from None
    except (RefusedError, EditError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{folder}: {len(files)} files, {changed} of them changed.")
