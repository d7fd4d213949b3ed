"""What the bench asks of every tool."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bench import CACHE
from bench.aside import put_aside
from bench.synthetic import Synthetic
from bench.twin.content import Content
from crawl.runs import clean_environment

ADDRESS = "https://www.example.org/"
"""Where every site says that it is published."""


class InstallError(Exception):
    """A tool could not be installed here; the message says why."""


@dataclass(frozen=True)
class Prepared:
    """A case to make projects of: its records, the YAML written from them, and the content read."""

    case: Synthetic
    data: Path
    content: Content


class Peer(ABC):
    """One way of making a site of a case."""

    key: ClassVar[str]
    """What it is called on the command line."""
    title: ClassVar[str]
    """What it is called in tables."""
    site: ClassVar[str] = "site"
    """The folder of the site in that of the project."""
    leaves: ClassVar[tuple[str, ...]] = ("site",)
    """What a build leaves in the folder of the project; put aside before one that is to be cold."""
    warm: ClassVar[bool] = False
    """Whether a build may find what the one before it left."""
    server: ClassVar[str]
    """What its server is called, which follows edits; empty for one that need not be measured."""

    @property
    def home(self) -> Path:
        """The folder in which it is installed."""
        return CACHE / "tools" / self.key

    @abstractmethod
    def install(self) -> None:
        """Install it, unless it is. Raises `InstallError`."""

    @abstractmethod
    def installed(self) -> bool:
        """Whether it can be run."""

    @abstractmethod
    def version(self) -> str:
        """Return the name and version of each of its parts that matters."""

    @abstractmethod
    def make_project(self, root: Path, prepared: Prepared) -> None:
        """Write all that it needs into the folder `root`, which is not there yet."""

    @abstractmethod
    def build_command(self, root: Path) -> list[str]:
        """Return the command that builds the project in `root` from there."""

    @abstractmethod
    def serve_command(self, root: Path, port: int) -> list[str]:
        """Return the command that serves the project on that port of the loopback address."""

    @abstractmethod
    def event_file(self, root: Path, number: int, name: str) -> Path:
        """Return the file in which the event `name` stands, the one of that number."""

    def environment(self) -> Mapping[str, str]:
        """Return the environment of its commands."""
        given = clean_environment(SITE_URL=ADDRESS)
        # As on a machine where nobody has set anything: packages that pip installs come compiled,
        # and what stands in a folder is compiled by its first run.
        for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
            given.pop(name, None)
        return given

    def clear(self, root: Path) -> None:
        """Put aside what builds have left."""
        for name in self.leaves:
            put_aside(root / name)
