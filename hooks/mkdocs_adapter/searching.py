"""The index of the search: entries that the core made from the records, and hand-written pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from casebook import CaseSite
from casebook.pages import DataFile, Entry, Planned, Searched, of_html, search_files
from casebook.pages import Page as Made


class Searching:
    """Gathers what a reader can search for, while MkDocs reads the pages of one build."""

    def __init__(self, built: CaseSite[Made | Planned]) -> None:
        self._built = built
        self._written: dict[str, str] = {}

    def read(self, page: Page, html: str) -> None:
        """Take the HTML of the text of a hand-written page, before anything is put around it."""
        self._written[page.file.src_uri] = html

    def files(self, files: Files, *, makes_home: bool, drafts: bool) -> tuple[DataFile, ...]:
        """Return the files of the index; the case makes the home page where nobody wrote one."""
        site = self._built.site
        searched = Searched(self._built.case, self._built.texts)
        pages = (*([site.home] if makes_home else []), *site.pages)
        inclusion = InclusionLevel.is_in_serve if drafts else InclusionLevel.is_included
        entries = (
            *self._of_written(files.documentation_pages(inclusion=inclusion)),
            *(entry for page in pages for entry in searched.entries(page)),
        )
        return search_files(entries)

    def _of_written(self, files: Iterable[File]) -> Iterator[Entry]:
        for file in files:
            page, html = file.page, self._written.get(file.src_uri)
            if page is None or html is None or _is_left_out(page):
                continue
            home = self._built.site.home.title if page.is_homepage else ""
            title = home or str(page.meta.get("title") or page.title or "")
            yield from of_html(file.dest_uri, title, html)


def _is_left_out(page: Page) -> bool:
    """Return whether the page asks not to be found, in the words of Material."""
    wish = page.meta.get("search")
    return isinstance(wish, dict) and bool(wish.get("exclude"))
