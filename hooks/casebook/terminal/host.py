"""`python -m casebook host`: what a server has to be told to give a built site to readers."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.hosting import SERVERS, configuration

_ADDRESSES = {"nginx": "8080", "caddy": ":8080"}


@click.command()
@click.argument("server", type=click.Choice(SERVERS))
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("site"),
    show_default=True,
    help="The built site.",
)
@click.option("--root", default="/srv/casebook", show_default=True, help="Where the server has it.")
@click.option("--address", help="What the server listens at.  [default: port 8080]")
def host(server: str, site: Path, root: str, address: str | None) -> None:
    """Print the configuration of SERVER for the built site: headers, caching, compression, 404."""
    if not (site / "index.html").is_file():
        raise click.UsageError(f'There is no built site in "{site}". Build it first: mkdocs build')
    if bad := next((given for given in (root, address or "") if _is_unsafe(given)), None):
        raise click.UsageError(f'"{bad}" cannot stand in a configuration: use letters and signs.')
    address = address or _ADDRESSES[server]
    click.echo(configuration(server, site, address=address, root=root), nl=False)


def _is_unsafe(given: str) -> bool:
    """Return whether a value would end the line or the block of a configuration."""
    return any(letter.isspace() or letter in ";{}\"'\\#" for letter in given)
