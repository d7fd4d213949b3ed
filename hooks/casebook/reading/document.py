"""YAML files -> raw values that know their file, line and column.

The rules are those of "YAML as editors mean it" in the model's description.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import yaml

from casebook.problems import Problem, Where
from casebook.reading.compose import Composer, RefusedError
from casebook.reading.raw import Raw
from casebook.reading.swallowed import swallowed
from casebook.reading.syntax import explain
from casebook.reading.walking import unread

MAX_BYTES = 4_000_000

# Explicit directional controls reorder the text around them, so that a reader of the YAML sees
# something else than the site shows (CVE-2021-42574); names in other scripts never need them.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_FORBIDDEN = (
    (
        _BIDI,
        "an invisible bidirectional control",
        "Delete it: it turns the text around, and right-to-left names need none",
        "CB109",
    ),
    (_CONTROL, "an invisible control character", "Delete it", "CB110"),
)
_MOST = 100  # problems of one kind that are worth telling: a file of nothing else is no text


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its name in messages, its text, and what it holds (None if empty)."""

    name: str
    text: str
    root: Raw | None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text."""
        return _lines(self.text)

    def find(self, near: Where, needle: str) -> Where:
        """Return the first place of `needle` at or after `near`, or `near` where it is not found.

        Text may be folded over lines; a mark inside it is looked up in the file as written.
        """
        for number in range(near.line - 1, len(self.lines)):
            start = near.column - 1 if number == near.line - 1 else 0
            column = self.lines[number].find(needle, start)
            if column >= 0:
                return Where(self.name, number + 1, column + 1)
        return near


Found: TypeAlias = tuple[Document, list[Problem]]
"""A document (with `root` None where nothing could be read), and what is wrong with it."""


class KeptFiles:
    """Files as they were read for an earlier build, for as long as they hold the same bytes."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[bytes, Found]] = {}
        self._now: dict[str, tuple[bytes, Found]] = {}

    def begin(self) -> None:
        """Forget the files that were not read since the last time."""
        self._before, self._now = self._now, {}

    def read(self, content: bytes, name: str) -> Found:
        """Return the document in a file with this content, and every problem found in it."""
        held, found = self._before.get(name, (None, None))
        if found is None or held != content:
            found = _read(content, name)
        self._now[name] = (content, found)
        return found


def read(path: Path, name: str, kept: KeptFiles | None = None) -> Found:
    """Read one YAML file.

    `name` is what messages call it. Returns the document and every problem found in its text and
    its form.
    """
    try:
        content = _bytes(path)
    except OSError as error:
        return Document(name, "", None), [unread(name, error)]
    return kept.read(content, name) if kept is not None else _read(content, name)


def _read(content: bytes, name: str) -> Found:
    text, problems = _decoded(content, name)
    return (Document(name, text, None), problems) if problems else compose(text, name)


def compose(text: str, name: str) -> Found:
    """Do the same with the text of a file, or of a part of one."""
    composer = Composer(name, text, _escaped)
    try:
        root = composer.compose()
        return Document(name, text, root), [
            *composer.problems,
            *islice(swallowed(text, name), _MOST),
        ]
    except RefusedError as refused:
        problem = refused.problem
    except yaml.MarkedYAMLError as error:
        problem = explain(text, name, error)
    return Document(name, text, None), [*composer.problems, problem]


def decode(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, and what keeps it from being read as one."""
    try:
        return _decoded(_bytes(path), name)
    except OSError as error:
        return "", [unread(name, error)]


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _decoded(content: bytes, name: str) -> tuple[str, list[Problem]]:
    if len(content) > MAX_BYTES:
        hint = f"Split it into files of at most {MAX_BYTES // 1_000_000} MB"
        return "", [Problem(Where(name), "the file is too large", hint, "CB107")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(name, content, error)]
    return text, _forbidden(text, name)


def _not_utf8(name: str, content: bytes, error: UnicodeDecodeError) -> Problem:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        what, where = "the file is saved as UTF-16", Where(name)
    else:
        before = content[: error.start].decode("utf-8-sig")
        what = f"the character here is not UTF-8 (byte 0x{content[error.start]:02X})"
        where = _at(name, before, len(before))
    return Problem(where, what, "Save the file as UTF-8", "CB108")


# What is looked for in lines is looked for file after file; to hold the lines of all files takes a
# tenth of the memory of a build.
@lru_cache(maxsize=8)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def _forbidden(text: str, name: str) -> list[Problem]:
    # What can be printed has neither, and most files have nothing else besides the ends of lines.
    if text.replace("\n", "").isprintable():
        return []
    return [
        Problem(_at(name, text, match.start()), f"{what}, U+{ord(match[0]):04X}", hint, code)
        for pattern, what, hint, code in _FORBIDDEN
        for match in islice(pattern.finditer(text), _MOST)
    ]


def _escaped(text: str, where: Where) -> list[Problem]:
    return [
        Problem(where, f"{what}, U+{ord(found[0]):04X}", hint, code)
        for pattern, what, hint, code in _FORBIDDEN
        if (found := pattern.search(text))
    ]


def _at(name: str, text: str, offset: int) -> Where:
    return Where(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
