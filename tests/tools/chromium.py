"""Find the Chromium of this machine, or install Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from tools.errors import ToolError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Without a font of its own a fresh machine draws boxes; this one has Latin, Cyrillic and Arabic.
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core")

ADVICE = (
    "the browser tests need Chromium: install it (on Debian: apt-get install chromium), "
    "or set CHROMIUM to the path of a Chromium or Chrome"
)


def find_chromium() -> str | None:
    """Return the path of a browser: $CHROMIUM if set, else the first known name on the path.

    Raises ToolError if $CHROMIUM is set but names nothing that can be run.
    """
    chosen = os.environ.get("CHROMIUM")
    if not chosen:
        return next((path for name in NAMES if (path := shutil.which(name))), None)
    if (path := shutil.which(chosen)) is None:
        raise ToolError(f"CHROMIUM is set to {chosen!r}, which cannot be run")
    return path


def ensure_chromium() -> str:
    """Return the path of a browser, after installing Debian's where none is found.

    Raises ToolError, with what to do, where that is not possible.
    """
    if path := find_chromium():
        return path
    apt = (*_as_root(), "apt-get")
    _run((*apt, "update", "-qq"))
    _run((*apt, "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES))
    if path := find_chromium():
        return path
    raise ToolError(ADVICE)


def _as_root() -> tuple[str, ...]:
    if shutil.which("apt-get") is None:
        raise ToolError(ADVICE)
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        raise ToolError(f"{ADVICE}; installing it from here needs root or sudo")
    return ("sudo",)


def _run(command: Sequence[str]) -> None:
    # The front end is named so that no package stops to ask; sudo drops other people's variables.
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive")
    split = 1 if command[0] == "sudo" else 0
    done = subprocess.run((*command[:split], *quiet, *command[split:]), check=False)
    if done.returncode:
        raise ToolError(f"{' '.join(command)} failed; {ADVICE}")
