"""`python -m casebook archive`: the built site as files that can be kept, carried and verified."""

from __future__ import annotations

import os
from pathlib import Path

import click

from casebook.archiving import ArchiveError
from casebook.archiving import archive as write_archive
from casebook.build import check
from casebook.dates.epoch import CLOCK, second_of
from casebook.editing.importing.slugs import slug
from casebook.problems import DataError


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The built site.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Where the archive goes.",
)
def archive(data: Path, site: Path, out: Path) -> None:
    """Write the built site as one ZIP and one WARC, with their checksums.

    They are named after the case and the day on which research closed. Two archives of the same
    site are the same, byte for byte.
    """
    try:
        about = check(data, None).case.about
        second = second_of(about.as_of, os.environ.get(CLOCK))
        name = f"{slug(about.title) or 'case'}-{about.as_of.text}"
        says = f"{about.title}: the whole site, research closed {about.as_of.text}"
        made = write_archive(site, out, name=name, about=says, second=second)
    except (DataError, ArchiveError, ValueError) as error:
        click.echo(f"No archive was made: {error}.", err=True)
        raise click.exceptions.Exit(1) from None
    for path in (made.zipped, made.warc, made.sums):
        click.echo(f"Written: {path} ({path.stat().st_size:,} bytes)")
    click.echo(f"In the WARC the site has the address {made.base}")
