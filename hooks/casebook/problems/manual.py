"""The pages about the kinds of problem, as Markdown, made from their examples."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from casebook.problems.codes import CODES, GROUPS, Code
from casebook.problems.example import (
    Example,
    File,
    Gone,
    Link,
    Raw,
    Repeated,
    Special,
    explanation,
)
from casebook.problems.visible import visible

_ERROR = "An error: there is no site until it is mended."
_WARNING = (
    "A warning: the site is made all the same. `check --strict` counts it, and `checks` in"
    " `data/case.yml` says what becomes of it:\n`{code}: off`, `{code}: error`, or a list of the"
    " records in which it is none."
)
_LOST = "An error of `links`: its exit code is 1. The site is made all the same."
_DOUBTFUL = "A warning of `links`. The site is made all the same."
_ELSEWHERE = "CB5"


def page(code: str) -> str:
    """Return the page about one kind of problem; its code must be in `CODES`."""
    known, told = CODES[code], explanation(code)
    return _joined(
        f"# {known.id}: {known.title}",
        _level(known),
        told.why.strip(),
        *(part for example in told.examples for part in _example(example, _teller(known))),
    )


def index() -> str:
    """Return the list of all kinds of problem, in groups, each with a link to its page."""
    return _joined(
        "# Kinds of problem",
        "Every problem that `python -m casebook check` or `links` names has a code. What a code"
        " means, with\na wrong and a right example, stands on its page; `python -m casebook explain"
        " CB201` prints the same.",
        *(part for prefix, title in GROUPS.items() for part in _group(prefix, title)),
    )


def _joined(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def _level(code: Code) -> str:
    if code.id.startswith(_ELSEWHERE):
        return f"*{_LOST if code.level == 'error' else _DOUBTFUL}*"
    return f"*{_ERROR if code.level == 'error' else _WARNING.format(code=code.id)}*"


def _teller(code: Code) -> str:
    return "links" if code.id.startswith(_ELSEWHERE) else "check"


def _group(prefix: str, title: str) -> Iterator[str]:
    codes = [code for code in CODES.values() if code.id.startswith(prefix)]
    yield f"## {title}"
    yield "\n".join(f"- [{code.id}]({code.id}.md): {code.title}" for code in codes)


def _example(example: Example, teller: str) -> Iterator[str]:
    title = example.case or "example"
    yield f"## {title[0].upper()}{title[1:]}"
    yield from _files(example.wrong)
    yield from _answers(example)
    yield f"`{teller}` says:"
    yield from map(_said, example.says)
    yield "Mended:"
    changed = {n: file for n, file in example.right.items() if example.wrong.get(n) != file}
    yield from _files(changed) if changed else [_nothing(example)]


def _answers(example: Example) -> Iterator[str]:
    """Say what the web answers, where that is the mistake."""
    for address, answer in example.web.items():
        yield f"The answer to `{address}` is: {answer['said']}."


def _said(line: str) -> str:
    """Return a message as code that breaks like prose: it is longer than a line of the page."""
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (max(1, longest) + 1)
    return f"{fence} {line} {fence}"


def _nothing(example: Example) -> str:
    """Say what is right where no file need be shown."""
    names = ", ".join(f"`{visible(name)}`" for name in example.wrong)
    gone = all(isinstance(file, Gone) for file in example.wrong.values())
    return f"{names} is there." if gone else f"{names} is not there."


def _files(files: Mapping[str, File]) -> Iterator[str]:
    for name, file in files.items():
        shown = f"`{visible(name)}`"
        match file:
            case Link():
                yield f"{shown} is a symbolic link to `{file.link}`."
            case Special():
                yield f"{shown} is a named pipe."
            case Gone():
                yield f"There is no {shown}."
            case Repeated():
                yield f"{shown}, so many times over: {file.times:,}"
                yield _block(file.text)
            case Raw():
                yield f"{shown}, with its bytes that are not UTF-8 written out"
                yield _block(bytes.fromhex(file.hex).decode("utf-8", "backslashreplace"))
            case "":
                yield f"{shown} is empty."
            case _:
                yield shown
                yield _block(file)


def _block(text: str) -> str:
    """Return a text as an indented block, in which nothing is taken for a link or a citation."""
    lines = (visible(line.replace("\t", "<tab>")) for line in text.rstrip("\n").split("\n"))
    return textwrap.indent("\n".join(lines), "    ", lambda line: bool(line.strip()))
