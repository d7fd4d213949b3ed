"""Texts as they were converted for an earlier build, for as long as they would come out the same.

What a text becomes depends on its own words and, of the rest of the case, on the names and ids that
occur in it. So when names or ids have changed, just the texts that hold one of these are converted
again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from casebook.case import Case, Claim, name_of
from casebook.records import Key
from casebook.text.matcher import fold
from casebook.text.passage import Passage

_MOST = 50  # changed words; beyond these it is quicker to convert everything than to look for them


class Asked(NamedTuple):
    """A text to be converted: its words, the record it belongs to, and whether it is one line."""

    text: str
    own: Key | None
    line: bool


@dataclass(frozen=True)
class _Ground:
    """What texts of a case rest on besides their own words."""

    language: str
    claims: frozenset[Claim]
    ids: frozenset[tuple[str, str, str, bool]]
    """Of every record its kind, its id, its name, and whether it is left out as a draft."""
    others: tuple[object, ...]

    @classmethod
    def of(cls, case: Case) -> _Ground:
        drafts = case.index.drafts
        ids = (
            (kind, name, _name(case, Key(kind, name)), Key(kind, name) in drafts)
            for kind, names in case.index.ids.items()
            for name in names
        )
        others = (case.index.unreadable, tuple(case.named.items()))
        return cls(case.about.language, frozenset(case.claims), frozenset(ids), others)

    def changed(self, before: _Ground) -> list[str] | None:
        """Return the words by which a text may tell that ground has changed; None if any may."""
        if (self.language, self.others) != (before.language, before.others):
            return None
        found = {_stem(claim.words) for claim in self.claims ^ before.claims}
        found |= {name for _, name, _, _ in self.ids ^ before.ids}
        return sorted(found) if len(found) <= _MOST else None


class KeptTexts:
    """The texts of the last build of a case, by what was asked."""

    def __init__(self) -> None:
        self._ground: _Ground | None = None
        self._made: dict[Asked, Passage] = {}

    def of(self, case: Case) -> Mapping[Asked, Passage]:
        """Return the texts of the last build that would come out the same for this case."""
        ground = _Ground.of(case)
        before, self._ground = self._ground, ground
        changed = ground.changed(before) if before is not None else None
        if changed is None:
            self._made = {}
        elif changed:
            self._made = dict(_without(self._made, changed))
        return self._made

    @property
    def ground(self) -> object:
        """What the texts of the last build rest on besides their own words; equal where that is."""
        return self._ground

    def keep(self, made: Mapping[Asked, Passage]) -> None:
        """Remember the texts of this build for the next, and no others.

        None of them may have a mistake: what is said of one depends on more than its own words.
        """
        self._made = dict(made)


def _without(made: Mapping[Asked, Passage], words: list[str]) -> Iterator[tuple[Asked, Passage]]:
    for asked, found in made.items():
        folded = f"{fold(asked.text)}\n{fold(found.plain)}"
        if not any(word in folded for word in words):
            yield asked, found


def _stem(words: str) -> str:
    """Return the letters that a name and its plural have in common, as texts are searched."""
    folded = fold(words)
    return folded[:-1] if folded.endswith("y") else folded


def _name(case: Case, key: Key) -> str:
    record = case.records.get(key)
    return name_of(record) if record is not None else ""
