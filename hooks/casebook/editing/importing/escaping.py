"""Words -> Markdown that shows just these words: every sign of it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

# What a browser takes for a character reference, some of them without their semicolon.
_BARE = "|".join(name for name in html5 if not name.endswith(";"))
_ENTITY = re.compile(rf"&(?=#|\w+;|{_BARE})")
# In the text itself: what Markdown, and the marks of a case, would read as a sign.
_SIGNS = re.compile(r"([\\`*\]])|(?<![^\W_])_|_(?![^\W_])")
_FIRST = re.compile(r"(\d+)\.(?=\s|$)|[#>]|[+-](?=\s|$)|[=-]+\s*$|:(?=\s|$)")


def address(url: str) -> str:
    """Return an address as it stands between the angle brackets of Markdown."""
    return _ENTITY.sub("&amp;", url.replace("\\", "%5C").replace("`", "%60"))


def escaped(text: str) -> str:
    """Return words as Markdown that shows just these words."""
    made = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace("[", "&#91;")
    return _SIGNS.sub(lambda match: f"\\{match[0]}", made)


def line(text: str) -> str:
    """Return words as one line of Markdown, which begins no list and no heading."""
    return begun(escaped(" ".join(text.split())))


def is_line(markdown: str) -> bool:
    """Tell whether Markdown is one line that begins no list, heading or quotation."""
    return bool(markdown) and "\n" not in markdown and begun(markdown) == markdown


def linked(text: str) -> Iterator[str]:
    """Yield a text with its bare addresses as links."""
    start = 0
    for match in re.finditer(r"https?://[^\s<>\"\\`]+[^\s<>\"\\`.,;:!?)\]'’”]", text):
        yield escaped(text[start : match.start()])
        yield f"<{address(match[0])}>"
        start = match.end()
    yield escaped(text[start:])


def begun(text: str) -> str:
    """Return a line that Markdown takes for words, not for a heading, a list or a quotation."""
    match = _FIRST.match(text)
    if match is None:
        return text
    if match[1]:
        return f"{match[1]}\\{text[len(match[1]) :]}"
    # A backslash does not work before these two.
    return f"&#{ord(text[0])};{text[1:]}" if text[0] in "=:" else f"\\{text}"
