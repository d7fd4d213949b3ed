"""How marks stand in HTML until the links are woven in.

In hand-written pages, which are trusted, a mark is a link straight away: `<a href="cb:kind/id">`.
In data it is a run of private characters, which the sanitiser lets through as text and which no
text can hold itself; they become links when the rest has been sanitised. So raw HTML cannot forge
one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from markdown.util import AtomicString

from casebook.records import Key
from casebook.text.passage import CITATION_SCHEME, RECORD_SCHEME, Citation

CITE_CLASS = "cb-cite"
PLAIN_CLASS = "cb-plain"

TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>""", re.DOTALL)

_OPEN, _SHOW, _END = "\ue000", "\ue001", "\ue002"
_CITE, _NEXT, _LOCATOR, _CITED = "\ue003", "\ue004", "\ue005", "\ue006"
_PLAIN, _PLAINED = "\ue007", "\ue008"
_PRIVATE = re.compile("[\ue000-\ue008]")
_REFERENCE = re.compile(f"{_OPEN}([^{_SHOW}]*){_SHOW}")
_CITATIONS = re.compile(f"{_CITE}([^{_CITED}]*){_CITED}")


class TrustedMarker:
    """Marks are links straight away."""

    trusted = True

    def reference(self, key: Key, words: str) -> ET.Element:
        """Return a link to a record."""
        link = ET.Element("a", {"href": f"{RECORD_SCHEME}:{key}"})
        link.text = words
        return link

    def citations(self, citations: Sequence[Citation]) -> ET.Element:
        """Return a group of links to references."""
        group = ET.Element("sup", {"class": CITE_CLASS})
        for citation in citations:
            link = ET.SubElement(group, "a", {"href": f"{CITATION_SCHEME}:{citation.source}"})
            if citation.locator:
                link.set("title", citation.locator)
            link.text = AtomicString(citation.source)
        return group

    def plain(self, words: str) -> ET.Element:
        """Return words that stay as they are."""
        span = ET.Element("span", {"class": PLAIN_CLASS})
        span.text = AtomicString(words.strip())
        return span


class GuardedMarker:
    """Marks are private characters until `expand` makes links of them."""

    trusted = False

    def reference(self, key: Key, words: str) -> ET.Element:
        """Return what will be a link to a record."""
        text = f"{_OPEN}{key}{_SHOW}{words}{_END}"
        return _span(AtomicString(text) if isinstance(words, AtomicString) else text)

    def citations(self, citations: Sequence[Citation]) -> ET.Element:
        """Return what will be a group of links to references."""
        items = _NEXT.join(f"{c.source}{_LOCATOR}{c.locator}" for c in citations)
        return _span(AtomicString(f"{_CITE}{items}{_CITED}"))

    def plain(self, words: str) -> ET.Element:
        """Return words that will stay as they are."""
        return _span(AtomicString(f"{_PLAIN}{words.strip()}{_PLAINED}"))


def without_markers(text: str) -> str:
    """Return `text` without the characters that are ours."""
    return _PRIVATE.sub("", text)


def expand(made: str) -> str:
    """Return sanitised HTML with the marks of a `GuardedMarker` as links."""
    made = TAG.sub(lambda tag: without_markers(tag[0]), made)
    for start, end in ((_OPEN, _END), (_CITE, _CITED), (_PLAIN, _PLAINED)):
        made = made.replace(f"<span>{start}", start).replace(f"{end}</span>", end)
    made = _REFERENCE.sub(rf'<a href="{RECORD_SCHEME}:\1">', made).replace(_END, "</a>")
    made = _CITATIONS.sub(_group, made)
    made = made.replace(_PLAIN, f'<span class="{PLAIN_CLASS}">').replace(_PLAINED, "</span>")
    return without_markers(made)


def group(citations: Iterable[Citation]) -> str:
    """Return the links to sources cited in one place, as `expand` makes them."""
    links = [_citation(citation.source, citation.locator) for citation in citations]
    return f'<sup class="{CITE_CLASS}">{"".join(links)}</sup>' if links else ""


def _group(match: re.Match[str]) -> str:
    items = (item.partition(_LOCATOR) for item in match[1].split(_NEXT) if item)
    return group(Citation(source, html.unescape(locator)) for source, _, locator in items)


def _citation(source: str, locator: str) -> str:
    title = f' title="{html.escape(locator)}"' if locator else ""
    return f'<a href="{CITATION_SCHEME}:{source}"{title}>{source}</a>'


def _span(text: str) -> ET.Element:
    span = ET.Element("span")
    span.text = text
    return span
