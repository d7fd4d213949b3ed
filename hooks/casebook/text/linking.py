"""What one conversion of a text knows and gathers: the case it belongs to, and what it mentions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from casebook.case import Case, Claim, name_of
from casebook.records import Key
from casebook.text.markers import GuardedMarker, TrustedMarker
from casebook.text.matcher import Matcher
from casebook.text.passage import Citation, Flaw, Mention


class Linking:
    """Shared by the Markdown extension and whoever converts; `begin` starts the next text."""

    def __init__(self, case: Case, *, trusted: bool = False) -> None:
        """Take the case; `trusted` texts are hand-written pages, which are not sanitised."""
        self.case = case
        self.marker = TrustedMarker() if trusted else GuardedMarker()
        self.language = case.about.language
        self.matcher = _matcher(case.claims, english=_primary(self.language) == "en")
        self._named: Mapping[Key, Key] = case.named
        self.begin(None)

    def begin(self, own: Key | None) -> None:
        """Forget the text before; `own` is the record whose text comes next, never linked there."""
        self.own = own
        self.mentions: list[Mention] = []
        self.citations: list[Citation] = []
        self.flaws: list[Flaw] = []
        self.addresses: list[str] = []

    def resolve(self, name: str, kinds: tuple[str, ...] = ()) -> Key:
        """Return the record that `name` stands for, or raise `UnresolvedError`."""
        return self.case.index.resolve(name, kinds)

    def name(self, key: Key) -> str:
        """Return the name of a record; its id where the record itself could not be read."""
        record = self.case.records.get(key)
        return name_of(record) if record is not None else key.id


# Texts, hand-written pages and each page that is finished want the same, and so do the next builds
# of a preview.
@lru_cache(maxsize=2)
def _matcher(claims: tuple[Claim, ...], *, english: bool) -> Matcher:
    return Matcher(claims, english=english)


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
