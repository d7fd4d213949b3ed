"""What a preview watches: the data, the hand-written pages, the templates and the theme.

The system tells of a change at once, but not on network drives, in shared folders of virtual
machines, and behind links. So its word only wakes the one who looks, who otherwise looks now and
then: often as long as nothing was told, or when he has seen what the system did not tell. A look at
a thousand files takes a few milliseconds.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter
from watchdog.utils.dirsnapshot import DirectorySnapshot, DirectorySnapshotDiff

from casebook.reading import is_leftover
from mkdocs_adapter.preview.native import Native

OFTEN = 0.2
SELDOM = 1.0
"""Seconds between two looks; seldom where the system tells of changes."""

SETTLING = 0.05
"""Seconds without a change after which a save is complete."""

# Material takes icons from this folder of a theme; other names with a dot are of no use to a site.
_ICONS = ".icons"
_NOTHING = os.stat_result((stat.S_IFDIR, 0, 0, 0, 0, 0, 0, 0, 0, 0))


def watch(server: LiveReloadServer, paths: Iterable[Path]) -> None:
    """Let the server look for changes in `paths`, and in what it watches already.

    Unlike MkDocs' own observer this one goes on when a folder is missing, goes, or comes again,
    and passes over the files that editors leave while they write.
    """
    known = {path: kept.is_recursive for path, kept in server._watch_refs.items()}
    for path in known:
        while path in server._watched_paths:
            server.unwatch(path)
    server.observer = _Observer()  # type: ignore[assignment]  # it is as good as the other
    server.build_delay = SETTLING
    for path, recursive in known.items():
        server.watch(path, recursive=recursive)
    for folder in paths:
        server.watch(str(folder))


class _Observer(BaseObserver):
    """Has one who looks for each folder; all are woken by the same means."""

    def __init__(self) -> None:
        self._native = Native()
        looking: Any = partial(_Emitter, native=self._native)
        super().__init__(looking, timeout=OFTEN)

    def start(self) -> None:
        """Begin to listen and to look."""
        self._native.start()
        super().start()

    def stop(self) -> None:
        """Look and listen no more."""
        super().stop()
        self._native.stop()


class _Emitter(PollingEmitter):
    """Looks at one folder."""

    def __init__(self, *given: Any, native: Native, **options: Any) -> None:
        super().__init__(*given, stat=_stat, listdir=_list, **options)
        self._alarm = native.alarm(self.watch.raw_path, recursive=self.watch.is_recursive)
        self._interval = self.timeout
        self._seen = False

    def on_thread_start(self) -> None:
        """Look for the first time, and listen."""
        self._alarm.set()
        super().on_thread_start()

    def on_thread_stop(self) -> None:
        """Wait no more."""
        self._alarm.clear()
        self._alarm.ring()

    def queue_events(self, timeout: float) -> None:  # noqa: ARG002
        """Wait for a change or for some time, and say what has changed."""
        told = self._alarm.wait(self._interval)
        self._seen = False
        super().queue_events(0)
        if told:
            self._interval = SELDOM
        elif self._seen:
            # The folder may be another than the one we listened to.
            self._interval = OFTEN
            self._alarm.set()

    def queue_event(self, event: FileSystemEvent) -> None:
        """Say one thing that has changed."""
        self._seen = True
        super().queue_event(event)


class Sight:
    """How some folders looked at a moment."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._seen = {path: _look(path) for path in paths}

    def differs(self) -> bool:
        """Return whether anything in the folders is not as it was."""
        return any(
            len(DirectorySnapshotDiff(seen, _look(path))) for path, seen in self._seen.items()
        )


def _look(path: Path) -> DirectorySnapshot:
    return DirectorySnapshot(str(path), stat=_stat, listdir=_list)


def _stat(path: str) -> os.stat_result:
    try:
        return Path(path).stat()
    except OSError:
        return _NOTHING


def _list(path: str | None) -> Iterator[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    # Gone, or not to be read: the next look may find more.
    with suppress(OSError):
        if path is not None and not _circles(path):
            with os.scandir(path) as entries:
                found = [entry for entry in entries if not _passed_over(entry.name)]
    return iter(found)


def _circles(path: str) -> bool:
    """Return whether a folder is a link that leads to one in which it lies."""
    if not Path(path).is_symlink():
        return False
    target = Path(path).resolve()
    return target in Path(path).parents or target in Path(path).parent.resolve().parents


def _passed_over(name: str) -> bool:
    return is_leftover(name) and name != _ICONS
