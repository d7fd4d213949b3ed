"""The files of a built site, as an archive takes them: in order, by names that lie on any disk."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

HOME = "index.html"

# What Windows, and so most sticks, cannot have in the name of a file.
_UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]|[ .]$')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


class ArchiveError(Exception):
    """There is no archive to be made of this site; the message says why and what to do."""


@dataclass(frozen=True)
class SiteFile:
    """One file; `path` is written from the root of the site, with slashes."""

    path: str
    file: Path

    def read(self) -> bytes:
        """Return what it holds."""
        return self.file.read_bytes()


def files_of(site: Path) -> tuple[SiteFile, ...]:
    """Return every file of a built site in the order of their paths.

    Files and folders that begin with a dot are left out: they belong to whoever serves the site.
    Raises `ArchiveError` where there is no site, or one that could not be unpacked everywhere.
    """
    if not (site / HOME).is_file():
        raise ArchiveError(f'there is no built site in "{site}". Build it first: mkdocs build')
    found = (SiteFile(path.relative_to(site).as_posix(), path) for path in site.rglob("*"))
    kept = [file for file in found if not any(part[0] == "." for part in file.path.split("/"))]
    files = sorted((file for file in kept if not file.file.is_dir()), key=lambda file: file.path)
    _refuse(files)
    return tuple(files)


def address_of(site: Path) -> str | None:
    """Return the address that a site was built for, with a slash at its end, None if for none."""
    found = _CANONICAL.search((site / HOME).read_text("utf-8"))
    return f"{html.unescape(found[1]).rstrip('/')}/" if found else None


def sum_of(name: str, content: bytes) -> str:
    """Return the SHA-256 of a file in a line as `sha256sum --check` reads it."""
    return f"{sha256(content).hexdigest()}  {name}\n"


def _refuse(files: Iterable[SiteFile]) -> None:
    unfit = [file.path for file in files if any(map(_UNFIT.search, file.path.split("/")))]
    links = [file.path for file in files if not file.file.is_file() or file.file.is_symlink()]
    if unfit:
        raise ArchiveError(
            f"these names cannot be on every disk: {', '.join(unfit)}. Rename the files in docs/"
        )
    if links:
        raise ArchiveError(
            f"these are not files: {', '.join(links)}. Put the files themselves into docs/"
        )
