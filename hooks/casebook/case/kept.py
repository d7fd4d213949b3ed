"""Files and records as they were read for an earlier build."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from casebook.problems import Problem
from casebook.reading import KeptFiles, RawMap, RawRecord
from casebook.records import KINDS, Key, Record, build

Made: TypeAlias = tuple[Record | None, list[Problem]]
"""What a raw record makes, and the problems found in it."""


class KeptRecords:
    """Records of the last build; one is the same as long as its file is."""

    def __init__(self) -> None:
        self.files = KeptFiles()
        self._made: dict[int, tuple[RawMap, Made]] = {}

    def build(self, raws: Mapping[Key, RawRecord]) -> dict[Key, Made]:
        """Return what each raw record makes."""
        before, self._made = self._made, {}
        found: dict[Key, Made] = {}
        for key, raw in raws.items():
            # A raw record that is kept is the same object; holding it, no other has its number.
            kept = before.get(id(raw.raw))
            if kept is None or kept[0] is not raw.raw:
                defaults = {"id": raw.default_id} if raw.default_id else {}
                kept = (raw.raw, build(KINDS[raw.kind], raw.raw, defaults))
            self._made[id(raw.raw)] = kept
            found[key] = kept[1]
        return found
