"""The pages of a list that is too long for one: its own page, which leads on, and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from casebook.dates import say
from casebook.language import Language
from casebook.pages import addresses, parted
from casebook.pages.collection import Collections
from casebook.pages.contents import Contents
from casebook.pages.page import Planned
from casebook.pages.render import cut, describe
from casebook.pages.sheet import Sheet
from casebook.records import Key
from casebook.views.indexes import country_of, sort_name
from casebook.views.parts import Part, Section, parts

_NAME = 60
"""As many letters of a title say where a part begins and ends."""


class PartPages:
    """Makes the parts of the lists of a case."""

    def __init__(self, collections: Collections, contents: Contents) -> None:
        fragments = collections.fragments
        self.case = fragments.case
        self.fragments = fragments
        self.language: Language = fragments.language
        self.contents = contents
        self._collections = collections

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
            yield self._collections.planned(
                addresses.part(folder, part.name),
                title,
                describe(f"{title}. {standing}"),
                "part.html",
                partial(self._gathered, folder, name, standing, before, part, after),
                _SCRIPTS.get(folder, ("filters.js",)),
            )

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

    def _gathered(
        self,
        folder: str,
        name: str,
        standing: str,
        before: Part | None,
        part: Part,
        after: Part | None,
        _sheet: Sheet,
    ) -> dict[str, Any]:
        return {
            **self.contents.of(folder, part.items),
            "list": folder,
            "name": name,
            "standing": standing,
            "items": part.items,
            "before": before,
            "after": after,
            "titled": self._title,
        }

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
