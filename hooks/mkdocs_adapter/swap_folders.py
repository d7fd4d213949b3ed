"""The folders beside a site: the one that a build is written into, and what killed builds left.

They lie beside it because only then can they take its place at one instant. Their names begin
with a dot and the name of the site: `.site-1f2e3d4c5b6a7988.new` is being written or, after the
exchange, removed; `.site-1f2e3d4c5b6a7988.old` was moved away for an instant, where the system
cannot exchange folders.

A build holds a lock on its folder, which the system lets go when the process ends, however it
ends. So a folder without a lock is one that nobody will come back for.

Nothing is forced to the disk (fsync): what a power cut loses, the next build makes again.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs_adapter.swap import exchange
from mkdocs_adapter.writing import SiteFiles

if sys.platform != "win32":
    import fcntl

_A_DAY = 24 * 60 * 60
_ATTEMPTS = 10
# What rename(2) answers when another build was quicker: the site has gone, or there is one now.
_OVERTAKEN = (errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY)


class Staging:
    """A fresh folder beside the site, which takes the site's place when it is complete.

    It has the owner and the rights of the site as it stands, and what the site has of hidden files
    (a `.git`, a `.htaccess`): those are not from a build, and MkDocs lets them be.
    """

    def __init__(self, site: Path) -> None:
        """Make the folder, and remove what killed builds of this site left.

        `site` is the folder itself, not a link to it; it may be missing, and so may those above
        it. Raises `OSError` where no folder can be made beside it.
        """
        self.site = site
        site.parent.mkdir(parents=True, exist_ok=True)
        _recover(site)
        _sweep(site)
        self.path, self._hold = _make(site)
        self.files = SiteFiles(self.path, site)
        """Where the files of the build are written."""
        try:
            self._take_over()
        except BaseException:
            self.discard()
            raise

    def publish(self) -> Path | None:
        """Let the folder take the place of the site.

        Returns what is left of the old site, where it cannot be removed. Raises `OSError` where
        the exchange fails; the site is then as it was.
        """
        self.files.keep_times()
        self.files.close()
        old = _put_in_place(self.path, self.site)
        self._hold.release()
        return _remove(old) if old else None

    def discard(self) -> Path | None:
        """Remove the folder; returns what is left of it, where it cannot be removed."""
        self.files.close()
        left = _remove(self.path)
        self._hold.release()
        return left

    def _take_over(self) -> None:
        if not self.site.is_dir():
            return
        for entry in self.site.glob(".*"):
            _copy(entry, self.path / entry.name)
        found = self.site.stat()
        if sys.platform != "win32":
            # Only the owner of all may give away; the group can be one's own.
            for owner in ((found.st_uid, -1), (-1, found.st_gid)):
                with suppress(PermissionError):
                    os.chown(self.path, *owner)
        # Rights as lists (ACL) are among what is copied, so that new files inherit them.
        shutil.copystat(self.site, self.path)
        self.path.chmod(stat.S_IMODE(found.st_mode) | stat.S_IRWXU)


@dataclass(frozen=True)
class _Hold:
    """Tells other builds that a folder is in use, until it is released or the process ends."""

    descriptor: int | None
    """None where the system has no such locks, so that nobody can be told."""

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)


def _make(site: Path) -> tuple[Path, _Hold]:
    while True:
        path = site.with_name(f".{site.name}-{secrets.token_hex(8)}.new")
        path.mkdir()
        # Another build may have swept it away before it was held.
        if hold := _hold(path):
            return path, hold


def _recover(site: Path) -> None:
    """Put back a site that a killed build had moved away."""
    if os.path.lexists(site):
        return
    for old in _beside(site, "old"):
        if hold := _hold(old):
            with suppress(OSError):  # another build has put one back
                old.rename(site)
            hold.release()


def _sweep(site: Path) -> None:
    """Remove the folders of builds that were killed."""
    for path in [*_beside(site, "new"), *_beside(site, "old")]:
        if hold := _hold(path):
            # Without locks, only its age tells that nobody writes it any more.
            if hold.descriptor is not None or time.time() - path.stat().st_mtime > _A_DAY:
                _remove(path)
            hold.release()


def _beside(site: Path, ending: str) -> Iterator[Path]:
    name = re.compile(rf"\.{re.escape(site.name)}-[0-9a-f]{{16}}\.{ending}")
    for path in site.parent.iterdir():
        if name.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
            yield path


def _hold(folder: Path) -> _Hold | None:
    """Take hold of a folder; returns None if another process has it, or it has gone."""
    if sys.platform == "win32":
        return _Hold(None)
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), folder.lstat()):
            return _Hold(descriptor)
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:  # a file system without locks
        os.close(descriptor)
        return _Hold(None)
    os.close(descriptor)
    return None


def _put_in_place(new: Path, site: Path) -> Path | None:
    """Put the folder `new` in the place of the site; returns where the old site lies now."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return _try_to_put_in_place(new, site)
        except OSError as error:
            if error.errno not in _OVERTAKEN:
                raise
    return _try_to_put_in_place(new, site)


def _try_to_put_in_place(new: Path, site: Path) -> Path | None:
    if not site.exists():
        new.rename(site)
        return None
    return new if exchange(new, site) else _rename_twice(new, site)


def _rename_twice(new: Path, site: Path) -> Path:
    """Do the same where the system cannot exchange: for an instant there is no site.

    A process killed in that instant leaves the old site under its other name; see `_recover`.
    """
    old = new.with_suffix(".old")
    hold = _hold(site)
    try:
        site.rename(old)
        try:
            new.rename(site)
        except BaseException:
            old.rename(site)
            raise
    finally:
        if hold:
            hold.release()
    return old


def _copy(entry: Path, target: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, target, symlinks=True)
    else:
        shutil.copy2(entry, target, follow_symlinks=False)


def _remove(folder: Path) -> Path | None:
    shutil.rmtree(folder, ignore_errors=True)
    return folder if folder.exists() else None
