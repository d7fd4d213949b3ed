"""The pages of one build, from the theme to the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from casebook import CaseSite, MakeGiven
from casebook import pages as core
from casebook.case import Case
from casebook.exports import Listing
from casebook.text import Texts
from mkdocs_adapter.asides import Index, works
from mkdocs_adapter.beside import Beside
from mkdocs_adapter.formats import Formats
from mkdocs_adapter.frames import READY, Frames, folders
from mkdocs_adapter.page import GeneratedPage
from mkdocs_adapter.writing import SiteFiles

log = get_plugin_logger("casebook")

_STRANGE = (
    "The theme shows something of these pages that Casebook does not know of, so it renders all"
    " pages like them one by one, which is slow: %s. Print only values that frames.py fills in,"
    " or set CASEBOOK_PLAIN=1 to have every page rendered so."
)


class Printing:
    """Puts pages of the case into the theme, and writes those that MkDocs leaves out."""

    def __init__(self) -> None:
        self._frames: Frames | None = None
        self._beside = Beside(())
        self._formats: Formats | None = None

    @property
    def listings(self) -> Sequence[Listing] | None:
        """The files in other formats that were written here; None if MkDocs writes them."""
        return self._beside.listings if self.leaves_out else None

    @property
    def leaves_out(self) -> bool:
        """Whether there are pages that MkDocs does not write."""
        return bool(self._beside.pages)

    def begin_formats(self, case: Case, texts: Texts, given: MakeGiven) -> None:
        """Let files in other formats be made, which need no page."""
        self._formats = Formats(case, texts, given)

    def take(self, env: Environment, files: Files) -> None:
        """Put pages into the frames of a theme from now on, instead of rendering each."""
        written = (file for file in files.documentation_pages() if file.generated_by is None)
        self._frames = Frames(env, folders(written))

    def begin(
        self,
        built: CaseSite[core.Page | core.Planned],
        index: Index,
        prepare: Callable[[GeneratedPage], None],
        site: SiteFiles,
        nav: Navigation,
        files: Files,
        config: MkDocsConfig,
    ) -> None:
        """Let the pages be written into `site` that MkDocs need not write.

        `index` makes the search, and `prepare` does with a page what the events of MkDocs do.
        """
        self._beside = Beside(files)
        if self._frames is None:
            return
        asides = works(built.site.files, index, site)
        formats = self._formats or Formats(built.case, built.texts, lambda: built.given)
        self._formats = formats
        self._beside.begin(site, self._frames, formats, asides, prepare, nav, files, config)

    def list_pages(self, context: dict[str, Any]) -> None:
        """Let a template list all pages, those as well that MkDocs does not write."""
        self._beside.complete(context)

    def frame(self, page: Page, context: dict[str, Any]) -> None:
        """Put a generated page into the theme, for the template that only prints it."""
        if isinstance(page, GeneratedPage) and page.meta.get("template") == READY:
            assert self._frames is not None  # the environment is there before any page
            context["ready"] = self._frames.page(page, context)

    def close(self) -> None:
        """Write what waits for all pages; say which of these the theme rendered one by one."""
        if self._frames is None:
            return
        strange = [*self._beside.finish(), *self._frames.mend()]
        self._beside.finish_last()
        if strange:
            log.warning(_STRANGE, ", ".join(strange))
        self._frames = None

    def abandon(self) -> None:
        """Write no more: the build has failed, if it is not complete."""
        self._beside.end()
        if self._formats is not None:
            self._formats.end()
