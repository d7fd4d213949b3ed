"""How every page is made that lists records: by the same few steps, whatever it lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casebook.pages import citing
from casebook.pages.fragments import Fragments
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page, Planned
from casebook.pages.records import common
from casebook.pages.render import body
from casebook.pages.sheet import Sheet

Gather = Callable[[Sheet], Mapping[str, Any]]
"""Returns what a template reads of one page, beyond its title and what every template sees."""


class Collections:
    """Plans pages that list records of a case; `base` is the address of the site, or empty."""

    def __init__(self, fragments: Fragments, base: str) -> None:
        self.fragments = fragments
        self.metadata = Metadata(fragments.case, fragments.texts, base)

    def planned(
        self,
        address: str,
        title: str,
        description: str,
        template: str,
        gather: Gather,
        scripts: tuple[str, ...] = (),
    ) -> Planned:
        """Return a page still to be made; nothing is gathered before."""
        case, texts = self.fragments.case, self.fragments.texts

        def make() -> Page:
            sheet = Sheet(case, texts, address, fragments=self.fragments)
            html = body(template, **common(case, sheet), title=title, **gather(sheet))
            html += citing.block(citing.Work(title), case, address, self.metadata.base)
            graph = self.metadata.index(address, title, description)
            return Page(address, title, description, html, json_ld=graph, scripts=scripts)

        return Planned(address, title, make, description)
