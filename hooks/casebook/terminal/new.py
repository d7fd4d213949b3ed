"""`python -m casebook new`: a new record in the right file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from casebook.editing.documents import named
from casebook.editing.files import EditError, put
from casebook.editing.new import Maker
from casebook.editing.placing import Place
from casebook.editing.rendering import Value
from casebook.editing.stubs import Field
from casebook.problems import DataError
from casebook.terminal.options import field_options, given_values, option_name
from casebook.terminal.questions import ask, ask_file, ask_id

KINDS = {
    "event": "events",
    "actor": "actors",
    "place": "places",
    "term": "glossary",
    "source": "sources",
    "article": "articles",
    "question": "questions",
}
_HELP = """Write a new {word} into the case.

On a terminal, what is missing is asked for. A list of ids is written with commas; a list of
anything else by giving the option again; a mapping as YAML has it: '{{key: value}}'.
"""


@click.group()
def new() -> None:
    """Write a new record into the right file; nothing that is there is changed."""


def _add(word: str, kind: str) -> None:
    folder = click.Path(path_type=Path)
    options = [
        click.Argument(["id"], required=False),
        *field_options(kind),
        click.Option(["--file"], help="The file to write to, instead of the one that suits it."),
        click.Option(["--data"], type=folder, default=Path("data"), show_default=True),
        click.Option(["--docs"], type=folder, default=Path("docs"), show_default=True),
    ]
    text = _HELP.format(word=word)
    short = f"Write a new {word} into the case."

    def callback(**given: Any) -> None:
        _run(kind, given)

    new.add_command(
        click.Command(word, params=options, callback=callback, help=text, short_help=short)
    )


for _word, _kind in KINDS.items():
    _add(_word, _kind)


def _run(kind: str, options: dict[str, Any]) -> None:
    data: Path = options["data"]
    if not data.is_dir():
        raise click.BadParameter(f"There is no folder {data}.", param_hint="--data")
    maker = Maker(data, options["docs"], kind)
    given = given_values(maker.fields, options)
    _refuse_faults(maker, given)
    asking = sys.stdin.isatty()
    if asking:
        try:
            _ask_for_missing(maker, given)
        except UnicodeDecodeError:
            raise click.UsageError("What was typed is not UTF-8.") from None
    else:
        _refuse_gaps(maker, given)
    _write(maker, given, options["file"], asking=asking)


def _refuse_faults(maker: Maker, given: dict[str, Value]) -> None:
    faults = [
        f"{option_name(key)}: {fault.removeprefix(f'{key}: ')}"
        for key, value in given.items()
        for fault in maker.faults(key, value)
    ]
    if faults:
        raise click.UsageError("\n".join(faults))


def _ask_for_missing(maker: Maker, given: dict[str, Value]) -> None:
    if maker.name in maker.wanted(given):
        given[maker.name.key] = ask(maker, maker.name)
    if "id" not in given:
        given["id"] = ask_id(maker, maker.free(maker.id_for(given)))
    while missing := maker.wanted(given):
        field = missing[0]
        given[field.key] = ask(maker, field, optional=field.key == "date")
        if not given[field.key]:
            del given[field.key]
            between = maker.field("between")
            given[between.key] = ask(maker, between)


def _refuse_gaps(maker: Maker, given: dict[str, Value]) -> None:
    if missing := maker.wanted(given):
        names = ", ".join(_option(field) for field in missing)
        what = "this option is missing" if len(missing) == 1 else "these options are missing"
        raise click.UsageError(f"{what}: {names}".capitalize())
    if "id" in given:
        return
    given["id"] = maker.id_for(given)
    if not given["id"]:
        raise click.UsageError(f"No id can be made from the {maker.name.key}: name one.")
    _refuse_faults(maker, {"id": given["id"]})


def _option(field: Field) -> str:
    return option_name(field.key) + (" (or --between)" if field.key == "date" else "")


def _place(maker: Maker, given: dict[str, Value], file: str | None) -> Place:
    try:
        return maker.place(given, file)
    except EditError as error:
        raise click.BadParameter(str(error), param_hint="--file") from None


def _write(maker: Maker, given: dict[str, Value], file: str | None, *, asking: bool) -> None:
    try:
        place = _place(maker, given, file)
        if asking and file is None and place.path.exists() and maker.has_choice():
            place = ask_file(maker, given, named(maker.data, place.path))
        stub = maker.stub(given, place)
        put([stub.change])
    except DataError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        click.echo("Nothing was written: the new record brings these problems.", err=True)
        raise click.exceptions.Exit(1) from None
    except (EditError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(stub.where)
