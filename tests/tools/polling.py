"""Look at files again and again while something else goes on, as readers of a site do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread


@dataclass
class Polled:
    """What was found."""

    contents: dict[Path, set[bytes]]
    """All that each file was seen to hold."""
    missing: list[Path] = field(default_factory=list)
    """A file for each time it was not there."""
    times: int = 0
    """How often all files were looked at."""


@contextmanager
def polling(files: Sequence[Path]) -> Iterator[Polled]:
    """Read the files in turn while the block runs, at least once before it and once after."""
    polled = Polled({file: set() for file in files})
    _read(files, polled)
    done = Event()

    def look() -> None:
        while not done.is_set():
            _read(files, polled)

    reader = Thread(target=look)
    reader.start()
    try:
        yield polled
    finally:
        done.set()
        reader.join()
    _read(files, polled)


def _read(files: Sequence[Path], polled: Polled) -> None:
    for file in files:
        try:
            polled.contents[file].add(file.read_bytes())
        except FileNotFoundError:
            polled.missing.append(file)
    polled.times += 1
