"""When each line of the data folder last changed, where git knows.

Two commands tell it of all files at once: what is not committed yet, and the commits that changed
the folder, the newest first, each against its first parent, so that a branch counts from the moment
in which it was merged. Their hunks lead from the lines that stand there now back to the commit that
wrote them (see "diff format" in https://git-scm.com/docs/git-log). A commit always tells the same;
without git, outside a repository, and of what a shallow clone begins with, nothing is known.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from casebook.reading.folder import SUFFIXES
from casebook.reading.walking import files_below

MOST_COMMITS = 1000
"""So many commits that changed the folder are asked; what is older has no date."""

# What a user has set may change neither the result nor run a program of its own.
_GIT = ("git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
_DIFF = (
    *("--unified=0", "--relative", "--ignore-all-space", "--find-renames", "--no-color"),
    *("--diff-algorithm=myers", "--no-ext-diff", "--no-textconv", "--no-indent-heuristic"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--inter-hunk-context=0", "--submodule=short"),
)
_LOG = (f"--max-count={MOST_COMMITS}", "--first-parent", "-m", "--root", "--no-show-signature")
_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_SIDES = {"--- a/": "before", "rename from ": "before", "+++ b/": "after", "rename to ": "after"}


@dataclass(frozen=True)
class History:
    """When lines changed: by the name of a file, as problems show it, and the line's number."""

    lines: Mapping[str, Mapping[int, datetime]] = field(default_factory=dict)
    gaps: Mapping[str, Mapping[int, datetime]] = field(default_factory=dict)
    """When something between a line and the next one was taken out."""


def read_history(folder: Path) -> History:
    """Return what git knows of the files below `folder`; nothing where it knows nothing."""
    shallow = _asked(folder, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return History()
    changed = _asked(folder, "diff", *_DIFF, "HEAD", "--", ".")
    log = _asked(folder, "log", *_LOG, "--format=commit %ct %P", "--patch", *_DIFF, "--", ".")
    if changed is None or log is None:
        return History()
    reader = _Reader(folder, whole=shallow.strip() == "false")
    # What is not committed stands as if a commit without a day had made it.
    reader.read(f"commit\n{changed}\n{log}")
    return History(reader.lines, reader.gaps)


def state_of_history(folder: Path) -> str:
    """Return a text that differs where what git knows of a folder does; empty without git."""
    return _asked(folder, "rev-parse", "--is-shallow-repository", "HEAD") or ""


def _asked(folder: Path, *command: str) -> str | None:
    """Return what git answers, or None where it cannot."""
    with suppress(OSError, subprocess.CalledProcessError):
        done = subprocess.run(
            [*_GIT, *command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
        return done.stdout.decode("utf-8", "surrogateescape")
    return None


@dataclass
class _Diff:
    """What one commit did to one file."""

    names: dict[str, str] = field(default_factory=dict)
    """Its name "before" and "after"; none where it was not there."""
    hunks: list[_Hunk] = field(default_factory=list)


class _Hunk(NamedTuple):
    out: int
    """How many lines were taken out."""
    first: int
    """The first line that was put in, or the one after which others were taken out."""
    put: int
    """How many lines were put in."""

    @property
    def begin(self) -> int:
        """How many lines stand before it."""
        return self.first - 1 if self.put else self.first


@dataclass
class _File:
    """A file as it stood after a commit: which of its lines stands where in the file of today."""

    name: str
    now: list[int]
    """By line: its number today, or 0 where it is gone."""

    def before(self, hunks: Iterable[_Hunk]) -> _File:
        """Return the file as it stood before the commit with these hunks."""
        found: list[int] = []
        at = 0
        for hunk in hunks:
            found += self.now[at : hunk.begin]
            found += [0] * hunk.out
            at = hunk.begin + hunk.put
        return _File(self.name, found + self.now[at:])


class _Reader:
    """Reads diffs from the newest to the oldest."""

    def __init__(self, folder: Path, *, whole: bool) -> None:
        self.lines: defaultdict[str, dict[int, datetime]] = defaultdict(dict)
        self.gaps: defaultdict[str, dict[int, datetime]] = defaultdict(dict)
        self._whole = whole
        self._files: dict[str, _File] = {}
        self._before: dict[str, _File] = {}
        """The files that a commit changed, as they stood before it."""
        for path, name, trouble in files_below(folder):
            if trouble is None and path.suffix in SUFFIXES:
                count = len(path.read_bytes().removesuffix(b"\n").split(b"\n"))
                relative = path.relative_to(folder).as_posix()
                self._files[relative] = _File(name, list(range(1, count + 1)))

    def read(self, text: str) -> None:
        """Read what git says of all commits."""
        lines = iter(text.split("\n"))
        when: datetime | None = None
        diff = _Diff()
        for line in lines:
            if line.startswith(("commit", "diff --git ")):
                self._take(diff, when)
                diff = _Diff()
            if line.startswith("commit"):
                self._files |= self._before
                self._before, when = {}, self._moment(line)
            elif found := _HUNK.match(line):
                out, first, put = (int(count or 1) for count in found.groups())
                diff.hunks.append(_Hunk(out, first, put))
                _pass_over(lines, out + put)
            else:
                diff.names |= _name(line)
        self._take(diff, when)

    def _moment(self, line: str) -> datetime | None:
        """Return when a commit was made, unless what it has was there before a clone begins."""
        _, *rest = line.split()
        if not rest or (len(rest) == 1 and not self._whole):
            return None
        return datetime.fromtimestamp(int(rest[0]), UTC)

    def _take(self, diff: _Diff, when: datetime | None) -> None:
        file = self._files.pop(diff.names.get("after", ""), None)
        if file is None:
            return
        if when is not None:
            self._date(file, diff.hunks, when)
        if before := diff.names.get("before"):
            self._before[before] = file.before(diff.hunks)

    def _date(self, file: _File, hunks: Iterable[_Hunk], when: datetime) -> None:
        for hunk in hunks:
            for number in file.now[hunk.begin : hunk.begin + hunk.put]:
                if number:
                    self.lines[file.name][number] = when
            around = file.now[hunk.begin - 1 : hunk.begin + 1] if hunk.begin else []
            if not hunk.put and len(around) == 2 and all(around):
                self.gaps[file.name].setdefault(around[0], when)


def _pass_over(lines: Iterator[str], count: int) -> None:
    """Pass over the lines of a hunk, whatever they look like."""
    while count and (line := next(lines, None)) is not None:
        count -= not line.startswith("\\")


def _name(line: str) -> dict[str, str]:
    """Return what a line at the beginning of a diff says of the name of the file."""
    # A tab ends a name that has spaces.
    return {
        side: line.removeprefix(begin).rstrip("\t")
        for begin, side in _SIDES.items()
        if line.startswith(begin)
    }
