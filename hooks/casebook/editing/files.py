"""Files as they are on the disk, and changes to several of them: all of them, or none."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.problems import Problem, Where


class EditError(Exception):
    """Nothing was changed: why not, and what to do instead, both without their full stop."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(Problem(Where(""), what, hint, "").message)
        self.what = what
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Change:
    """`after` is what a file is to hold in place of `before`; None where there is no file."""

    path: Path
    before: bytes | None
    after: bytes | None


def put(changes: Iterable[Change], *, lasting: bool = True) -> None:
    """Put every change in place, or none of them.

    All new contents are written beside their files first, with the same permissions, and then take
    their places one by one; if one cannot, the old contents come back. Raises `EditError` where
    a file is no longer what it was when the change was made, and `OSError` where writing fails.
    What can be made again need not be `lasting`: that is quicker, but a power cut may take it.
    """
    wanted = tuple(changes)
    for change in wanted:
        _refuse_if_changed(change)
    made: list[Path] = []
    ready = [_beside(change.path) for change in wanted]
    done: list[Change] = []
    try:
        for change, temporary in zip(wanted, ready, strict=True):
            made += _make_folders(change.path.parent)
            _write(temporary, change, lasting=lasting)
        for change, temporary in zip(wanted, ready, strict=True):
            done.append(change)
            _take_place(temporary, change)
    except BaseException:
        _undo(done, made, ready)
        raise


def _refuse_if_changed(change: Change) -> None:
    taken = change.before is None and os.path.lexists(change.path)
    if taken or _content(change.path) != change.before:
        what = f"{change.path} was changed by somebody else in the meantime"
        raise EditError(what, "Nothing was written; run the command again")


def _make_folders(folder: Path) -> list[Path]:
    """Make the folders that are missing; return them, the innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _beside(path: Path) -> Path:
    """Return a name in the same folder that nothing reads: it begins with a dot."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def _write(temporary: Path, change: Change, *, lasting: bool = True) -> None:
    if change.after is None:
        return
    with temporary.open("xb") as file:
        file.write(change.after)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    if change.path.exists():
        shutil.copymode(change.path, temporary)


def _take_place(temporary: Path, change: Change) -> None:
    if change.after is None:
        change.path.unlink()
    else:
        temporary.replace(change.path)


def _undo(done: Sequence[Change], made: Iterable[Path], ready: Iterable[Path]) -> None:
    """Give back the old contents as far as the disk allows; the first failure is what is told."""
    for change in done:
        with contextlib.suppress(OSError):
            _restore(change)
    for temporary in ready:
        temporary.unlink(missing_ok=True)
    for folder in made:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _restore(change: Change) -> None:
    if _content(change.path) != change.after:
        return  # its turn had not come
    back = Change(change.path, change.after, change.before)
    temporary = _beside(change.path)
    _write(temporary, back)
    _take_place(temporary, back)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
