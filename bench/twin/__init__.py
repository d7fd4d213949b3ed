"""A synthetic case as ready-made Markdown: for every page of Casebook's site one with its content.

What takes Casebook work is finished in it: names are links, citations are numbers and a list at the
foot, dates are words, every record says where it appears. Drawings, maps, filters, metadata and
exports of Casebook's pages have nothing that stands for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.synthetic import Synthetic
from bench.twin import lists, records
from bench.twin.content import Content
from bench.twin.flavours import Flavour
from bench.twin.sheet import Sheet
from casebook.case import load
from casebook.problems import DataError

__all__ = ["read_content", "write_twin"]


def read_content(case: Synthetic, data: Path) -> Content:
    """Return the content of the case, of which `data` has the records as Casebook reads them."""
    loaded, problems = load(data)
    if problems:
        raise DataError(problems)
    return Content(loaded, case.prose())


def write_twin(content: Content, folder: Path, flavour: Flavour) -> None:
    """Write every page below `folder`, which is made."""
    for sheet, lines in _pages(content, flavour):
        path = folder / flavour.file(sheet.address)
        path.parent.mkdir(parents=True, exist_ok=True)
        title = lines[0].removeprefix("# ")
        head = flavour.head(title, sheet.key)
        path.write_text("\n\n".join([*head, *lines]) + "\n", encoding="utf-8")


def _pages(content: Content, flavour: Flavour) -> Iterator[tuple[Sheet, list[str]]]:
    for key in content.case.records:
        sheet = Sheet(content, flavour, content.address(key), key)
        yield sheet, records.page(sheet, key)
    for address, lines in lists.pages(content):
        sheet = Sheet(content, flavour, address)
        yield sheet, lines(sheet)
