"""What a preview watches: the data, the hand-written pages, the templates and the theme.

Polling, as MkDocs does, since the events of the system do not reach network drives and shared
folders of virtual machines. A look at a thousand files takes a few milliseconds, so it is done more
often than MkDocs does.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS
from watchdog.utils.dirsnapshot import DirectorySnapshot, DirectorySnapshotDiff

from casebook.reading import is_leftover

INTERVAL = 0.2
"""Seconds between two looks."""

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
    found = PollingObserverVFS(_stat, _list, polling_interval=INTERVAL)
    server.observer = found  # type: ignore[assignment]  # it is as good as the other
    for path, recursive in known.items():
        server.watch(path, recursive=recursive)
    for folder in paths:
        server.watch(str(folder))


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
