"""The second case: about something else entirely, built once with the same machinery."""

from __future__ import annotations

from pathlib import Path

from crawl.runs import SITES, copy_project
from tools.building import build_site

SECOND = SITES / "south-pole"
ODD = Path(__file__).parent / "odd"
"""Records and a page that hold what nobody should write; laid over the second case."""


def second_case(base: Path) -> Path:
    """Return the built site of the second case; it is built below `base` unless it is there."""
    return _built(base / "second", SECOND)


def odd_case(base: Path) -> Path:
    """Return the same with the odd records in it."""
    return _built(base / "odd", SECOND, ODD)


def _built(root: Path, *cases: Path) -> Path:
    out = root.with_name(f"{root.name}-site")
    if not out.exists():
        docs = [case / "docs" for case in cases]
        build_site(copy_project(root, *(case / "data" for case in cases), docs=docs), out)
    return out
