"""Build a whole site in a process of its own, as a reader of the README would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_COMPLAINT = re.compile(r"^\s*(?:WARNING|ERROR|CRITICAL)\b.*", re.MULTILINE)


def build_site(root: Path, out: Path, generator: str = "mkdocs") -> str:
    """Build the site whose mkdocs.yml stands in `root` into `out`, strictly. Returns the log.

    `generator` is the module to run, `mkdocs` or `properdocs`. Raises AssertionError with the log
    if the build fails or complains of anything.
    """
    command = [sys.executable, "-m", generator, "build", "--strict"]
    done = subprocess.run(
        [*command, "--config-file", "mkdocs.yml", "--site-dir", str(out)],
        cwd=root,
        env={**os.environ, "CI": "true", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{generator} build ended with {done.returncode}:\n{done.stdout}"
    complaints = _COMPLAINT.findall(done.stdout)
    assert not complaints, f"{generator} build complains:\n{done.stdout}"
    return done.stdout
