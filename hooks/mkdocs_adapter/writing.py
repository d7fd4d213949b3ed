"""Files of a site that is being written; what is as it was in the site before is taken from there.

A file that is not written again keeps its time, so that a server says the same of it as before:
a reader's browser does not fetch it once more, and `rsync` sends only what has changed.
"""

from __future__ import annotations

import filecmp
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias

_Rights: TypeAlias = tuple[int, int, int]

_OWN_FOLDER = "/index.html"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

# A folder that is held open stays the same one, even if another build moves it away meanwhile.
_CAN_HOLD = {os.link, os.open, os.stat} <= os.supports_dir_fd


class SiteFiles:
    """The files of a build that is written into `folder`; `before` is the site of the last build.

    Nobody may change a file of the new site in its place: the old one may share it. Several
    processes may write at once, but not one file.
    """

    def __init__(self, folder: Path, before: Path | None = None) -> None:
        """Hold on to the site before, if there is one; `close` lets it go."""
        self.folder = folder
        self._before = before if before is not None and before.is_dir() else None
        self._held: int | None = None
        self._rights: _Rights | None = None
        if self._before is not None and _CAN_HOLD:
            with suppress(OSError):
                self._held = os.open(self._before, os.O_RDONLY | os.O_DIRECTORY)

    def __reduce__(self) -> tuple[type[SiteFiles], tuple[Path, Path | None]]:
        """Let another process have files of its own for the same site."""
        return SiteFiles, (self.folder, self._before)

    def write(self, content: bytes, name: str) -> None:
        """Write `content` to the file `name`, a path in the folder; raises `OSError`."""
        path = f"{self.folder}{os.sep}{name}"
        if self._held is not None and self._link(content, name, path, self._held):
            return
        put = partial(_write, content, path)
        try:
            _put(put, path)
        except FileExistsError:
            Path(path).unlink()
            put()
        if self._held is not None and self._rights is None:
            self._rights = _rights_of(Path(path).lstat())

    def keep_times(self) -> None:
        """Give files that came in another way the time they had, where they are what they were."""
        if self._before is None:
            return
        for here, _, names in os.walk(self.folder):
            beside = f"{self._before}{here.removeprefix(str(self.folder))}"
            for name in names:
                path, old = f"{here}{os.sep}{name}", f"{beside}{os.sep}{name}"
                with suppress(OSError):
                    _keep_time(path, old)

    def close(self) -> None:
        """Let the site before go."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _link(self, content: bytes, name: str, path: str, held: int) -> bool:
        """Take the file of the site before, if it has this content; return whether it has.

        It must belong to whom a new file would belong: the first that is written tells.
        """
        try:
            if not _is_like(os.lstat(name, dir_fd=held), content, self._rights):
                return False
            with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=held), "rb", buffering=0) as file:
                if file.read() != content:
                    return False
            _put(partial(os.link, name, path, src_dir_fd=held), path)
        except OSError:  # it is new, or the system knows no links
            return False
        return True


def _put(put: Callable[[], None], path: str) -> None:
    """Put a file at `path`; its folder is made only if it turns out to be missing."""
    # Nearly every page is the first file in a folder of its own, so that is not tried without.
    if path.endswith(_OWN_FOLDER):
        _make_folder(path)
    try:
        put()
    except FileNotFoundError:
        _make_folder(path)
        put()


def _make_folder(path: str) -> None:
    # Paths as objects, here and below, would take longer than the disk.
    folder = os.path.dirname(path)  # noqa: PTH120
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _write(content: bytes, path: str) -> None:
    # What is there may not be written over: it may be a file of the site before as well.
    file = os.open(path, _NEW, 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, content[written:])
    finally:
        os.close(file)


def _is_like(status: os.stat_result, content: bytes, rights: _Rights | None) -> bool:
    return status.st_size == len(content) and _rights_of(status) == rights


def _rights_of(status: os.stat_result) -> _Rights:
    """Return the kind of a file and its rights as one number, its owner and its group."""
    return status.st_mode, status.st_uid, status.st_gid


def _keep_time(path: str, old: str) -> None:
    new, before = os.lstat(path), os.lstat(old)
    if new.st_ino == before.st_ino or new.st_size != before.st_size:
        return
    files = stat.S_ISREG(new.st_mode) and stat.S_ISREG(before.st_mode)
    if files and filecmp.cmp(path, old, shallow=False):
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
