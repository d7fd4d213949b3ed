"""The switch for whoever doubts that a site made quickly is the same."""

from __future__ import annotations

import os


def is_plain() -> bool:
    """Return whether nothing is to be done faster than MkDocs does it: `CASEBOOK_PLAIN=1`."""
    return os.environ.get("CASEBOOK_PLAIN", "") not in ("", "0")
