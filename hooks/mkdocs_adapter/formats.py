"""Files in other formats, each written by the process that made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from casebook import CaseSite
from casebook.exports import FOLDER, FORMATS, Export, Listed, Listing, OfPage
from casebook.pages import Page, Planned
from casebook.records import Key
from mkdocs_adapter.writing import SiteFiles


class WrittenFiles(NamedTuple):
    """Files of one format that have been written; the format by its place in `FORMATS`."""

    format: int
    files: tuple[Listed, ...]


class Formats:
    """Writes the files of every format."""

    def __init__(self, built: CaseSite[Page | Planned], site: SiteFiles) -> None:
        self._built = built
        self._site = site

    def write(self, number: int) -> WrittenFiles:
        """Write what a format makes of the whole case."""
        exports = FORMATS[number].make(self._built.given)
        return WrittenFiles(number, tuple(self._written(export) for export in exports))

    def write_of(self, page: Page) -> tuple[WrittenFiles, ...]:
        """Write the files that belong to the page of a record."""
        if page.key is None:
            return ()
        made = ((number, of_page(page.key, page.cited)) for number, of_page in self._of_pages)
        return tuple(WrittenFiles(n, (self._written(export),)) for n, export in made if export)

    def listings(self, written: Iterable[WrittenFiles]) -> list[Listing]:
        """Return what was written as the Data page lists it, in whatever order it was written."""
        order = {key: place for place, key in enumerate(self._built.case.records)}
        found: defaultdict[int, list[Listed]] = defaultdict(list)
        for number, files in written:
            found[number] += files
        return [
            Listing(FORMATS[number], tuple(_in_order(found[number], order)))
            for number in sorted(found)
            if found[number]
        ]

    @cached_property
    def _of_pages(self) -> list[tuple[int, OfPage]]:
        return [
            (number, form.of_page(self._built.case, self._built.texts))
            for number, form in enumerate(FORMATS)
            if form.of_page is not None
        ]

    def _written(self, export: Export) -> Listed:
        self._site.write(export.content, FOLDER + export.path)
        return export.listed


def _in_order(files: Sequence[Listed], order: dict[Key, int]) -> list[Listed]:
    """Return the files of the whole case first, then those of records in their order."""
    return sorted(files, key=lambda file: -1 if file.key is None else order[file.key])
