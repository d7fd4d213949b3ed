"""Write a case of any size about nothing at all, the same each time, to see how the site bears it.

`python -m tools.large_case FOLDER --events 1000` makes a project there that can be built.
"""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import fields, replace
from pathlib import Path

import yaml

from casebook.lint import RULES
from crawl.runs import copy_project
from tools.building import build_site
from tools.large_records import Records, Size

_PER_FILE = 500
_COUNTS = tuple(field.name for field in fields(Size) if field.name != "events")


def write_case(data: Path, size: Size, **about: object) -> None:
    """Write the records of a valid case of that size into the folder `data`.

    `about` is added to the mapping that describes it.
    """
    made = Records(size)
    _write(data / "case.yml", {**made.about(), **about})
    for kind, records in made.records().items():
        for number, start in enumerate(range(0, len(records), _PER_FILE), start=1):
            _write(data / kind / f"part-{number}.yml", records[start : start + _PER_FILE])


def make_project(root: Path, size: Size) -> Path:
    """Make a project of our machinery and a case of that size in `root`. Returns `root`.

    Nothing in it is researched, so it is not warned of that.
    """
    checks = dict.fromkeys(RULES, "off")
    write_case(root.with_name(f"{root.name}-data"), size, checks=checks)
    return copy_project(root, root.with_name(f"{root.name}-data"))


def build_case(base: Path, size: Size) -> Path:
    """Return the built site of such a case; it is built below `base` unless it is there."""
    root = base / f"large-{size.events}-{size.actors}"
    out = root.with_name(f"{root.name}-site")
    if not out.exists():
        build_site(make_project(root, size), out)
    return out


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def _main() -> None:
    parser = ArgumentParser(description="Make a project with a case about nothing.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=1000)
    for name in _COUNTS:
        parser.add_argument(f"--{name}", type=int, help="in proportion to the events unless given")
    chosen = parser.parse_args()
    given = {name: count for name in _COUNTS if (count := getattr(chosen, name)) is not None}
    make_project(chosen.folder, replace(Size.of(chosen.events), **given))


if __name__ == "__main__":
    _main()
