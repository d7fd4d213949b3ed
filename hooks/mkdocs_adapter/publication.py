"""One site, from the first event of a build to the last; kept between the rebuilds of a preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from casebook import Built, DataError, Kept, Problem, build
from casebook import pages as core
from casebook.dates import say
from casebook.exports import FOLDER
from casebook.hosting import of_preview, with_policy
from casebook.language import Language, language_of
from casebook.pages import report
from casebook.pages.addresses import DATA as DATA_PAGE
from casebook.plain import is_plain
from casebook.text import CasebookExtension, Linking
from mkdocs_adapter.frames import READY, Frames, Shown, folders
from mkdocs_adapter.metadata import of_page
from mkdocs_adapter.page import (
    GeneratedPage,
    address_of,
    file_for,
    name_the_file,
    redirect_file,
    source_uri,
)
from mkdocs_adapter.searching import Searching

log = get_plugin_logger("casebook")

DATA = "data"

_STRANGE = (
    "The theme shows something of these pages that Casebook does not know of, so it renders all"
    " pages like them one by one, which is slow: %s. Print only values that frames.py fills in,"
    " or set CASEBOOK_PLAIN=1 to have every page rendered so."
)


class CaseError(PluginError):
    """The case cannot be published; `problems` has what stands in the way."""

    def __init__(self, error: DataError) -> None:
        super().__init__(f"\n{error}")
        self.problems = error.problems


class Publication:
    """Hands the core's pages to MkDocs, and MkDocs' hand-written pages to the core."""

    def __init__(self) -> None:
        self.preview = False
        self._good: Built | None = None
        self._kept = Kept()
        self._warned: frozenset[Problem] = frozenset()
        self._linking: Linking | None = None
        self._makes_home = False
        self._frames: Frames | None = None
        self._settings: tuple[object, ...] = ()
        self._shown = Shown()
        self._next = Shown()
        self.partial = False
        """Whether pages that stand in the site as they are need not be written again."""
        self.skipped: Mapping[str, GeneratedPage] = {}
        """The pages that were not written, by the paths of their files."""
        self._searching: Searching | None = None

    @property
    def built(self) -> Built:
        """The case that is being published; `prepare` must have come first."""
        if self._good is None:
            raise PluginError("The case has not been read yet.")
        return self._good

    def prepare(self, config: MkDocsConfig) -> None:
        """Read and check everything before MkDocs cleans the old site.

        Warnings are logged one by one, so that a strict build counts them. Raises `CaseError` with
        every problem.
        """
        root = Path(config.config_file_path).parent
        try:
            self._good = build(
                root / DATA,
                Path(config.docs_dir),
                drafts=self.preview,
                base=_base(config),
                kept=self._kept if self.preview and not is_plain() else None,
            )
        except DataError as error:
            raise CaseError(error) from None
        if config.strict:
            # Such a build counts what is logged: it fails for a warning as often as there is one.
            self._warned = frozenset()
        self._searching = Searching(self._good)
        self._warn(self._good.warnings)
        self._describe(config)

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add every page of the case, and the addresses that records had before."""
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            name_the_file(file)
        in_nav = set(_paths(config.nav))
        for made in self.built.site.pages:
            files.append(file_for(made, config, in_nav=source_uri(made.address) in in_nav))
        if self.preview:
            files.append(file_for(self._report(), config, in_nav=False))
        files.append(file_for(self.built.data_page, config, in_nav=source_uri(DATA_PAGE) in in_nav))
        for exported in self.built.exports:
            for export in exported.files:
                files.append(File.generated(config, FOLDER + export.path, content=export.content))
        for redirect in self.built.site.redirects:
            files.append(redirect_file(redirect, config, self._language.tag))
        for data in self.built.site.files:
            files.append(File.generated(config, data.path, content=data.text))
        written = files.documentation_pages()
        self._makes_home = all(file.dest_uri != "index.html" for file in written)
        if self._makes_home:
            home = self.built.site.home
            files.append(file_for(home, config, in_nav="index.md" in in_nav))

    def begin_page(self, page: Page, config: MkDocsConfig) -> None:
        """Tell the extension that another text begins, and complete the page's metadata."""
        if self._linking is not None:
            self._linking.begin(None)
        address = address_of(page.file)
        base = _base(config)
        page.canonical_url = base + address if base else None
        page.meta = {**of_page(page, self.built, address, base), **page.meta}
        in_nav = page.file.inclusion is InclusionLevel.INCLUDED
        if isinstance(page, GeneratedPage) and not (in_nav or is_plain()):
            page.meta["template"] = READY

    def finish_page(self, html: str, page: Page) -> str:
        """Return the HTML of a page with links and references in place."""
        if isinstance(page, GeneratedPage):
            return html
        assert self._searching is not None  # nothing is read before the case
        self._searching.read(page, html)
        case, texts = self.built.case, self.built.texts
        if page.is_homepage:
            return core.home(case, texts, html).body
        return core.finish(case, texts, html, address_of(page.file))

    def frame(self, page: Page, context: dict[str, Any]) -> None:
        """Put a generated page into the theme, for the template that only prints it."""
        if isinstance(page, GeneratedPage) and page.meta.get("template") == READY:
            assert self._frames is not None  # the environment is there before any page
            context["ready"] = self._frames.page(page, context)
            self.skipped = self._frames.skipped

    def secure(self, html: str) -> str:
        """Return a page with the policy that a browser holds it to, if it has none yet."""
        return with_policy(html, of_preview() if self.preview else "")

    def close(self) -> None:
        """Say which pages the theme had to render one by one."""
        if self._frames is None:
            return
        if strange := self._frames.mend():
            log.warning(_STRANGE, ", ".join(strange))
        self._next = self._frames.shown(self._settings)
        self._frames = None

    def note_shown(self) -> None:
        """Note that the preview shows what was built last."""
        self._shown = self._next

    def complete(self, env: Environment, files: Files, config: MkDocsConfig) -> None:
        """Give the theme its words, and its footer a link to every hand-written page.

        The pages that `extra.links` names come first.
        """
        if not is_plain():
            written = (f for f in files.documentation_pages() if f.generated_by is None)
            settings = (config.site_url, config.repo_url, config.edit_uri)
            self._settings = settings
            same = self.partial and self._shown.settings == settings
            self._frames = Frames(env, folders(written), self._shown if same else Shown())
        env.globals["gettext"] = self._language.gettext
        env.filters["word"] = self._language.word
        env.filters["with_policy"] = self.secure
        pages = {
            file.url: file.page
            for file in files.documentation_pages()
            if file.page is not None and not isinstance(file.page, GeneratedPage)
        }
        named = [link for link in config.extra.get("links", []) if link["url"] in pages]
        urls = {link["url"] for link in named}
        others = [
            {"title": page.title, "url": url}
            for url, page in pages.items()
            if url not in urls and not page.is_homepage
        ]
        config.extra["links"] = [*named, *others]

    def add_search(self, files: Files, config: MkDocsConfig) -> None:
        """Let a reader find every page by its own words."""
        assert self._searching is not None
        self._searching.add_files(files, config, makes_home=self._makes_home, drafts=self.preview)

    @property
    def _language(self) -> Language:
        return language_of(self.built.case.about.language)

    def _report(self) -> core.Page:
        built = self.built
        return core.Page(
            report.ADDRESS,
            "State of the research",
            "How the research stands, for editors",
            report.body(built.case, built.texts, built.warnings),
        )

    def _warn(self, warnings: tuple[Problem, ...]) -> None:
        """Log the warnings that were none at the last build: a preview builds at every save."""
        for problem in warnings:
            if problem not in self._warned:
                log.warning("%s", problem)
        self._warned = frozenset(warnings)

    def _describe(self, config: MkDocsConfig) -> None:
        """Let the case name the site, and its texts be linked wherever they stand."""
        about = self.built.case.about
        config.site_name = about.title
        config.site_url = _base(config) or about.url
        config.site_description = self.built.site.home.description
        config.extra["cards"] = core.cards.data(self.built.case)
        config.extra["note"] = self._note()
        self._set_language(config)
        self._linking = Linking(self.built.case, trusted=True)
        config.markdown_extensions = [
            *(e for e in config.markdown_extensions if not isinstance(e, CasebookExtension)),
            CasebookExtension(self._linking),  # type: ignore[list-item]  # an instance is taken too
        ]

    def _note(self) -> str:
        """Return the line at the foot of every page."""
        about, language = self.built.case.about, self._language
        closed = say(about.as_of, language)
        if not about.licence:
            return language.gettext("Research closed %(date)s", date=closed)
        licence = about.licence.replace("-", "\N{NON-BREAKING HYPHEN}")
        return language.gettext(
            "Research closed %(date)s · Text %(licence)s", date=closed, licence=licence
        )

    def _set_language(self, config: MkDocsConfig) -> None:
        """Let Material take its own words from its translation, where it has one."""
        language = self._language
        translated = next((way for way in language.ways if _translated(config, way)), None)
        config.theme["language"] = translated or "en"
        config.extra["language"] = {
            "language": language.tag,
            "direction": language.direction,
            "translated": translated is not None,
        }


def _base(config: MkDocsConfig) -> str:
    """Return the address of the published site with a slash at its end, or an empty text."""
    return f"{config.site_url.rstrip('/')}/" if config.site_url else ""


def _translated(config: MkDocsConfig, tag: str) -> bool:
    """Return whether Material has words in the language of a tag."""
    name = f"partials/languages/{tag}.html"
    return any((Path(folder) / name).is_file() for folder in config.theme.dirs)


def _paths(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        yield from _paths(list(nav.values()))
    elif isinstance(nav, Iterable):
        for item in nav:
            yield from _paths(item)
