"""A synthetic case as Casebook data: YAML, as an editor keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bench.prose import Text, as_case, render
from bench.synthetic import Synthetic

PER_FILE = 250
"""As many records stand in a file."""


def write_data(case: Synthetic, data: Path) -> None:
    """Write the case into the folder `data`, which it makes."""
    _write(data / "case.yml", case.about)
    for kind, records in case.records.items():
        for start in range(0, len(records), PER_FILE):
            _write(_file(data, kind, start), _plain(records[start : start + PER_FILE]))


def event_file(data: Path, number: int) -> Path:
    """Return the file in which the event of that number stands."""
    return _file(data, "events", number)


def _file(data: Path, kind: str, number: int) -> Path:
    return data / kind / f"part-{number // PER_FILE + 1}.yml"


def _plain(value: Any) -> Any:
    """Return a record whose texts are written as an editor writes them."""
    if isinstance(value, Text):
        return render(value, as_case)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
