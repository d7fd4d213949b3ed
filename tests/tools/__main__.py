"""`python -m tools`: install what the tests need besides Python packages; does nothing twice.

`python -m tools lock` remakes their lists instead, and `python -m tools codes` the
pages about the kinds of problem.
"""

from __future__ import annotations

import sys

from tools.chromium import ensure_chromium
from tools.codes import write_pages
from tools.errors import ToolError
from tools.ftm import install_ftm, lock_ftm
from tools.servers import ensure_servers
from tools.web import install_web_packages, lock_web_packages


def main(arguments: list[str]) -> int:
    """Install the web packages, find or install Chromium and the servers. Returns the status."""
    try:
        if arguments == ["lock"]:
            lock_web_packages()
            lock_ftm()
            return 0
        if arguments == ["codes"]:
            write_pages()
            return 0
        install_web_packages()
        install_ftm()
        print(f"Chromium for the browser tests: {ensure_chromium()}")
        for name, program in ensure_servers().items():
            print(f"{name} for the tests of its configuration: {program}")
    except ToolError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
