"""Tools that come as Python packages, each in a virtual environment of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from bench import ROOT
from bench.peers.base import InstallError, Peer

_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
# A line of the lock: a name, a version and maybe on which systems, before its hashes.
_PIN = re.compile(r"^([\w.-]+==[^\s;]+(?: ;[^\\\n]*)?)", re.MULTILINE)


class PythonPeer(Peer):
    """Installed by pip, its libraries in the very versions that Casebook runs on."""

    requirements: ClassVar[tuple[str, ...]]
    """What is asked of pip; what requirements.txt pins needs no version here."""
    shown: ClassVar[tuple[str, ...]]
    """The packages whose versions are told."""

    @property
    def python(self) -> Path:
        """The Python of its environment."""
        return self.home / "bin" / "python"

    def install(self) -> None:
        if self.installed():
            return
        run_quietly([sys.executable, "-m", "venv", "--clear", str(self.home)])
        constraints = self.home / "constraints.txt"
        constraints.write_text("\n".join(pins()) + "\n", encoding="utf-8")
        asked = ["--constraint", str(constraints), *self.requirements]
        run_quietly([str(self.python), *_PIP, *asked])
        # Written last, so that an environment which pip did not finish is made again.
        self._stamp.write_text(self._wanted(), encoding="utf-8")

    def installed(self) -> bool:
        return self._stamp.exists() and self._stamp.read_text("utf-8") == self._wanted()

    def version(self) -> str:
        program = (
            "import sys; from importlib.metadata import version\n"
            "print(', '.join(f'{name} {version(name)}' for name in sys.argv[1:]))"
        )
        return run_quietly([str(self.python), "-c", program, *self.shown]).strip()

    @property
    def _stamp(self) -> Path:
        return self.home / "installed.txt"

    def _wanted(self) -> str:
        return "\n".join([sys.version, *self.requirements, *pins()])


def pins() -> list[str]:
    """Return what requirements.txt pins, as pip takes it for constraints, without the hashes."""
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    return [line.strip() for line in _PIN.findall(lock)]


def run_quietly(command: Sequence[str], folder: Path | None = None) -> str:
    """Run a command and return what it prints. Raises `InstallError` with the end of its errors."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).splitlines()[-4:])
        raise InstallError(said or f"{command[0]} ended with {done.returncode}")
    return done.stdout
