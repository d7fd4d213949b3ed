"""Every page and file of the site, ready to be written in whatever form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import casebook
from casebook.build import Built, build
from casebook.exports import FOLDER
from casebook.language import Language, language_of
from casebook.pages import Page, addresses, finish, home, redirect_html
from casebook.pages.foot import note
from casebook.problems import DataError
from casebook.text import MARKDOWN
from casebook.writing.documents import Document, convert, published
from casebook.writing.settings import Settings, read_settings

STYLES = "assets/casebook.css"
"""Where the styles are published."""
# The look is one, whoever puts the shell around a page.
_STYLES = Path(casebook.__file__).parent.parent / "mkdocs_adapter" / "theme" / STYLES


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: plain `title` and `description`, and `body`, whole HTML that begins with a heading.

    Its links are relative and name files: they work wherever `a/index.html` stands for `a/`.
    """

    address: str
    title: str
    description: str
    body: str


@dataclass(frozen=True)
class Written:
    """A whole site."""

    title: str
    language: Language
    base: str
    """The address at which it is published, with a slash at its end, or empty."""
    note: str
    """The line at the foot of every page."""
    pages: tuple[Leaf, ...]
    nav: tuple[tuple[str, str], ...]
    """Titles and addresses of what every page leads to, without the home page."""
    links: tuple[tuple[str, str], ...]
    """The same of the hand-written pages, which the foot of a page names."""
    files: Mapping[str, bytes]
    """All that is no page, by its path."""
    styles: str


def gather(data: Path, documents: Path) -> Written:
    """Check the case and make every page of it.

    `mkdocs.yml` beside the folder of pages says which of them are published. Raises `DataError`
    with every problem.
    """
    built = build(data, documents)
    settings, problems = read_settings(documents.parent / "mkdocs.yml")
    if problems:
        raise DataError(problems)
    case, texts = built.case, built.texts
    language = language_of(case.about.language)
    generated = [*built.site.pages, built.data_page()]
    written = list(convert(case, documents, settings))
    pages = [_leaf(page) for page in generated]
    if all(document.address != addresses.HOME for document in written):
        pages.append(_leaf(built.site.home))
    for document in written:
        if document.address == addresses.HOME:
            pages.append(_leaf(home(case, texts, document.html, built.base)))
        else:
            body = finish(case, texts, document.html, document.address, document.title, built.base)
            pages.append(Leaf(document.address, document.title, document.description, body))
    pages.sort(key=lambda page: page.address)
    return Written(
        case.about.title,
        language,
        built.base,
        note(case),
        tuple(pages),
        _nav(settings, {page.address: page.title for page in pages}, language),
        _links(settings, written),
        _files(built, documents, settings),
        _STYLES.read_text("utf-8"),
    )


def _leaf(page: Page) -> Leaf:
    return Leaf(page.address, page.title, page.description, page.body)


def _nav(
    settings: Settings, titles: Mapping[str, str], language: Language
) -> tuple[tuple[str, str], ...]:
    """Return what the header leads to: what `mkdocs.yml` says, or the lists of the case."""
    given = [
        (language.word(title) if title else titles.get(address, ""), address)
        for title, path in settings.nav
        if (address := addresses.written(PurePosixPath(path))) in titles
    ]
    own = [(titles[address], address) for address in addresses.INDEXES.values()]
    found = [item for item in given or own if item[1] != addresses.HOME]
    return tuple(found)


def _links(settings: Settings, written: list[Document]) -> tuple[tuple[str, str], ...]:
    """Return the hand-written pages, those first that `mkdocs.yml` names."""
    first = [address.removesuffix("index.html") for address in settings.links]
    found = [(one.title, one.address) for one in written if one.address != addresses.HOME]
    return tuple(
        sorted(found, key=lambda one: first.index(one[1]) if one[1] in first else len(first))
    )


def _files(built: Built, documents: Path, settings: Settings) -> dict[str, bytes]:
    language = built.case.about.language
    found = {
        name: path.read_bytes()
        for name, path in published(documents, settings)
        if path.suffix not in MARKDOWN
    }
    for exported in built.exports:
        found |= {FOLDER + export.path: export.content for export in exported.files}
    for redirect in built.site.redirects:
        target = addresses.href(redirect.target, redirect.address)
        text = redirect_html(redirect, target, language)
        found[addresses.file_of(redirect.address)] = text.encode()
    return found
