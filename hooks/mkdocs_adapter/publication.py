"""One site, from the first event of a build to the last; kept between the rebuilds of a preview."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from casebook import Built, CaseSite, DataError, Kept, Problem, build, plan
from casebook import pages as core
from casebook.exports import FOLDER
from casebook.hosting import of_preview, with_policy
from casebook.language import Language, language_of
from casebook.pages import report
from casebook.pages.addresses import DATA as DATA_PAGE
from casebook.plain import is_plain
from casebook.text import Linking
from mkdocs_adapter.asides import Index, made
from mkdocs_adapter.describing import base_of, describe, link_texts, link_written, paths_in
from mkdocs_adapter.frames import READY
from mkdocs_adapter.later import Known, Press, exported, register
from mkdocs_adapter.metadata import of_page
from mkdocs_adapter.ondemand import OnDemand
from mkdocs_adapter.others import has_others
from mkdocs_adapter.page import (
    GeneratedPage,
    address_of,
    file_for,
    name_the_file,
    redirect_html,
    source_uri,
)
from mkdocs_adapter.printing import Printing
from mkdocs_adapter.refused import CaseError
from mkdocs_adapter.searching import Searching
from mkdocs_adapter.writing import SiteFiles

log = get_plugin_logger("casebook")

DATA = "data"


class Publication:
    """Hands the core's pages to MkDocs, and MkDocs' hand-written pages to the core."""

    def __init__(self) -> None:
        self.preview = False
        self.dirty = False
        self.nav = Navigation([], [])
        self._good: CaseSite[core.Page | core.Planned] | None = None
        self._kept = Kept()
        self._warned: frozenset[Problem] = frozenset()
        self._linking: Linking | None = None
        self._makes_home = False
        self.printing = Printing()
        self._environment: Environment | None = None
        self.waits = False
        """Whether somebody will ask for what is made on demand."""
        self.on_demand: OnDemand | None = None
        """What was left to be made, where MkDocs did not make all."""
        self._shown: CaseSite[core.Page | core.Planned] | None = None
        self._searching: Searching | None = None

    @property
    def built(self) -> CaseSite[core.Page | core.Planned]:
        """The case that is being published; `prepare` must have come first."""
        if self._good is None:
            raise PluginError("The case has not been read yet.")
        return self._good

    def prepare(self, config: MkDocsConfig) -> None:
        """Read and check everything before MkDocs cleans the old site.

        Warnings are logged one by one, so that a strict build counts them. Raises `CaseError` with
        every problem.
        """
        data = Path(config.config_file_path).parent / DATA
        documents, base = Path(config.docs_dir), base_of(config)
        # `mkdocs serve --clean` leaves drafts out, and builds again and again as well.
        again = self.preview or self.waits
        kept = self._kept if again and not is_plain() else None
        self.printing = Printing()
        try:
            later = self.waits or not (self.preview or self.dirty)
            early = None if self.waits else self.printing.begin_formats
            planned = later and not (is_plain() or has_others(config))
            make = partial(plan, meanwhile=early) if planned else build
            self._good = make(data, documents, drafts=self.preview, base=base, kept=kept)
        except DataError as error:
            raise CaseError(error) from None
        if config.strict:
            # Such a build counts what is logged: it fails for a warning as often as there is one.
            self._warned = frozenset()
        self._searching = Searching(self._good)
        self._warn(self._good.warnings)
        describe(self._good, config)
        self._linking = link_texts(self._good.case, config)

    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Return the files with every page of the case, and the addresses that records had."""
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            name_the_file(file)
        in_nav = set(paths_in(config.nav))
        written = files.documentation_pages()
        self._makes_home = all(file.dest_uri != "index.html" for file in written)
        self.on_demand = None
        pages = (*self.built.site.pages, *self._others())
        planned = tuple(page for page in pages if isinstance(page, core.Planned))
        if self.waits and len(planned) == len(pages):
            self.on_demand = OnDemand()
            return Known(files, planned, in_nav, config)
        for page in pages:
            files.append(file_for(page, config, in_nav=source_uri(page.address) in in_nav))
        if isinstance(self.built, Built):  # otherwise they are written beside the pages
            for path, content in exported(self.built).items():
                files.append(File.generated(config, path, content=content))
        for redirect in self.built.site.redirects:
            html = redirect_html(redirect, self._language.tag)
            name = core.addresses.file_of(redirect.address)
            files.append(File.generated(config, name, content=html))
        return files

    def begin_page(self, page: Page, config: MkDocsConfig) -> None:
        """Tell the extension that another text begins, and complete the page's metadata."""
        if self._linking is not None:
            self._linking.begin(None)
        address = address_of(page.file)
        base = base_of(config)
        page.canonical_url = base + address if base else None
        if isinstance(page, GeneratedPage) and isinstance(page.made, core.Planned):
            return
        page.meta = {**of_page(page, self.built, address, base), **page.meta}
        # Neither what is in the nav, and stands out there, nor what MkDocs does not write itself.
        alike = page.file.inclusion is InclusionLevel.NOT_IN_NAV
        if isinstance(page, GeneratedPage) and alike and not is_plain():
            page.meta["template"] = READY

    def finish_page(self, html: str, page: Page) -> str:
        """Return the HTML of a page with links and references in place."""
        if isinstance(page, GeneratedPage):
            return html
        assert self._searching is not None  # nothing is read before the case
        self._searching.read(page, html)
        case, texts = self.built.case, self.built.texts
        if page.is_homepage:
            return core.home(case, texts, html, self.built.base).body
        title = Markup(page.title or "").striptags()
        return core.finish(case, texts, html, address_of(page.file), title, self.built.base)

    def secure(self, html: str) -> str:
        """Return a page with the policy that a browser holds it to, if it has none yet."""
        return with_policy(html, of_preview() if self.preview else "")

    def note_shown(self) -> None:
        """Note that the preview shows what was built last."""
        self._shown = self._good

    def try_all(self) -> None:
        """Make every page of the case once, and put one of each kind into the theme."""
        kinds: set[str] = set()
        for page in self.built.site.pages if self.on_demand is not None else ():
            if (kind := page.address.partition("/")[0]) in kinds and isinstance(page, core.Planned):
                page.make()
            elif self.on_demand is not None:
                kinds.add(kind)
                self.on_demand.get(core.addresses.file_of(page.address))

    def take_back(self) -> None:
        """Go back to what the preview shows, from which pages may still be made on demand."""
        self._good = self._shown or self._good

    def complete(self, env: Environment, files: Files, config: MkDocsConfig) -> None:
        """Give the theme its words, and its footer a link to every hand-written page."""
        self._environment = env
        if not (is_plain() or self.on_demand is not None):
            self.printing.take(env, files)
        env.globals["gettext"] = self._language.gettext
        env.filters["word"] = self._language.word
        env.filters["with_policy"] = self.secure
        link_written(files, config)

    def begin_writing(self, files: Files, config: MkDocsConfig, site: SiteFiles) -> None:
        """Let the pages be written into `site` that MkDocs need not write."""
        prepare = partial(self._prepare, files=files, config=config)
        index = self._index(files)
        self.printing.begin(self.built, index, prepare, site, self.nav, files, config)

    def add_data(self, files: Files, config: MkDocsConfig) -> None:
        """Add the cards, and let a reader find every page by its own words."""
        if self.on_demand is not None or self.printing.leaves_out:
            return
        for path, text in made(self.built.site.files, self._index(files)):
            files.append(File.generated(config, path, content=text))

    def promise(self, files: Files, config: MkDocsConfig) -> None:
        """Register how everything is made that was left out of a preview."""
        found = self.on_demand
        if found is None or not isinstance(files, Known) or self._environment is None:
            return
        prepare = partial(self._prepare, files=files, config=config)
        press = Press(self._environment, self.nav, files, config, prepare)
        built, index = self.built, self._index(files)
        register(found, built.site, press, self._language.tag)
        found.folder(FOLDER, partial(exported, built))
        found.folder(core.SEARCH, lambda: {file.path: file.text for file in index()})

    def _prepare(self, page: GeneratedPage, files: Files, config: MkDocsConfig) -> None:
        page.read_source(config)
        self.begin_page(page, config)
        page.render(config, files)

    @property
    def _language(self) -> Language:
        return language_of(self.built.case.about.language)

    def _others(self) -> Iterator[core.Page | core.Planned]:
        """Yield the pages that are not of the case alone, made where the others are."""
        built = self.built
        title = self._language.gettext("Data")
        found = [core.Planned(DATA_PAGE, title, self._data_page)]
        if self.preview:
            found.append(report.planned(built.case, built.texts, built.warnings))
        for page in found:
            yield page if not isinstance(built, Built) else page.make()
        if self._makes_home:
            home = built.site.home
            yield home if self.waits or isinstance(home, core.Page) else home.make()

    def _data_page(self) -> core.Page:
        # Files that were written beside MkDocs are not made a second time.
        return self.built.data_page(self.printing.listings)

    def _index(self, files: Files) -> Index:
        assert self._searching is not None
        return partial(
            self._searching.files, files, makes_home=self._makes_home, drafts=self.preview
        )

    def _warn(self, warnings: tuple[Problem, ...]) -> None:
        """Log the warnings that were none at the last build: a preview builds at every save."""
        for problem in warnings:
            if problem not in self._warned:
                log.warning("%s", problem)
        self._warned = frozenset(warnings)
