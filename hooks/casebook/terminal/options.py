"""Options that commands share, and those of a new record, one for each key of its model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click

from casebook.editing.new import fields_told
from casebook.editing.rendering import Value
from casebook.editing.stubs import Field

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, annotations for a run on GitHub, or a JSON list for tools.",
)
"""How a command that names problems prints them."""


def field_options(kind: str) -> list[click.Parameter]:
    """Return an option for each key that a new record of a kind may be given."""
    return [_option(field) for field in fields_told(kind) if field.key != "id"]


def option_name(key: str) -> str:
    """Return the option for a key: `known_since` is `--known-since`."""
    return "ID" if key == "id" else "--" + key.lower().replace("_", "-")


def given_values(fields: Iterable[Field], options: Mapping[str, Any]) -> dict[str, Value]:
    """Return what the options say, by key, in the order of the fields."""
    found: dict[str, Value] = {}
    for field in fields:
        value = options[_variable(field)]
        if isinstance(value, bool):
            found[field.key] = value
        elif value not in (None, ()):
            found[field.key] = field.read([value] if isinstance(value, str) else value)
    return found


def _option(field: Field) -> click.Option:
    name = option_name(field.key)
    if field.shape == "truth":
        names = f"{name}/--no-{name.removeprefix('--')}"
        return click.Option([names, _variable(field)], default=None, help=field.about)
    about = " ".join(filter(None, (field.about, _words(field))))
    return click.Option(
        [name, _variable(field)], multiple=field.several, metavar=_metavar(field), help=about
    )


def _variable(field: Field) -> str:
    return field.key.lower().replace("-", "_")


def _words(field: Field) -> str:
    return f"One of: {', '.join(field.words)}." if field.words else ""


def _metavar(field: Field) -> str:
    names = {"ids": "ID,ID", "number": "NUMBER", "mapping": "{...}", "mappings": "{...}"}
    return names.get(field.shape, "TEXT")
