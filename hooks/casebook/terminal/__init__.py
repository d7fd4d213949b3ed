"""The terminal: each command in a file of its own, gathered here."""

from __future__ import annotations

import io
import sys

import click

from casebook.terminal.archive import archive
from casebook.terminal.check import check
from casebook.terminal.explain import explain
from casebook.terminal.fmt import fmt
from casebook.terminal.host import host
from casebook.terminal.importing import importing
from casebook.terminal.init import init
from casebook.terminal.links import links
from casebook.terminal.new import new
from casebook.terminal.rename import rename
from casebook.terminal.report import report
from casebook.terminal.schema import schema
from casebook.terminal.whole import whole
from casebook.terminal.write import write

__all__ = ["main"]


@click.group(no_args_is_help=True)
def main() -> None:
    """Casebook: a documented case, kept as YAML."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal of another encoding cannot show must not stop a command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


COMMANDS = (
    *(archive, check, explain, fmt, host, importing, init),
    *(links, new, rename, report, schema, write),
)
for command in COMMANDS:
    main.add_command(command)
importing.add_command(whole)
