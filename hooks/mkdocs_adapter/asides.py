"""What goes with the pages in small scripts: the cards of the records, and the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from casebook.pages import DataFile, PlannedFile
from mkdocs_adapter.writing import SiteFiles

Index = Callable[[], tuple[DataFile, ...]]
"""Makes the files of the search."""


def works(
    cards: Iterable[PlannedFile], index: Index, site: SiteFiles
) -> Iterator[Callable[[], None]]:
    """Yield the pieces of work that write these files."""
    yield partial(_write_index, index, site)
    for card in cards:
        yield partial(_write, card, site)


def made(cards: Iterable[PlannedFile], index: Index) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file."""
    yield from ((card.path, card.text) for card in cards)
    yield from ((file.path, file.text) for file in index())


def _write_index(index: Index, site: SiteFiles) -> None:
    for file in index():
        _write(file, site)


def _write(file: DataFile | PlannedFile, site: SiteFiles) -> None:
    site.write(file.text.encode(), file.path)
