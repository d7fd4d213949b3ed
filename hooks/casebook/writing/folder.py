"""Putting a written site into a folder: all of it or nothing, and nothing that is not ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from casebook.editing.files import Change, put

NOTE = ".casebook-written.json"
"""The file that says what the command wrote: each path, with a hash of what stood there then."""


class RefusedError(Exception):
    """Nothing was written; the text says why, and what to do instead."""


def place(files: Mapping[str, bytes], folder: Path, apart: Iterable[Path] = ()) -> int:
    """Let `folder` hold these files, by their paths, and no others that were written before.

    `apart` are folders in which it must not lie. Returns how many files were changed. Raises
    `RefusedError` where it holds what this command did not write, or what somebody has changed
    since, and `OSError` where writing fails; then it is as it was.
    """
    root = folder.resolve()
    for other in apart:
        if root.is_relative_to(other.resolve()):
            raise RefusedError(f"{folder} lies in {other}, which is read. Name another folder.")
    before = _noted(folder)
    changes = list(_changes(files, before, root, folder))
    note = json.dumps({name: _hash(text) for name, text in sorted(files.items())}, indent=0)
    changes += _change(root / NOTE, f"{note}\n".encode())
    put(changes, lasting=False)
    _remove_empty(root, before.keys() - files.keys())
    return sum(change.path.name != NOTE for change in changes)


def _noted(folder: Path) -> dict[str, str]:
    """Return what was written before; none where the folder is empty or not there."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return {}
    try:
        found = json.loads((folder / NOTE).read_text("utf-8"))
        return {str(name): str(mark) for name, mark in found.items()}
    except (OSError, ValueError, AttributeError):
        what = f"{folder} holds something that this command has not written."
        raise RefusedError(f"{what} Name an empty folder, or one that is not there yet.") from None


def _changes(
    files: Mapping[str, bytes], before: Mapping[str, str], root: Path, folder: Path
) -> Iterator[Change]:
    for name in sorted({*files, *before}):
        path = root / name
        if not _is_inside(path, root):
            raise RefusedError(f"{folder / name} leads out of {folder}. Remove it.")
        there = path.read_bytes() if path.is_file() else None
        if there is not None and there != files.get(name) and before.get(name) != _hash(there):
            what = f"{folder / name} has been changed since it was written."
            raise RefusedError(f"{what} Put it elsewhere, or name another folder.")
        yield from _change(path, files.get(name))


def _change(path: Path, after: bytes | None) -> Iterator[Change]:
    before = path.read_bytes() if path.is_file() else None
    if before != after:
        yield Change(path, before, after)


def _is_inside(path: Path, root: Path) -> bool:
    """Return whether a path stays below `root`, whatever links lie on the way."""
    return path.resolve().is_relative_to(root) and not path.is_symlink()


def _remove_empty(root: Path, names: Iterable[str]) -> None:
    """Remove the folders that files have left behind them."""
    for name in names:
        for parent in (root / name).parents:
            if parent == root or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
