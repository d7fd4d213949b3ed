"""Hand-written pages, converted as the site would convert them, with links between files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

import yaml
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from casebook.case import Case
from casebook.pages import addresses
from casebook.reading import files_below
from casebook.text import MARKDOWN, CasebookExtension, HandWritten, Linking, plain
from casebook.writing.settings import Settings

_TITLE = re.compile(r"\s*<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_AFTER_ALL = 0  # as MkDocs resolves links: when everything else has seen the tree


@dataclass(frozen=True, slots=True)
class Document:
    """A hand-written page: `html` has marks in the place of links to records and of citations."""

    address: str
    title: str
    description: str
    html: str


def convert(case: Case, root: Path, settings: Settings) -> Iterator[Document]:
    """Yield every published page below `root`."""
    linking = Linking(case, trusted=True)
    markdown = Markdown(
        extensions=[*settings.extensions, CasebookExtension(linking)],
        extension_configs=settings.options,
    )
    files = dict(published(root, settings))
    targets = {name: addresses.written(PurePosixPath(name)) for name in files}
    resolver = _Links(markdown, targets)
    markdown.treeprocessors.register(resolver, "casebook-links", _AFTER_ALL)
    for name, path in files.items():
        if path.suffix not in MARKDOWN:
            continue
        linking.begin(None)
        resolver.here = name
        page = HandWritten(name, path.read_text("utf-8-sig"))
        html = markdown.reset().convert(page.prose)
        front = _front(page)
        title = str(front.get("title") or _heading(html) or _named(name))
        yield Document(targets[name], title, str(front.get("description") or ""), html)


def published(root: Path, settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield each published file below `root`, with its path from there."""
    for path, _, closed in files_below(root) if root.is_dir() else ():
        name = path.relative_to(root).as_posix()
        if closed is None and settings.publishes(name):
            yield name, path


class _Links(Treeprocessor):
    """Lets links between files of the folder lead to what is published of them."""

    def __init__(self, markdown: Markdown, targets: dict[str, str]) -> None:
        super().__init__(markdown)
        self.here = ""
        self._targets = targets

    def run(self, root: ET.Element) -> None:
        """Change links and pictures."""
        for tag, name in (("a", "href"), ("img", "src")):
            for element in root.iter(tag):
                if found := self._resolved(element.get(name, "")):
                    element.set(name, found)

    def _resolved(self, value: str) -> str:
        """Return where a link leads, or nothing where it is to stay as it is."""
        try:
            parts = urlsplit(value)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.here), unquote(parts.path)))
        target = self._targets.get(path)
        if target is None:
            return ""
        start = addresses.written(PurePosixPath(self.here))
        query = f"?{parts.query}" if parts.query else ""
        end = query + (f"#{parts.fragment}" if parts.fragment else "")
        if target.endswith("/") or not target:
            return quote(addresses.href(target, start)) + end
        return quote(posixpath.relpath(target, start or ".")) + end


def _front(page: HandWritten) -> dict[str, Any]:
    text = page.text[: len(page.text) - len(page.prose)].strip().strip("-")
    # The check has refused what cannot be read.
    found = yaml.load(text, yaml.CSafeLoader) if text else None
    return found if isinstance(found, dict) else {}


def _heading(html: str) -> str:
    found = _TITLE.match(html)
    return plain(found[1]) if found else ""


def _named(name: str) -> str:
    """Return a title made from the name of a file, as MkDocs does it."""
    stem = PurePosixPath(name).stem.replace("-", " ").replace("_", " ")
    return stem.capitalize() if stem.lower() == stem else stem
