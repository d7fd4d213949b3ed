"""A git repository for a test: commits at chosen times, no settings of the machine."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Nobody"), ("EMAIL", "nobody@example.org"))
    },
}


def git(folder: Path, *command: str, when: datetime | None = None) -> str:
    """Run git in a folder, at a moment if one is given; return what it prints."""
    clock = f"@{int(when.timestamp())} +0000" if when else None
    dates = {f"GIT_{who}_DATE": clock for who in ("AUTHOR", "COMMITTER")} if clock else {}
    return subprocess.run(
        ["git", *command],
        cwd=folder,
        env={**os.environ, **_SETTINGS, **dates},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def begin(folder: Path) -> None:
    """Make a repository in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")


def commit(folder: Path, when: datetime) -> datetime:
    """Commit all that stands in the folder; return the moment."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x", "--allow-empty", when=when)
    return when


def day(number: int) -> datetime:
    """Return noon on a day of January 2020 (UTC), or so many days after New Year."""
    return datetime.fromtimestamp(
        datetime(2020, 1, 1, 12, tzinfo=UTC).timestamp() + 86400 * (number - 1), UTC
    )
