"""What the case tells MkDocs and the theme of itself: title, address, language, licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from casebook import CaseSite
from casebook import pages as core
from casebook.case import Case
from casebook.exports import feeds
from casebook.language import Language, language_of
from casebook.pages.foot import note
from casebook.text import CasebookExtension, Linking
from mkdocs_adapter.page import GeneratedPage


def describe(built: CaseSite[core.Page | core.Planned], config: MkDocsConfig) -> None:
    """Let the case name the site."""
    about = built.case.about
    config.site_name = about.title
    config.site_url = base_of(config) or about.url
    config.site_description = built.site.home.description
    config.extra["cards"] = core.cards.data(built.case)
    config.extra["note"] = note(built.case)
    config.extra["formats"] = core.addresses.file_of(core.addresses.DATA)
    config.extra["feed"] = f"{feeds.path_of()}.atom"
    _set_language(config, language_of(about.language))


def link_texts(case: Case, config: MkDocsConfig) -> Linking:
    """Let the records of the case be linked in hand-written pages; return what knows of these."""
    linking = Linking(case, trusted=True)
    config.markdown_extensions = [
        *(e for e in config.markdown_extensions if not isinstance(e, CasebookExtension)),
        CasebookExtension(linking),  # type: ignore[list-item]  # an instance is taken too
    ]
    return linking


def link_written(files: Files, config: MkDocsConfig) -> None:
    """Let the footer link to every hand-written page, to those first that `extra.links` names."""
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


def base_of(config: MkDocsConfig) -> str:
    """Return the address of the published site with a slash at its end, or an empty text."""
    return f"{config.site_url.rstrip('/')}/" if config.site_url else ""


def paths_in(nav: Any) -> Iterator[str]:
    """Yield the paths of the pages that the navigation of the settings names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        yield from paths_in(list(nav.values()))
    elif isinstance(nav, Iterable):
        for item in nav:
            yield from paths_in(item)


def _set_language(config: MkDocsConfig, language: Language) -> None:
    """Let Material take its own words from its translation, where it has one."""
    translated = next((way for way in language.ways if _translated(config, way)), None)
    config.theme["language"] = translated or "en"
    config.extra["language"] = {
        "language": language.tag,
        "direction": language.direction,
        "translated": translated is not None,
    }


def _translated(config: MkDocsConfig, tag: str) -> bool:
    """Return whether Material has words in the language of a tag."""
    name = f"partials/languages/{tag}.html"
    return any((Path(folder) / name).is_file() for folder in config.theme.dirs)
