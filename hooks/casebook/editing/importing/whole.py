"""`casebook.json`, the whole case in one file -> the data folder that it was made from.

What it holds is written as an editor would write it, a file for each kind; remarks and the
division into files are not in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from casebook.editing.files import Change, EditError
from casebook.editing.importing.drafts import Draft
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.jsonfile import read_json
from casebook.editing.importing.plan import Target
from casebook.editing.importing.report import ImportRefusedError, Report
from casebook.editing.order import ABOUT
from casebook.editing.rendering import Value
from casebook.editing.writing import created
from casebook.reading import Raw, RawList, RawMap
from casebook.records import KINDS

MAX_BYTES = 100_000_000
MAX_VALUES = 5_000_000

_PER_FILE = 500
"""Records of a kind beyond which it is kept in several files: a file of a case may have 4 MB."""

_ASIDE = ("$schema", "site")
"""What a file may hold besides the case: it is made anew with each build."""


def import_whole(intake: Intake, report: Report, data: Path) -> list[Target]:
    """Return the files of the case in the folder `data`, which must not be there, or be empty.

    Every record keeps its fields, its id and its place among those of its kind. Raises
    `ImportRefusedError` for a file of another shape, `EditError` where there is a case already.
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise EditError(f"{data} is there already", "Name a folder that is not, with --data")
    raw = read_json(intake, report, MAX_VALUES)
    values = json.loads(intake.text)
    if not isinstance(raw, RawMap) or not isinstance(raw.entries.get(ABOUT), RawMap):
        raise ImportRefusedError(f'{raw.where}: this is not a whole case: there is no "{ABOUT}".')
    for key, where in raw.keys.items():
        if key not in (ABOUT, *KINDS, *_ASIDE):
            raise ImportRefusedError(f'{where}: there is no kind of record "{key}".')
    about = Draft(ABOUT, raw.entries[ABOUT].where, values[ABOUT], raw=_map(raw.entries[ABOUT]))
    path = data / f"{ABOUT}.yml"
    found = [Target(ABOUT, path, (about,), created(path, [about.values], single=True))]
    for kind in KINDS:
        found += _of_kind(data, kind, _drafts(kind, raw, values))
    return found


def _drafts(
    kind: str, raw: RawMap, values: Mapping[str, Sequence[dict[str, Value]]]
) -> list[Draft]:
    records = raw.entries.get(kind)
    if records is None:
        return []
    if not isinstance(records, RawList) or not all(isinstance(i, RawMap) for i in records.items):
        raise ImportRefusedError(f"{records.where}: {kind} is not a list of records.")
    pairs = zip(records.items, values[kind], strict=True)
    return [Draft(kind, item.where, value, raw=_map(item)) for item, value in pairs]


def _of_kind(data: Path, kind: str, drafts: list[Draft]) -> Iterator[Target]:
    """Yield one file, or as many as there must be; their names keep the order of the records."""
    many = len(drafts) > _PER_FILE
    for number, start in enumerate(range(0, len(drafts), _PER_FILE), start=1):
        path = data / kind / f"{number:03}.yml" if many else data / f"{kind}.yml"
        some = tuple(drafts[start : start + _PER_FILE])
        yield Target(kind, path, some, _written(path, some))


def _written(path: Path, drafts: Sequence[Draft]) -> Change:
    return created(path, [draft.values for draft in drafts])


def _map(raw: Raw) -> RawMap:
    assert isinstance(raw, RawMap)  # the caller has looked
    return raw
