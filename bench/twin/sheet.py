"""One page of the twin while it is written: its links, its citations and its texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.prose import Citation, Mention, Piece, render
from bench.twin.content import Content
from bench.twin.flavours import Flavour
from casebook.dates import EdtfDate, say
from casebook.language import ENGLISH
from casebook.records import Account, Key


@dataclass(frozen=True)
class Sheet:
    """The page at `address`, which is that of the record `key` unless it is a list."""

    content: Content
    flavour: Flavour
    address: str
    key: Key | None = None
    _cited: dict[str, int] = field(default_factory=dict)

    def to(self, words: str, address: str) -> str:
        """Return a link to a page."""
        return f"[{words}]({self.flavour.href(address, self.address)})"

    def link(self, key: Key) -> str:
        """Return a link to a record that shows its name."""
        return self.to(self.content.name(key), self.content.address(key))

    def links(self, kind: str, ids: Iterable[str]) -> str:
        """Return links to some records of one kind."""
        return ", ".join(self.link(Key(kind, name)) for name in ids)

    def text(self, key: Key, *way: str | int) -> str:
        """Return a text of a record; an empty one where the record has none there."""
        text = self.content.prose.get((key, way))
        return render(text, self._piece) if text else ""

    def sources(self, ids: Iterable[str]) -> str:
        """Return the sources of a statement: each with its number in the references."""
        shown = []
        for name in ids:
            source = self.content.case.sources[name]
            address = self.content.address(Key("sources", name))
            called = source.container_title or source.title
            shown.append(f"{self.to(called, address)} {self._cite(name)}")
        return ", ".join(shown)

    def accounts(self, key: Key, accounts: Iterable[Account]) -> list[str]:
        """Return each account with its sources."""
        lines = []
        for number, account in enumerate(accounts):
            lines += [self.text(key, "accounts", number, "says"), self.sources(account.sources)]
        return lines

    def references(self) -> list[str]:
        """Return the heading and the list of all that was cited; nothing where nothing was."""
        if not self._cited:
            return []
        listed = (f"{number}. {self._reference(name)}" for name, number in self._cited.items())
        return ["## References", "\n".join(listed)]

    def _reference(self, name: str) -> str:
        address = self.content.address(Key("sources", name))
        said = self.content.reference(self.content.case.sources[name])
        return f"{said} {self.to('About this source', address)}"

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Citation):
            return self._cite(piece.source)
        if isinstance(piece, Mention):
            target = self.content.address(piece.target)
            return self.flavour.mention(piece, self.flavour.href(target, self.address))
        return piece

    def _cite(self, name: str) -> str:
        number = self._cited.setdefault(name, len(self._cited) + 1)
        return self.to(f"\\[{number}\\]", self.content.address(Key("sources", name)))


def dated(date: EdtfDate | None) -> str:
    """Return a date in words; an empty text for none."""
    return say(date, ENGLISH) if date else ""


def bullets(items: Iterable[str]) -> str:
    """Return the items that are not empty as a list."""
    return "\n".join(f"- {item}" for item in items if item)
