"""The quotations and lists that a paragraph of Markdown stands in."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Tag = Literal["blockquote", "ul", "ol"]

_QUOTED = "> "
_WIDTH = 4  # what Markdown wants in front of all that belongs to an item


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading: its lines, what stands in front of the first of them and of the rest.

    `lists` tells the lists in whose items it stands from others, outermost first.
    """

    text: str
    first: str = ""
    rest: str = ""
    lists: tuple[int, ...] = ()


@dataclass
class Surroundings:
    """What is open around the text, as a file of HTML opens and closes it."""

    _open: list[_Container] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def enter(self, tag: Tag) -> bool:
        """Begin a quotation or a list; return whether it can be one.

        A quotation in a list cannot: Python-Markdown reads it reliably outside of lists alone.
        """
        if tag == "blockquote" and any(container.tag != tag for container in self._open):
            return False
        self._open.append(_Container(tag, next(self._numbers)))
        return True

    def leave(self, tag: str) -> None:
        """End the innermost of this tag, and with it what is still open inside."""
        for place in reversed(range(len(self._open))):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def item(self) -> None:
        """Begin an item of the innermost list; where there is none, a list begins."""
        if not any(container.tag != "blockquote" for container in self._open):
            self.enter("ul")
        self._open[-1].next_item()

    def block(self, text: str) -> Block:
        """Return a paragraph at this place."""
        rest = "".join(container.margin for container in self._open)
        first = "".join(container.begin() for container in self._open)
        lists = tuple(container.number for container in self._open if container.items)
        return Block(text, first, rest, lists)


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of Markdown for a text, with a blank one where Markdown needs it."""
    before: Block | None = None
    for block in blocks:
        if before is not None and not _follows(before, block):
            yield _common(before.rest, block.rest).rstrip()
        for place, text in enumerate(block.text.split("\n")):
            yield (block.rest if place else block.first) + text
        before = block


@dataclass
class _Container:
    tag: Tag
    number: int
    items: int = 0
    waiting: bool = False
    """Whether an item has begun that has no text yet."""

    @property
    def margin(self) -> str:
        if self.tag == "blockquote":
            return _QUOTED
        return " " * _WIDTH if self.items else ""

    def next_item(self) -> None:
        self.items += 1
        self.waiting = True

    def begin(self) -> str:
        """Return what stands in front of a first line; the mark of an item stands there once."""
        if not self.waiting:
            return self.margin
        self.waiting = False
        return "-".ljust(_WIDTH) if self.tag == "ul" else f"{self.items}. ".ljust(_WIDTH)


def _follows(before: Block, block: Block) -> bool:
    """Tell whether two blocks begin items, one after or inside the other."""
    shorter = min(len(before.lists), len(block.lists))
    same = before.lists[:shorter] == block.lists[:shorter]
    begin = before.first != before.rest and block.first != block.rest
    return bool(shorter) and same and begin


def _common(before: str, after: str) -> str:
    """Return the marks of quotations that go on between two blocks."""
    return "".join(
        one
        for one, other in itertools.takewhile(
            lambda p: p[0] == p[1], zip(before, after, strict=False)
        )
    )
