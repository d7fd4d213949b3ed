"""The examples of the kinds of problem, laid out as files of a small case."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from casebook.problems.example import File, Gone, Link, Raw, Repeated, Special
from tools import ROOT

BASE = ROOT / "tests" / "sites" / "broken" / "base"


def lay(files: Mapping[str, File], root: Path) -> None:
    """Make the folder `root`, a small case that is sound but for `files`."""
    shutil.copytree(BASE, root)
    for name, file in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, file)


def _write(path: Path, file: File) -> None:
    match file:
        case Gone():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case Link():
            path.symlink_to(file.link)
        case Special():
            os.mkfifo(path)
        case Raw():
            path.write_bytes(bytes.fromhex(file.hex))
        case Repeated():
            path.write_bytes((file.text * file.times).encode())
        case str():
            path.write_bytes(file.encode())
