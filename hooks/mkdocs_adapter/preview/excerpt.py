"""The line that a problem is in, cut to what can be read, with the place marked."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casebook.problems import Problem
from casebook.problems.listing import WHOLE_FILES
from casebook.problems.visible import visible
from casebook.reading import decode

_BEFORE = 60
_AFTER = 140
# A reference, a quoted text, a word up to what YAML sets between words, or a single sign.
_MARKED = re.compile(
    r"""(?:\[\[[^\]]*\]\]|"[^"]*"|'[^']*'|[^\s,\[\]{}"']+?(?=:?(?:[\s,\[\]{}]|$))|.)"""
)


@dataclass(frozen=True)
class Excerpt:
    """A line in three parts; `marked` is where the problem is."""

    before: str
    marked: str
    after: str


class Excerpts:
    """Reads the files in which problems are, each once."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """Take the folders that stand first in the names of files, by these names."""
        self._folders = folders
        self._lines = lru_cache(maxsize=None)(self._read)

    def of(self, problem: Problem) -> Excerpt | None:
        """Return the line that a problem is about, or None where there is nothing to show."""
        where = problem.where
        lines = () if problem.code in WHOLE_FILES else self._lines(where.file)
        if not 0 < where.line <= len(lines) or not (line := lines[where.line - 1]).strip():
            return None
        start = min(where.column - 1, len(line))
        found = _MARKED.match(line, start)
        end = min(found.end() if found else start, start + _AFTER)
        before = line[max(0, start - _BEFORE) : start]
        after = line[end : start + _AFTER]
        return Excerpt(
            visible(("…" if start > _BEFORE else "") + before.lstrip()),
            visible(line[start:end]) or " ",
            visible(after.rstrip() + ("…" if len(line) > start + _AFTER else "")),
        )

    def _read(self, file: str) -> tuple[str, ...]:
        folder, _, rest = file.partition("/")
        path = self._folders[folder] / rest if folder in self._folders else None
        try:
            # A link may lead anywhere, and a device has no end.
            if path is None or not stat.S_ISREG(path.lstat().st_mode):
                return ()
            return tuple(decode(path, file)[0].replace("\t", " ").splitlines())
        except (OSError, ValueError):
            return ()
