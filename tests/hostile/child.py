"""Checks and builds cases that may do anything, each in a process of its own with limits.

Reads a line of JSON for each: the folder of a project, and whether its pages are wanted. Answers
with another: how it ended, the problems named, what is active in the pages, and the time and the
memory it took.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from casebook.build import build, check
from casebook.problems import DataError
from hostile.markup import active_in_site, active_in_texts

SECONDS = 20
MEMORY = 1536 * 1024 * 1024


def main() -> None:
    """Answer every line; a process is forked for each, when all has been imported."""
    for line in sys.stdin:
        asked = json.loads(line)
        root, builds = Path(asked["root"]), asked["builds"]
        reading, writing = os.pipe()
        if (child := os.fork()) == 0:
            os.close(reading)
            _answer(root, writing, builds=builds)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as answer:
            said = answer.read()
        _, status, used = os.wait4(child, 0)
        found = json.loads(said) if said else {"word": "killed", "trace": f"status {status}"}
        found |= {"seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss // 1024}
        print(json.dumps(found), flush=True)


def _answer(root: Path, writing: int, *, builds: bool) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(3 * SECONDS)  # what waits for ever takes no time of the processor
    try:
        found = _tried(root, builds=builds)
    except BaseException:  # noqa: BLE001 -- whatever it is, it is told
        found = {"word": "traceback", "trace": traceback.format_exc()[-3000:]}
    with os.fdopen(writing, "w", encoding="utf-8") as answer:
        json.dump(found, answer)
    os._exit(0)


def _tried(root: Path, *, builds: bool) -> dict[str, Any]:
    try:
        checked = check(root / "data", root / "docs")
    except DataError as error:
        return {
            "word": "refused",
            "problems": len(error.problems),
            "codes": sorted({problem.code for problem in error.problems}),
            "longest": max(len(problem.message) for problem in error.problems),
            "first": [str(problem)[:300] for problem in error.problems[:5]],
        }
    active = list(active_in_texts(checked.texts))
    if builds:
        active += active_in_site(build(root / "data", root / "docs").site)
    return {"word": "clean", "active": active}


if __name__ == "__main__":
    main()
