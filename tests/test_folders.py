"""What lies below a folder: all of it, in one order, however many look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.folders import entries_below, look_below
from casebook.processes import shared

FILES = ("a/b/2", "a/b/1", "a/c", "d/e", "0", "z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files, a link among them that leads to a folder, and an empty one."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("a", target_is_directory=True)
    return tmp_path


def test_all_that_is_no_folder_comes_in_order(folder: Path) -> None:
    names = [os.path.relpath(entry.path, folder) for entry in entries_below(str(folder))]
    assert names == ["0", "a/b/1", "a/b/2", "a/c", "d/e", "link", "z"]
    assert list(entries_below(str(folder / "missing"))) == []


@pytest.mark.parametrize("count", [1, 3])
def test_each_folder_is_looked_at_once(
    folder: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "how_many", lambda _: count)

    def look(entries: Iterator[os.DirEntry[str]]) -> list[str]:
        return [os.path.relpath(entry.path, folder) for entry in entries]

    found = look_below(str(folder), look)
    assert found == [["0", "link", "z"], ["a/b/1", "a/b/2", "a/c"], ["d/e"], []]
    assert look_below(str(folder / "missing"), look) == [[]]
