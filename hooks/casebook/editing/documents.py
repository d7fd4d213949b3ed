"""The files of a case that an editor's commands may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casebook.editing.order import ABOUT
from casebook.reading.folder import SUFFIXES
from casebook.records import KINDS


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of records at `path`, the `kind` it holds, and its `name` in messages."""

    path: Path
    name: str
    kind: str


def record_files(data: Path) -> tuple[RecordFile, ...]:
    """Return the files below `data` that a kind or the case itself claims, in order of name.

    Links, special files and what no kind claims are left to the checker, which names them.
    """
    found: list[RecordFile] = []
    for path in _files(data) if data.is_dir() else ():
        parts = path.relative_to(data).parts
        kind = parts[0] if len(parts) > 1 else path.stem
        if kind in KINDS or (kind == ABOUT and len(parts) == 1):
            found.append(RecordFile(path, named(data, path), kind))
    return tuple(found)


def named(root: Path, path: Path) -> str:
    """Return what messages call the file at `path` below `root`."""
    return f"{root.name}/{path.relative_to(root).as_posix()}"


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file() and path.suffix in SUFFIXES:
            yield path
