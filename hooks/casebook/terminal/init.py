"""`python -m casebook init`: a new case in a folder of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from casebook.editing.starting import NotEmptyError, start
from casebook.problems import DataError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="A case of its own", show_default=True, help="Names the site.")
@click.option("--language", default="en", show_default=True, help="A BCP 47 tag: en, tg, pt-BR.")
def init(folder: Path, title: str, language: str) -> None:
    """Begin a new case in FOLDER, which must be empty or not be there."""
    title = " ".join(title.split())
    if not title:
        raise click.BadParameter("The title is empty.", param_hint="--title")
    try:
        # The editor's own day: research closes where the editor is.
        today = datetime.now().astimezone().date()
        written = start(folder, title=title, language=language, today=today)
    except NotEmptyError as error:
        click.echo(f"{error}. Name an empty folder, or one that is not there yet.", err=True)
        raise click.exceptions.Exit(1) from None
    except DataError as error:
        raise click.UsageError("\n".join(p.message for p in error.problems)) from None
    click.echo(f"A new case stands in {folder}: {len(written)} files.")
    click.echo(f"See it with:\n  cd {folder}\n  mkdocs serve")
