"""Casebook itself, as its users run it."""

from __future__ import annotations

import compileall
import subprocess
import sys
import tomllib
from pathlib import Path

from bench import ROOT, casebook_data
from bench.peers.base import Peer, Prepared
from crawl.runs import copy_project


class Casebook(Peer):
    """A build that finds nothing of an earlier one."""

    key = "casebook"
    title = "Casebook, cold"
    server = "Casebook"
    leaves = ("site", ".cache")

    def install(self) -> None:
        """Nothing: it is here."""

    def installed(self) -> bool:
        return True

    def version(self) -> str:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        return f"casebook {project['version']}{_commit()}"

    def make_project(self, root: Path, prepared: Prepared) -> None:
        copy_project(root, prepared.data)
        # Other tools come compiled as well.
        compileall.compile_dir(root / "hooks", quiet=2)

    def build_command(self, root: Path) -> list[str]:  # noqa: ARG002
        return [sys.executable, "-m", "mkdocs", "build"]

    def serve_command(self, root: Path, port: int) -> list[str]:  # noqa: ARG002
        return [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]

    def event_file(self, root: Path, number: int, name: str) -> Path:  # noqa: ARG002
        return casebook_data.event_file(root / "data", number)


class WarmCasebook(Casebook):
    """The same command once more, with nothing changed since."""

    key = "casebook-warm"
    title = "Casebook, warm"
    warm = True
    server = ""


def _commit() -> str:
    """Return the commit, marked where the tree differs from it; nothing without git."""
    asked = ["git", "describe", "--always", "--dirty"]
    try:
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f" ({said.stdout.strip()})"
