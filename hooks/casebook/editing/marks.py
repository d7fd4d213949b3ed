"""Where a text refers to records, found by the conversion that readers' pages go through."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from markdown import Markdown

from casebook.case import Case
from casebook.records import Key
from casebook.text import CasebookExtension
from casebook.text.convert import EXTENSIONS
from casebook.text.linking import Linking

# What may stand around an id in [[id]], [[kind/id|words]], [@id] and [@other; @id, p. 4]; in a
# double-quoted text of YAML, backslashes are doubled.
_BEFORE = r"(?P<before>\[\[\s*|\[@\s*@?|;[\s>]*@?)"
_AFTER = r"(?=\s*(?:\\*\||\]|[,;]))"
_STAND_IN = "casebook-stand-in-"


@dataclass(frozen=True, slots=True)
class Mark:
    """The id at `start` to `end` of a text, as written, and the kinds that it may name there."""

    start: int
    end: int
    name: str
    kinds: tuple[str, ...] = ()


class MarkFinder:
    """Finds the references and citations of some ids in the texts of a case."""

    def __init__(self, case: Case, ids: Collection[str], *, trusted: bool) -> None:
        """Take the case; `trusted` texts are hand-written pages."""
        names = "|".join(map(re.escape, ids))
        self._pattern = re.compile(rf"{_BEFORE}(?P<name>(?:[a-z]+/)?(?:{names})){_AFTER}")
        self._spy = _Spy(case, trusted=trusted)
        self._markdown = Markdown(extensions=[*EXTENSIONS, CasebookExtension(self._spy)])

    def find(self, text: str) -> list[Mark | None]:
        """Return, for each place that looks like a mark, the mark, or None where it is none.

        Which of them are marks (and not, say, code) the conversion itself tells: each is given a
        name of its own, and those that it asks for are.
        """
        found = self.candidates(text)
        if not found:
            return []
        self._spy.asked.clear()
        self._spy.begin(None)
        self._markdown.reset().convert(_with_stand_ins(text, found))
        return [
            Mark(mark.start, mark.end, mark.name, self._spy.asked[number])
            if number in self._spy.asked
            else None
            for number, mark in enumerate(found)
        ]

    def candidates(self, text: str) -> list[Mark]:
        """Return every place of `text` that looks like a mark."""
        return [
            Mark(match.start("name"), match.end("name"), match["name"])
            for match in self._pattern.finditer(text)
        ]


def _with_stand_ins(text: str, found: list[Mark]) -> str:
    made: list[str] = []
    end = 0
    for number, mark in enumerate(found):
        made += [text[end : mark.start], f"{_STAND_IN}{number}"]
        end = mark.end
    return "".join([*made, text[end:]])


class _Spy(Linking):
    """Notes the stand-ins that a conversion asks for, and the kinds they may be of."""

    def __init__(self, case: Case, *, trusted: bool) -> None:
        super().__init__(case, trusted=trusted)
        self.asked: dict[int, tuple[str, ...]] = {}

    def resolve(self, name: str, kinds: tuple[str, ...] = ()) -> Key:
        if not name.startswith(_STAND_IN):
            return super().resolve(name, kinds)
        self.asked[int(name.removeprefix(_STAND_IN))] = kinds
        return Key("events", name)
