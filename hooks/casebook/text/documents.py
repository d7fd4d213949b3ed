"""Hand-written pages: checked with the case before anything is built."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import yaml
from markdown import Markdown

from casebook.case import Case
from casebook.problems import Problem, Where
from casebook.reading import Document, decode
from casebook.text.convert import EXTENSIONS
from casebook.text.extension import CasebookExtension
from casebook.text.linking import Linking
from casebook.text.passage import Flaw

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A Markdown file below the folder of hand-written pages, `name` as messages call it."""

    name: str
    text: str


def read_documents(root: Path) -> tuple[list[HandWritten], list[Problem]]:
    """Return every Markdown file below `root`, in order of name, and what keeps others out."""
    found: list[HandWritten] = []
    problems: list[Problem] = []
    for path in sorted(path for path in root.rglob("*") if path.suffix in MARKDOWN):
        name = f"{root.name}/{path.relative_to(root).as_posix()}"
        text, trouble = decode(path, name)
        problems += trouble or _front_matter(text, name)
        found.append(HandWritten(name, text))
    return found, problems


def check_documents(case: Case, documents: list[HandWritten]) -> list[Problem]:
    """Return every reference and citation in hand-written pages that leads nowhere."""
    linking = Linking(case, trusted=True)
    markdown = Markdown(extensions=[*EXTENSIONS, CasebookExtension(linking)])
    problems: list[Problem] = []
    for document in documents:
        linking.begin(None)
        front = _FRONT_MATTER.match(document.text)
        markdown.reset().convert(document.text[front.end() if front else 0 :])
        source = Document(document.name, tuple(document.text.splitlines()), None)
        problems += [
            Problem(source.find(Where(document.name), flaw.needle), flaw.what, flaw.hint, flaw.code)
            for flaw in [*linking.flaws, *_dead(document, documents, linking.addresses)]
        ]
    return problems


def _dead(page: HandWritten, pages: list[HandWritten], addresses: list[str]) -> list[Flaw]:
    """Return the links of one hand-written page to others that are not there."""
    there = {other.name for other in pages}
    folder = posixpath.dirname(page.name)
    hint = "Name a page of this folder, or refer to a record by [[id]]"
    found: list[Flaw] = []
    for address in addresses:
        path = unquote(re.split(r"[?#]", address)[0])
        leaves = ":" in path or not path.endswith(MARKDOWN)
        if not leaves and posixpath.normpath(posixpath.join(folder, path)) not in there:
            found.append(Flaw(f'there is no page "{address}"', hint, address, "CB401"))
    return found


def _front_matter(text: str, name: str) -> list[Problem]:
    """MkDocs takes front matter that is not valid YAML for prose, without a word."""
    front = _FRONT_MATTER.match(text)
    if front is None:
        return []
    try:
        valid = isinstance(yaml.load(front[1], Loader=yaml.CSafeLoader), dict)
        line = 1
    except yaml.MarkedYAMLError as error:
        valid = False
        line = error.problem_mark.line + 2 if error.problem_mark else 1
    if valid:
        return []
    hint = 'Write "key: value" lines between the two "---"'
    return [Problem(Where(name, line), "the front matter is not a mapping", hint, "CB402")]
