"""The data folder: which files it holds, which kind claims each, and the raw records in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from casebook.problems import Problem, Where, did_you_mean
from casebook.reading.document import Document, KeptFiles, read
from casebook.reading.raw import RawList, RawMap
from casebook.reading.walking import files_below

SUFFIXES = (".yml", ".yaml")
_NO_FOLDER = 'Keep the records of a case in it; "python -m casebook init DIR" begins a new case'
_NO_RECORD = "this is not a record"
GENERATED = ("schema", ".json")  # JSON Schemas for editors stand in data/schema/


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


def read_folder(
    root: Path, kinds: Collection[str], single: str, kept: KeptFiles | None = None
) -> Folder:
    """Read every file below `root`, those that `kept` does not know from an earlier time.

    `kinds` are the kinds of record, each in `<kind>.yml`, in files below `<kind>/`, or in both;
    `single` is the kind that has one mapping, in `<single>.yml`. Files that no kind claims, links
    and special files are problems; names that begin with a dot are the tools' own, passed over.
    """
    if not root.is_dir():
        what = f'there is no folder "{root.name}"'
        return Folder((), (Problem(Where(root.name), what, _NO_FOLDER, "CB101"),))
    if kept is not None:
        kept.begin()
    records: list[RawRecord] = []
    problems: list[Problem] = []
    unreadable: set[str] = set()
    for path, name, trouble in files_below(root):
        if _is_generated(path, root):
            continue
        kind = _claimed(path.relative_to(root), kinds, single)
        if trouble and kind:
            unreadable.add(kind)
        if trouble := trouble or _unclaimed(path, name, kind, kinds, single):
            problems.append(trouble)
        elif kind:
            document, found = read(path, name, kept)
            whole = path.parent != root or kind == single
            made, strange = _split(document, kind, path.stem if whole else None)
            if strange or (found and document.root is None):
                unreadable.add(kind)
            problems += [*found, *strange]
            records += made
    return Folder(tuple(records), tuple(problems), frozenset(unreadable))


def _is_generated(path: Path, root: Path) -> bool:
    folder, suffix = GENERATED
    return path.parent == root / folder and path.suffix == suffix and not path.is_symlink()


def _claimed(relative: Path, kinds: Collection[str], single: str) -> str | None:
    if len(relative.parts) > 1:
        return relative.parts[0] if relative.parts[0] in kinds else None
    return relative.stem if relative.stem in {*kinds, single} else None


def _unclaimed(
    path: Path, name: str, kind: str | None, kinds: Collection[str], single: str
) -> Problem | None:
    where = Where(name)
    if kind is None:
        what = "this file belongs to no kind of record"
        return Problem(where, what, _place_hint(name, kinds, single), "CB103")
    if path.suffix not in SUFFIXES:
        ending = f'that ends in "{path.suffix}"' if path.suffix else "without an ending"
        hint = f'Name it "{path.stem}.yml", or keep it outside the data'
        return Problem(where, f"a file {ending} is not read", hint, "CB104")
    return None


def _place_hint(name: str, kinds: Collection[str], single: str) -> str:
    word = name.split("/")[1].split(".", maxsplit=1)[0]
    near = did_you_mean(word, [*kinds, single])
    places = ", ".join(sorted(kinds))
    return f"{near} Records stand in files or folders named {places}; keep others elsewhere".strip()


def _split(
    document: Document, kind: str, default_id: str | None
) -> tuple[list[RawRecord], list[Problem]]:
    """Return the records of a document, and what stands in it that is none."""
    root = document.root
    if isinstance(root, RawMap):
        return [RawRecord(kind, root, document, default_id)], []
    if isinstance(root, RawList):
        hint = 'Write its keys after the dash: "- id: ...", each on a line of its own'
        maps = [item for item in root.items if isinstance(item, RawMap)]
        others = [item for item in root.items if not isinstance(item, RawMap)]
        records = [RawRecord(kind, item, document, None) for item in maps]
        return records, [Problem(item.where, _NO_RECORD, hint, "CB118") for item in others]
    if root is None or root.empty:
        return [], []
    hint = 'Write lines of "key: value", with a space after each colon'
    return [], [Problem(root.where, _NO_RECORD, hint, "CB118")]
