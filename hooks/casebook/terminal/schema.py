"""`python -m casebook schema`: the JSON Schemas by which editors' programs explain and complete."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.records import schema as schemas


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--check", is_flag=True, help="Write nothing; tell whether the files are fresh.")
def schema(data: Path, check: bool) -> None:
    """Write the schemas of all kinds into the data folder, for editors' programs."""
    if not data.is_dir():
        raise click.UsageError(f'There is no folder "{data}". Name the data folder with --data.')
    stale = _stale(data / schemas.FOLDER)
    if check:
        _report(stale)
        return
    for path, text in stale.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"Written: {path}")
    if not stale:
        click.echo("The schemas are fresh.")


def _report(stale: dict[Path, str]) -> None:
    for path in stale:
        what = "is not what the models give" if path.exists() else "is missing"
        click.echo(f"{path} {what}. Run: python -m casebook schema")
    if stale:
        raise click.exceptions.Exit(1)
    click.echo("The schemas are fresh.")


def _stale(folder: Path) -> dict[Path, str]:
    """Return what each file should hold that does not hold it yet."""
    wanted = {folder / f"{kind}.json": text for kind, text in schemas.texts().items()}
    return {
        path: text
        for path, text in wanted.items()
        if not path.is_file() or path.read_bytes() != text.encode()
    }
