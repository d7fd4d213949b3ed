"""Whether the site that is there is the one that a build would make: then there is none to make.

Two builds of the same input are the same, byte for byte; so it is enough to know that the input is
what it was and that nobody has touched the site since. What was the case is noted below `.cache/`
when a site is published. A note that is missing, old or damaged costs one build, no more.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

import casebook
import mkdocs_adapter
from casebook.build import today
from casebook.folders import entries_below, look_below
from casebook.plain import is_plain
from casebook.reading import state_of_history
from mkdocs_adapter.others import has_others
from mkdocs_adapter.publication import DATA

log = get_plugin_logger("casebook")

_NOTE = Path(".cache", "casebook", "site.json")
_SEARCH = frozenset({"search", "material/search"})
_SETTINGS = ("SITE_URL", "REPO_URL", "EDIT_URI", "SOURCE_DATE_EPOCH", "CASEBOOK_PLAIN")


class Unchanged:
    """Ends a build that has nothing to do, and notes what the others have done."""

    def __init__(self) -> None:
        self.wanted = False
        """Whether a build may end so: whoever deploys or previews goes on after it."""
        self._complaints = _Complaints()
        self._root = Path()
        self._input: str | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """Raise `click.exceptions.Exit` if the site is what this build would make."""
        self._input = input_of(config) if self.wanted and not is_plain() else None
        if self._input is None:
            return
        self._root = Path(config.config_file_path).parent
        site = Path(config.site_dir)
        note = read(self._root)
        if note is not None and (note.input, note.site) == (self._input, site_of(site)):
            for name, message in note.warnings:
                logging.getLogger(name).warning("%s", message)
            log.info("Nothing has changed since the site in %s was built", site)
            raise click.exceptions.Exit(0)
        logging.getLogger("mkdocs").addHandler(self._complaints)

    def end(self, site: Path | None) -> None:
        """Note what was published in the folder `site`, if anything was."""
        logging.getLogger("mkdocs").removeHandler(self._complaints)
        if site is not None and self._input is not None:
            write(self._root, Note(self._input, site_of(site), self._complaints.heard))
        self._input = None


@dataclass(frozen=True)
class Note:
    """What a site was made from, and how it lies on the disk, as two hashes."""

    input: str
    site: str
    warnings: list[tuple[str, str]]
    """What was warned of, each with the name of the logger: whoever builds again is told again."""


def input_of(config: MkDocsConfig) -> str | None:
    """Return a hash of all that a build of this configuration reads; None where that is not known.

    It is known where no plugin but the search takes part: another may read whatever it likes. The
    day belongs to it, since some warnings depend on how old a record is.
    """
    if has_others(config, but=_SEARCH):
        return None
    root = Path(config.config_file_path).parent
    found = hashlib.blake2b(digest_size=20)
    given = [config.user_configs, config.site_dir, str(today()), sys.version, _installed()]
    given += [os.environ.get(name) for name in _SETTINGS]
    # What is committed has a day in the feeds, though not a byte of the files has changed.
    given.append(state_of_history(root / DATA))
    found.update(json.dumps(given, default=str).encode())
    code = [Path(package.__path__[0]) for package in (casebook, mkdocs_adapter)]
    for folder in (root / DATA, Path(config.docs_dir), *code, *_themes(config)):
        for part in _contents(folder):
            if part is None:
                return None
            found.update(part)
    for hook in config.hooks:
        found.update((root / hook).read_bytes())
    return found.hexdigest()


def site_of(folder: Path) -> str:
    """Return a hash of how a site lies on the disk: names, sizes and times of its files."""
    lie = look_below(str(folder), partial(_lie_of, f"{folder}{os.sep}"))
    return hashlib.blake2b(b"".join(lie), digest_size=20).hexdigest()


def read(root: Path) -> Note | None:
    """Return the note of the site that was published last in the project `root`, if it can be."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads((root / _NOTE).read_text("utf-8"))
        warnings = [(str(name), str(message)) for name, message in found["warnings"]]
        return Note(str(found["input"]), str(found["site"]), warnings)
    return None


def write(root: Path, note: Note) -> None:
    """Note what was published; where that cannot be, the next build is made in any case."""
    path = root / _NOTE
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(vars(note)), encoding="utf-8")
        fresh.replace(path)


class _Complaints(logging.Handler):
    """Remembers what was warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a warning."""
        self.heard.append((record.name, record.getMessage()))


def _installed() -> list[str]:
    """Return the names of what is installed, which hold the versions."""
    folders = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    return sorted(path.name for folder in folders for path in Path(folder).iterdir())


def _themes(config: MkDocsConfig) -> Iterator[Path]:
    """Yield the folders of templates that are not installed packages: those have versions."""
    packages = tuple(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib"))
    for folder in map(Path, config.theme.dirs):
        if not any(folder.is_relative_to(package) for package in packages):
            yield folder


def _lie_of(root: str, entries: Iterable[os.DirEntry[str]]) -> bytes:
    found = hashlib.blake2b(digest_size=20)
    for entry in entries:
        name = entry.path.removeprefix(root).replace(os.sep, "/")
        status = entry.stat(follow_symlinks=False)
        line = f"{name}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}\n"
        found.update(line.encode("utf-8", "surrogateescape"))
    return found.digest()


def _contents(folder: Path) -> Iterator[bytes | None]:
    """Yield names and contents of the files in a folder; None where one is no file to be read."""
    for entry in entries_below(str(folder)):
        path = Path(entry.path)
        if path.parent.name == "__pycache__":
            continue
        yield os.fsencode(path)
        if not entry.is_file(follow_symlinks=False):
            yield None
        else:
            yield hashlib.blake2b(path.read_bytes(), digest_size=20).digest()
