"""What a format is made from, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from casebook.case import Case
from casebook.language import Message
from casebook.records import Key
from casebook.text import Texts
from casebook.views.changes import Changes

FOLDER = "data/"
"""Where the files are published, from the root of the site."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a format is made from.

    `base` is the address under which the site is published, with a slash at its end, or empty where
    it is not known: then a format names pages by their path from the root of the site. `changes`
    tells when records changed, `cited` which sources the page of each record lists, in their order.
    """

    case: Case
    texts: Texts
    base: str = ""
    changes: Changes = field(default_factory=Changes)
    cited: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    def page(self, key: Key) -> str:
        """Return the address of the page of a record, the one that `pages` gives it."""
        return f"{self.base}{key}/"


@dataclass(frozen=True, slots=True)
class Export:
    """One file: its path below `FOLDER`, and its content.

    `key` is the record that it belongs to, whose page links to it; the Data page sums up such files
    by kind, since there can be thousands of them.
    """

    path: str
    content: bytes
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format, as the Data page tells of it.

    `name` is its anchor there; `about` says what the files hold, `use` what to do with them. `make`
    gives the files, the same for the same case on any day.
    """

    name: str
    title: Message
    about: Message
    use: Message
    make: Callable[[Given], Iterable[Export]]


@dataclass(frozen=True, slots=True)
class Exported:
    """A format and the files that it made of a case."""

    format: Format
    files: tuple[Export, ...]
