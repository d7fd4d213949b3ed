"""Run one command and say what it took, as JSON: `python -IS launch.py REPORT COMMAND...`.

A process of its own, as small as can be: a child begins as a copy of the one that starts it, and
the system counts the memory of that copy as the child's.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main(report: str, command: list[str]) -> int:
    """Run the command, write what it took into the file `report`, and return its exit status.

    Seconds by the clock (`wall`) and of the processors (`cpu`), and bytes of memory at the highest
    (`memory`): of the process that took most, itself or one that it started and waited for.
    """
    begun = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    # Kilobytes by getrusage(2) of Linux, bytes by that of macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    taken = {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * unit}
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 -- pathlib takes memory too
        json.dump(taken, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
