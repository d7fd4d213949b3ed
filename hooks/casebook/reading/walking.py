"""The files below a folder, whatever stands there: none is followed out of it, none is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.problems import Problem, Where

# Backups and locks of Vim, Emacs, gedit, JetBrains and Office, and what Windows puts into folders.
_LEFT = re.compile(
    r"\..*|.*~|#.*#|~\$.*|4913|.*___jb_(?:tmp|old)___|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)


def files_below(root: Path) -> Iterator[tuple[Path, str, Problem | None]]:
    """Yield everything below `root` that is no folder, in order of name.

    With each come the name by which messages call it, and why it is not to be opened: links,
    special files, names that cannot be shown, folders that cannot be read. What `is_leftover` knows
    is passed over.
    """
    waiting = [root]
    while waiting:
        path = waiting.pop()
        name = _name(path, root)
        try:
            if path.is_symlink() or not path.is_dir():
                yield path, name, _trouble(path, name)
            else:
                inner = sorted(child for child in path.iterdir() if not is_leftover(child.name))
                waiting += reversed(inner)
        except OSError as error:
            yield path, name, unread(name, error)


def is_leftover(name: str) -> bool:
    """Return whether a name is that of the tools' own files: it begins with a dot, or an editor
    leaves such a file beside the one it writes.
    """
    return _LEFT.fullmatch(name) is not None


def unread(name: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that the system does not give."""
    what = f"this cannot be read: {error.strerror}"
    return Problem(Where(name), what, "Mend its permissions, or remove it", "CB106")


def _name(path: Path, root: Path) -> str:
    """Return the name of a file as messages have it; what cannot be printed is escaped.

    Bytes that are not UTF-8 come from the system as lone surrogates (PEP 383).
    """
    name = f"{root.name}/{path.relative_to(root).as_posix()}"
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in name
    )


def _trouble(path: Path, name: str) -> Problem | None:
    where = Where(name)
    if not path.name.isprintable():
        what = "the name of this file holds a character that cannot be shown"
        return Problem(where, what, "Rename it", "CB124")
    if path.is_symlink():
        return Problem(where, "this is a symbolic link", "Put the file itself here", "CB105")
    if not path.is_file():
        return Problem(where, "this is not an ordinary file", "Remove it", "CB106")
    return None
