"""The terminal: each command in a file of its own, gathered here."""

from __future__ import annotations

import click

from casebook.terminal.check import check

__all__ = ["main"]


@click.group(no_args_is_help=True)
def main() -> None:
    """Casebook: a documented case, kept as YAML."""


for command in (check,):
    main.add_command(command)
