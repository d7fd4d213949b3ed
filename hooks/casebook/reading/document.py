"""YAML files -> raw records that know their file, line and column.

PyYAML's C parser composes nodes; no value is constructed from them, so a scalar is the text the
editor wrote and nothing in a file can name a Python object. The rules are those of "YAML as editors
mean it" in the model's description.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from casebook.problems import Problem, Where

MAX_BYTES = 4_000_000
MAX_NODES = 200_000
MAX_DEPTH = 40

# Explicit directional controls reorder the text around them, so that a reader of the YAML sees
# something else than the site shows (CVE-2021-42574); names in other scripts never need them.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL_NAME = "a control character"
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


@dataclass(frozen=True, slots=True)
class RawText:
    """A scalar, as text in NFC. `empty` tells a value left out from a quoted empty text."""

    text: str
    where: Where
    empty: bool = False


@dataclass(frozen=True, slots=True)
class RawList:
    """A sequence."""

    items: tuple[Raw, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class RawMap:
    """A mapping in the order of the file; `keys` has the place of each key."""

    entries: dict[str, Raw]
    keys: dict[str, Where]
    where: Where


Raw: TypeAlias = RawText | RawList | RawMap


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its name in messages, its lines, and what it holds (None if empty)."""

    name: str
    lines: tuple[str, ...]
    root: Raw | None

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


def read(path: Path, name: str) -> tuple[Document, list[Problem]]:
    """Read one YAML file.

    `name` is what messages call it. Returns the document (with `root` None where nothing could be
    read) and every problem found in its text and its form.
    """
    text, problems = decode(path, name)
    problems = problems or _depth(text, name)
    lines = tuple(text.splitlines())
    if problems:
        return Document(name, lines, None), problems
    try:
        nodes = list(yaml.compose_all(text, Loader=yaml.CBaseLoader))
    except yaml.MarkedYAMLError as error:
        return Document(name, lines, None), [_syntax(name, lines, error)]
    if len(nodes) > 1:
        where = _where(name, nodes[1])
        hint = "Keep one document in a file; write several records as a list"
        return Document(name, lines, None), [
            Problem(where, "a second YAML document", hint, "CB113")
        ]
    reader = _Reader(name)
    root = reader.convert(nodes[0]) if nodes else None
    return Document(name, lines, root), reader.problems


def decode(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, and what keeps it from being read as one."""
    start = Where(name)
    if path.stat().st_size > MAX_BYTES:
        hint = f"Split it: a file may have {MAX_BYTES // 1_000_000} MB"
        return "", [Problem(start, "the file is too large", hint, "CB107")]
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        what = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return "", [Problem(Where(name, line, column), what, "Save the file as UTF-8", "CB108")]
    return text, _forbidden(text, name)


def _forbidden(text: str, name: str) -> list[Problem]:
    return [
        Problem(_at(name, text, match.start()), f"{what} U+{ord(match[0]):04X}", hint, code)
        for pattern, what, hint, code in (
            (
                _BIDI,
                "an invisible bidirectional control",
                "Delete it; right-to-left names need none",
                "CB109",
            ),
            (_CONTROL, _CONTROL_NAME, "Delete it", "CB110"),
        )
        for match in pattern.finditer(text)
    ]


def _depth(text: str, name: str) -> list[Problem]:
    """Refuse deep nesting before the C parser meets it: that recurses without a limit."""
    depth = 0
    for match in re.finditer(r"[\[{]|[\]}]", text):
        depth += 1 if match[0] in "[{" else -1
        if depth > 20 * MAX_DEPTH:
            return [
                Problem(_at(name, text, match.start()), "brackets nest too deeply", _FLAT, "CB117")
            ]
    deepest = max((len(line) - len(line.lstrip(" -?:")) for line in text.splitlines()), default=0)
    if deepest > 50 * MAX_DEPTH:
        return [Problem(Where(name), "lines are indented too deeply", _FLAT, "CB117")]
    return []


_FLAT = "Write it flat: no record needs more than a few levels"


def _at(name: str, text: str, offset: int) -> Where:
    return Where(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _syntax(name: str, lines: tuple[str, ...], error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "unexpected end of stream" in (error.problem or ""):
        mark = error.context_mark  # where the quotation begins, not where the file ends
    where = Where(name, mark.line + 1, mark.column + 1) if mark else Where(name)
    line = lines[where.line - 1] if where.line <= len(lines) else ""
    if "\t" in line[: where.column]:
        return Problem(where, "a tab in the indentation", "Indent with spaces", "CB111")
    reason = " ".join(filter(None, (error.context, error.problem)))
    return Problem(where, f"not valid YAML: {reason}", _syntax_hint(error.problem or ""), "CB112")


def _syntax_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'Put a text that holds ": " in quotes, and check the indentation'
    if "unexpected end of stream" in problem:
        return "Close the quotation mark or bracket that is still open"
    if "undefined alias" in problem:
        return "Put a text that begins with * in quotes"
    if "cannot start any token" in problem:
        return "Put a text that begins with @, ` or % in quotes"
    return "Check quotation marks, colons and indentation on this line and the one before"


class _Reader:
    """Nodes -> raw values, collecting problems; an alias counts as often as it is used."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._left = MAX_NODES
        self._stopped = False

    def convert(self, node: yaml.Node, depth: int = 0) -> Raw:
        where = _where(self.name, node)
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            return self._stop(where)
        if node.tag not in _PLAIN_TAGS:
            self._problem(
                where, f"the tag {_tag(node.tag)} is not allowed", "Delete the tag", "CB114"
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where, depth)
        if isinstance(node, yaml.SequenceNode):
            return RawList(tuple(self.convert(item, depth + 1) for item in node.value), where)
        assert isinstance(node, yaml.ScalarNode)  # the only other kind of node
        return self._text(node, where)

    def _mapping(self, node: yaml.MappingNode, where: Where, depth: int) -> RawMap:
        entries: dict[str, Raw] = {}
        keys: dict[str, Where] = {}
        for key_node, value_node in node.value:
            key_where = _where(self.name, key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_where, "a key must be a word", "Write name: value", "CB116")
                continue
            key = unicodedata.normalize("NFC", key_node.value)
            if key in entries:
                what = f'the key "{key}" stands here twice (first on line {keys[key].line})'
                self._problem(key_where, what, "Keep one of the two", "CB115")
                continue
            keys[key] = key_where
            entries[key] = self.convert(value_node, depth + 1)
        return RawMap(entries, keys, where)

    def _text(self, node: yaml.ScalarNode, where: Where) -> RawText:
        # An escape in double quotes can name a character that the file itself does not hold.
        for pattern, what, code in (
            (_BIDI, "an invisible bidirectional control", "CB109"),
            (_CONTROL, _CONTROL_NAME, "CB110"),
        ):
            if found := pattern.search(node.value):
                self._problem(where, f"{what} U+{ord(found[0]):04X}", "Delete it", code)
        return RawText(unicodedata.normalize("NFC", node.value), where, _is_left_out(node))

    def _problem(self, where: Where, what: str, hint: str, code: str) -> None:
        self.problems.append(Problem(where, what, hint, code))

    def _stop(self, where: Where) -> RawText:
        if not self._stopped:
            self._problem(
                where, "the values expand without bound or nest too deeply", _FLAT, "CB117"
            )
        self._stopped = True
        return RawText("", where, empty=True)


def _where(name: str, node: yaml.Node) -> Where:
    return Where(name, node.start_mark.line + 1, node.start_mark.column + 1)


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _is_left_out(node: yaml.ScalarNode) -> bool:
    return node.value == "" and not node.style
