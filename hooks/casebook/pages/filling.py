"""Converted HTML cut at what each page fills in its own way: links to records, and citations."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from casebook.records import Key

LINK = re.compile(r'<a([^>]*) href="cb:([a-z]+)/([^"/]+)">(.*?)</a>', re.DOTALL)
GROUP = re.compile(r'<sup class="cb-cite">(.*?)</sup>', re.DOTALL)
# Whoever follows a link from here is not told on (see the promises to readers).
_LEAVING = re.compile(r'<a (?![^>]*\brel=)([^>]*\bhref="(?:https?:)?//[^>]*)>', re.IGNORECASE)
_CITATION = re.compile(r'<a href="cite:([^"]+)"(?: title="([^"]*)")?[^>]*>.*?</a>', re.DOTALL)


class Link(NamedTuple):
    """A link to a record: its other attributes, and what is shown of it."""

    key: Key
    attributes: str
    shown: str


class Group(NamedTuple):
    """Sources cited in one place, each with the place in it or an empty text."""

    citations: tuple[tuple[str, str], ...]


Piece: TypeAlias = "str | Link | Group"


# The few lines on who has an interest stand on most pages, and a summary on several.
@lru_cache(maxsize=1024)
def cut(html: str) -> tuple[Piece, ...] | None:
    """Return converted HTML in pieces; None where a citation and a link lie in each other."""
    html = private(html)
    marks = sorted(
        [*_found(LINK, html, 'href="cb:'), *_found(GROUP, html, "cb-cite")],
        key=lambda mark: mark.start(),
    )
    pieces: list[Piece] = []
    end = 0
    for mark in marks:
        if mark.start() < end:
            return None
        pieces += [html[end : mark.start()], link(mark) if mark.re is LINK else group(mark)]
        end = mark.end()
    return (*pieces, html[end:])


def private(html: str) -> str:
    """Return HTML in which no link that leaves the site tells where the reader comes from."""
    return (
        _LEAVING.sub(r'<a \1 rel="external noopener noreferrer">', html) if "//" in html else html
    )


def link(match: re.Match[str]) -> Link:
    """Return the link to a record that `LINK` has found."""
    return Link(Key(match[2], match[3]), match[1], match[4])


def group(match: re.Match[str]) -> Group:
    """Return the citations that `GROUP` has found."""
    found = _CITATION.finditer(match[1])
    return Group(
        tuple([(each[1], Markup(each[2]).unescape() if each[2] else "") for each in found])
    )


def _found(pattern: re.Pattern[str], html: str, mark: str) -> list[re.Match[str]]:
    return list(pattern.finditer(html)) if mark in html else []
