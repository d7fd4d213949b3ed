"""Builds in processes of their own: how long, how much memory, and what they have written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCHER = Path(__file__).with_name("launch.py")


class FailedError(Exception):
    """A command ended otherwise than well; the message says which, and how its log ends."""


@dataclass(frozen=True)
class Run:
    """One build."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of the processors, in all processes together."""
    memory: int
    """Bytes: the most that any one process held."""
    bytes: int = 0
    """Of all files that make up the site."""
    pages: int = 0
    """HTML files in it."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Run:
    """Run a command in a folder and return what it took; it prints into `log`.

    Raises `FailedError` if it ends with anything but 0.
    """
    report = log.with_suffix(".json")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as printed:
        done = subprocess.run(
            [sys.executable, "-IS", str(_LAUNCHER), str(report), *command],
            cwd=folder,
            env=dict(environment),
            stdout=printed,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise FailedError(f"{' '.join(command)} ended with {done.returncode}:\n{end_of(log)}")
    return Run(**json.loads(report.read_text(encoding="utf-8")))


def measured(site: Path) -> tuple[int, int]:
    """Return the bytes of all files of a site, and how many of them are pages."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return sum(path.stat().st_size for path in files), pages


def end_of(log: Path, lines: int = 15) -> str:
    """Return the last lines of what was printed."""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-lines:])
