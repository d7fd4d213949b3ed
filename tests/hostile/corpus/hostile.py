"""What one hostile input is, and the sound record that it is put into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Content: TypeAlias = str | bytes | Callable[[Path], None]
"""What a file holds, or what makes something else in its place."""

REFUSED, CLEAN, EITHER = "refused", "clean", ""

EVENT = "title: A\nstatus: reported\nsources: [memoir-1843]\ndate: '1843'\nsummary: "
"""An event up to its summary."""


@dataclass(frozen=True)
class Hostile:
    """One hostile input: its files by their names in the project, and what is to come of it."""

    name: str
    files: Mapping[str, Content] = field(repr=False)
    ends: str = REFUSED
    code: str = ""
    """The code of one of the problems; any will do where it is empty."""
    builds: bool = True
    """Whether its pages are made as well, if it is accepted."""

    def lay(self, root: Path) -> None:
        """Write the files into the project in `root`."""
        for name, content in self.files.items():
            path = root / name
            if path.parent.is_file():
                path.parent.unlink()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            if callable(content):
                content(path)
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)


def event_file(name: str, content: str | bytes, code: str = "", ends: str = REFUSED) -> Hostile:
    """Return a file of an event that holds just this."""
    return Hostile(name, {"data/events/x.yml": content}, ends, code)
