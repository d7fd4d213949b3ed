"""`python -m casebook rename`: a new id for a record, everywhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from casebook.editing.files import Change, EditError, put
from casebook.editing.rename import rename as plan
from casebook.problems import DataError


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
@click.option("--dry-run", is_flag=True, help="Change nothing; show the difference.")
def rename(old: str, new: str, data: Path, docs: Path, dry_run: bool) -> None:
    """Give the record OLD (an id, or kind/id) the id NEW, wherever the case names it.

    The old id stays in former_ids, so that the old address leads to the record.
    """
    try:
        found = plan(data, docs, old, new)
        if not dry_run:
            put(found.changes)
    except DataError as error:
        click.echo(error, err=True)
        click.echo("Nothing was renamed: the case has problems already.", err=True)
        raise click.exceptions.Exit(1) from None
    except (EditError, OSError) as error:
        raise click.ClickException(str(error)) from None
    if dry_run:
        click.echo("".join(_difference(found.changes)), nl=False)
        return
    for place in found.places:
        click.echo(place)
    places = "place" if len(found.places) == 1 else "places"
    click.echo(f"{found.old} is now {found.new}: {len(found.places)} {places} changed.")


def _difference(changes: Iterable[Change]) -> Iterator[str]:
    for change in sorted(changes, key=lambda change: change.path):
        before, after = ((text or b"").decode("utf-8") for text in (change.before, change.after))
        name = change.path.as_posix()
        lines = difflib.unified_diff(
            before.splitlines(keepends=True),
            after.splitlines(keepends=True),
            "/dev/null" if change.before is None else name,
            "/dev/null" if change.after is None else name,
        )
        for line in lines:
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at the end of the file\n"
