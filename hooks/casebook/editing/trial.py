"""A change tried on a copy of the case, before anything is put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.build import Checked, check
from casebook.editing.files import Change, put
from casebook.problems import DataError, Problem


def trial(
    data: Path, documents: Path, changes: Iterable[Change] = (), *, drafts: bool = True
) -> tuple[Problem, ...]:
    """Return the problems that the case would have after `changes`, each by its file's own name.

    The case stands in `data`, hand-written pages below `documents`, which need not exist; changes
    outside both are of no account here.
    """
    try:
        tried(data, documents, changes, drafts=drafts)
    except DataError as error:
        return error.problems
    return ()


def tried(
    data: Path, documents: Path, changes: Iterable[Change], *, drafts: bool = True
) -> Checked:
    """Return the case as it would be after `changes`; raise `DataError` with its problems."""
    roots = {folder.absolute(): folder.absolute().name or "data" for folder in (data, documents)}
    with TemporaryDirectory() as place:
        copies = {root: Path(place) / str(n) / name for n, (root, name) in enumerate(roots.items())}
        for root, copy in copies.items():
            if root.is_dir():
                _copy(root, copy)
        put(moved for change in changes if (moved := _moved(change, copies)))
        return check(copies[data.absolute()], copies[documents.absolute()], drafts=drafts)


def brought(data: Path, documents: Path, changes: Iterable[Change]) -> tuple[Problem, ...]:
    """Return the problems that `changes` would bring to a case, which may have others already."""
    wanted = tuple(changes)
    found = _both(data, documents, wanted)
    if not found:
        return ()
    known = {(problem.where.file, problem.what) for problem in _both(data, documents, ())}
    return tuple(p for p in found if (p.where.file, p.what) not in known)


def _both(data: Path, documents: Path, changes: tuple[Change, ...]) -> tuple[Problem, ...]:
    """Return the problems of the case as it is published, and of its drafts."""
    found = {
        problem
        for drafts in (False, True)
        for problem in trial(data, documents, changes, drafts=drafts)
    }
    return tuple(sorted(found))


def _copy(folder: Path, copy: Path) -> None:
    """Copy a folder as the checker sees it; what is no ordinary file is never opened."""
    copy.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_symlink():
            (copy / path.name).symlink_to(folder / path.readlink())
        elif path.is_dir():
            _copy(path, copy / path.name)
        elif path.is_file():
            _same(path, copy / path.name)


def _same(path: Path, copy: Path) -> None:
    """Name the same bytes in the copy where the disk allows; changes replace, never overwrite."""
    try:
        copy.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, copy)


def _moved(change: Change, copies: dict[Path, Path]) -> Change | None:
    path = change.path.absolute()
    for root, copy in copies.items():
        if path.is_relative_to(root):
            return Change(copy / path.relative_to(root), change.before, change.after)
    return None
