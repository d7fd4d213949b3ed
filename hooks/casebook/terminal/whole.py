"""`python -m casebook import casebook-json`: a case from the file in which a site gives it away."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.editing.importing.intake import read_text
from casebook.editing.importing.plan import check
from casebook.editing.importing.report import Report
from casebook.editing.importing.whole import MAX_BYTES, import_whole
from casebook.editing.writing import put
from casebook.problems import DataError
from casebook.terminal.importing import clean_messages


@click.command("casebook-json")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
def whole(file: Path, data: Path, docs: Path) -> None:
    """Make the data folder of a case from its casebook.json, record for record.

    The folder must not be there, or be empty.
    """
    report = Report()
    with clean_messages():
        found = import_whole(read_text(file, most=MAX_BYTES), report, data)
        for line in report.lines():
            click.echo(line, err=True)
        if problems := check(data, docs, found):
            raise DataError(problems)
        put(target.change for target in found)
    for target in found:
        click.echo(target.path)
