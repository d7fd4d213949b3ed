"""Texts that nobody writes and Markdown cannot bear: refused before it meets them.

Python-Markdown calls itself once for each level of nesting, and tries each bracket that may open a
link against all that follows it. So what is bounded here is the length of a text and of what stands
in it without an empty line, how deep its brackets, tags and lists go, and how many of them are left
open; then the time it takes grows with its length alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from casebook.text.passage import Flaw

MAX_TEXT = 200_000
MAX_BLOCK = 40_000
MAX_BACKTICKS = 1000
MAX_HEADINGS = 100
MAX_DEPTH = 20
MAX_TAGS = 100
MAX_OPEN = 50

_BLOCK = re.compile(r"\n[ \t]*\n")
_ESCAPED = re.compile(r"\\.")
_MARK = re.compile(r"[ \t]*(?:>|[-+*:][ \t]|\d+\.[ \t])")
_INDENT = re.compile(r"^[ \t]*", re.MULTILINE)
# A line may be too deep that begins with so much of what marks and indents lines.
_DEEP = re.compile(rf"\n[\s>+*:.\d-]{{{MAX_DEPTH}}}")
_HEADING = re.compile(r"^(?:#|=+[ \t]*$|-+[ \t]*$)", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_VOID = frozenset({"br", "hr", "img", "wbr"})

_SHORTER = "Divide it, by an empty line or into texts of their own"
_FLATTER = "Close what is open, or write it flat"


def excess(text: str) -> Flaw | None:
    """Return the first bound that a text goes beyond, or None."""
    if len(text) > MAX_TEXT:
        hint = f"Divide it: a text may have {MAX_TEXT:,} characters"
        return _flaw("this text is too long", hint, text)
    if _is_plain(text):
        return None
    if _deepest(_TAG.finditer(text), _opens_tag) > MAX_TAGS:
        return _flaw("its HTML tags nest too deeply", _FLATTER, text)
    return next((found for block in _BLOCK.split(text) if (found := _of_block(block))), None)


def _is_plain(text: str) -> bool:
    """Return whether a text is far from every bound, as nearly all are: that is quickly told."""
    return len(text) < MAX_DEPTH or (
        len(text) <= MAX_BLOCK
        and text.count("\n") < MAX_HEADINGS
        and text.count("[") <= MAX_DEPTH
        and text.count("(") <= MAX_OPEN
        and not any(mark in text for mark in "<`\\")
        and not _DEEP.search(f"\n{text}")
    )


def _of_block(block: str) -> Flaw | None:
    if len(block) < MAX_DEPTH:
        return None
    if len(block) > MAX_BLOCK:
        what = f"more than {MAX_BLOCK:,} characters stand here without an empty line"
        return _flaw(what, _SHORTER, block)
    if len(_HEADING.findall(block)) > MAX_HEADINGS or block.count("`") > MAX_BACKTICKS:
        return _flaw("too many marks stand here without an empty line", _SHORTER, block)
    if _nests(_ESCAPED.sub("", block)):
        return _flaw("it nests too deeply, or too much of it is left open", _FLATTER, block)
    return None


def _nests(block: str) -> bool:
    brackets = re.finditer(r"[\[\]]", block)
    return (
        _deepest(brackets, lambda mark: 1 if mark[0] == "[" else -1) > MAX_DEPTH
        or _left_open(block, "](", ")")
        or _left_open(block, "<", ">")
        or any(map(_is_deep_line, block.split("\n")))
    )


def _deepest(marks: Iterator[re.Match[str]], step: Callable[[re.Match[str]], int]) -> int:
    depth = deepest = 0
    for mark in marks:
        depth = max(0, depth + step(mark))
        deepest = max(deepest, depth)
    return deepest


def _opens_tag(tag: re.Match[str]) -> int:
    if tag[2].lower() in _VOID:
        return 0
    return -1 if tag[1] else 1


def _left_open(block: str, start: str, end: str) -> bool:
    """Return whether `start` comes too often before `end` does."""
    return any(part.count(start) > MAX_OPEN for part in block.split(end))


def _is_deep_line(line: str) -> bool:
    """Return whether a line is indented too far, or begins with too many marks of lists."""
    indented = len(line) - len(line.lstrip())
    place = marks = 0
    while mark := _MARK.match(line, place):
        place, marks = mark.end(), marks + 1
    return marks > MAX_DEPTH or indented > 4 * MAX_DEPTH


def _flaw(what: str, hint: str, text: str) -> Flaw:
    return Flaw(what, hint, text[:30], "CB244")
