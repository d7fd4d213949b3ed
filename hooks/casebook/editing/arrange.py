"""The keys of every mapping of a file in their order, by moving lines and nothing else.

A key takes along its value, the remark at the end of its line and the remarks above it; blank lines
keep their places, and so does what stands above the first key of the file. What cannot be moved
with certainty (remarks between brackets, an alias that would precede its anchor) stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from casebook.editing.lines import Lines
from casebook.editing.order import arranged, inner_model
from casebook.editing.tree import Node, parse

_DASHES = re.compile(r" *(?:- +)*")
_DASH = re.compile(r"(?:(?<=[\n\r\x85\u2028\u2029])|\A)[ \t]*-(?=\s|\Z)")


def arrange(text: str, model: type[BaseModel]) -> str:
    """Return `text`, the records of one file, with the keys of each in the order of `model`."""
    body = text.removeprefix("\ufeff")
    ended = not body or body[-1] in "\r\n"
    newline = "\r\n" if "\r\n" in body else "\n"
    body = body if ended else body + newline
    root = parse(body).root
    if root is None:
        return text
    made = _Arranger(body).region(root, model, 0, len(body))
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + (made if ended else re.sub(r"\r?\n\Z", "", made))


class _Arranger:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)

    def region(self, node: Node, model: type[BaseModel] | None, low: int, high: int) -> str:
        """Return the text from `low` to `high`, around and with `node`, arranged."""
        if model is not None and node.children:
            if node.flow:
                return self._brackets(node, model, low, high)
            if node.shape == "list":
                return self._list(node, model, low, high)
            return self._map(node, model, low, high)
        return self._text[low:high]

    def _list(self, node: Node, model: type[BaseModel], low: int, high: int) -> str:
        starts = []
        before = low
        for item in node.children:
            dash = _DASH.search(self._text, before, max(item.start, before))
            starts.append(dash.start() if dash else before)
            before = item.end
        made = [self._text[low : starts[0]]]
        for item, start, end in zip(node.children, starts, [*starts[1:], high], strict=True):
            made.append(self.region(item, model, start, end))
        return "".join(made)

    def _brackets(self, node: Node, model: type[BaseModel], low: int, high: int) -> str:
        if node.shape == "list":
            spans = [(item.start, item.end, self._inner(item, model)) for item in node.children]
            return self._filled(spans, [text for _, _, text in spans], low, high)
        spans = [
            (key.start, value.end, self._entry(key, value, model)) for key, value in node.pairs
        ]
        order = _order(node, model)
        if not self._separate(node):
            order = list(range(len(spans)))
        return self._filled(spans, [spans[place][2] for place in order], low, high)

    def _inner(self, node: Node, model: type[BaseModel] | None) -> str:
        return self.region(node, model, node.start, node.end)

    def _entry(self, key: Node, value: Node, model: type[BaseModel]) -> str:
        if value.end <= key.end:
            return self._text[key.start : value.end]
        inner = self._inner(value, inner_model(model, key.value))
        return self._text[key.start : value.start] + inner

    def _filled(
        self, spans: Sequence[tuple[int, int, str]], texts: Sequence[str], low: int, high: int
    ) -> str:
        """Return the text with `texts` in the places of `spans`, one by one."""
        made: list[str] = []
        for (start, end, _), text in zip(spans, texts, strict=True):
            made += [self._text[low:start], text]
            low = end
        return "".join([*made, self._text[low:high]])

    def _separate(self, node: Node) -> bool:
        """Tell whether nothing but commas stands between the entries of a mapping in brackets."""
        ends = [value.end for _, value in node.pairs]
        gaps = zip(ends, [key.start for key, _ in node.pairs[1:]], strict=False)
        inside = all(re.fullmatch(r"\s*,\s*", self._text[low:high]) for low, high in gaps)
        whole = all(value.end > value.start for _, value in node.pairs)
        last = re.fullmatch(r"\s*,?\s*}", self._text[ends[-1] : node.end])
        return inside and whole and last is not None

    def _map(self, node: Node, model: type[BaseModel], low: int, high: int) -> str:
        entries = self._entries(node, model, low, high)
        column = len(entries[0].indent)
        plain = all(entry.indent == " " * column for entry in entries[1:])
        order = _order(node, model)
        if not (plain and _DASHES.fullmatch(entries[0].indent)):
            order = list(range(len(entries)))  # a key that begins with a question mark
        made = [
            entry.gap + entries[chosen].remarks + entry.indent + entries[chosen].text
            for entry, chosen in zip(entries, order, strict=True)
        ]
        return "".join([*made, self._text[entries[-1].end : high]])

    def _entries(self, node: Node, model: type[BaseModel], low: int, high: int) -> list[_Entry]:
        lines = self._lines
        found: list[_Entry] = []
        column = node.pairs[0][0].start - lines.start(node.pairs[0][0].start)
        starts = [lines.start(key.start) for key, _ in node.pairs]
        end = low
        for (key, value), limit in zip(node.pairs, [*starts[1:], high], strict=True):
            line = lines.start(key.start)
            above = lines.after_blanks(end, line) if found else lines.above(key.start, low)
            gap, remarks = self._text[end:above], self._text[above:line]
            end = lines.deeper(lines.end(max(key.end, value.end)), limit, column)
            inner = self.region(value, inner_model(model, key.value), key.end, end)
            text = self._text[key.start : key.end] + inner
            found.append(_Entry(gap, remarks, self._text[line : key.start], text, end))
        return found


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of a mapping in lines, cut out of its text.

    `gap` is what stands before it (blank lines) and `indent` its indentation with the dashes of a
    list: both are the place's own. `remarks` and `text` go where the key goes; it ends at `end`.
    """

    gap: str
    remarks: str
    indent: str
    text: str
    end: int


def _order(node: Node, model: type[BaseModel]) -> list[int]:
    """Return the places of the keys in their order; as they stand where an alias forbids it."""
    order = arranged([key.value for key, _ in node.pairs], model)
    holders: dict[str, set[int]] = {}
    for place, pair in enumerate(node.pairs):
        for inner in (found for part in pair for found in part.walk() if found.name):
            holders.setdefault(inner.name, set()).add(place)
    bound = [sorted(places) for places in holders.values()]
    kept = all([place for place in order if place in places] == places for places in bound)
    return order if kept else list(range(len(order)))
