"""A new case: what `mkdocs serve` needs, and one worked example of each kind of record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from casebook.build import check
from casebook.hosting import workflows
from casebook.records import schema

START = Path(__file__).parent / "start"
HOOK = '''"""What MkDocs runs: the events of Casebook, which is installed as a package."""

from mkdocs_adapter.events import *  # noqa: F403
'''
IGNORED = "/.cache/\n/site/\n/.site-*/\n/dist/\n__pycache__/\n"
# What may stand in a folder before a case is begun there.
_HARMLESS = frozenset({".git", ".gitignore", ".gitattributes", ".venv", ".DS_Store", "LICENSE"})


class NotEmptyError(Exception):
    """The folder holds something; `found` is the first of it."""

    def __init__(self, found: Path) -> None:
        super().__init__(f"{found} is there already")
        self.found = found


def start(folder: Path, *, title: str, language: str, today: date) -> tuple[str, ...]:
    """Write a new case into `folder`, which must be empty or not be there.

    `language` is a BCP 47 tag, `today` the day on which research begins. Returns what was written,
    relative to the folder. Raises `NotEmptyError`, or `DataError` for a title or a language that a
    case cannot have; then nothing was written.
    """
    _refuse_contents(folder)
    files = _files({"title": title, "language": language, "today": today.isoformat()})
    with TemporaryDirectory() as trial:
        _write(Path(trial), files)
        check(Path(trial) / "data", Path(trial) / "docs", drafts=True)
    return _write(folder, files)


def _refuse_contents(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotEmptyError(folder)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in _HARMLESS:
            raise NotEmptyError(path)


def _write(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write the files that are not there; return their names."""
    missing = [name for name in files if not (folder / name).exists()]
    for name in missing:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8", newline="\n")
    return tuple(missing)


def _files(given: Mapping[str, str]) -> dict[str, str]:
    """Return the text of every file by its name."""
    # JSON's strings are YAML's too, whatever they hold.
    words = {name: json.dumps(value, ensure_ascii=False) for name, value in given.items()}
    words |= {"today": given["today"], "heading": given["title"]}
    found = {
        path.relative_to(START).as_posix(): Template(path.read_text("utf-8")).substitute(words)
        for path in sorted(START.rglob("*"))
        if path.is_file()
    }
    schemas = {f"data/schema/{name}.json": text for name, text in schema.texts().items()}
    machinery = {"hooks/main.py": HOOK, ".gitignore": IGNORED, **workflows()}
    return {**found, **schemas, **machinery, ".vscode/settings.json": schema.editor_settings()}
