"""`python -m casebook import`: what others have written down, as records of the case."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from casebook.dates import DateError, parse
from casebook.editing.importing.bibtex import import_bibtex
from casebook.editing.importing.columns import Layout, import_table, known_columns
from casebook.editing.importing.csl import import_csl
from casebook.editing.importing.drafts import Draft
from casebook.editing.importing.intake import Intake, read_text
from casebook.editing.importing.plan import Target, check, targets
from casebook.editing.importing.references import Sorting
from casebook.editing.importing.report import ImportRefusedError, Report
from casebook.editing.importing.ris import import_ris
from casebook.editing.importing.slides import read_timeline
from casebook.editing.importing.standing import Standing, standing
from casebook.editing.importing.table import read_table
from casebook.editing.importing.timelinejs import Origin, Wishes, import_timeline, title_of
from casebook.editing.writing import EditError, put
from casebook.problems import DataError
from casebook.terminal.new import KINDS

_KINDS = ("events", "actors", "places", "glossary", "sources", "questions")
_STATUS = ("claimed", "reported", "established")
_Reader = Callable[[Intake, Sorting, Standing, Report], list[Draft]]


@click.group("import")
def importing() -> None:
    """Turn somebody else's file into records; say line by line what could not be carried over.

    Nothing that is there is changed, and nothing is written unless the whole case is still without
    problems. The exit code is 0, 1 where something was refused, 2 where the command is wrong.
    """


@dataclass
class _Task:
    """What every import is told, what it has found, and what it has to say."""

    file: Path
    data: Path
    docs: Path
    to: str | None
    dry_run: bool
    encoding: str

    def __post_init__(self) -> None:
        if not self.data.is_dir():
            raise click.BadParameter(f"There is no folder {self.data}.", param_hint="--data")
        self.report = Report()
        with clean_messages():
            self.intake = read_text(self.file, self.encoding)
        self.standing = standing(self.data)

    def finish(self, main: str, drafts: list[Draft], more: str = "") -> None:
        """Say what became of what is no record, and write the records, or show them.

        `more` is to be said when they are written.
        """
        with clean_messages():
            self._tell()
            if not drafts:
                raise click.ClickException("Nothing was written: no record is left.")
            found = targets(self.data, drafts, main, self.file.name, self.to)
            if problems := check(self.data, self.docs, found):
                raise DataError(problems)
            if self.dry_run:
                click.echo("\n".join(_shown(target) for target in found), nl=False)
            else:
                put(target.change for target in found)
                for target in found:
                    click.echo(f"{target.path}: {_count(target)}")
        if more:
            click.echo(more)
        if self.report.count("refused"):
            raise click.exceptions.Exit(1)

    def _tell(self) -> None:
        for line in self.report.lines():
            click.echo(line, err=True)
        counts = {
            "in other words": self.report.count("changed"),
            "in no field of a record": self.report.count("left"),
            "refused": self.report.count("refused"),
        }
        said = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
        if said:
            click.echo(f"Not carried over as they stand: {said}.", err=True)


def _command(name: str, *options: Callable[..., Any]) -> Callable[..., click.Command]:
    """Make a command of a function that takes a task; every import has these options."""
    folder = click.Path(path_type=Path)
    common = [
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        *options,
        click.option("--to", help="The file to write to; one that is there is added to."),
        click.option("--dry-run", is_flag=True, help="Print the records and write nothing."),
        click.option("--encoding", default="utf-8", show_default=True, help="Of the file."),
        click.option("--data", type=folder, default=Path("data"), show_default=True),
        click.option("--docs", type=folder, default=Path("docs"), show_default=True),
    ]

    def decorate(run: Callable[..., None]) -> click.Command:
        def callback(
            file: Path,
            data: Path,
            docs: Path,
            to: str | None,
            dry_run: bool,
            encoding: str,
            **given: Any,
        ) -> None:
            run(_Task(file, data, docs, to, dry_run, encoding), **given)

        made: Callable[..., None] = callback
        for option in reversed(common):
            made = option(made)
        return importing.command(name, help=run.__doc__)(made)

    return decorate


def _drafts(default: bool) -> Callable[..., Any]:
    return click.option(
        "--draft/--no-draft", default=default, show_default=True, help="Whether they are drafts."
    )


@_command(
    "timelinejs",
    click.option("--title", help="Of the timeline; its title slide says it, or you are asked."),
    click.option("--issued", help="When it was published, in EDTF; XXXX where nobody knows."),
    click.option("--url", default="", help="Where it is published."),
    click.option("--source", default="", help="The source that stands for it, if there is one."),
    click.option("--status", type=click.Choice(_STATUS), default="claimed", show_default=True),
    click.option("--media-as-sources", is_flag=True, help="Let what slides show be sources too."),
    _drafts(default=True),
)
def timelinejs(
    task: _Task,
    title: str | None,
    issued: str | None,
    url: str,
    source: str,
    status: str,
    media_as_sources: bool,
    draft: bool,
) -> None:
    """Turn a timeline made for TimelineJS 3, its JSON or the CSV of its sheet, into events.

    They are drafts and `claimed`, and their source is the timeline itself.
    """
    with clean_messages():
        timeline = read_timeline(task.intake, task.report)
    if source:
        origin = Origin(id=_known_source(task, source))
    else:
        name = title or title_of(timeline) or _asked("title", "Title of the timeline")
        date = _date(issued or _asked("issued", "Published on (EDTF; XXXX where nobody knows)"))
        origin = Origin(title=" ".join(name.split()), issued=date, url=_address(url))
    wishes = Wishes(status=status, draft=draft, media=media_as_sources)
    made = import_timeline(timeline, origin, wishes, task.standing)
    lines = [f"# For {task.data / 'case.yml'}:", "eras:", *(f"  {line}" for line in made.eras)]
    task.finish("events", made.drafts, "\n".join(lines) if made.eras else "")


@_command(
    "csv",
    click.option("--kind", type=click.Choice(_KINDS), required=True, help="What a row is."),
    click.option("--map", "renamed", multiple=True, help="A column and its field: Headline=title."),
    click.option("--ignore", "ignored", multiple=True, help="A column to leave out."),
    click.option("--set", "constants", multiple=True, help="A field of every row: status=claimed."),
    click.option("--separator", default=";", show_default=True, help="Between items of a list."),
)
def table(
    task: _Task,
    kind: str,
    renamed: tuple[str, ...],
    ignored: tuple[str, ...],
    constants: tuple[str, ...],
    separator: str,
) -> None:
    """Turn a table into records, a row for each; its columns are called as the fields are.

    All rows are written, or none: every wrong cell is named.
    """
    if not separator:
        raise click.BadParameter("It is empty.", param_hint="--separator")
    layout = Layout(kind, _pairs(renamed, "--map"), ignored, _pairs(constants, "--set"), separator)
    with clean_messages():
        found = read_table(task.intake, known_columns(layout))
        drafts = import_table(found, layout, task.standing, task.report)
    task.finish(kind, drafts)


def _references(name: str, read: _Reader, text: str) -> None:
    def run(task: _Task, again: bool, draft: bool) -> None:
        with clean_messages():
            drafts = read(task.intake, Sorting(draft, again), task.standing, task.report)
        task.finish("sources", drafts)

    run.__doc__ = text
    again = click.option("--again", is_flag=True, help="Add sources that the case has already.")
    _command(name, again, _drafts(default=False))(run)


_references("bibtex", import_bibtex, "Turn the entries of BibTeX, or of biblatex, into sources.")
_references("ris", import_ris, "Turn the entries of a RIS file into sources.")
_references(
    "csl-json", import_csl, "Turn the items of CSL-JSON, as Zotero writes it, into sources."
)


@contextmanager
def clean_messages() -> Iterator[None]:
    """Let every reason why nothing was written be told as a message, with exit code 1."""
    try:
        yield
    except DataError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        count = len(error.problems)
        noun = "problem" if count == 1 else "problems"
        click.echo(f"Nothing was written: {count} {noun}.", err=True)
        raise click.exceptions.Exit(1) from None
    except (ImportRefusedError, EditError, OSError) as error:
        raise click.ClickException(str(error)) from None


def _shown(target: Target) -> str:
    before, after = target.change.before or b"", target.change.after or b""
    return f"# {target.path}\n{after.removeprefix(before).decode('utf-8')}"


def _count(target: Target) -> str:
    number = len(target.drafts)
    words = {kind: word for word, kind in KINDS.items()}
    return f"{number} {words[target.kind] if number == 1 else target.kind}"


def _asked(option: str, question: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(f"The file does not say it: add --{option}.")
    answer: str = click.prompt(question)
    return answer


def _date(text: str) -> str:
    try:
        return parse(text.strip()).text
    except DateError as error:
        raise click.BadParameter(f"{error.what}. {error.hint}.", param_hint="--issued") from None


def _address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s<>\"/][^\s<>\"]*", text):
        raise click.BadParameter("Write it whole, with https://.", param_hint="--url")
    return text


def _known_source(task: _Task, name: str) -> str:
    plain = name.removeprefix("sources/")
    if plain not in task.standing.sources:
        raise click.BadParameter(f'There is no source "{plain}".', param_hint="--source")
    return plain


def _pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    for text in given:
        if "=" not in text.strip("="):
            raise click.BadParameter(f'Write NAME=VALUE, not "{text}".', param_hint=option)
    return {
        name.strip(): value.strip() for name, _, value in (text.partition("=") for text in given)
    }
