"""`python -m casebook explain`: what a kind of problem means, with examples."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import click

from casebook.problems import CODES, GROUPS, did_you_mean
from casebook.problems.manual import page

_WIDTH = 80


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Tell what CODE means and what to do about it; without one, list them all."""
    if code is None:
        click.echo("\n".join(_list()))
        return
    name = code.strip("[]").upper()
    if name not in CODES:
        hint = did_you_mean(name, CODES) or "Without a code, explain lists them all."
        raise click.BadParameter(f'There is no code "{code}". {hint}', param_hint="CODE")
    click.echo(plain(page(name)), nl=False)


def plain(text: str) -> str:
    """Return the Markdown of a page as text for a terminal: blocks of code as they are."""
    return "\n\n".join(map(_plain, text.strip("\n").split("\n\n"))) + "\n"


def _list() -> Iterator[str]:
    for prefix, title in GROUPS.items():
        yield title
        for code in CODES.values():
            if code.id.startswith(prefix):
                yield f"  {code.id}  {code.title}"
        yield ""
    yield "python -m casebook explain CB201 tells more of one."


def _plain(block: str) -> str:
    if block.startswith("    "):
        return block
    if heading := re.fullmatch(r"(#+) (.*)", block):
        line = ("=" if heading[1] == "#" else "-") * len(heading[2])
        return f"{heading[2]}\n{line}"
    if said := re.fullmatch(r"(``+) (.*) \1", block):
        return _filled(said[2], "    ")
    words = re.sub(r"`|^\*|\*$", "", " ".join(block.split()))
    return _filled(words, "")


def _filled(words: str, indent: str) -> str:
    return textwrap.fill(
        words,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
