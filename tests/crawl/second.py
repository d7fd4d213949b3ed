"""The second case: about something else entirely, built once with the same machinery."""

from __future__ import annotations

from pathlib import Path

from crawl.runs import SITES, copy_project
from tools.building import build_site
from tools.small_pages import lower_limits_of

SECOND = SITES / "south-pole"
ODD = Path(__file__).parent / "odd"
"""Records and a page that hold what nobody should write; laid over the second case."""


def second_case(base: Path) -> Path:
    """Return the built site of the second case; it is built below `base` unless it is there."""
    return _built(base / "second", SECOND)


def odd_case(base: Path) -> Path:
    """Return the same with the odd records in it."""
    return _built(base / "odd", SECOND, ODD)


def cut_case(base: Path) -> Path:
    """Return the second case with lists that are too long for one page, for limits are low."""
    return _built(base / "cut", SECOND, low=True)


def _built(root: Path, *cases: Path, low: bool = False) -> Path:
    out = root.with_name(f"{root.name}-site")
    if not out.exists():
        docs = [case / "docs" for case in cases]
        copy_project(root, *(case / "data" for case in cases), docs=docs)
        if low:
            lower_limits_of(root)
        build_site(root, out)
    return out
