"""Words that YAML takes for something else and drops without saying so: comments and anchors."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import yaml

from casebook.problems import Problem, Where

# Most files hold neither, and need not be parsed once more.
_LOOSE = re.compile(r" (#)(?=[^\s#!])")
_COMMENT = re.compile(r"^(?=[ ]*[^\s#]).*?[ ]#(?=[^\s#!])", re.MULTILINE)
_ANCHOR = re.compile(r"(?:^|[\s\[{,])&\S")

_FAR = (sys.maxsize, 0)
"""Behind every place, so that a span that starts where one looks counts."""


def swallowed(text: str, name: str) -> Iterator[Problem]:
    """Yield words that are lost in `text`, the file `name`, which must be valid YAML.

    A comment after a value must have a space after its `#` (as yamllint wants it as well), so that
    one that an editor means is told from a text such as "flat #5"; an anchor that no alias names
    anchors nothing.
    """
    # Looking for two signs takes a moment, looking at the start of each line does not.
    if " #" in text and _LOOSE.search(text) and _COMMENT.search(text):
        yield from _comments(text, name)
    if "&" in text and _ANCHOR.search(text):
        yield from _anchors(text, name)


def _comments(text: str, name: str) -> Iterator[Problem]:
    events = yaml.parse(text, Loader=yaml.CBaseLoader)
    scalars = (e for e in events if isinstance(e, yaml.ScalarEvent) and e.value)
    spans = [(_place(event.start_mark), _place(event.end_mark)) for event in scalars]
    for number, line in enumerate(text.splitlines()):
        first = len(line) - len(line.lstrip())
        for found in _LOOSE.finditer(line, first):
            start = found.start(1)
            if not _is_within((number, start), spans):
                what = f'YAML takes "{line[start : start + 60]}" for a comment'
                hint = "Put the text in quotes; in a comment put a space after #"
                yield Problem(Where(name, number + 1, start + 1), what, hint, "CB119")
                break


def _place(mark: Any) -> tuple[int, int]:  # the C parser has a type of its own for marks
    return mark.line, mark.column


def _is_within(
    place: tuple[int, int], spans: list[tuple[tuple[int, int], tuple[int, int]]]
) -> bool:
    """Return whether a place lies within one of the spans, which stand in order."""
    number = bisect_right(spans, (place, _FAR))
    return number > 0 and place < spans[number - 1][1]


def _anchors(text: str, name: str) -> Iterator[Problem]:
    unused: dict[str, Where] = {}
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        anchor = getattr(event, "anchor", None)
        if anchor and isinstance(event, yaml.AliasEvent):
            unused.pop(anchor, None)
        elif anchor and event.start_mark is not None:
            unused[anchor] = Where(name, event.start_mark.line + 1, event.start_mark.column + 1)
    for anchor, where in unused.items():
        what = f'YAML takes "&{anchor}" for the name of a value, and nothing uses it'
        yield Problem(where, what, "Put the whole text in quotes", "CB119")
