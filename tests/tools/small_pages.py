"""Limits so low that the lists of any case are cut, to see the parts of a small site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from casebook.views import limits
from casebook.views.limits import Limit

LOW: Mapping[str, object] = {
    "LISTS": {
        "articles": Limit(1, 1),
        "actors": Limit(6, 3),
        "places": Limit(5, 3),
        "questions": Limit(2, 2),
        "glossary": Limit(5, 4),
        "sources": Limit(3, 2),
        "network": Limit(2, 2),
    },
    "TIMELINE": Limit(8, 5),
    "LINES": 12,
    "RECORD": 2,
    "REST": 2,
    "LEARNED": 3,
    "CHRONICLE": 6,
    "OVERVIEW": 8,
    "HOME": {"events": 3, "people": 2, "questions": 1},
}
"""By the names of `casebook.views.limits`."""


def lower_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits in this process, until the test ends."""
    for name, value in LOW.items():
        monkeypatch.setattr(limits, name, value)


def lower_limits_of(root: Path) -> Path:
    """Lower the limits of the machinery that a project in `root` has a copy of. Returns `root`."""
    path = root / "hooks" / "casebook" / "views" / "limits.py"
    lowered = "".join(f"{name} = {value!r}\n" for name, value in LOW.items())
    path.write_text(f"{path.read_text('utf-8')}\n{lowered}", encoding="utf-8")
    return root
