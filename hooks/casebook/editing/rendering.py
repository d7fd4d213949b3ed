"""New records -> YAML lines, as an editor would have written them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any, TypeAlias

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
)

Value: TypeAlias = "str | bool | int | float | Sequence[Value] | Mapping[str, Value] | None"
"""What a key of a new record may hold; None and what is empty are left out."""

WIDTH = 118
_BARE = re.compile(r"(?=[a-z0-9/-]*[a-z])[a-z0-9]+(?:[-/][a-z0-9]+)*")
# Line breaks that YAML reads as such and editors do not show, and what no block style can hold.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]|^\\s*\\n|[^\\S\\n]+\\n")


def render(record: Mapping[str, Value]) -> list[str]:
    """Return a record as the lines of a YAML mapping, without line ends, keys in the given order.

    Words that YAML takes as they are stand bare, other texts in double quotes; a long one is
    folded, one of several paragraphs keeps its lines. Short lists stand in brackets.
    """
    yaml_writer = YAML()
    yaml_writer.width = 2**16  # we fold ourselves: texts, and nothing else
    yaml_writer.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml_writer.dump(_map(record, 0), out)
    return out.getvalue().removesuffix("\n").split("\n")


def _map(record: Mapping[str, Value], indent: int) -> CommentedMap:
    made = CommentedMap()
    for key, value in record.items():
        if not _left_out(value):
            made[key] = _styled(value, indent, len(key) + 2)
    return made


def _left_out(value: Value) -> bool:
    return value is None or (isinstance(value, Sequence | Mapping) and not value)


def _styled(value: Value, indent: int, taken: int) -> Any:
    """Return a value in the style it is to be written in, `taken` columns after the indent."""
    if isinstance(value, str):
        return _text(value, indent, taken)
    if isinstance(value, Mapping):
        return _map(value, indent + 2)
    if isinstance(value, Sequence):
        return _list(value, indent, taken)
    return value


def _text(value: str, indent: int, taken: int) -> Any:
    value = value.strip().replace("\r\n", "\n")
    if _bare(value):
        return value
    if _ODD.search(value):
        return DoubleQuotedScalarString(value)
    if "\n" in value:
        return LiteralScalarString(f"{value}\n")
    if indent + taken + len(value) + 2 > WIDTH and "  " not in value:
        return _folded(value, WIDTH - indent - 2)
    return DoubleQuotedScalarString(value)


def _bare(value: str) -> bool:
    """Tell whether every reader of YAML takes the bare words for a text."""
    text = _BARE.fullmatch(value)
    return text is not None and isinstance(yaml.load(value, Loader=yaml.CSafeLoader), str)


def _folded(value: str, width: int) -> Any:
    lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
    if len(lines) == 1 or " ".join(lines) != value:
        return DoubleQuotedScalarString(value)
    folded = FoldedScalarString(value)
    ends = [len(" ".join(lines[: count + 1])) for count in range(len(lines) - 1)]
    folded.fold_pos = ends  # what its own round trip sets
    return folded


def _list(values: Sequence[Value], indent: int, taken: int) -> CommentedSeq:
    items = [_item(value, indent + 4) for value in values if not _left_out(value)]
    made = CommentedSeq(items)
    flat = all(not isinstance(item, CommentedMap | CommentedSeq) for item in items)
    if flat and indent + taken + sum(len(str(item)) + 4 for item in items) <= WIDTH:
        made.fa.set_flow_style()
    return made


def _item(value: Value, indent: int) -> Any:
    if not isinstance(value, Mapping):
        return _styled(value, indent, 0)
    made = _map(value, indent)
    flat = all(isinstance(inner, str | bool | int | float) for inner in made.values())
    short = indent + sum(len(f"{key}{inner}") + 6 for key, inner in made.items()) <= WIDTH
    if flat and short and not any(isinstance(v, LiteralScalarString) for v in made.values()):
        made.fa.set_flow_style()
    return made
