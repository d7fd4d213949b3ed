"""The data folder: which files it holds, which kind claims each, and the raw records in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from casebook.problems import Problem, Where, did_you_mean
from casebook.reading.document import Document, RawList, RawMap, RawText, read

SUFFIXES = (".yml", ".yaml")
GENERATED = "schema"  # JSON Schemas for editors stand in data/schema/


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A mapping for one record, the kind that claims it, and the id that its file gives it."""

    kind: str
    raw: RawMap
    document: Document
    default_id: str | None


@dataclass(frozen=True, slots=True)
class Folder:
    """What the data folder holds."""

    records: tuple[RawRecord, ...]
    problems: tuple[Problem, ...]
    unreadable: frozenset[str] = frozenset()
    """Kinds with a file whose records are not known."""


def read_folder(root: Path, kinds: Collection[str], single: str) -> Folder:
    """Read every file below `root`.

    `kinds` are the kinds of record, each in `<kind>.yml`, in files below `<kind>/`, or in both;
    `single` is the kind that has one mapping, in `<single>.yml`. Files that no kind claims, links
    and special files are problems; names that begin with a dot are the tools' own, passed over.
    """
    if not root.is_dir():
        where = Where(root.name)
        return Folder(
            (), (Problem(where, "there is no such folder", "Keep the case in it", "CB101"),)
        )
    records: list[RawRecord] = []
    problems: list[Problem] = []
    unreadable: set[str] = set()
    for path in _files(root):
        name = f"{root.name}/{path.relative_to(root).as_posix()}"
        kind = _claimed(path.relative_to(root), kinds, single)
        if trouble := _unreadable(path, name, kind, kinds, single):
            problems.append(trouble)
        elif kind:
            document, found = read(path, name)
            problems += found
            if found and document.root is None:
                unreadable.add(kind)
            whole = path.parent != root or kind == single
            _split(document, kind, path.stem if whole else None, records, problems)
    return Folder(tuple(records), tuple(problems), frozenset(unreadable))


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name == GENERATED:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _claimed(relative: Path, kinds: Collection[str], single: str) -> str | None:
    if len(relative.parts) > 1:
        return relative.parts[0] if relative.parts[0] in kinds else None
    return relative.stem if relative.stem in {*kinds, single} else None


def _unreadable(
    path: Path, name: str, kind: str | None, kinds: Collection[str], single: str
) -> Problem | None:
    where = Where(name)
    if path.is_symlink():
        return Problem(where, "a symbolic link", "Put the file itself here", "CB105")
    if not path.is_file():
        return Problem(where, "not an ordinary file", "Remove it", "CB106")
    if kind is None:
        return Problem(where, "no kind claims this file", _place_hint(name, kinds, single), "CB103")
    if path.suffix not in SUFFIXES:
        return Problem(
            where,
            f'the extension "{path.suffix}" is not read',
            "Name it .yml, or move it",
            "CB104",
        )
    return None


def _place_hint(name: str, kinds: Collection[str], single: str) -> str:
    word = name.split("/")[1].split(".", maxsplit=1)[0]
    near = did_you_mean(word, [*kinds, single])
    places = ", ".join(sorted(kinds))
    return f"{near} Records stand in a file or folder named {places}".strip()


def _split(
    document: Document,
    kind: str,
    default_id: str | None,
    records: list[RawRecord],
    problems: list[Problem],
) -> None:
    root = document.root
    if isinstance(root, RawMap):
        records.append(RawRecord(kind, root, document, default_id))
    elif isinstance(root, RawList):
        for item in root.items:
            if isinstance(item, RawMap):
                records.append(RawRecord(kind, item, document, None))
            else:
                hint = "Write a mapping: key: value"
                problems.append(Problem(item.where, "not a record", hint, "CB118"))
    elif isinstance(root, RawText) and not root.empty:
        hint = "Write a mapping, or a list of mappings"
        problems.append(Problem(root.where, "not a record", hint, "CB118"))
