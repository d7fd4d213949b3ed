"""References set for readers: who, what, where, when, and how to get it.

The order follows the author-title-container-date pattern that CSL styles share; it is our own
template because a CSL processor takes 12-20 ms a source and doubles the title of unsigned news.
"""

from __future__ import annotations

import unicodedata

from markupsafe import Markup, escape

from casebook.dates import say
from casebook.language import ENGLISH, Language
from casebook.records import Source
from casebook.records.kinds import Author

EXTERNAL = Markup('<a class="cb-external" rel="external noopener noreferrer" href="{}">{}</a>')

_AUTHORED = frozenset({"book", "chapter", "report", "thesis", "article-journal"})


def short(source: Source, language: Language) -> str:
    """Return the name by which a source is called in a line.

    News is known by the paper that prints it, a book or a study by who wrote it.
    """
    if source.type in _AUTHORED and source.author:
        names = [author.literal or author.family or "" for author in source.author]
        if len(names) == 1:
            return names[0]
        return language.gettext("%(author)s and others", author=names[0])
    return source.container_title or source.publisher or authors(source, language) or source.title


def called(source: Source, language: Language) -> Markup:
    """Return `short` as HTML that says its language where its script does not."""
    return spoken(short(source, language), source)


def spoken(words: str, source: Source) -> Markup:
    """Return words of a source as HTML, in its language where most letters are not Latin."""
    tongue = tongue_of(words, source)
    return Markup('<bdi lang="{}">{}</bdi>').format(tongue, words) if tongue else escape(words)


def tongue_of(words: str, source: Source) -> str:
    """Return the language of words of a source where most letters are not Latin, else nothing."""
    letters = [letter for letter in words if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return source.language if source.language and 2 * latin < len(letters) else ""


def authors(source: Source, language: Language) -> str:
    """Return the authors of a source, `Given Family and Literal Body`."""
    names = [_author(author) for author in source.author]
    if len(names) < 2:
        return "".join(names)
    # Translators: the authors of a source, such as "A, B" and "C".
    return language.gettext(
        "%(authors)s and %(last)s", authors=language.listed(names[:-1]), last=names[-1]
    )


def reference(source: Source, language: Language = ENGLISH) -> Markup:
    """Return the full reference of a source as HTML, without its notes."""
    names = authors(source, language)
    parts = [_end(spoken(names, source), language)] if names else []
    parts.append(_title(source, language))
    if source.container_title:
        cited = Markup("<cite>{}</cite>").format(spoken(source.container_title, source))
        parts.append(_part(cited, language))
    if source.publisher and source.publisher not in (source.container_title, names):
        parts.append(_part(spoken(source.publisher, source), language))
    parts.append(_end(escape(say(source.issued, language)), language))
    if source.archived:
        copy = EXTERNAL.format(source.archived, language.gettext("Archived copy"))
        parts.append(_end(copy, language))
    return Markup(" ").join(parts)


def _title(source: Source, language: Language) -> Markup:
    quoted = language.pgettext("title of a source", "“%(title)s”", title=source.title)
    title = Markup("<span{}>{}</span>").format(_language(source), quoted)
    linked = EXTERNAL.format(source.url, title) if source.url else title
    ends = source.title.endswith((".", "?", "!"))
    return linked if ends else _part(linked, language)


def _part(words: Markup, language: Language) -> Markup:
    # Translators: the comma after a part of a reference.
    return Markup(language.pgettext("part of a reference", "%(part)s,", part=words))


def _end(words: Markup, language: Language) -> Markup:
    # Translators: the full stop after a part of a reference.
    return Markup(language.pgettext("part of a reference", "%(part)s.", part=words))


def _language(source: Source) -> Markup:
    return Markup(' lang="{}"').format(source.language) if source.language else Markup("")


def _author(author: Author) -> str:
    return author.literal or " ".join(filter(None, [author.given, author.family]))
