"""What differs between the tools: where a page lies, and how a link to another is written."""

from __future__ import annotations

import json
import posixpath
from typing import Protocol

from bench.prose import Mention
from casebook.records import Key


class Flavour(Protocol):
    """How one tool wants its Markdown. Addresses end in a slash; that of the home page is empty."""

    def file(self, address: str) -> str:
        """Return the path of the file that becomes the page at `address`."""

    def href(self, target: str, start: str) -> str:
        """Return a link from the page at `start` to that at `target`."""

    def mention(self, mention: Mention, href: str) -> str:
        """Return a name in a text; `href` leads to what it names."""

    def head(self, title: str, key: Key | None) -> tuple[str, ...]:
        """Return what stands before the Markdown of a page, which is that of the record `key`."""


class Files:
    """Links name the Markdown file: MkDocs and Zensical, which check them."""

    def file(self, address: str) -> str:
        return f"{address}index.md"

    def href(self, target: str, start: str) -> str:
        return posixpath.relpath(f"{target}index.md", start or ".")

    def mention(self, mention: Mention, href: str) -> str:
        return f"[{mention.words}]({href})"

    def head(self, title: str, key: Key | None) -> tuple[str, ...]:  # noqa: ARG002
        return ()


class Terms(Files):
    """The same where a plugin resolves the names: every record is an entry of a glossary."""

    def mention(self, mention: Mention, href: str) -> str:  # noqa: ARG002
        return f"<{mention.target.kind}:{mention.words}>"

    def head(self, title: str, key: Key | None) -> tuple[str, ...]:
        if key is None or key.kind not in ("actors", "places", "glossary"):
            return ()
        return (f"---\nterms:\n- {key.kind}: {json.dumps(title)}\n---",)


class Addresses:
    """Links name the address, and the title stands in front matter: Hugo and Eleventy."""

    def __init__(self, section: str = "index.md", sections: tuple[str, ...] = ()) -> None:
        """Pages at the addresses `sections` have others below them; their file is `section`."""
        self._section = section
        self._sections = sections

    def file(self, address: str) -> str:
        name = self._section if address in self._sections else "index.md"
        return f"{address}{name}"

    def href(self, target: str, start: str) -> str:
        return f"{posixpath.relpath(target or '.', start or '.')}/"

    def mention(self, mention: Mention, href: str) -> str:
        return f"[{mention.words}]({href})"

    def head(self, title: str, key: Key | None) -> tuple[str, ...]:  # noqa: ARG002
        return (f"---\ntitle: {json.dumps(title)}\n---",)
