"""Asking for what a new record lacks, again and again until the checker has nothing against it."""

from __future__ import annotations

from collections.abc import Mapping

import click

from casebook.editing.files import EditError
from casebook.editing.new import Maker
from casebook.editing.placing import Place
from casebook.editing.rendering import Value
from casebook.editing.stubs import Field


def ask(maker: Maker, field: Field, *, optional: bool = False) -> Value:
    """Return the answer for a field; with `optional`, it may be an empty text."""
    if field.about:
        click.echo(field.about)
    if field.shape == "mappings":
        return _ask_list(maker, field)

    def value(text: str) -> Value:
        if optional and not text.strip():
            return ""
        found = field.read([text])
        _refuse(maker.faults(field.key, found))
        return found

    label = _label(field) + (", empty where only the order is known" if optional else "")
    default = "" if optional else None
    answer: Value = click.prompt(label, default=default, show_default=False, value_proc=value)
    return answer


def ask_id(maker: Maker, proposed: str) -> str:
    """Return the id, which somebody may take as proposed."""

    def value(text: str) -> str:
        _refuse(maker.faults("id", text))
        return text.strip()

    answer: str = click.prompt("id", default=proposed or None, value_proc=value)
    return answer


def ask_file(maker: Maker, given: Mapping[str, Value], proposed: str) -> Place:
    """Return the file to write to, which somebody may take as proposed."""

    def value(text: str) -> Place:
        name = text.strip().removeprefix(f"{maker.data.name}/")
        try:
            return maker.place(given, name)
        except EditError as error:
            raise click.BadParameter(str(error)) from None

    answer: Place = click.prompt("file", default=proposed, value_proc=value)
    return answer


def _ask_list(maker: Maker, field: Field) -> Value:
    """Ask for the mappings of a list, by what each of them must have."""
    found: list[Value] = []
    while len(found) < max(maker.least(field), 1) or click.confirm("Another?"):
        item: dict[str, Value] = {}
        for inner in field.inner:
            if inner.required:
                item[inner.key] = _ask_inner(maker, field, inner, len(found) + 1)
        found.append(item)
    return found


def _ask_inner(maker: Maker, field: Field, inner: Field, number: int) -> Value:
    def value(text: str) -> Value:
        found = inner.read([text])
        _refuse(maker.faults_within(field.key, inner.key, found))
        return found

    answer: Value = click.prompt(f"{field.key} {number}, {_label(inner)}", value_proc=value)
    return answer


def _label(field: Field) -> str:
    if field.words:
        return f"{field.key} ({', '.join(field.words)})"
    return f"{field.key} (ids, with commas)" if field.shape == "ids" else field.key


def _refuse(faults: tuple[str, ...]) -> None:
    if faults:
        raise click.BadParameter("\n".join(faults))
