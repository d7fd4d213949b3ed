"""Case -> pages: address, title, HTML body, outline, metadata."""

from __future__ import annotations

from casebook.case import Case, name_of
from casebook.language import language_of
from casebook.pages import addresses, cards, chapters, chronicle, citing
from casebook.pages.data import page as data_page
from casebook.pages.finding import FOLDER as SEARCH
from casebook.pages.finding import files as search_files
from casebook.pages.fragments import Fragments
from casebook.pages.lists import ListPages
from casebook.pages.page import DataFile, P_co, Page, Planned, PlannedFile, Redirect, Site
from casebook.pages.records import RecordPages, common
from casebook.pages.render import body, renew
from casebook.pages.rest import RestPages
from casebook.pages.searched import Entry, Searched, of_html
from casebook.pages.sheet import Sheet
from casebook.processes import share_out
from casebook.records import Key
from casebook.text import Linking, Texts, weave

__all__ = [
    "SEARCH",
    "DataFile",
    "Entry",
    "P_co",
    "Page",
    "Planned",
    "PlannedFile",
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
    "plan",
    "redirect_html",
    "search_files",
]


def make(case: Case, texts: Texts, base: str = "") -> Site[Page]:
    """Return the site with every page of it; see `plan`."""
    site = plan(case, texts, base)
    pages = share_out(lambda planned: planned.make(), site.pages)
    return Site(tuple(pages), site.redirects, site.home.make(), site.files)


def plan(case: Case, texts: Texts, base: str = "") -> Site[Planned]:
    """Return the site with its pages still to be made: each by itself, in any order.

    `base` is the address under which the site is published, with a slash at its end, or empty.
    """
    renew()
    fragments = Fragments(case, texts)
    lists = ListPages(case, texts, base, fragments)
    records = RecordPages(case, texts, base, fragments)
    pages = (
        *lists.pages(),
        *chapters.pages(fragments, base),
        *map(records.planned, case.records),
        *chronicle.pages(fragments, base),
        *RestPages(fragments, base).pages(),
    )
    return Site(pages, _redirects(case), lists.home(), cards.files(case, texts, fragments))


def home(case: Case, texts: Texts, introduction: str, base: str = "") -> Page:
    """Return the home page that begins with a hand-written introduction, converted to HTML."""
    return ListPages(case, texts, base).home_page(_woven(case, introduction))


def finish(
    case: Case, texts: Texts, html: str, address: str, title: str = "", base: str = ""
) -> str:
    """Return the HTML of a hand-written page with its links, numbers and references filled in.

    `html` is what Markdown and our extension made of it, `address` the page it stands on. With its
    `title` in plain words the page says how to cite it; `base` is the address of the site.
    """
    sheet = Sheet(case, texts, address)
    filled = sheet.fill_html(_woven(case, html))
    cite = citing.block(citing.Work(title), case, address, base) if title else ""
    return filled + body("foot.html", **common(case, sheet)) + cite


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
