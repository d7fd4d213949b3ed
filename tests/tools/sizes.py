"""How much of a reader's line a file takes."""

from __future__ import annotations

import gzip
from pathlib import Path

KB = 1024
"""Bytes."""

# What hosts commonly set; the best level would flatter us by a few in a hundred.
_LEVEL = 6


def gzipped(path: Path) -> int:
    """Return the size of a file as a host sends it, compressed, in bytes."""
    return len(compress(path.read_bytes()))


def compress(content: bytes) -> bytes:
    """Return `content` as a host sends it."""
    return gzip.compress(content, _LEVEL, mtime=0)
