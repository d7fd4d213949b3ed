"""The one error of these helpers."""

from __future__ import annotations


class ToolError(Exception):
    """A tool that the tests need is missing or did not work. The message says what to do."""
