"""What a YAML file says, apart from how it is written, for comparing it before and after."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from casebook.problems import Problem
from casebook.reading import Raw, RawList, RawText, read

Meaning: TypeAlias = "str | list[Meaning] | dict[str, Meaning] | None"


def meaning(content: bytes, name: str) -> tuple[Meaning, list[Problem]]:
    """Return what the case reads in a file's bytes, and the problems it has with them.

    Mappings compare equal in any order. Line ends after the last word of a text do not count: no
    field keeps them, and the last line of a file may lack its own.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.yml"
        path.write_bytes(content)
        document, problems = read(path, name)
    return (None if document.root is None else _plain(document.root)), problems


def _plain(raw: Raw) -> Meaning:
    if isinstance(raw, RawText):
        return None if raw.empty else raw.text.rstrip("\n")
    if isinstance(raw, RawList):
        return [_plain(item) for item in raw.items]
    return {key: _plain(value) for key, value in raw.entries.items()}
