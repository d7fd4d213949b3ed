"""The preview: drafts with their mark, changes as they are saved, and mistakes that it survives."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from crawl.runs import SITES, clean_environment, copy_project

BASE = SITES / "broken" / "base" / "data"
EVENT = "events/notes-published.yml"
DRAFT = """draft: true
date: "1842"
title: A record that is not finished
summary: Nobody has checked it yet.
status: reported
sources: [memoir-1843]
"""
PATIENCE = 90.0
"""Seconds after which a preview that shows nothing new has failed, however busy the machine."""

pytestmark = pytest.mark.site


EVENT_PAGE = "events/notes-published/index.html"
DRAFT_PAGE = "events/unfinished/index.html"


@dataclass(frozen=True)
class Preview:
    """A running `mkdocs serve`."""

    root: Path
    home: str
    log_file: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """What the preview has said so far."""
        return self.log_file.read_text("utf-8")

    def page(self, address: str) -> str:
        """Return the page at an address, empty while the preview does not answer."""
        try:
            with urlopen(f"{self.home}{address}", timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:  # not up yet, busy, or no such page
            return ""

    def save(self, summary: str, status: str = "reported") -> None:
        """Save the record of the event with another summary."""
        _save(self.root, summary, status)

    def wait(self, shown: Callable[[], bool], what: str) -> None:
        """Look again and again until something shows; fail with the log when patience ends."""
        end = time.monotonic() + PATIENCE
        while not shown():
            assert time.monotonic() < end, f"{what} never showed:\n{self.log}"
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
                raise AssertionError(f"the preview ended:\n{self.log}")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with _running(tmp_path_factory.mktemp("preview")) as found:
        yield found


def test_the_preview_shows_pages(preview: Preview) -> None:
    preview.wait(lambda: "<h1>" in preview.page(EVENT_PAGE), "the event")
    for address in ("", "timeline/", "actors/ada-lovelace/", "actors/ada-lovelace/index.html"):
        assert "<h1>" in preview.page(address), address


def test_drafts_show_with_their_mark(preview: Preview) -> None:
    preview.wait(lambda: "A record that is not finished" in preview.page(DRAFT_PAGE), "the draft")
    assert "cb-draft" in preview.page(DRAFT_PAGE)
    assert "A record that is not finished" in preview.page("timeline/index.html")
    assert "cb-draft" in preview.page("timeline/index.html")
    assert "cb-draft" not in preview.page(EVENT_PAGE)


def test_a_saved_change_shows(preview: Preview) -> None:
    preview.wait(lambda: "<h1>" in preview.page(EVENT_PAGE), "the event")
    preview.save("The notes came out in autumn.")
    preview.wait(lambda: "came out in autumn" in preview.page(EVENT_PAGE), "the change")
    assert "came out in autumn" in preview.page("timeline/index.html")


def test_a_broken_save_keeps_the_good_page_up(preview: Preview) -> None:
    preview.save("This much was good.")
    preview.wait(lambda: "This much was good." in preview.page(EVENT_PAGE), "the good save")
    preview.save("This must not show.", status="certain")
    preview.wait(lambda: "certain" in preview.log, "the problem")
    assert f"data/{EVENT}:" in preview.log
    assert "Traceback" not in preview.log
    preview.wait(lambda: "This much was good." in preview.page(EVENT_PAGE), "the last good page")
    assert "This must not show." not in preview.page(EVENT_PAGE)
    preview.save("This is mended.")
    preview.wait(lambda: "This is mended." in preview.page(EVENT_PAGE), "the next good save")


def test_the_preview_ends_when_asked(tmp_path: Path) -> None:
    with _running(tmp_path) as preview:
        preview.wait(lambda: "<h1>" in preview.page(""), "the home page")
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(PATIENCE) == 0
        assert "Traceback" not in preview.log


def test_a_preview_of_nothing_good_does_not_start(tmp_path: Path) -> None:
    with _running(tmp_path, status="certain") as preview:
        assert preview.process.wait(PATIENCE) == 1
        assert f"data/{EVENT}:" in preview.log
        assert "Traceback" not in preview.log


@contextmanager
def _running(folder: Path, status: str = "reported") -> Iterator[Preview]:
    """Serve a small case with a draft in it, on a free port, until the block ends."""
    root = copy_project(folder / "project", BASE)
    (root / "data" / "events" / "unfinished.yml").write_text(DRAFT, encoding="utf-8")
    address = f"127.0.0.1:{_free_port()}"
    log = folder / "log.txt"
    command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", address]
    _save(root, "The notes came out.", status)
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=root, env=clean_environment(), stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            yield Preview(root, f"http://{address}/", log, process)
        finally:
            process.kill()


def _save(root: Path, summary: str, status: str) -> None:
    text = (BASE / EVENT).read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("summary:", "status:"))]
    text = "\n".join([*kept, f"summary: {summary}", f"status: {status}", ""])
    (root / "data" / EVENT).write_text(text, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
