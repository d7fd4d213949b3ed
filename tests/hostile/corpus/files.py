"""What is no file, names that are none, and files without measure."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from hostile.corpus.hostile import CLEAN, EVENT, Hostile

_EVENT = f"{EVENT}Words.\n"
_PAGE = "# A page\n\nWords.\n"
_PLACES = ("data/events/x.yml", "data/places.yml", "docs/x.md", "docs/x.png")
_TARGETS = ("/dev/zero", "/dev/stdin", "/etc/passwd", "x.yml", "../../..", "/proc/self/environ")
_UNSEEN = ("a\nb", "a\x1bb", "a\u202eb", "a\udcffb", "\udcff\udcfe")
_ODD = ("a'b", 'a"b', "-a", "--help", "a b", "$(id)", "a;b", "<script>", "{{ x }}", "a" * 240)


def files() -> Iterator[Hostile]:
    """Yield them, below the data and below the hand-written pages."""
    for name in _PLACES:
        yield Hostile(f"a pipe as {name}", {name: os.mkfifo}, code="CB106")
        for target in _TARGETS:
            yield Hostile(f"a link to {target} as {name}", {name: _link(target)}, code="CB105")
    for folder in ("data/events/more", "docs/more"):
        yield Hostile(f"a link to a folder as {folder}", {folder: _link("/etc")}, code="CB105")
        yield Hostile(f"a link in a circle as {folder}", {folder: _link(".")}, code="CB105")
        yield Hostile(f"deep folders in {folder}", {folder: _folders}, code="CB106")
    yield Hostile("a folder with the name of a file", {"data/events/x.yml/y.yml": _EVENT}, CLEAN)
    yield Hostile("a folder for the case", {"data/case.yml/x.yml": _EVENT}, code="CB102")
    for odd in _UNSEEN:
        for name in (f"data/events/{odd}.yml", f"data/{odd}.yml", f"docs/{odd}.md"):
            yield Hostile(f"a file named {name!r}", {name: _EVENT}, code="CB124")
    for odd in _ODD:
        record = {f"data/events/{odd}.yml": _EVENT}
        yield Hostile(f"a record in a file named {odd[:20]}", record, code="CB208")
        page = {f"docs/{odd}.md": _PAGE}
        yield Hostile(f"a page named {odd[:20]}", page, CLEAN, builds=False)
    most = 4_000_000
    yield Hostile("just too large", {"data/events/x.yml": "#" * (most + 1)}, code="CB107")
    yield Hostile("just not too large", {"data/events/x.yml": "#" * most}, CLEAN, builds=False)
    yield Hostile("a page of many megabytes", {"docs/x.md": "a " * 9_000_000}, code="CB107")


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _folders(path: Path) -> None:
    """Make folders in folders, further than a path can name."""
    path.mkdir()
    here = os.open(path, os.O_RDONLY)
    for _ in range(2200):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
