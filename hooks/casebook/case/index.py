"""Ids -> records: what a reference in the data or in a text leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casebook.problems import did_you_mean
from casebook.records import Key


class UnresolvedError(LookupError):
    """A reference that leads nowhere, with what is wrong, what to write instead, and the code."""

    def __init__(self, what: str, hint: str, code: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.code = code


@dataclass(frozen=True, slots=True)
class Index:
    """Every id of the case by kind, and the drafts that a build leaves out.

    A record that could not be read whole is here as well, so that one mistake is named once.
    """

    ids: Mapping[str, frozenset[str]]
    drafts: frozenset[Key] = frozenset()
    unreadable: frozenset[str] = frozenset()
    """Kinds with a file that could not be read: any id may stand in it."""

    _resolved: dict[tuple[str, tuple[str, ...]], Key] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What has been asked for: most references of a case lead to few records, over and over."""

    _helped: dict[tuple[str, tuple[str, ...]], str] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def resolve(self, text: str, kinds: tuple[str, ...] = ()) -> Key:
        """Return the record that `text` names: an id, or `kind/id`; raise `UnresolvedError`.

        `kinds` are those that may be named; all of them where it is empty.
        """
        found = self._resolved.get((text, kinds))
        if found is None:
            self._resolved[text, kinds] = found = self._resolve(text, kinds or tuple(self.ids))
        return found

    def _resolve(self, text: str, allowed: tuple[str, ...]) -> Key:
        kind, slash, name = text.partition("/")
        found = self._named(text, kind, name, allowed) if slash else self._bare(text, allowed)
        if found in self.drafts:
            hint = 'Delete "draft: true" there, or take the reference out'
            raise UnresolvedError(f'"{text}" is a draft', hint, "CB223")
        return found

    def _named(self, text: str, kind: str, name: str, allowed: tuple[str, ...]) -> Key:
        if kind not in self.ids:
            hint = f"{did_you_mean(kind, self.ids)} Known kinds: {', '.join(self.ids)}".strip()
            raise UnresolvedError(f'there is no kind "{kind}"', hint, "CB224")
        if kind not in allowed:
            hint = f"Write an id of {' or '.join(allowed)}"
            raise UnresolvedError(f'"{text}" cannot stand here', hint, "CB225")
        if name not in self.ids[kind] and kind not in self.unreadable:
            raise self._unknown(name, (kind,))
        return Key(kind, name)

    def _bare(self, text: str, allowed: tuple[str, ...]) -> Key:
        found = [Key(kind, text) for kind in allowed if text in self.ids[kind]]
        if not found and (hidden := self.unreadable.intersection(allowed)):
            return Key(min(hidden), text)
        if not found:
            raise self._unknown(text, allowed)
        if len(found) > 1:
            names = " or ".join(map(str, found))
            raise UnresolvedError(f'"{text}" names {len(found)} records', f"Write {names}", "CB222")
        return found[0]

    def _unknown(self, text: str, kinds: tuple[str, ...]) -> UnresolvedError:
        hint = self._near(text, kinds) or f"Add the record, or write an id of {' or '.join(kinds)}"
        noun = _NOUNS.get(kinds[0], "record") if len(kinds) == 1 else "record"
        return UnresolvedError(f'no {noun} "{text}"', hint, "CB221")

    def _near(self, text: str, kinds: tuple[str, ...]) -> str:
        """Return what else may have been meant; comparing takes time, so the first few get it."""
        asked = (text, kinds)
        if asked not in self._helped and len(self._helped) < _HELPED:
            known = [name for kind in kinds for name in self.ids[kind]]
            self._helped[asked] = did_you_mean(text, known)
        return self._helped.get(asked, "")


_HELPED = 500
"""How many different references that lead nowhere get an offer of what may have been meant."""

_NOUNS = {
    "articles": "article",
    "events": "event",
    "actors": "actor",
    "places": "place",
    "questions": "question",
    "glossary": "term",
    "sources": "source",
}
