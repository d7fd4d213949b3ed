"""Files in other formats, each written by the process that made it.

They rest on the linked texts alone. So another process begins with them while this one still looks
for warnings and plans the pages; it holds them until there is a folder to write them into.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from casebook import MakeGiven
from casebook.case import Case
from casebook.exports import FOLDER, FORMATS, Export, Given, Listed, Listing, OfPage
from casebook.pages import Page
from casebook.processes import Ahead
from casebook.records import Key
from casebook.text import Texts
from mkdocs_adapter.writing import SiteFiles

# Bytes that are held, in memory, besides the case: of a case that has more, the rest waits.
_MOST_HELD = 64_000_000


class WrittenFiles(NamedTuple):
    """Files of one format that have been written; the format by its place in `FORMATS`."""

    format: int
    files: tuple[Listed, ...]


class Formats:
    """The files of every format, begun when this is made."""

    def __init__(self, case: Case, texts: Texts, given: MakeGiven) -> None:
        self._case, self._texts, self._make_given = case, texts, given
        pieces = len(case.records)
        self._ahead = Ahead(self._made, _written, len(FORMATS), pieces=pieces, has_room=_has_room)

    def begin_writing(self, site: SiteFiles) -> None:
        """Let them be written into `site`."""
        self._site = site
        self._ahead.tell(site)

    def write(self) -> WrittenFiles | None:
        """Write what a format makes of the whole case, if there is one that nobody has begun."""
        return self._ahead.take()

    def write_of(self, page: Page) -> tuple[WrittenFiles, ...]:
        """Write the files that belong to the page of a record."""
        if page.key is None:
            return ()
        made = ((number, of_page(page.key, page.cited)) for number, of_page in self._of_pages)
        return tuple(_written(number, (export,), self._site) for number, export in made if export)

    def end(self) -> None:
        """Stop whoever is still at it."""
        self._ahead.end()

    def finish(
        self, written: Collection[WrittenFiles], of_pages: Iterable[WrittenFiles]
    ) -> list[Listing]:
        """Write what is left, and return all of it as the Data page lists it.

        `written` is what `write` has returned, in any process, and `of_pages` what `write_of` has.
        """
        rest = self._ahead.finish({number for number, _ in written})
        order = {key: place for place, key in enumerate(self._case.records)}
        found: defaultdict[int, list[Listed]] = defaultdict(list)
        for number, files in (*written, *rest, *of_pages):
            found[number] += files
        return [
            Listing(FORMATS[number], tuple(_in_order(found[number], order)))
            for number in sorted(found)
            if found[number]
        ]

    @cached_property
    def _of_pages(self) -> list[tuple[int, OfPage]]:
        return [
            (number, form.of_page(self._case, self._texts))
            for number, form in enumerate(FORMATS)
            if form.of_page is not None
        ]

    @cached_property
    def _given(self) -> Given:
        return self._make_given()

    def _made(self, number: int) -> tuple[Export, ...]:
        return tuple(FORMATS[number].make(self._given))


def _has_room(held: Iterable[Iterable[Export]]) -> bool:
    return sum(len(export.content) for exports in held for export in exports) < _MOST_HELD


def _written(number: int, exports: Iterable[Export], site: SiteFiles) -> WrittenFiles:
    files: list[Listed] = []
    for export in exports:
        site.write(export.content, FOLDER + export.path)
        files.append(export.listed)
    return WrittenFiles(number, tuple(files))


def _in_order(files: Sequence[Listed], order: dict[Key, int]) -> list[Listed]:
    """Return the files of the whole case first, then those of records in their order."""
    return sorted(files, key=lambda file: -1 if file.key is None else order[file.key])
