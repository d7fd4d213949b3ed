"""A running `mkdocs serve` of a small project, and what to do to it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from crawl.runs import SITES, clean_environment, copy_project
from tools.ports import free_port

BASE = SITES / "broken" / "base" / "data"
EVENT = "events/notes-published.yml"
PATIENCE = 90.0
"""Seconds after which a preview that shows nothing new has failed, however busy the machine."""

_BUILDING = "Building documentation..."


@dataclass(frozen=True)
class Answer:
    """What came for an address: 0 and nothing while there is no server."""

    status: int
    text: str


@dataclass(frozen=True)
class Preview:
    """A running `mkdocs serve`."""

    root: Path
    home: str
    log_file: Path
    process: subprocess.Popen[bytes]
    temporary: Path
    """Where the process puts its temporary files, and nobody else."""

    @property
    def log(self) -> str:
        """What the preview has said so far."""
        return self.log_file.read_text("utf-8")

    @property
    def builds(self) -> int:
        """How many builds the preview has begun."""
        return self.log.count(_BUILDING)

    def get(self, address: str) -> Answer:
        """Return what comes for an address, whatever its status."""
        try:
            with urlopen(f"{self.home}{address}", timeout=10) as answer:
                return Answer(answer.status, answer.read().decode("utf-8"))
        except HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode("utf-8"))
        except OSError:  # not up yet, or busy
            return Answer(0, "")

    def page(self, address: str) -> str:
        """Return the page at an address, empty while there is none."""
        answer = self.get(address)
        return answer.text if answer.status == 200 else ""

    def save(self, summary: str, status: str = "reported") -> None:
        """Save the record of the event with another summary."""
        save(self.root, summary, status)

    def wait(self, shown: Callable[[], bool], what: str) -> None:
        """Look again and again until something shows; fail with the log when patience ends."""
        end = time.monotonic() + PATIENCE
        while not shown():
            assert time.monotonic() < end, f"{what} never showed:\n{self.log}"
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
                raise AssertionError(f"the preview ended:\n{self.log}")

    def end(self, signal: int) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(signal)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(
    folder: Path,
    *options: str,
    change: Callable[[Path], object] = lambda _: None,
    generator: str = "mkdocs",
) -> Iterator[Preview]:
    """Serve a small case on a free port until the block ends.

    `change` is done to the project before, `options` are those of `mkdocs serve`.
    """
    root = copy_project(folder / "project", BASE)
    save(root, "The notes came out.")
    change(root)
    address = f"127.0.0.1:{free_port()}"
    log, temporary = folder / "log.txt", folder / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-u", "-m", generator, "serve", "-f", "mkdocs.yml"]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, "--dev-addr", address, *options],
            cwd=root,
            env=clean_environment(TMPDIR=str(temporary)),
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield Preview(root, f"http://{address}/", log, process, temporary)
        finally:
            process.kill()


@contextmanager
def unchanged(root: Path) -> Iterator[None]:
    """Bring back what an editor has of a project as it was, when the block ends."""
    before = _state(root)
    try:
        yield
    finally:
        after = _state(root)
        # The deepest first: a folder may have come in the place of a file.
        for path in sorted(after.keys() - before.keys(), reverse=True):
            path.rmdir() if after[path] is None else path.unlink()
        for path, content in before.items():
            if content is None:
                path.mkdir(exist_ok=True)
            elif after.get(path) != content:
                path.write_bytes(content)


def save(root: Path, summary: str, status: str = "reported") -> None:
    """Save the record of the event of a project with another summary."""
    text = (BASE / EVENT).read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("summary:", "status:"))]
    text = "\n".join([*kept, f"summary: {summary}", f"status: {status}", ""])
    (root / "data" / EVENT).write_text(text, encoding="utf-8")


def _state(root: Path) -> Mapping[Path, bytes | None]:
    """Return what files hold, folders first and above those in them; None for a folder."""
    ours = [root / name for name in ("data", "docs", "mkdocs.yml", "hooks")]
    found = [path for top in ours for path in (top, *sorted(top.rglob("*"))) if path.exists()]
    return {
        path: None if path.is_dir() else path.read_bytes()
        for path in found
        if "__pycache__" not in path.parts
    }
