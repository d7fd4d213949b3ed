"""What the system tells of changes in folders, where it tells anything."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

# Not that a file is opened or closed: whoever looks does that himself.
_CHANGES: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]


class Native:
    """Hears of changes by inotify, FSEvents, kqueue or what Windows has, for all folders."""

    def __init__(self) -> None:
        self._observer = Observer()

    def start(self) -> None:
        """Begin to listen; where the system has nothing to offer, nothing is ever heard."""
        with suppress(OSError):
            self._observer.start()

    def stop(self) -> None:
        """Listen no more."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def alarm(self, path: str, *, recursive: bool) -> Alarm:
        """Return what rings at changes in a folder or a file."""
        return Alarm(self, path, recursive=recursive)

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool
    ) -> ObservedWatch | None:
        """Let the handler hear of changes; return None where that cannot be."""
        # Too many folders for the system, or one that is not there.
        with suppress(OSError):
            return self._observer.schedule(
                handler, path, recursive=recursive, event_filter=_CHANGES
            )
        return None

    def unschedule(self, watch: ObservedWatch) -> None:
        """Take back what `schedule` did; the folder may be gone, and its watch with it."""
        with suppress(KeyError, OSError):
            self._observer.unschedule(watch)


class Alarm(FileSystemEventHandler):
    """Wakes one that waits for changes in a folder."""

    def __init__(self, native: Native, path: str, *, recursive: bool) -> None:
        self._native = native
        self._path = path
        self._recursive = recursive
        self._rung = Event()
        self._watch: ObservedWatch | None = None

    def set(self) -> None:
        """Listen from now on, to the folder that has this path now."""
        self.clear()
        if Path(self._path).exists():
            self._watch = self._native.schedule(self, self._path, recursive=self._recursive)

    def clear(self) -> None:
        """Listen no more."""
        if self._watch is not None:
            self._native.unschedule(self._watch)
        self._watch = None

    def wait(self, seconds: float) -> bool:
        """Wait until a change is heard of; return False where none was in so many seconds."""
        rung = self._rung.wait(seconds)
        self._rung.clear()
        return rung

    def ring(self) -> None:
        """Wake the one that waits."""
        self._rung.set()

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002
        """Wake the one that waits: what has changed it sees for itself."""
        self.ring()
