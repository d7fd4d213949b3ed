"""Addresses: decided here and nowhere else.

An address is a path from the root of the site that ends with a slash (`actors/csto/`), or is empty
for the home page. A link names the file itself (`../csto/index.html`), so that it works from a
folder or a USB stick as well as from a server.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from pathlib import PurePath

from casebook.records import KINDS, Key
from casebook.text import MARKDOWN

HOME = ""
TIMELINE = "timeline/"
NETWORK = "network/"
DATA = "data/"

# Events are listed on the timeline, which is their index.
INDEXES = {kind: TIMELINE if kind == "events" else f"{kind}/" for kind in KINDS}


_REST = re.compile(rf"(?:{'|'.join(KINDS)})/[^/]+/rest/")
_PART = re.compile(rf"(?:{'|'.join({*INDEXES.values(), NETWORK})})part/|{TIMELINE}known/")


def of(key: Key) -> str:
    """Return the address of the page of a record."""
    return f"{key.kind}/{key.id}/"


def chapter(name: str) -> str:
    """Return the address of a part of a timeline that is too long for one page."""
    return f"{TIMELINE}{name}/"


def written(path: PurePath) -> str:
    """Return the address of a hand-written file, by its path below the folder of pages.

    Of what is no page it is the path itself.
    """
    markdown = path.suffix in MARKDOWN
    folder = f"{path.parent.as_posix()}/" if path.parent.name else HOME
    if path.name == "index.html" or (markdown and path.stem in ("index", "README")):
        return folder
    return f"{path.with_suffix('').as_posix()}/" if markdown else path.as_posix()


def part(folder: str, name: str) -> str:
    """Return the address of a part of a list that is too long for one page.

    It is a folder deeper than any record, whatever the ids of the records are.
    """
    return f"{folder}/part/{name}/"


def rest(key: Key, name: str) -> str:
    """Return the address of what did not find room on the page of a record."""
    return f"{of(key)}rest/{name}/"


def is_rest(address: str) -> bool:
    """Return whether `rest` gives addresses such as this one."""
    return _REST.match(address) is not None


def learned(name: str) -> str:
    """Return the address of a part of what became known, in the order in which it did."""
    return f"{TIMELINE}known/{name}/"


def is_further(address: str) -> bool:
    """Return whether `part`, `rest` and `learned` give addresses such as this one.

    Which of them a case needs depends on its size: a page written by hand takes none of them.
    """
    return is_rest(address) or _PART.match(address) is not None


def file_of(address: str) -> str:
    """Return the file in which the page at `address` is written."""
    return f"{address}index.html"


def href(target: str, start: str) -> str:
    """Return the link to the address `target`, which may have a `#fragment`, from `start`."""
    path, mark, fragment = target.partition("#")
    if path == start:
        return f"#{fragment}" if mark else posixpath.basename(file_of(start))
    return relative(file_of(path), start) + mark + fragment


def beside(key: Key) -> str:
    """Return an address from which links lead as they do from the page of a record.

    It is that of all records of a kind: links to others than a page itself can be shared by them.
    """
    return f"{key.kind}/*/"


def to_record(key: Key, start: str) -> str:
    """Return the link to the page of a record from `start`, as `href` does, but much faster."""
    address = of(key)
    up = _up(start)
    if up is None or start.startswith(address):
        return href(address, start)
    # What lies in the same folder is reached without leaving it.
    return (
        f"{up[3:] + key.id if start.startswith(f'{key.kind}/') else up + address[:-1]}/index.html"
    )


# Folders in folders, none of them a way up.
_FOLDERS = re.compile(r"(?:[^/.][^/]*/)*")
_FILE = re.compile(r"(?:[^/.][^/]*/)*[^/.][^/]*")


@lru_cache(maxsize=64)
def _up(start: str) -> str | None:
    """Return the way up to the root of the site from the page in a plain folder."""
    return "../" * start.count("/") if _FOLDERS.fullmatch(start) else None


def relative(path: str, start: str) -> str:
    """Return the link to a file, by its path from the root of the site, from the page `start`."""
    if _up(start) is None or not _FILE.fullmatch(path):
        return posixpath.relpath(path, start or ".")
    # Between plain folders the same is found faster: the way leads up to the last that both lie in.
    while True:
        folder, below, rest = path.partition("/")
        first, _, after = start.partition("/")
        if folder != first or not below:
            return "../" * start.count("/") + path
        path, start = rest, after
