"""The file in which a new record belongs, by how the case keeps records of its kind."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.editing.documents import RecordFile, record_files
from casebook.editing.files import EditError
from casebook.editing.meaning import meaning
from casebook.editing.rendering import Value
from casebook.editing.tree import Node, parse
from casebook.reading.folder import SUFFIXES

_DATES = ("date", "issued", "published")
_GROUPS = ("kind", "type")


@dataclass(frozen=True, slots=True)
class Place:
    """A file for a new record: one that is there, or one to be made.

    `single` is a file that will hold the one record and nothing else.
    """

    path: Path
    single: bool = False


def proposed(data: Path, kind: str, name: str, record: Mapping[str, Value]) -> Place:
    """Return where a record with the id `name` would go if nobody says otherwise.

    Where the case keeps each record of the kind in a file of its own, that is a new file. Of
    several lists it is the one that holds most records of the same year; else most of the same
    kind; else the one that was changed last. A kind that the case does not have yet begins in
    `<kind>.yml`, articles in `articles/`.
    """
    files = [file for file in record_files(data) if file.kind == kind]
    roots = {file.path: _root(file) for file in files}
    singles = [path for path, root in roots.items() if root is not None and root.shape == "map"]
    lists = [path for path in roots if path not in singles]
    if len(singles) > len(lists) or (not files and kind == "articles"):
        folders = Counter(path.parent for path in singles) or Counter([data / kind])
        return Place(folders.most_common(1)[0][0] / f"{name}.yml", single=True)
    if not lists:
        return Place(data / f"{kind}.yml")
    return Place(max(lists, key=lambda path: (_likeness(roots[path], record), _age(path))))


def chosen(data: Path, kind: str, name: str, file: str) -> Place:
    """Return the place that somebody named: a path from here, or from the folder of the data.

    Raises `EditError` where the case would not read records of the kind from it.
    """
    path = next(
        (path for path in (Path(file), data / file) if path.exists()),
        Path(file) if _inside(Path(file), data) else data / file,
    )
    if not _inside(path, data):
        raise EditError(f"{path} is not in {data}", f"Choose a file below {data / kind}")
    path = data / path.resolve().relative_to(data.resolve())
    parts = path.relative_to(data).parts
    claimed = parts[0] if len(parts) > 1 else path.stem
    hidden = any(part.startswith(".") for part in parts)
    if claimed != kind or path.suffix not in SUFFIXES or hidden:
        hint = f"Choose {data / f'{kind}.yml'}, or a .yml file below {data / kind}"
        raise EditError(f"{path} is no place for {kind}", hint)
    return Place(path, single=not path.exists() and path.stem == name and len(parts) > 1)


def heading(data: Path, kind: str, path: Path) -> tuple[str, ...]:
    """Return the remark by which editors' programs find the schema of a new file, if there is one.

    The form is that of the YAML language server: https://github.com/redhat-developer/yaml-language-server
    """
    schema = data / "schema" / f"{kind}.json"
    if not schema.is_file():
        return ()
    way = Path(os.path.relpath(schema, path.parent)).as_posix()
    return (f"yaml-language-server: $schema={way}",)


def _root(file: RecordFile) -> Node | None:
    content = file.path.read_bytes()
    return None if meaning(content, file.name)[1] else parse(content.decode("utf-8")).root


def _likeness(root: Node | None, record: Mapping[str, Value]) -> tuple[int, int]:
    """Return how many records of a list have the year of `record`, and how many its kind."""
    items = root.children if root is not None else ()
    told = [{key.value: value.value for key, value in item.pairs} for item in items]
    years, groups = _years(record), _groups(record)
    return (
        sum(bool(years & _years(other)) for other in told),
        sum(bool(groups & _groups(other)) for other in told),
    )


def _years(record: Mapping[str, Value]) -> set[str]:
    dates = (str(record.get(key) or "") for key in _DATES)
    return {year for date in dates for year in re.findall(r"(?<!\d)\d{4}(?!\d)", date)[:1]}


def _groups(record: Mapping[str, Value]) -> set[str]:
    return {str(record[key]) for key in _GROUPS if record.get(key)}


def _age(path: Path) -> float:
    return path.stat().st_mtime


def _inside(path: Path, data: Path) -> bool:
    return path.resolve().is_relative_to(data.resolve())
