"""References set for readers: who, what, where, when, and how to get it.

The order follows the author-title-container-date pattern that CSL styles share; it is our own
template because a CSL processor takes 12-20 ms a source and doubles the title of unsigned news.
"""

from __future__ import annotations

import unicodedata

from markupsafe import Markup, escape

from casebook.dates import say
from casebook.records import Source
from casebook.records.kinds import Author

EXTERNAL = Markup('<a class="cb-external" rel="external noopener noreferrer" href="{}">{}</a>')


_AUTHORED = frozenset({"book", "chapter", "report", "thesis", "article-journal"})


def short(source: Source) -> str:
    """Return the name by which a source is called in a line.

    News is known by the paper that prints it, a book or a study by who wrote it.
    """
    if source.type in _AUTHORED and source.author:
        names = [author.literal or author.family or "" for author in source.author]
        return names[0] if len(names) == 1 else f"{names[0]} and others"
    return source.container_title or source.publisher or authors(source) or source.title


def called(source: Source) -> Markup:
    """Return `short` as HTML that says its language where its script does not."""
    return spoken(short(source), source)


def spoken(words: str, source: Source) -> Markup:
    """Return words of a source as HTML, in its language where most letters are not Latin."""
    letters = [letter for letter in words if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if source.language is None or 2 * latin >= len(letters):
        return escape(words)
    return Markup('<bdi lang="{}">{}</bdi>').format(source.language, words)


def authors(source: Source) -> str:
    """Return the authors of a source, `Given Family and Literal Body`."""
    names = [_author(author) for author in source.author]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def reference(source: Source) -> Markup:
    """Return the full reference of a source as HTML, without its notes."""
    parts = [Markup("{}.").format(spoken(names, source))] if (names := authors(source)) else []
    parts.append(_title(source))
    if source.container_title:
        parts.append(Markup("<cite>{}</cite>,").format(spoken(source.container_title, source)))
    if source.publisher and source.publisher not in (source.container_title, names):
        parts.append(Markup("{},").format(spoken(source.publisher, source)))
    parts.append(Markup("{}.").format(say(source.issued)))
    if source.archived:
        parts.append(Markup("{}.").format(EXTERNAL.format(source.archived, "Archived copy")))
    return Markup(" ").join(parts)


def _title(source: Source) -> Markup:
    title = Markup("<span{}>“{}”</span>").format(_language(source), source.title)
    linked = EXTERNAL.format(source.url, title) if source.url else title
    ends = source.title.endswith((".", "?", "!"))
    return linked if ends else linked + ","


def _language(source: Source) -> Markup:
    return Markup(' lang="{}"').format(source.language) if source.language else Markup("")


def _author(author: Author) -> str:
    return author.literal or " ".join(filter(None, [author.given, author.family]))
