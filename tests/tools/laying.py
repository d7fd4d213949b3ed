"""Small cases laid into a folder, and what the folder holds afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def lay(root: Path, files: Mapping[str, str], newline: str = "\n") -> dict[str, bytes]:
    """Write files below `root`, with lines that end so, and a folder of pages; return all files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace("\n", newline).encode())
    (root / "docs").mkdir(exist_ok=True)
    return snapshot(root)


def snapshot(root: Path) -> dict[str, bytes]:
    """Return the content of every file below `root`, by its name from there."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
