"""Read entities with FollowTheMoney itself, in an environment of its own: `.venv/ftm`.

It wants PyICU, which is published as source alone; a build of it with ICU inside takes its place,
so that nothing need be compiled. That is said in ftm-overrides.txt, and no other package sees it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools import ROOT
from tools.errors import ToolError

FOLDER = ROOT / ".venv" / "ftm"
BIN = FOLDER / "bin"
"""Where its command `ftm` lies."""

_HERE = Path(__file__).parent
_LOCK = _HERE / "ftm.txt"
_READER = _HERE / "ftm_reader.py"


class FtmReader:
    """Reads one text of entities after another: to start it takes longer than to read.

    Use it in a `with` statement.
    """

    def __enter__(self) -> Self:
        command = [_python(), "-X", "utf8", str(_READER)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def languages(self) -> list[str]:
        """Return the codes of the languages that it knows, in order."""
        found: list[str] = self._ask(None)
        return found

    def read(self, lines: Sequence[str]) -> list[dict[str, Any]]:
        """Return each entity as read, with what is wrong with it under `errors`."""
        found: list[dict[str, Any]] = self._ask(lines)
        return found

    def _ask(self, question: object) -> Any:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked
        assert answers
        asked.write(json.dumps(question) + "\n")
        asked.flush()
        if not (answer := answers.readline()):
            raise ToolError("the reader of FollowTheMoney failed")
        return json.loads(answer)


def install_ftm() -> None:
    """Install what ftm.txt names, unless that very list is installed already.

    Raises ToolError if pip fails.
    """
    done = FOLDER / "installed.txt"
    if done.exists() and done.read_bytes() == _LOCK.read_bytes():
        return
    _run(sys.executable, "-m", "venv", "--clear", str(FOLDER))
    quietly = ("--disable-pip-version-check", "--no-input", "--quiet", "--quiet")
    exactly = ("--no-deps", "--require-hashes", "--requirement", str(_LOCK))
    _run(str(BIN / "python"), "-m", "pip", "install", *quietly, *exactly)
    done.write_bytes(_LOCK.read_bytes())


def lock_ftm() -> None:
    """Remake ftm.txt from ftm.in. Raises ToolError if uv fails."""
    options = ("--quiet", "--no-config", "--universal", "--python-version", "3.11")
    _run(
        *(sys.executable, "-m", "uv", "pip", "compile", "tests/tools/ftm.in", *options),
        *("--generate-hashes", "--overrides", "tests/tools/ftm-overrides.txt"),
        *("--custom-compile-command", "make lock", "--output-file", "tests/tools/ftm.txt"),
    )


def _python() -> str:
    if not (FOLDER / "installed.txt").exists():
        raise ToolError("followthemoney is not installed: run `make tools`")
    return str(BIN / "python")


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise ToolError(f"{' '.join(command[:4])} ... failed")
