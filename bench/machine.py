"""What the measurements were made on."""

from __future__ import annotations

import os
import platform
import re
import time
from pathlib import Path

from bench import CACHE
from bench.aside import put_aside

_FILES = 1_000


def machine() -> str:
    """Return the processor, its number, the memory and the system in a line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    parts = (
        _processor(),
        f"{cores} processors",
        f"{memory:.0f} GB of memory",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
    )
    return ", ".join(filter(None, parts))


def load() -> float:
    """Return how many processes have been running or waiting to, on average of a minute."""
    return os.getloadavg()[0]


def making_a_file() -> float:
    """Return how many seconds it takes to make a file of 16 KB: a site has thousands."""
    content = bytes(16 * 1024)
    folder = CACHE / "files"
    put_aside(folder)  # of a run that was killed
    folder.mkdir(parents=True)
    begun = time.perf_counter()
    for number in range(_FILES):
        (folder / str(number)).write_bytes(content)
    taken = time.perf_counter() - begun
    put_aside(folder)
    return taken / _FILES


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    described = path.read_text("utf-8", "replace") if path.exists() else ""
    named = re.search(r"^model name\s*:\s*(.+)$", described, re.MULTILINE)
    return named[1] if named else platform.processor()
