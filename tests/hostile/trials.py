"""Trials of hostile cases in a process that forks one with limits for each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawl.runs import clean_environment
from tools import ROOT


@dataclass(frozen=True)
class Outcome:
    """How a trial ended: `refused`, `clean`, in a `traceback`, or `killed` by its limits."""

    word: str
    seconds: float
    megabytes: int
    problems: int = 0
    codes: tuple[str, ...] = ()
    longest: int = 0
    """The letters of the longest message."""
    first: tuple[str, ...] = ()
    """The first few messages."""
    active: tuple[str, ...] = ()
    """What is active in the pages of a clean case."""
    trace: str = field(default="", repr=False)


@dataclass(frozen=True)
class Trials:
    """Tries one project after another."""

    process: subprocess.Popen[str]

    def outcome(self, root: Path, *, builds: bool = True) -> Outcome:
        """Check and build the project in `root`, under limits of time and memory."""
        assert self.process.stdin
        assert self.process.stdout
        asked = {"root": str(root), "builds": builds}
        self.process.stdin.write(f"{json.dumps(asked)}\n")
        self.process.stdin.flush()
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        for name, value in said.items():
            said[name] = tuple(value) if isinstance(value, list) else value
        return Outcome(**said)


@contextmanager
def trials() -> Iterator[Trials]:
    """Start the process, and end it afterwards."""
    path = f"{ROOT / 'hooks'}:{ROOT / 'tests'}"
    with subprocess.Popen(
        [sys.executable, "-m", "hostile.child"],
        env=clean_environment(PYTHONPATH=path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Trials(process)
        assert process.stdin
        process.stdin.close()
