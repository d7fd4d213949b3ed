"""`python -m casebook fmt`: the keys of every record in one order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from casebook.editing.documents import RecordFile, record_files
from casebook.editing.files import EditError, put
from casebook.editing.fmt import Tidied, tidy


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; name the files that would change.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
def fmt(files: tuple[Path, ...], check: bool, data: Path) -> None:
    """Put the keys of records in order, in FILES or in all of the data.

    Comments travel with their keys; texts, quotes and line breaks stay as they are.
    """
    chosen = _chosen(files, data)
    found = tidy(chosen)
    if not check:
        _put(found)
    for name, _ in found.changes:
        click.echo(f"{'Would arrange' if check else 'Arranged'} {name}")
    for sentence in found.left:
        click.echo(sentence, err=True)
    _count(found, len(chosen), check=check)
    if found.left or (check and found.changes):
        raise click.exceptions.Exit(1)


def _chosen(files: Sequence[Path], data: Path) -> list[RecordFile]:
    if not data.is_dir():
        raise click.BadParameter(f"There is no folder {data}.", param_hint="--data")
    known = record_files(data)
    places = [path.absolute() for path in files]
    for path in places:
        if not any(_within(file, path) for file in known):
            raise click.BadParameter(f"{path} holds no records of {data}.", param_hint="FILES")
    return [file for file in known if not places or any(_within(file, path) for path in places)]


def _within(file: RecordFile, path: Path) -> bool:
    return file.path.resolve().is_relative_to(path.resolve())


def _put(found: Tidied) -> None:
    try:
        put(change for _, change in found.changes)
    except (EditError, OSError) as error:
        raise click.ClickException(str(error)) from None


def _count(found: Tidied, total: int, *, check: bool) -> None:
    changed = len(found.changes)
    word = "to arrange" if check else "arranged"
    files = "file" if total == 1 else "files"
    click.echo(f"{total} {files}: {changed} {word}, {total - changed} as they were.")
