"""A text after linking: HTML whose links still name records, and what it mentions and cites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from casebook.records import Key

# Tuples, since there are tens of thousands, which go from one process to another.

RECORD_SCHEME = "cb"
CITATION_SCHEME = "cite"


class Mention(NamedTuple):
    """A link to `target`, with the sentence it stands in: `before`, the `words`, `after`."""

    target: Key
    before: str
    words: str
    after: str


class Citation(NamedTuple):
    """A citation of a source, with the place in it (`p. 4`) or an empty text."""

    source: str
    locator: str


class Heading(NamedTuple):
    """A heading inside a text: its level (2-4), its anchor, and its words."""

    level: int
    anchor: str
    words: str


class Passage(NamedTuple):
    """One linked text.

    In `html` a link to a record has the address `cb:kind/id`, a citation `cite:id`; a page puts its
    own addresses and numbers in their place. So a text is linked once, however many pages show it.
    """

    html: str
    plain: str
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """A mistake in a text: what, what to write instead, the words to look for, and the code."""

    what: str
    hint: str
    needle: str
    code: str


EMPTY = Passage("", "")
