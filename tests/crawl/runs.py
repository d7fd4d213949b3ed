"""Projects to build, and builds that may fail."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import ROOT

SITES = ROOT / "tests" / "sites"
_SETTINGS = ("PYTHONPATH", "SITE_URL", "REPO_URL", "EDIT_URI", "CI")


@dataclass(frozen=True)
class Run:
    """How a build ended, and all that it printed."""

    code: int
    log: str


def clean_environment(**settings: str) -> dict[str, str]:
    """Return the environment of a build without what the tests' own may say about sites."""
    kept = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **settings}


def run_build(root: Path, out: Path, generator: str = "mkdocs", **settings: str) -> Run:
    """Build the project in `root` into `out`, strictly, as CI does, whatever comes of it."""
    return _run(root, out, generator, "--strict", settings)


def run_build_leniently(root: Path, out: Path, **settings: str) -> Run:
    """Do the same, and let warnings pass."""
    return _run(root, out, "mkdocs", "--no-strict", settings)


def _run(root: Path, out: Path, generator: str, how: str, settings: Mapping[str, str]) -> Run:
    command = [sys.executable, "-m", generator, "build", how, "-f", "mkdocs.yml"]
    done = subprocess.run(
        [*command, "--site-dir", str(out)],
        cwd=root,
        env=clean_environment(CI="true", **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Run(done.returncode, done.stdout)


def copy_project(root: Path, *data: Path, docs: Sequence[Path] = ()) -> Path:
    """Make a project in `root`: our machinery, the case in `data`, the pages in `docs`.

    Each folder of `data` is laid over those before it, each of `docs` likewise. Returns `root`.
    """
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    lay_data(root, *data)
    (root / "docs").mkdir()
    for folder in docs:
        shutil.copytree(folder, root / "docs", dirs_exist_ok=True)
    return root


def lay_data(root: Path, *data: Path) -> None:
    """Put the case in the folders `data` in the place of the one that `root` has."""
    shutil.rmtree(root / "data", ignore_errors=True)
    for folder in data:
        shutil.copytree(folder, root / "data", dirs_exist_ok=True)


def fingerprint(folder: Path) -> Mapping[str, str]:
    """Return the hash of every file below `folder`, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
