"""Builds in processes of their own: how long, how much memory, and what they have written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_LAUNCHER = Path(__file__).with_name("launch.py")


class FailedError(Exception):
    """A command ended otherwise than well; the message says which, and how its log ends."""


class TooSlowError(FailedError):
    """A command took longer than was to be waited."""


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


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    most: float,
) -> Run:
    """Run a command in a folder and return what it took; it prints into `log`.

    Raises `FailedError` if it ends with anything but 0, and `TooSlowError` if it took more than
    `most` seconds: then it was killed, with all that it had started.
    """
    report = log.with_suffix(".json")
    log.parent.mkdir(parents=True, exist_ok=True)
    launched = [sys.executable, "-IS", str(_LAUNCHER), str(report), *command]
    with log.open("wb") as printed, started(launched, folder, environment, printed) as process:
        try:
            status = process.wait(most)
        except subprocess.TimeoutExpired:
            raise TooSlowError(f"it takes more than {minutes(most)}") from None
    if status:
        raise FailedError(f"{' '.join(command)} ended with {status}:\n{end_of(log)}")
    return Run(**json.loads(report.read_text(encoding="utf-8")))


@contextmanager
def started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], printed: BinaryIO
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command in a folder; at the end it is ended, with all that it has started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=printed,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those of its session."""
    for means in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, means)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
    process.wait()


def measured(site: Path) -> tuple[int, int]:
    """Return the bytes of all files of a site, and how many of them are pages."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return sum(path.stat().st_size for path in files), pages


def reason(error: FailedError) -> str:
    """Return in a line why a command came to no good end."""
    last = str(error).splitlines()[-1]
    return last if isinstance(error, TooSlowError) else f"it failed: {last.rstrip('.')}"


def remark(name: str, number: int, what: str, why: str) -> str:
    """Return that so many builds or edits (`what`, for one of them) are all, and why."""
    counted = f"{number} {what}{'s' * (number > 1)}" if number else f"no {what}"
    return f"{name}: {counted}, since {why}."


def minutes(seconds: float) -> str:
    """Return a time in words for a message."""
    return f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} seconds"


def end_of(log: Path, lines: int = 15) -> str:
    """Return the last lines of what was printed."""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-lines:])
