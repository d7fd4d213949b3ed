"""Pages of the case that MkDocs knows by name, and that are put into the theme one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import PurePath

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from casebook import CaseSite
from casebook import pages as core
from casebook.exports import FOLDER
from casebook.pages import Planned, Site
from mkdocs_adapter.ondemand import OnDemand
from mkdocs_adapter.page import GeneratedPage, file_for, redirect_html, source_uri


class Known(Files):
    """The files that MkDocs deals with, and besides these the pages of the case, not listed.

    Links and the navigation find a page by its name; nothing is done for the thousands that
    nobody asks for.
    """

    def __init__(
        self, files: Files, pages: Iterable[Planned], in_nav: set[str], config: MkDocsConfig
    ) -> None:
        super().__init__(files)
        self.planned = tuple(pages)
        self._planned = {source_uri(page.address): page for page in self.planned}
        self._in_nav = in_nav
        self._config = config
        self._found: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file of this name."""
        return super().get_file_from_path(path) or self._generated(PurePath(path).as_posix())

    def _generated(self, name: str) -> File | None:
        if name in self._planned and name not in self._found:
            planned = self._planned[name]
            self._found[name] = file_for(planned, self._config, in_nav=name in self._in_nav)
        return self._found.get(name)


def register(found: OnDemand, site: Site[core.Page | Planned], press: Press, language: str) -> None:
    """Let the pages of the case be made on demand, the cards, and pages that lead on to others."""
    for page in press.pages:
        found.file(core.addresses.file_of(page.address), partial(press.html, page))
    for file in site.files:
        found.file(file.path, partial(getattr, file, "text"))
    for redirect in site.redirects:
        name = core.addresses.file_of(redirect.address)
        found.file(name, partial(redirect_html, redirect, language))


def exported(built: CaseSite[core.Page | Planned]) -> dict[str, bytes]:
    """Return the files in other formats, by their paths from the root of the site."""
    return {FOLDER + export.path: export.content for made in built.exports for export in made.files}


class Press:
    """Puts pages into the theme, as it was when the site was built."""

    def __init__(
        self,
        environment: Environment,
        nav: Navigation,
        files: Known,
        config: MkDocsConfig,
        prepare: Callable[[GeneratedPage], None],
    ) -> None:
        """Take what MkDocs has; `prepare` does with a page what its events do."""
        self._environment = environment
        self._nav = nav
        self._files = files
        self._config = config
        self._prepare = prepare

    @property
    def pages(self) -> tuple[Planned, ...]:
        """All pages that can be made."""
        return self._files.planned

    def html(self, planned: Planned) -> str:
        """Return the whole HTML of a page."""
        file = self._files.get_file_from_path(source_uri(planned.address))
        page = file.page if file is not None else None
        assert isinstance(page, GeneratedPage)
        page.made = planned.make()
        self._prepare(page)
        page.active = True  # the nav shows where the reader is
        context = get_context(self._nav, self._files, self._config, page)
        html = self._environment.get_template("main.html").render(context)
        page.active = False
        page.forget(planned)
        return html
