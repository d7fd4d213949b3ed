"""What lies in a folder that nobody writes by hand, such as a site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress


def entries_below(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield everything below `folder` that is no folder, links among it, in order of name.

    A site has many thousand files: a path as an object takes longer than asking the disk. A folder
    that cannot be read has nothing in it.
    """
    with suppress(OSError), os.scandir(folder) as found:
        for entry in sorted(found, key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                yield from entries_below(entry.path)
            else:
                yield entry
