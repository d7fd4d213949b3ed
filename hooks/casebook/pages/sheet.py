"""What a page knows while it is being written: its address, its citations, its links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from casebook.case import Case
from casebook.pages import addresses, parted
from casebook.pages.filling import GROUP, LINK, Group, Link, cut, group, link, private
from casebook.pages.fragments import Fragments
from casebook.pages.safe import safe
from casebook.records import Key, Source
from casebook.text import EMPTY, Heading, Mention, Passage, Texts


@dataclass(slots=True)
class Cited:
    """A source cited on a page: its number, and in how many places it is cited."""

    number: int
    source: Source
    places: int = 0


class Sheet:
    """Fills passages with the addresses and numbers of one page, and keeps its references.

    Numbers are given in the order in which the template asks for them, which is that of reading.
    """

    def __init__(
        self,
        case: Case,
        texts: Texts,
        address: str,
        key: Key | None = None,
        fragments: Fragments | None = None,
    ) -> None:
        """Take the case and the page; sheets of one case may share its `fragments`."""
        self.case = case
        self.texts = texts
        self.address = address
        self.key = key
        self.fragments = fragments or Fragments(case, texts)
        # Pages of records are many: the links from those of a kind are made once for all of them.
        own = key if key and addresses.of(key) == address else None
        self.start = addresses.beside(own) if own else None
        self.outline: list[Heading] = []
        self._cited: dict[str, Cited] = {}

    @property
    def references(self) -> tuple[Cited, ...]:
        """The sources cited so far, in order of number."""
        return tuple(self._cited.values())

    def to(self, target: Key | str, fragment: str = "") -> str:
        """Return the link from this page to a record or an address."""
        if isinstance(target, str):
            return addresses.href(target + (f"#{fragment}" if fragment else ""), self.address)
        if fragment:
            return addresses.href(f"{addresses.of(target)}#{fragment}", self.address)
        if self.start is None or target == self.key:
            return addresses.to_record(target, self.address)
        return self.fragments.href(target, self.start)

    def to_file(self, path: str) -> str:
        """Return the link from this page to a file of the site, by its path from the root."""
        return addresses.relative(path, self.address)

    def index(self, kind: str, fragment: str = "") -> str:
        """Return the link to the page that lists a kind."""
        return self.to(addresses.INDEXES[kind], fragment)

    def to_relation(self, name: str) -> str:
        """Return the link to the row of a relation, by its id."""
        return self.to(parted.of_relation(self.case, name))

    def steps(self, key: Key, words: str = "", fragment: str = "") -> list[tuple[str, str]]:
        """Return the steps from the list of a record to its heading there: what each says, a link.

        `words` and `fragment` are the heading's on a list that stands whole; without words, a
        record there has none.
        """
        if found := parted.of_record(self.case, key):
            part, address = found
            return [(parted.title(part, self.fragments.language), self.to(address))]
        return [(words, self.index(key.kind, fragment))] if words else []

    def link(self, kind: str, name: str, words: str | Markup | None = None) -> Markup:
        """Return a link to a record that shows `words`, or its name."""
        own = self.key
        if words is None and self.start and not (own and own.id == name and own.kind == kind):
            return self.fragments.link(kind, name, self.start)
        key = Key(kind, name)
        shown = self.fragments.label(key) if words is None else escape(words)
        return shown if key == own else safe(f'<a href="{self.to(key)}">{shown}</a>')

    def name(self, key: Key) -> str:
        """Return the name of a record as plain text; a question's is a line of Markdown."""
        return self.fragments.name(key)

    def label(self, key: Key) -> Markup:
        """Return the name of a record as HTML; the title of a source says its language."""
        return self.fragments.label(key)

    def text(self, key: Key | None, *location: str | int) -> Markup:
        """Return a text of a record, with the links and numbers of this page."""
        return self.fill(self.texts.get(key, *location))

    def body(self, key: Key) -> Markup:
        """Return the long text of a record; its headings join the outline of the page."""
        passage = self.texts.get(key, "body")
        if passage is EMPTY:
            passage = self.texts.get(key, "definition")
        self.outline += passage.headings
        # It stands on one page alone: to cut it for others would take longer than to fill it.
        return safe(self.fill_html(passage.html))

    def fill(self, passage: Passage) -> Markup:
        """Return the HTML of a passage for this page."""
        pieces = cut(passage.html)
        if pieces is None:
            return safe(self.fill_html(passage.html))
        return safe(
            "".join([each if isinstance(each, str) else self._filled(each) for each in pieces])
        )

    def fill_html(self, html: str) -> str:
        """Put links and numbers into converted HTML, which somebody may have written by hand."""
        html = LINK.sub(lambda match: self._filled(link(match)), private(html))
        return GROUP.sub(lambda match: self._filled(group(match)), html)

    def cite(self, names: Iterable[str], locator: str = "") -> Markup:
        """Return the numbers of sources, each a link to its reference."""
        return safe(self._numbers((name, locator) for name in names))

    def quote(self, mention: Mention) -> Markup:
        """Return the sentence of a mention, the name marked."""
        before, after = escape(mention.before.lstrip()), escape(mention.after.rstrip())
        return safe(f"<q>{before}<mark>{escape(mention.words)}</mark>{after}</q>")

    def reference(self, name: str) -> str:
        """Return the full reference of a source as HTML, with a link to its page."""
        found, own = self.fragments, self.key
        if own and own.id == name and own.kind == "sources":
            return found.reference(name)
        if self.start:
            return found.linked(name, self.start)
        return f"{found.reference(name)} {self.link('sources', name, found.about)}"

    def _filled(self, piece: Link | Group) -> str:
        if isinstance(piece, Group):
            return self._numbers(piece.citations)
        # A page does not link to itself; in a hand-written page a link may be forged.
        if piece.key == self.key or piece.key not in self.case.records:
            return piece.shown
        return f'<a{piece.attributes} href="{self.to(piece.key)}">{piece.shown}</a>'

    def _numbers(self, citations: Iterable[tuple[str, str]]) -> str:
        sources = self.case.sources
        links = [self._number(name, locator) for name, locator in citations if name in sources]
        return f'<sup class="cb-cite">{", ".join(links)}</sup>' if links else ""

    def _number(self, name: str, locator: str) -> str:
        cited = self._cited.get(name)
        if cited is None:
            cited = self._cited[name] = Cited(len(self._cited) + 1, self.case.sources[name])
        number = cited.number
        cited.places += 1
        place = place_of(number, cited.places)
        label = f"{number}, {escape(locator)}" if locator else number
        return f'<a href="#ref-{number}" id="{place}">{label}</a>'


def place_of(number: int, at: int) -> str:
    """Return the anchor of one of the places that cite the reference of this number."""
    return f"cite-{number}-{at}"
