"""Check plain scripts with the TypeScript compiler: types in JSDoc, strictly, nothing written."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tools.errors import ToolError
from tools.web import NODE, TSC, installed

# What browsers of the last six years have; a newer function is an error.
_OPTIONS = (
    *("--noEmit", "--allowJs", "--checkJs", "--strict", "--noUnusedLocals", "--noUnusedParameters"),
    *("--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--pretty", "false"),
)
_FAULT = re.compile(r"^\S.*?(?:\(\d+,\d+\))?: error TS\d+: .*(?:\n\s+.*)*", re.MULTILINE)


def type_errors(scripts: Iterable[Path]) -> tuple[str, ...]:
    """Check scripts as one page would load them, together, and return what is wrong with them.

    Raises ToolError if there is nothing to check, or the compiler does not run.
    """
    files = [str(path) for path in scripts]
    if not files:
        raise ToolError("no script was given to the TypeScript compiler")
    command = [str(NODE), str(installed(TSC)), *_OPTIONS, *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    faults = tuple(_FAULT.findall(done.stdout))
    if bool(done.returncode) != bool(faults):
        raise ToolError(f"the TypeScript compiler failed:\n{done.stdout}{done.stderr}")
    return faults
