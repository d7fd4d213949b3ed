"""How to cite a page of the site, in three styles: APA (7th edition), Chicago (18th), MLA (9th).

They are our own short functions: a page of one site has few of the fields that styles differ in,
and a CSL processor takes 12-20 ms for each. Without an article's own date a page is dated to the
day on which research closed, which is what a reader needs to find the same state again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

from casebook.case import Case
from casebook.dates import EdtfDate, html_datetime, say
from casebook.language import Language, language_of

# The Modern Language Association's abbreviations of months.
_SHORT = ("", "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.",
          "Nov.", "Dec.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: its title in plain words, its own date if it has one, who wrote it."""

    title: str
    published: EdtfDate | None = None
    authors: tuple[str, ...] = ()


def block(work: Work, case: Case, address: str, base: str) -> str:
    """Return how to cite the page at `address`, as HTML; `base` is the address of the site."""
    language = language_of(case.about.language)
    url = str(escape(base + address)) if base else ""
    heading = language.gettext("Cite this page")
    lines = "".join(
        f'<dt>{name}</dt><dd data-copy="{name}">{style(work, case, url, language)}</dd>\n'
        for name, style in (("APA", _apa), ("Chicago", _chicago), ("MLA", _mla))
    )
    return (
        '<details class="cb-export cb-cite-this" id="cite" data-search-exclude>'
        f"<summary>{escape(heading)}</summary>\n"
        f"<dl>\n{lines}</dl>\n</details>\n"
    )


def _apa(work: Work, case: Case, url: str, language: Language) -> str:
    """Return a text as `Author. (2026, November 22). Title. Case. Address` is one."""
    about = case.about
    names = _listed(work.authors, " & ", language) or about.publisher or ""
    title = f"<i>{_html(work.title)}</i>"
    if closed := _closed(work, case, "chicago", language):
        title += f" [{_html(closed)}]"
    date = f"({_html(_date(work.published or about.as_of, 'apa', language))})."
    begin = [_end(_html(names)), date, _end(title)] if names else [_end(title), date]
    return _joined(*begin, _end(_html(about.title)) if work.title != about.title else "", url)


def _chicago(work: Work, case: Case, url: str, language: Language) -> str:
    """Return a text as `Author. “Title.” Case. November 22, 2026. Address.` is one."""
    about = case.about
    authors = _with_and(work.authors, language)
    names = authors or about.publisher or ""
    publisher = about.publisher if about.publisher not in (None, names) else ""
    date = _date(work.published or about.as_of, "chicago", language)
    if closed := _closed(work, case, "chicago", language):
        date = f"{date}. {closed}"
    return _joined(
        _end(_html(names)),
        _quoted(work, case, language),
        _end(f"<i>{_html(about.title)}</i>"),
        _end(_html(publisher or "")),
        _end(_html(date)),
        _end(url),
    )


def _mla(work: Work, case: Case, url: str, language: Language) -> str:
    """Return a text as `Author. “Title.” Case, Publisher, 22 Nov. 2026, Address.` is one."""
    about = case.about
    authors = _with_and(work.authors, language)
    date = _date(work.published or about.as_of, "mla", language)
    parts = [f"<i>{_html(about.title)}</i>", _html(about.publisher or ""), _html(date), url]
    closed = _end(_html(_closed(work, case, "mla", language)))
    rest = _end(", ".join(filter(None, parts)))
    return _joined(_end(_html(authors)), _quoted(work, case, language), rest, closed)


def _quoted(work: Work, case: Case, language: Language) -> str:
    """Return the title of a page; that of the home page stands as the title of the site already."""
    if work.title == case.about.title:
        return ""
    title = _end(_html(work.title))
    # Translators: a title with the stop at its end, in a reference to this site.
    return language.pgettext("title with its stop", "“%(title)s”", title=title)


def _with_and(names: tuple[str, ...], language: Language) -> str:
    return _listed(names, language.pgettext("authors of a work", " and "), language)


def _listed(names: tuple[str, ...], last: str, language: Language) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{language.listed(names[:-1])}{last}{names[-1]}"


def _closed(work: Work, case: Case, style: str, language: Language) -> str:
    """Return on which day research closed, where that is not the date of the page itself."""
    closed = case.about.as_of
    if work.published in (None, closed):
        return ""
    return language.gettext("Research closed %(date)s", date=_date(closed, style, language))


@lru_cache(maxsize=1024)
def _date(date: EdtfDate, style: str, language: Language) -> str:
    """Return a date as a style writes it; what is not certain, or not in English, in our words."""
    plain = html_datetime(date) if date.is_plain and language.ways[-1] == "en" else None
    if plain is None:
        return say(date, language)
    year, *rest = (part.lstrip("0") for part in plain.split("-"))
    if not rest:
        return year
    month, *days = rest
    name = _SHORT[int(month)] if style == "mla" else language.month(int(month), alone=not days)
    day = "".join(days)
    if style == "apa":
        return f"{year}, {name} {day}".rstrip()
    if style == "chicago" and day:
        return f"{name} {day}, {year}"
    return f"{day} {name} {year}".lstrip()


# The title of the page stands in all styles, and what is said of the site in those of all pages.
@lru_cache(maxsize=256)
def _html(words: str) -> str:
    return str(escape(words))


def _end(words: str) -> str:
    """Return words with a full stop, unless they end with a mark of their own."""
    bare = words.removesuffix("</i>")
    return f"{words}." if bare and not bare.endswith((".", "?", "!", "…")) else words


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
