"""How fast Casebook is beside other ways of making the same site: `python -m bench --help`.

The scripts of this folder that measure one thing each (see README.md) stand beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The folder of the repository."""

CACHE = ROOT / ".cache" / "bench"
"""Where other tools are installed, and cases and sites are written; git ignores it."""

# The made-up names and the projects to build are those of the tests.
if (_tests := str(ROOT / "tests")) not in sys.path:
    sys.path.append(_tests)
