"""What a format is made from, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from casebook.case import Case
from casebook.language import Message
from casebook.records import Key
from casebook.text import Texts
from casebook.views.changes import Changes

FOLDER = "data/"
"""Where the files are published, from the root of the site."""


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Given:
    """What a format is made from.

    `base` is the address under which the site is published, with a slash at its end, or empty where
    it is not known: then a format names pages by their path from the root of the site. `changes`
    tells when records changed.
    """

    case: Case
    texts: Texts
    base: str = ""
    changes: Changes = field(default_factory=Changes)

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

    @property
    def listed(self) -> Listed:
        """What the Data page says of it."""
        return Listed(self.path, len(self.content), self.key)


class Listed(NamedTuple):
    """A file of which only the size is still known, in bytes; see `Export`."""

    path: str
    size: int
    key: Key | None


OfPage: TypeAlias = Callable[[Key, Sequence[str]], "Export | None"]
"""Gives the file that belongs to the page of a record, from the ids of the sources that the page
lists, in their order; None where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format, as the Data page tells of it.

    `name` is its anchor there; `about` says what the files hold, `use` what to do with them. `make`
    gives the files, the same for the same case on any day. Files that hold what a page lists can
    only be made when the page is: these `of_page` gives, one by one.
    """

    name: str
    title: Message
    about: Message
    use: Message
    make: Callable[[Given], Iterable[Export]]
    of_page: Callable[[Case, Texts], OfPage] | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A format and the files that it made of a case."""

    format: Format
    files: tuple[Export, ...]

    @property
    def listing(self) -> Listing:
        """What the Data page says of them."""
        return Listing(self.format, tuple(file.listed for file in self.files))


@dataclass(frozen=True, slots=True)
class Listing:
    """A format, and what is known of its files when they have been written."""

    format: Format
    files: tuple[Listed, ...]
