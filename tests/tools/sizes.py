"""How much of a reader's line a file takes."""

from __future__ import annotations

import gzip
from pathlib import Path

from casebook.pages import Page, Site

KB = 1024
"""Bytes."""

PAGE = 150 * KB
"""What the HTML of any page of a case of any size takes at most, compressed."""

FRAME = 8 * KB
"""What the theme puts around a page takes no more; a test holds it."""

# What hosts commonly set; the best level would flatter us by a few in a hundred.
_LEVEL = 6


def gzipped(path: Path) -> int:
    """Return the size of a file as a host sends it, compressed, in bytes."""
    return len(compress(path.read_bytes()))


def compress(content: bytes) -> bytes:
    """Return `content` as a host sends it."""
    return gzip.compress(content, _LEVEL, mtime=0)


def weights(site: Site[Page]) -> list[tuple[int, str]]:
    """Return the size of the text of each page, compressed, and its address, the largest first.

    What the theme puts around a page is not in it.
    """
    pages = (*site.pages, site.home)
    found = [(len(compress(page.body.encode())), page.address) for page in pages]
    return sorted(found, reverse=True)
