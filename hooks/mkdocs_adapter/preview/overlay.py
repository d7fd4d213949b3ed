"""A fresh folder for each build of a preview, whose files are laid over the site when all is well.

Until the build has come to its end nothing of the site is touched.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


class Overlay:
    """The folder that a build is written into."""

    def __init__(self, site: Path) -> None:
        """Make it beside the folder `site`, where its files can be moved from."""
        self.site = site
        site.mkdir(parents=True, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(prefix=f".{site.name}-", suffix=".new", dir=site.parent))

    def publish(self) -> None:
        """Move every file to its place in the site, and remove what the build did not make."""
        kept = set()
        for name in _names(self.path):
            target = self.site / name
            if target.is_dir():
                shutil.rmtree(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).replace(target)
            kept.add(name)
        for name in _names(self.site):
            if name not in kept:
                (self.site / name).unlink()
        _remove_empty(self.site)
        self.discard()

    def discard(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.path, ignore_errors=True)


def _names(folder: Path) -> list[str]:
    return [
        Path(here, name).relative_to(folder).as_posix()
        for here, _, files in os.walk(folder)
        for name in files
    ]


def _remove_empty(folder: Path) -> None:
    for here, _, _ in os.walk(folder, topdown=False):
        if Path(here) != folder:
            with suppress(OSError):  # it is not empty
                Path(here).rmdir()
