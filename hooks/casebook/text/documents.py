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
from casebook.reading import Document, compose, decode, files_below
from casebook.text.bounds import excess
from casebook.text.convert import EXTENSIONS
from casebook.text.extension import CasebookExtension
from casebook.text.linking import Linking
from casebook.text.passage import Flaw

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# MkDocs itself gives this one to every page.
_FENCES = "fenced_code"
_FRONT_MATTER = re.compile(r"\A---[ \t\r]*\n(.*?)\n---[ \t\r]*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A Markdown file below the folder of hand-written pages, `name` as messages call it."""

    name: str
    text: str

    @property
    def prose(self) -> str:
        """The page without its front matter."""
        front = _FRONT_MATTER.match(self.text)
        return self.text[front.end() if front else 0 :]


def read_documents(root: Path) -> tuple[list[HandWritten], list[Problem]]:
    """Return every Markdown file below `root`, in order of name, and what keeps others out."""
    found: list[HandWritten] = []
    problems: list[Problem] = []
    for path, name, closed in files_below(root):
        if closed:
            problems.append(closed)
        elif path.suffix in MARKDOWN:
            text, trouble = decode(path, name)
            problems += trouble or _front_matter(text, name)
            found.append(HandWritten(name, text))
    return found, problems


def check_documents(case: Case, documents: list[HandWritten]) -> list[Problem]:
    """Return every reference and citation in hand-written pages that leads nowhere."""
    linking = Linking(case, trusted=True)
    markdown = Markdown(extensions=[*EXTENSIONS, _FENCES, CasebookExtension(linking)])
    problems: list[Problem] = []
    for document in documents:
        linking.begin(None)
        if beyond := excess(document.prose):
            linking.flaws.append(beyond)
        else:
            markdown.reset().convert(document.prose)
        source = Document(document.name, document.text, None)
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
    # What nests or expands without bound must not reach a loader that makes values of it.
    document, problems = compose(f"\n{front[1]}", name)
    if document.root is None and problems:
        return problems
    what = 'the lines between the two "---" are not keys with values'
    try:
        if isinstance(yaml.load(front[1], Loader=yaml.CSafeLoader), dict):
            return []
    except (yaml.YAMLError, ValueError):  # ValueError: a day that no calendar has
        if problems:
            return problems
        what = "a value of the front matter cannot be read"
    hint = 'Write "key: value" lines between the two "---", a date in quotes'
    return [Problem(Where(name), what, hint, "CB402")]
