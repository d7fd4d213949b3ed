"""The pages of a list that is too long for one: its own page, which leads on, and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from casebook.dates import say
from casebook.language import Language
from casebook.pages import addresses, citing, parted
from casebook.pages.contents import Contents
from casebook.pages.fragments import Fragments
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page, Planned
from casebook.pages.records import common
from casebook.pages.render import body, cut, describe
from casebook.pages.sheet import Sheet
from casebook.records import Key
from casebook.views.indexes import country_of, sort_name
from casebook.views.parts import Part, Section, parts

_NAME = 60
"""As many letters of a title say where a part begins and ends."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a part of the list `name` in a folder before the part is made."""

    folder: str
    name: str
    title: str
    standing: str
    description: str


class PartPages:
    """Makes the parts of the lists of a case."""

    def __init__(self, fragments: Fragments, contents: Contents, base: str) -> None:
        self.case = fragments.case
        self.fragments = fragments
        self.language: Language = fragments.language
        self.contents = contents
        self.metadata = Metadata(fragments.case, fragments.texts, base)

    def headings(self, folder: str) -> tuple[parted.Heading, ...]:
        """Return what the page of a list says of its parts."""
        return tuple(
            self._heading(folder, section) for section in parts(self.case).sections[folder]
        )

    def pages(self, folder: str, name: str) -> Iterator[Planned]:
        """Yield a page for each part of a list of this name."""
        found = parts(self.case).of(folder)
        total = sum(len(part.items) for part in found)
        for before, part, after in zip((None, *found), found, (*found[1:], None), strict=False):
            # Translators: a part of a list: "Glossary: K".
            title = self.language.gettext("%(list)s: %(part)s", list=name, part=self._title(part))
            standing = self.language.ngettext(
                "%(num)s of %(total)s entries: %(ends)s.",
                "%(num)s of %(total)s entries: %(ends)s.",
                len(part.items),
                total=self.language.number(total),
                ends=self._ends(folder, part),
            )
            said = _Said(folder, name, title, standing, describe(f"{title}. {standing}"))
            make = partial(self._page, said, before, part, after)
            yield Planned(addresses.part(folder, part.name), title, make, said.description)

    def _heading(self, folder: str, section: Section) -> parted.Heading:
        entries = tuple(
            parted.Entry(
                parted.title(part, self.language, below=True),
                addresses.part(folder, part.name),
                len(part.items),
                self._ends(folder, part),
            )
            for part in section.parts
        )
        return parted.Heading(section.name, section.anchor, section.size, entries)

    def _page(self, said: _Said, before: Part | None, part: Part, after: Part | None) -> Page:
        address = addresses.part(said.folder, part.name)
        sheet = Sheet(self.case, self.fragments.texts, address, fragments=self.fragments)
        html = body(
            "part.html",
            **common(self.case, sheet),
            **self.contents.of(said.folder, part.items),
            list=said.folder,
            name=said.name,
            title=said.title,
            standing=said.standing,
            items=part.items,
            before=before,
            after=after,
            titled=self._title,
        )
        html += citing.block(citing.Work(said.title), self.case, address, self.metadata.base)
        graph = self.metadata.index(address, said.title, said.description)
        scripts = _SCRIPTS.get(said.folder, ("filters.js",))
        return Page(address, said.title, said.description, html, json_ld=graph, scripts=scripts)

    def _title(self, part: Part) -> str:
        return parted.title(part, self.language)

    def _ends(self, folder: str, part: Part) -> str:
        """Return what a part begins and ends with."""
        ends = part.items[0], part.items[-1]
        first, last = (self._named(folder, item) for item in ends)
        if first == last and ends[0] is not ends[1] and folder != "network":
            first, last = (self.fragments.name(Key(folder, item.id)) for item in ends)
        return parted.ends(cut(first, _NAME), cut(last, _NAME), self.language)

    def _named(self, folder: str, item: Any) -> str:
        """Return the words by which an item is found in its list."""
        match folder:
            case "actors":
                return sort_name(item)
            case "places":
                return country_of(item)
            case "network":
                return sort_name(self.case.actors[item.declared])
            case "sources":
                return say(item.issued, self.language)
            case "articles":
                return say(item.published, self.language)
            case _:
                return self.fragments.name(Key(folder, item.id))


# Articles can not be filtered, nor can relations on pages without their drawing be pointed at.
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "articles": (),
    "network": ("filters.js", "sort.js"),
    "questions": ("known.js", "filters.js"),
}
