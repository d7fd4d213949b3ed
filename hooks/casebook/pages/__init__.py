"""Case -> pages: address, title, HTML body, outline, metadata."""

from __future__ import annotations

from casebook.case import Case, name_of
from casebook.language import language_of
from casebook.pages import addresses, cards, chapters
from casebook.pages.data import page as data_page
from casebook.pages.finding import files as search_files
from casebook.pages.fragments import Fragments
from casebook.pages.kept import Again, Anew, KeptPages
from casebook.pages.lists import ListPages
from casebook.pages.page import Page, Redirect, Site
from casebook.pages.records import RecordPages, common
from casebook.pages.render import body, renew
from casebook.pages.searched import Entry, Searched, of_html
from casebook.pages.sheet import Sheet
from casebook.pages.signatures import Signatures
from casebook.processes import share_out
from casebook.records import Key
from casebook.text import Linking, Texts, weave

__all__ = [
    "Entry",
    "KeptPages",
    "Page",
    "Redirect",
    "Searched",
    "Sheet",
    "Site",
    "addresses",
    "cards",
    "data_page",
    "finish",
    "home",
    "make",
    "of_html",
    "redirect_html",
    "search_files",
]


def make(case: Case, texts: Texts, base: str = "", kept: KeptPages | None = None) -> Site:
    """Return every page of the site.

    `base` is the address under which the site is published, with a slash at its end, or empty.
    `kept` has the pages of an earlier build, and takes those of this one.
    """
    templates = renew()
    if kept is None:
        return _site(case, texts, base, Anew())
    kept.words.begin()
    signatures = Signatures(case, texts, base, templates, kept.words)
    if (site := kept.site(signatures.whole)) is not None:
        return site
    again = Again(kept, signatures)
    site = _site(case, texts, base, again)
    again.keep(site)
    return site


def _site(case: Case, texts: Texts, base: str, made: Anew) -> Site:
    fragments = Fragments(case, texts)
    lists = ListPages(case, texts, base, fragments)
    records = RecordPages(case, texts, base, fragments)
    pages = (
        *lists.pages(made),
        *chapters.pages(fragments, base, made),
        *made.records(tuple(case.records), lambda keys: share_out(records.page, keys)),
    )
    return Site(pages, _redirects(case), lists.home(), cards.files(case, texts, fragments))


def home(case: Case, texts: Texts, introduction: str, base: str = "") -> Page:
    """Return the home page that begins with a hand-written introduction, converted to HTML."""
    return ListPages(case, texts, base).home(_woven(case, introduction))


def finish(case: Case, texts: Texts, html: str, address: str) -> str:
    """Return the HTML of a hand-written page with its links, numbers and references filled in.

    `html` is what Markdown and our extension made of it, `address` the page it stands on.
    """
    sheet = Sheet(case, texts, address)
    filled = sheet.fill_html(_woven(case, html))
    return filled + body("foot.html", **common(case, sheet))


def _woven(case: Case, html: str) -> str:
    return weave(html, Linking(case, trusted=True))


def redirect_html(redirect: Redirect, target: str, language: str) -> str:
    """Return a whole page that leads on to `target`, at once and without a script."""
    return body(
        "redirect.html", language=language_of(language), title=redirect.title, target=target
    )


def _redirects(case: Case) -> tuple[Redirect, ...]:
    return tuple(
        Redirect(addresses.of(Key(key.kind, former)), addresses.of(key), name_of(record))
        for key, record in case.records.items()
        for former in record.former_ids
    )
