"""The switch for whoever doubts that a site made quickly is the same."""

from __future__ import annotations

import os


def is_plain() -> bool:
    """Return whether everything is to be done in the plain way, one by one: `CASEBOOK_PLAIN=1`."""
    return os.environ.get("CASEBOOK_PLAIN", "") not in ("", "0")
