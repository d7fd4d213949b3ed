"""Pages that the core has written, as MkDocs wants to see them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from casebook import pages as core
from casebook.json_bytes import json_bytes


class GeneratedPage(Page):
    """A page whose HTML, title and outline come from the core, where it is made already.

    Reading and rendering give back what is there already, so that the page does not pass through
    front matter and Python-Markdown a second time.
    """

    def __init__(self, made: core.Page | core.Planned, file: File, config: MkDocsConfig) -> None:
        self.made = made
        super().__init__(made.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Take the metadata that the theme reads."""
        self.markdown = ""
        self.meta = {
            # The theme unescapes it, since the titles of hand-written pages are HTML.
            "title": html.escape(self.made.title, quote=False),
            "description": self.made.description,
            "section": _section(self.made),
            # For a case that has Material's search as well, which would parse each page.
            "search": {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take the finished HTML and its outline."""
        made = self.made if isinstance(self.made, core.Page) else None
        self.content = made.body if made else ""
        self.toc = TableOfContents(
            [AnchorLink(h.words, h.anchor, h.level) for h in (made.outline if made else ())]
        )
        # Links of generated pages are resolved by the core, which knows every anchor it makes.
        self.present_anchor_ids = None

    def forget(self, planned: core.Planned) -> None:
        """Be again as before the page was made: MkDocs holds all pages to the end of a build."""
        self.made, self.content, self.meta = planned, None, {}
        self.toc = TableOfContents([])


def file_for(made: core.Page | core.Planned, config: MkDocsConfig, *, in_nav: bool) -> File:
    """Return the file that MkDocs will write the page into, with the page attached."""
    level = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
    source = source_uri(made.address)
    file = File.generated(config, source, content="", inclusion=level)
    # The edit button opens the record's YAML; the path is relative to the folder of pages.
    file.edit_uri = f"../{made.source}" if made.source else None
    name_the_file(file)
    GeneratedPage(made, file, config)
    return file


def redirect_html(redirect: core.Redirect, language: str) -> str:
    """Return a plain page that sends a reader from an old address to the new one."""
    target = core.addresses.href(redirect.target, redirect.address)
    return core.redirect_html(redirect, target, language)


def source_uri(address: str) -> str:
    """Return the path that MkDocs knows a page by."""
    return f"{address}index.md"


def name_the_file(file: File) -> None:
    """Let links to a page name its file, so that the site works from a folder as well."""
    file.url = file.dest_uri


def address_of(file: File) -> str:
    """Return the address of a page, which is that of its folder."""
    return file.dest_uri.removesuffix("index.html")


def script_json(value: Mapping[str, Any]) -> str:
    """Return JSON that can stand inside a script element whatever its texts hold."""
    return json_bytes(value).decode().replace("<", "\\u003c").replace("&", "\\u0026")


def _section(made: core.Page | core.Planned) -> str:
    """Return the address of the index to which a page belongs, as the nav has it."""
    if made.address.startswith(core.addresses.NETWORK):
        return core.addresses.file_of(core.addresses.INDEXES["actors"])
    folder, slash, _ = made.address.partition("/")
    if folder == "events":
        return core.addresses.file_of(core.addresses.TIMELINE)
    return core.addresses.file_of(f"{folder}{slash}")
