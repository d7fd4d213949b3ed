"""What is no longer wanted, put aside until all has been measured.

ext4 is slow to make new files for minutes after it has lost many, whoever makes them: it passes
over the number of each file that has gone lately.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from bench import CACHE

_ASIDE = CACHE / "aside"


def put_aside(path: Path) -> None:
    """Take away a file or folder, if it is there."""
    if path.exists():
        _ASIDE.mkdir(parents=True, exist_ok=True)
        path.rename(_ASIDE / secrets.token_hex(8))


def sweep(say: Callable[[str], None]) -> None:
    """Remove what was put aside; `say` is told, since sites of thousands of events take minutes."""
    if _ASIDE.exists():
        say(f"All is measured; now {_ASIDE} is removed, which may take minutes.")
        shutil.rmtree(_ASIDE, ignore_errors=True)
