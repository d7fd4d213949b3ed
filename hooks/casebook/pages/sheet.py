"""What a page knows while it is being written: its address, its citations, its links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from casebook.case import Case, name_of
from casebook.pages import addresses
from casebook.pages.references import spoken
from casebook.records import Key, Source
from casebook.text import EMPTY, Heading, Mention, Passage, Texts

_LINK = re.compile(r'<a([^>]*) href="cb:([a-z]+)/([^"/]+)">(.*?)</a>', re.DOTALL)
# Whoever follows a link from here is not told on (see the promises to readers).
_LEAVING = re.compile(r'<a (?![^>]*\brel=)([^>]*\bhref="(?:https?:)?//[^>]*)>', re.IGNORECASE)
_CITATION = re.compile(r'<a href="cite:([^"]+)"(?: title="([^"]*)")?[^>]*>.*?</a>', re.DOTALL)
_GROUP = re.compile(r'<sup class="cb-cite">(.*?)</sup>', re.DOTALL)


@dataclass(slots=True)
class Cited:
    """A source cited on a page: its number, and the anchors of the places that cite it."""

    number: int
    source: Source
    places: list[str] = field(default_factory=list)


class Sheet:
    """Fills passages with the addresses and numbers of one page, and keeps its references.

    Numbers are given in the order in which the template asks for them, which is that of reading.
    """

    def __init__(self, case: Case, texts: Texts, address: str, key: Key | None = None) -> None:
        self.case = case
        self.texts = texts
        self.address = address
        self.key = key
        self.outline: list[Heading] = []
        self._cited: dict[str, Cited] = {}

    @property
    def references(self) -> tuple[Cited, ...]:
        """The sources cited so far, in order of number."""
        return tuple(self._cited.values())

    def to(self, target: Key | str, fragment: str = "") -> str:
        """Return the link from this page to a record or an address."""
        address = target if isinstance(target, str) else addresses.of(target)
        return addresses.href(address + (f"#{fragment}" if fragment else ""), self.address)

    def index(self, kind: str, fragment: str = "") -> str:
        """Return the link to the page that lists a kind."""
        return self.to(addresses.INDEXES[kind], fragment)

    def link(self, kind: str, name: str, words: str | Markup | None = None) -> Markup:
        """Return a link to a record that shows `words`, or its name."""
        key = Key(kind, name)
        shown = words if words is not None else self.label(key)
        if key == self.key:
            return escape(shown)
        return Markup('<a href="{}">{}</a>').format(self.to(key), shown)

    def name(self, key: Key) -> str:
        """Return the name of a record as plain text; a question's is a line of Markdown."""
        if key.kind == "questions":
            return self.texts.get(key, "question").plain
        return name_of(self.case.records[key])

    def label(self, key: Key) -> Markup:
        """Return the name of a record as HTML; the title of a source says its language."""
        name = self.name(key)
        return spoken(name, self.case.sources[key.id]) if key.kind == "sources" else escape(name)

    def text(self, key: Key | None, *location: str | int) -> Markup:
        """Return a text of a record, with the links and numbers of this page."""
        return self.fill(self.texts.get(key, *location))

    def body(self, key: Key) -> Markup:
        """Return the long text of a record; its headings join the outline of the page."""
        passage = self.texts.get(key, "body")
        if passage is EMPTY:
            passage = self.texts.get(key, "definition")
        self.outline += passage.headings
        return self.fill(passage)

    def fill(self, passage: Passage) -> Markup:
        """Return the HTML of a passage for this page."""
        return Markup(self.fill_html(passage.html))

    def fill_html(self, html: str) -> str:
        """Put links and numbers into converted HTML."""
        html = _LEAVING.sub(r'<a \1 rel="external noopener noreferrer">', html)
        html = _LINK.sub(self._fill_link, html)
        return _GROUP.sub(self._fill_group, html)

    def cite(self, names: Iterable[str], locator: str = "") -> Markup:
        """Return the numbers of sources, each a link to its reference."""
        links = [self._number(name, locator) for name in names if name in self.case.sources]
        if not links:
            return Markup("")
        return Markup('<sup class="cb-cite">{}</sup>').format(Markup(", ").join(links))

    def quote(self, mention: Mention) -> Markup:
        """Return the sentence of a mention, the name marked."""
        return Markup("<q>{}<mark>{}</mark>{}</q>").format(
            mention.before.lstrip(), mention.words, mention.after.rstrip()
        )

    def _number(self, name: str, locator: str) -> Markup:
        cited = self._cited.setdefault(name, Cited(len(self._cited) + 1, self.case.sources[name]))
        place = f"cite-{cited.number}-{len(cited.places) + 1}"
        cited.places.append(place)
        label = Markup("{}, {}").format(cited.number, locator) if locator else cited.number
        return Markup('<a href="#ref-{}" id="{}">{}</a>').format(cited.number, place, label)

    def _fill_link(self, match: re.Match[str]) -> str:
        key = Key(match[2], match[3])
        # A page does not link to itself; in a hand-written page a link may be forged.
        if key == self.key or key not in self.case.records:
            return match[4]
        return f'<a{match[1]} href="{escape(self.to(key))}">{match[4]}</a>'

    def _fill_group(self, match: re.Match[str]) -> str:
        found = [(m[1], m[2] or "") for m in _CITATION.finditer(match[1])]
        links = [
            self._number(name, Markup(locator).unescape())
            for name, locator in found
            if name in self.case.sources
        ]
        return f'<sup class="cb-cite">{", ".join(links)}</sup>' if links else ""
