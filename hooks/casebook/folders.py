"""What lies in a folder that nobody writes by hand, such as a site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TypeVar

from casebook.processes import share_out

R = TypeVar("R")

_EACH = 20
"""Files that are looked at in the time that a piece of other work takes."""


def entries_below(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield everything below `folder` that is no folder, links among it, in order of name.

    A site has many thousand files: a path as an object takes longer than asking the disk. A folder
    that cannot be read has nothing in it.
    """
    for entry in _sorted(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from entries_below(entry.path)
        else:
            yield entry


def look_below(folder: str, look: Callable[[Iterator[os.DirEntry[str]]], R]) -> list[R]:
    """Return what `look` finds in `folder` itself, and then in each folder there.

    It is given what `entries_below` yields. In a large site several processes look.
    """
    inside = _sorted(folder)
    folders = [entry.path for entry in inside if entry.is_dir(follow_symlinks=False)]
    files = [entry for entry in inside if not entry.is_dir(follow_symlinks=False)]
    parts: list[Callable[[], Iterator[os.DirEntry[str]]]] = [
        partial(iter, files),
        *(partial(entries_below, path) for path in folders),
    ]
    pieces = sum(len(_sorted(path)) for path in folders) // _EACH
    return share_out(lambda entries: look(entries()), parts, pieces=pieces)


def _sorted(folder: str) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as found:
        return sorted(found, key=lambda one: one.name)
    return []
