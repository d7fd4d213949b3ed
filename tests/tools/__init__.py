"""Helpers of the tests: they build, serve, open and check whole sites."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the repository."""
