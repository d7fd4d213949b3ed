"""Hand-written pages: checked with the case before anything is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown

from casebook.case import Case
from casebook.problems import Problem, Where
from casebook.reading import Document
from casebook.text.convert import EXTENSIONS
from casebook.text.extension import CasebookExtension
from casebook.text.linking import Linking

_FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A Markdown file below the folder of hand-written pages, `name` as messages call it."""

    name: str
    text: str


def read_documents(root: Path) -> list[HandWritten]:
    """Return every Markdown file below `root`, in order of name."""
    return [
        HandWritten(f"{root.name}/{path.relative_to(root).as_posix()}", path.read_text("utf-8"))
        for path in sorted(root.rglob("*.md"))
    ]


def check_documents(case: Case, documents: list[HandWritten]) -> list[Problem]:
    """Return every reference and citation in hand-written pages that leads nowhere."""
    linking = Linking(case)
    markdown = Markdown(extensions=[*EXTENSIONS, CasebookExtension(linking)])
    problems: list[Problem] = []
    for document in documents:
        linking.begin(None)
        front = _FRONT_MATTER.match(document.text)
        markdown.reset().convert(document.text[front.end() if front else 0 :])
        source = Document(document.name, tuple(document.text.splitlines()), None)
        problems += [
            Problem(source.find(Where(document.name), flaw.needle), flaw.what, flaw.hint)
            for flaw in linking.flaws
        ]
    return problems
