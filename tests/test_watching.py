"""What a preview sees of its folders: told by the system, and where that is silent as well."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from mkdocs_adapter.preview import watching
from mkdocs_adapter.preview.native import Native

PATIENCE = 60.0

Wait = Callable[[str], None]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.yml").write_text("1", encoding="utf-8")
    return folder


@contextmanager
def _watched(path: Path) -> Iterator[Wait]:
    """Watch a folder or a file; what is handed over waits for a file that has changed."""
    found: Queue[str] = Queue()

    class _Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if not event.is_directory:
                found.put(Path(str(event.src_path)).name)

    observer = watching._Observer()
    observer.schedule(_Handler(), str(path), recursive=True)
    observer.start()

    def wait(name: str) -> None:
        while found.get(timeout=PATIENCE) != name:
            pass

    try:
        yield wait
    finally:
        observer.stop()
        observer.join()


def test_what_the_system_tells_is_seen_without_waiting(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "OFTEN", 10 * PATIENCE)
    monkeypatch.setattr(watching, "SELDOM", 10 * PATIENCE)
    with _watched(data) as wait_for:
        (data / "a.yml").write_text("12", encoding="utf-8")
        wait_for("a.yml")
        (data / ".a.yml.swp").write_text("1", encoding="utf-8")
        (data / "b").mkdir()
        (data / "b" / "c.yml").write_text("1", encoding="utf-8")
        wait_for("c.yml")
    settings = data.parent / "mkdocs.yml"
    settings.write_text("1", encoding="utf-8")
    with _watched(settings) as wait_for:
        (data.parent / "new").write_text("12", encoding="utf-8")
        (data.parent / "new").replace(settings)
        wait_for("mkdocs.yml")


def test_what_the_system_does_not_tell_is_seen_all_the_same(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Native, "schedule", lambda *_, **__: None)
    with _watched(data) as wait_for:
        for text in ("12", "123"):
            (data / "a.yml").write_text(text, encoding="utf-8")
            wait_for("a.yml")


def test_a_folder_that_comes_again_is_listened_to_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    schedule = Native.schedule

    def told(native: Native, handler: FileSystemEventHandler, path: str, **how: bool) -> object:
        heard.append(path)
        return schedule(native, handler, path, recursive=how["recursive"])

    monkeypatch.setattr(Native, "schedule", told)
    with _watched(data) as wait_for:
        shutil.rmtree(data)
        wait_for("a.yml")
        (data / "deep").mkdir(parents=True)
        (data / "deep" / "b.yml").write_text("1", encoding="utf-8")
        wait_for("b.yml")
        (data / "deep" / "b.yml").write_text("12", encoding="utf-8")
        wait_for("b.yml")
    assert len(heard) > 1
