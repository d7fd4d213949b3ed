"""A YAML text as a tree whose every node knows where it begins and ends.

The reader of the case keeps where a value begins, which is enough for a message; to move or replace
a value, one must know where it ends, how it is written, and which values are aliases of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

import yaml

Shape: TypeAlias = Literal["text", "alias", "list", "map"]


@dataclass(frozen=True, slots=True)
class Node:
    """A value from `start` to `end`, both counted in characters from the beginning of the text.

    `style` is how a text is written: `'`, `"`, `|`, `>`, or empty for a plain one. `flow` tells a
    list or mapping in brackets from one in lines. The children of a mapping are its keys and values
    in turn; `name` is that of an anchor, or the one that an alias leads to.
    """

    shape: Shape
    start: int
    end: int
    value: str = ""
    style: str = ""
    flow: bool = False
    name: str = ""
    children: tuple[Node, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[Node, Node], ...]:
        """The keys of a mapping, each with its value; of nothing else."""
        if self.shape != "map":
            return ()
        return tuple(zip(self.children[::2], self.children[1::2], strict=True))

    def at(self, location: Sequence[str | int], anchors: Mapping[str, Node]) -> Node:
        """Return the node at `location`, or the nearest around it.

        An alias on the way leads to the node of `anchors` that has its name.
        """
        node = anchors.get(self.name, self) if self.shape == "alias" else self
        if not location:
            return node
        first, *rest = location
        if node.shape == "list" and isinstance(first, int):
            return node.children[first].at(rest, anchors)
        found = next((value for key, value in node.pairs if key.value == first), None)
        return found.at(rest, anchors) if found is not None else node

    def walk(self) -> Iterator[Node]:
        """Yield this node and every node inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Tree:
    """The one document of a text: its root (None where it holds nothing), and where it ends."""

    root: Node | None
    end: int

    @cached_property
    def anchors(self) -> Mapping[str, Node]:
        """The nodes that aliases lead to, by the name of their anchor."""
        nodes = self.root.walk() if self.root else ()
        return {node.name: node for node in nodes if node.name and node.shape != "alias"}

    def records(self) -> tuple[Node, ...]:
        """The record that the document is, or those that it lists."""
        if self.root is None:
            return ()
        return self.root.children if self.root.shape == "list" else (self.root,)


def parse(text: str) -> Tree:
    """Return the tree of a text that the reader of the case has accepted."""
    # The parser leaves a byte order mark out of its count.
    shift = 1 if text.startswith("\ufeff") else 0
    events = iter(yaml.parse(text[shift:], Loader=yaml.CBaseLoader))
    builder = _Builder(text, shift)
    root: Node | None = None
    end = len(text)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            root = builder.node(event, events)
        elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            end = builder.at(event.start_mark)
    left_out = root is not None and root.shape == "text" and not (root.value or root.style)
    return Tree(None if left_out else root, end)


class _Builder:
    def __init__(self, text: str, shift: int) -> None:
        self._text = text
        self._shift = shift

    def at(self, mark: Any) -> int:
        return int(mark.index) + self._shift

    def node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event]) -> Node:
        start, end = self.at(event.start_mark), self.at(event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            return Node("alias", start, end, name=event.anchor or "")
        if isinstance(event, yaml.ScalarEvent):
            style = event.style or ""
            if style in ("|", ">"):
                end = self._block_end(start, end)
            return Node("text", start, end, event.value, style, name=event.anchor or "")
        return self._collection(event, events, start, end)

    def _collection(
        self, event: yaml.NodeEvent, events: Iterator[yaml.Event], start: int, end: int
    ) -> Node:
        children: list[Node] = []
        for inner in events:
            if isinstance(inner, yaml.CollectionEndEvent):
                closing = self.at(inner.end_mark)
                break
            assert isinstance(inner, yaml.NodeEvent)  # nothing else stands inside a collection
            children.append(self.node(inner, events))
        flow = bool(getattr(event, "flow_style", False))
        # The end of a block is only told when the next thing begins.
        end = closing if flow else max([end, *(child.end for child in children)])
        shape: Shape = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
        name = getattr(event, "anchor", None) or ""
        return Node(shape, start, end, flow=flow, name=name, children=tuple(children))

    def _block_end(self, start: int, end: int) -> int:
        """Return the end of a text in block style without the blank lines after it.

        With the indicator `+` those lines are part of the text.
        """
        header = self._text[start:end].splitlines()[0].split(" #")[0]
        written = self._text[start:end]
        return end if header.rstrip().endswith("+") else start + len(written.rstrip())
