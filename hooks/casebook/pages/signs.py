"""Small pieces of HTML in the words of a language: the sign of a status, a date, a draft's mark."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from casebook.dates import EdtfDate, html_datetime, say
from casebook.language import ENGLISH, Language
from casebook.records import Record
from casebook.views.words import STATUS_NAMES

_LINED = 'fill="none" stroke="currentColor" stroke-width='
_DIAMOND = f'<path d="M6 .6 11.400 6 6 11.400.6 6z" {_LINED}"1.500"/>'
_FULL = '<circle cx="6" cy="6" r="5" fill="currentColor"/>'
_SHAPES = {
    "established": _FULL,
    "settled": _FULL,
    "reported": (
        f'<circle cx="6" cy="6" r="5" {_LINED}"1.5"/>'
        '<path d="M6 1a5 5 0 0 1 0 10z" fill="currentColor"/>'
    ),
    "disputed": f'{_DIAMOND}<path d="M6 .6 11.400 6 6 11.400z" fill="currentColor"/>',
    "open": _DIAMOND,
}
_RING = f'<circle cx="6" cy="6" r="4.700" {_LINED}"2"/>'


def shape(status: str) -> Markup:
    """Return the shape of a status, for a drawing of 12 by 12."""
    return Markup(_SHAPES.get(status, _RING))


@lru_cache(maxsize=256)
def mark(status: str, language: Language) -> Markup:
    """Return a status as its shape and its word."""
    drawing = 'viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false"'
    word = escape(language.word(STATUS_NAMES[status]))
    return Markup(
        f'<span class="cb-status cb-{status}"><svg {drawing}>{shape(status)}</svg>{word}</span>'
    )


@lru_cache(maxsize=8192)
def time(date: EdtfDate, language: Language = ENGLISH, *, inside: bool = False) -> Markup:
    """Return a date in words, as a `<time>` where HTML has a value for it; `inside` as in `say`."""
    value, words = html_datetime(date), escape(say(date, language, inside=inside))
    if value is None:
        return Markup(f'<span class="cb-date">{words}</span>')
    return Markup(f'<time datetime="{value}">{words}</time>')


def unfinished(record: Record, language: Language) -> Markup:
    """Return the mark of a draft that is one of many in a line or a card."""
    if not record.draft:
        return _NOTHING
    word = language.gettext("Draft")
    return Markup(f' <span class="cb-meta cb-draft"><strong>{word}</strong></span>')


def draft(record: Record, language: Language) -> Markup:
    """Return the note that stands above a draft."""
    if not record.draft:
        return _NOTHING
    label = language.gettext("Draft")
    words = language.gettext(
        "<strong>Draft.</strong> Shown in the preview only; a build leaves it out."
    )
    return Markup(f'<aside class="cb-note cb-draft" aria-label="{label}"><p>{words}</p></aside>\n')


_NOTHING = Markup("")
