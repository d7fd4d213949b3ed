"""Builds that are killed: at any moment, and at the moments when the new site becomes the site."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crawl.runs import clean_environment, fingerprint, run_build

_TITLES = ("The first programme", "The second programme")
_DONE = "Documentation built"
_HOOK = """
import os, signal
from pathlib import Path
from mkdocs_adapter import swap_folders as folders

exchange, rename, renamed = folders.exchange, Path.rename, []

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def exchange_and_die(one, other):
    exchange(one, other)
    die()

def exchange_and_remove_half(one, other):
    exchange(one, other)
    files = sorted(path for path in one.rglob("*") if path.is_file())
    for path in files[: len(files) // 2]:
        path.unlink()
    die()

def rename_once_and_die(path, target):
    rename(path, target)
    die()

"""
POINTS: Mapping[str, str] = {
    "before the exchange": "folders.exchange = die\n",
    "after the exchange": "folders.exchange = exchange_and_die\n",
    "while the old site is removed": "folders.exchange = exchange_and_remove_half\n",
}
"""What makes a build kill itself at a moment that no clock would hit."""

BETWEEN_RENAMES = "folders.exchange = lambda *_: False\nPath.rename = rename_once_and_die\n"
"""Makes it kill itself between two renames, on a system that cannot exchange folders."""


@dataclass(frozen=True)
class Moment:
    """When to kill a build, in seconds from its start or from the line that says it is done."""

    seconds: float
    done: bool

    def __str__(self) -> str:
        start = "done" if self.done else "start"
        return f"{1000 * self.seconds:5.0f} ms after {start}"


@dataclass(frozen=True)
class Outcome:
    """What a killed build leaves."""

    site: str
    """"old", "new", "missing" or "broken"; the first two are whole."""
    left: int
    """How many folders lie beside the site."""

    @property
    def whole(self) -> bool:
        """Whether readers have a site to read."""
        return self.site in ("old", "new")


class Gallery:
    """A project whose case goes by two titles in turn, so that each build differs from the last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"
        self._now = 0
        self._whole = (self._built(), self._built(turn=True))
        start = time.monotonic()
        self._built(turn=True)
        self.seconds = time.monotonic() - start
        """How long a whole build takes."""

    def moments(self, times: int, seed: int) -> Iterator[Moment]:
        """Choose moments by chance: every other one in the whole build, the rest at its end."""
        chance = random.Random(seed)
        for number in range(times):
            at_end = number % 2 == 1
            yield Moment(chance.uniform(0, 0.01 if at_end else self.seconds), at_end)

    def kill(self, moment: Moment) -> Outcome:
        """Build the other version, and kill the process with signal 9 at a moment."""
        self._turn()
        with self._process() as process:
            assert process.stdout is not None
            if moment.done:
                next((line for line in process.stdout if _DONE in line), None)
            time.sleep(moment.seconds)
            process.kill()
        return self._outcome()

    def die(self, point: str) -> Outcome:
        """Build the other version with a hook that kills the process."""
        self._turn()
        config = self.root / "mkdocs.yml"
        kept = config.read_text("utf-8")
        (self.root / "die.py").write_text(_HOOK + point, "utf-8")
        config.write_text(kept.replace("[hooks/main.py]", "[hooks/main.py, die.py]"), "utf-8")
        with self._process() as process:
            assert process.stdout is not None
            log = process.stdout.read()
        config.write_text(kept, "utf-8")
        assert process.returncode == -9, log
        return self._outcome()

    def beside(self) -> list[str]:
        """Return the names of what lies beside the site and is hidden, without the cache."""
        return sorted(path.name for path in self.root.glob(".*") if path.name != ".cache")

    def finish(self) -> None:
        """Build whole, so that the next kill finds a whole site."""
        assert self._built() == self._whole[self._now], "a build differs from the one before"

    def _turn(self) -> None:
        self._now = 1 - self._now
        file = self.root / "data" / "case.yml"
        old, new = _TITLES[1 - self._now], _TITLES[self._now]
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def _built(self, *, turn: bool = False) -> Mapping[str, str]:
        if turn:
            self._turn()
        run = run_build(self.root, self.site)
        assert run.code == 0, run.log
        return fingerprint(self.site)

    def _process(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=self.root,
            env=clean_environment(CI="true"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def _outcome(self) -> Outcome:
        left = len(self.beside())
        if not self.site.exists():
            return Outcome("missing", left)
        found = fingerprint(self.site)
        names = {self._now: "new", 1 - self._now: "old"}
        site = next((names[n] for n in (0, 1) if self._whole[n] == found), "broken")
        # What is there now is what the next build is to replace.
        if site == "old":
            self._turn()
        return Outcome(site, left)
