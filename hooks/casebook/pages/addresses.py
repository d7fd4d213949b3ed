"""Addresses: decided here and nowhere else.

An address is a path from the root of the site that ends with a slash (`actors/csto/`), or is empty
for the home page. A link names the file itself (`../csto/index.html`), so that it works from a
folder or a USB stick as well as from a server.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache

from casebook.records import KINDS, Key

HOME = ""
TIMELINE = "timeline/"
NETWORK = "network/"

# Events are listed on the timeline, which is their index.
INDEXES = {kind: TIMELINE if kind == "events" else f"{kind}/" for kind in KINDS}


def of(key: Key) -> str:
    """Return the address of the page of a record."""
    return f"{key.kind}/{key.id}/"


def chapter(name: str) -> str:
    """Return the address of a part of a timeline that is too long for one page."""
    return f"{TIMELINE}{name}/"


def file_of(address: str) -> str:
    """Return the file in which the page at `address` is written."""
    return f"{address}index.html"


def href(target: str, start: str) -> str:
    """Return the link to the address `target`, which may have a `#fragment`, from `start`."""
    path, mark, fragment = target.partition("#")
    if path == start:
        return f"#{fragment}" if mark else posixpath.basename(file_of(start))
    return _relative(file_of(path), start) + mark + fragment


def to_record(key: Key, start: str) -> str:
    """Return the link to the page of a record from `start`, as `href` does, but much faster."""
    address = of(key)
    if start.startswith(address):
        return href(address, start)
    # The way to the folder of a kind is the same for all that is in it.
    return f"{_folder(key.kind, start)}{key.id}/index.html"


@lru_cache(maxsize=1024)
def _folder(kind: str, start: str) -> str:
    return _relative(f"{kind}/_", start)[:-1]


@lru_cache(maxsize=1024)
def _relative(path: str, start: str) -> str:
    return posixpath.relpath(path, start or ".")
