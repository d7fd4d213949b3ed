"""Mistakes made on purpose: seeded mutations of a case's files, and whether each is named rightly.

Whoever checks a case with a mutation in it must either accept it or name it at its place: see
`judge`.
"""

from __future__ import annotations

import re
import shutil
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from casebook.build import Kept, build, check
from casebook.problems import DataError, Problem
from tools.slips import KINDS, Hand, Mutation, Source, ids_in

_SAID = re.compile(r'["\[@/]((?:[a-z0-9]+-)*[a-z0-9]+)')


@dataclass(frozen=True)
class Verdict:
    """What came of a mutation: `accepted`, named `right` or `wrong`, or a `traceback`."""

    word: str
    unexplained: tuple[Problem, ...] = ()
    trace: str = ""


@dataclass(frozen=True)
class Mutator:
    """Makes mutations of a case, the same for the same seed."""

    sources: tuple[Source, ...]
    hand: Hand

    @classmethod
    def of(cls, data: Path, seed: int) -> Mutator:
        """Take the case in the folder `data` as it is now."""
        paths = sorted(data.rglob("*.yml"))
        sources = tuple(
            Source(f"{data.name}/{path.relative_to(data).as_posix()}", path.read_text("utf-8"))
            for path in paths
        )
        ids = frozenset[str]().union(*(source.ids for source in sources))
        return cls(sources, Hand(Random(seed), ids))

    def mutations(self, count: int) -> Iterator[Mutation]:
        """Yield so many mutations, of every kind in turn."""
        for number in range(count):
            yield self.mutation(tuple(KINDS)[number % len(KINDS)])

    def mutation(self, kind: str) -> Mutation:
        """Return a mutation of a kind, somewhere in the case: each file as often as it is long."""
        weights = [len(source.text) for source in self.sources]
        while True:
            (source,) = self.hand.random.choices(self.sources, weights)
            made = KINDS[kind](self.hand, source)
            if made is not None and made.text != source.text:
                return made


@dataclass(frozen=True)
class Trial:
    """A copy of a case in a folder, one file of which is changed for each mutation."""

    root: Path
    mutator: Mutator
    kept: Kept = field(default_factory=Kept)
    """From one trial to the next, as in a preview: a mutation touches little."""

    @classmethod
    def of(cls, project: Path, root: Path, seed: int) -> Trial:
        """Copy the case and the hand-written pages of a project into `root`."""
        for folder in ("data", "docs"):
            shutil.copytree(project / folder, root / folder)
        return cls(root, Mutator.of(root / "data", seed))

    @contextmanager
    def laid(self, mutation: Mutation) -> Iterator[None]:
        """Have a mutation in its file for a while."""
        path = self.root / mutation.file
        before = path.read_bytes()
        path.write_text(mutation.text, encoding="utf-8")
        yield
        path.write_bytes(before)

    def verdict(self, mutation: Mutation) -> Verdict:
        """Check the case with a mutation in it; a traceback is a verdict as well."""
        with self.laid(mutation):
            try:
                check(self.root / "data", self.root / "docs", kept=self.kept)
            except DataError as error:
                return judge(self.mutator, mutation, error.problems)
            except Exception:  # noqa: BLE001 -- whatever it is, it is what we look for
                return Verdict("traceback", trace=traceback.format_exc())
            return Verdict("accepted")

    def failure(self, mutation: Mutation) -> str:
        """Make every page of the case with a mutation that was accepted; return what stopped it."""
        with self.laid(mutation):
            try:
                build(self.root / "data", self.root / "docs")
            except Exception:  # noqa: BLE001
                return traceback.format_exc()
            return ""


def judge(mutator: Mutator, mutation: Mutation, problems: Sequence[Problem]) -> Verdict:
    """Return whether the problems that were found name a mutation, and nothing else.

    One of them at least must stand where the change was made, or name that place, or be about an id
    that is no longer what it was: there the records are named that refer to it. What else is named
    must be in the same record, or about such an id as well.
    """
    if not problems:
        return Verdict("accepted")
    before = next(source for source in mutator.sources if source.name == mutation.file)
    changed = before.ids ^ ids_in(mutation.text)
    near = [p for p in problems if _stands(p, mutation, mutation.spot) or _about(p, changed)]
    far = [p for p in problems if p not in near and not _stands(p, mutation, mutation.lines)]
    if near and not far:
        return Verdict("right")
    return Verdict("wrong", tuple(far or problems))


def _stands(problem: Problem, mutation: Mutation, lines: range) -> bool:
    """Return whether a problem stands in these lines of the file, or names one of them."""
    named = re.findall(rf"\b{re.escape(mutation.file)}:(\d+)", f"{problem.where} {problem.what}")
    return any(int(line) in lines for line in named)


def _about(problem: Problem, ids: frozenset[str]) -> bool:
    return not ids.isdisjoint(_SAID.findall(problem.what))
