"""The events of MkDocs, a line or two each; what they do stands beside.

MkDocs takes every name that begins with `on_` for an event, so no other function here has one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from casebook.build import calm_collector
from casebook.compiled import Compiled
from mkdocs_adapter import preview
from mkdocs_adapter.environment import quicken
from mkdocs_adapter.publication import Publication
from mkdocs_adapter.publishing import Publishing, write_headers
from mkdocs_adapter.shell import complete_theme
from mkdocs_adapter.unchanged import Unchanged
from mkdocs_adapter.writing import SiteFiles

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from mkdocs_adapter.preview.session import Preview

__all__ = [
    "on_build_error",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_pre_build",
    "on_serve",
    "on_shutdown",
    "on_startup",
    "on_template_context",
]

publication = Publication()
publishing = Publishing()
previews: list[Preview] = []
"""The preview, where this is one."""
compiled = Compiled()
unchanged = Unchanged()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """A preview shows drafts, and keeps the last good site; what it builds is not published."""
    calm_collector()
    publication.preview = command == "serve"
    publication.dirty = dirty
    publishing.wanted = not preview.is_preview(command)
    unchanged.wanted = command == "build" and publishing.wanted and not dirty
    if not publishing.wanted:
        previews[:] = [preview.begin(publication, dirty=dirty)]


def on_pre_build(config: MkDocsConfig) -> None:
    """Everything is read and checked before MkDocs cleans the old site."""
    complete_theme(config)
    quicken(config, compiled)
    unchanged.begin(config)
    publication.prepare(config)
    if publishing.wanted:
        publishing.begin(config, publication.built.case.about.as_of)
    for shown in previews:
        shown.stage(config)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages of the case join the hand-written ones."""
    return publication.add_files(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The navigation stands in the header of every page."""
    publication.nav = nav
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Each page gets its metadata."""
    publication.begin_page(page, config)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links and citations of hand-written pages are filled in."""
    return publication.finish_page(html, page)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """The theme gets its words; all pages have been read, so footer and search can name them.

    Pages are written while cards and search are made.
    """
    publication.complete(env, files, config)
    publication.begin_writing(files, config, publishing.files or SiteFiles(Path(config.site_dir)))
    publication.add_data(files, config)
    publication.promise(files, config)
    return env


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """The sitemap lists every page."""
    publication.printing.list_pages(context)
    return context


@event_priority(-100)
def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """A generated page is finished here, when other plugins have seen it."""
    publication.printing.list_pages(context)
    publication.printing.frame(page, context)
    return context


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """A page with a template of its own, which our shell's mending passes by, gets its policy."""
    return publication.secure(output)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """All is written, by other plugins too; a strict build may still be refused."""
    publication.printing.close()
    if publishing.wanted:
        write_headers(config)
    publishing.complete()


@event_priority(-100)
def on_build_error(error: Exception) -> None:
    """What was written is not published."""
    publication.printing.abandon()
    publishing.fail(error)
    for shown in previews:
        shown.fail(error)


@event_priority(-100)
def on_shutdown() -> None:
    """MkDocs has nothing more to refuse: the new site takes the place of the old one."""
    publication.printing.abandon()
    unchanged.end(publishing.end())
    for shown in previews:
        shown.end()


@event_priority(-100)
def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """The server gets the panel, when other plugins have watched what they want to."""
    for shown in previews:
        shown.attach(server)
    return server
