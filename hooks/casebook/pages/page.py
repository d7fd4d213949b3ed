"""A page as the core hands it over: plain values, ready for any generator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from casebook.json_bytes import json_bytes
from casebook.records import Key
from casebook.text import Heading


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    `title` and `description` are plain text; `body` is whole, sanitised HTML that begins with the
    page's heading; `outline` lists the headings below it; `source` is the file of the record as
    shown to the editor, None for pages that many records make; `names` are the names and spellings
    by which the page should be found; `scripts` are the scripts it wants, by their name in
    `assets/js/` (the page is whole without them); `head` is what its head has besides, as HTML;
    `cited` are the sources in its list of references.
    """

    address: str
    title: str
    description: str
    body: str
    outline: tuple[Heading, ...] = ()
    json_ld: Mapping[str, Any] = field(default_factory=dict)
    og_type: str = "website"
    key: Key | None = None
    source: str | None = None
    draft: bool = False
    names: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    head: str = ""
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that is still to be made: what is said of it before, and how it is made.

    What stands here is as the page has it; `description` and `json_ld` are empty where only the
    page itself can tell.
    """

    address: str
    title: str
    make: Callable[[], Page]
    description: str = ""
    key: Key | None = None
    source: str | None = None
    names: tuple[str, ...] = ()
    json_ld: Mapping[str, Any] = field(default_factory=dict)


P_co = TypeVar("P_co", bound=Page | Planned, covariant=True)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that goes beside the pages: its path from the root of the site, and its text."""

    path: str
    text: str

    @classmethod
    def calling(cls, path: str, function: str, *values: object) -> DataFile:
        """Return a script that hands values to a function of the page that loads it.

        It is harmless wherever its text lands, in a page as well.
        """
        made = b",".join([json_bytes(value) for value in values])
        text = made.decode().replace("</", "<\\/").replace("<!", "\\u003c!")
        # Before ES2019 these two ended a line inside a string.
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        return cls(path, f"{function}({text});\n")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that is still to be made: its path from the root of the site, and how it is made."""

    path: str
    make: Callable[[], DataFile]

    @property
    def text(self) -> str:
        """The text of the file, made now."""
        return self.make().text


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that a record had before, and the one it has now."""

    address: str
    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Site(Generic[P_co]):
    """Every page that the case makes; `home` is the one without a hand-written introduction."""

    pages: tuple[P_co, ...]
    redirects: tuple[Redirect, ...]
    home: P_co
    files: tuple[PlannedFile, ...] = ()
