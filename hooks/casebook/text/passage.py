"""A text after linking: HTML whose links still name records, and what it mentions and cites."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.records import Key

RECORD_SCHEME = "cb"
CITATION_SCHEME = "cite"


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to `target`, with the sentence it stands in: `before`, the `words`, `after`."""

    target: Key
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of a source, with the place in it (`p. 4`) or an empty text."""

    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text: its level (2-4), its anchor, and its words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
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
