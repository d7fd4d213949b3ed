"""Where the time of a build of Casebook goes: by stage, by package, by function."""

from __future__ import annotations

import os
import pstats
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bench.peers.casebook import Casebook
from bench.projects import prepare
from bench.report import table
from bench.running import run

Function: TypeAlias = tuple[str, int, str]
"""Its file, its first line and its name."""

Times: TypeAlias = tuple[float, float]
"""Seconds of its own, and with all that it called."""


@dataclass(frozen=True)
class Stage:
    """The time of some functions with all that they call, less that of stages inside them.

    A function is written as `the end of its file:its name`.
    """

    name: str
    takes: tuple[str, ...]
    less: tuple[str, ...] = ()


_READ = "casebook/reading/folder.py:read_folder"
_NETWORK = ("casebook/views/network/__init__.py:whole", "casebook/views/network/__init__.py:around")
_DRAWN = (
    *(f"casebook/pages/drawings.py:{name}"
      for name in ("of_case", "of_home", "of_actor", "of_question")),
    "casebook/views/map/__init__.py:atlas",
    "casebook/views/map/__init__.py:locator",
)  # fmt: skip
_APPEARING = "casebook/views/appearances.py:of"
_SEARCHED = "mkdocs_adapter/searching.py:files"
_CARDS = "casebook/pages/page.py:text"
_WRITTEN = "mkdocs/utils/__init__.py:write_file"

STAGES = (
    Stage("read the YAML", (_READ,)),
    Stage("check the records", ("casebook/case/load.py:load",), (_READ,)),
    Stage("link the texts", ("casebook/text/texts.py:link",)),
    Stage("lint", ("casebook/lint/lint.py:lint",)),
    Stage("pages: gather where records appear", (_APPEARING,)),
    Stage("pages: draw networks", _NETWORK),
    Stage("pages: draw timelines and maps", _DRAWN),
    Stage(
        "pages: all else, mostly templates",
        (
            "casebook/pages/records.py:page",
            "casebook/pages/collection.py:_page",
            "casebook/pages/lists.py:home_page",
            _CARDS,
        ),
        (*_NETWORK, *_DRAWN, _APPEARING),
    ),
    Stage(
        "MkDocs files and pages",
        (
            "mkdocs_adapter/publication.py:add_files",
            "mkdocs/structure/files.py:get_files",
            "mkdocs/structure/nav.py:get_navigation",
            "mkdocs/commands/build.py:_populate_page",
        ),
    ),
    Stage(
        "shell of Material",
        (
            "mkdocs/commands/build.py:_build_page",
            "mkdocs_adapter/publication.py:_prepare",
            "mkdocs_adapter/frames.py:once",
            "mkdocs_adapter/frames.py:rendered from mkdocs_adapter/beside.py:_write",
        ),
        (f"{_WRITTEN} from mkdocs/commands/build.py:_build_page",),
    ),
    Stage("search", (_SEARCHED,)),
    Stage("write files", (_WRITTEN, "mkdocs/utils/__init__.py:copy_file")),
    Stage("put the site in its place", ("mkdocs_adapter/publishing.py:end",)),
)


@dataclass(frozen=True)
class Profile:
    """What `cProfile` has seen."""

    functions: Mapping[Function, Times]
    calls: Mapping[tuple[Function, Function], float]
    """Seconds of a function, with all that it called, when called by another: (caller, callee)."""

    @classmethod
    def read(cls, path: Path) -> Profile:
        """Read the file that `cProfile` writes."""
        stats = vars(pstats.Stats(str(path)))["stats"]
        functions = {function: (entry[2], entry[3]) for function, entry in stats.items()}
        calls = {
            (caller, function): edge[3]
            for function, entry in stats.items()
            for caller, edge in entry[4].items()
        }
        return cls(functions, calls)

    @property
    def total(self) -> float:
        """Seconds in all."""
        return sum(own for own, _ in self.functions.values())

    def seconds(self, written: str) -> float:
        """Return the time of the functions written so; `A from B` counts calls of A by B alone."""
        callee, _, caller = written.partition(" from ")
        if not caller:
            found = self._matching(callee)
            return sum(self.functions[function][1] for function in found)
        pairs = ((a, b) for a in self._matching(caller) for b in self._matching(callee))
        return sum(self.calls.get(pair, 0) for pair in pairs)

    def stage(self, stage: Stage) -> float:
        """Return the time of a stage."""
        return sum(map(self.seconds, stage.takes)) - sum(map(self.seconds, stage.less))

    def _matching(self, written: str) -> list[Function]:
        file, _, name = written.rpartition(":")
        return [found for found in self.functions if found[2] == name and found[0].endswith(file)]


def profile(events: int, seed: int) -> str:
    """Build a case of so many events under the profiler and return tables in Markdown.

    Both builds have one processor: the profiler sees one process. It makes a build several times
    slower, small functions most; so a build without it is timed too, and each stage shown as its
    share of that. Treat the shares as rough.
    """
    peer = Casebook()
    projects = prepare(events, seed, [peer])
    root, log = projects.of(peer), projects.log(peer, "build")
    written = root / "build.prof"
    command = [sys.executable, "-m", "cProfile", "-o", str(written), "-m", "mkdocs", "build"]
    with _one_processor():
        wall = run(peer.build_command(root), root, peer.environment(), log).wall
        peer.clear(root)
        run(command, root, peer.environment(), log)
    found = Profile.read(written)
    head = f"## {events:,} events: {wall:.1f} s, under the profiler {found.total:.1f} s"
    return "\n\n".join([head, by_stage(found, wall), by_package(found), by_function(found)])


@contextmanager
def _one_processor() -> Iterator[None]:
    """Let what is started meanwhile have one processor, where the system can be told so."""
    if sys.platform != "linux":
        yield
        return
    given = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(given)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, given)


def by_stage(found: Profile, wall: float) -> str:
    """Return the table of the stages; `wall` is how long a build takes without the profiler."""
    times = [(stage.name, found.stage(stage)) for stage in STAGES]
    times.append(("all else: imports, settings, MkDocs", found.total - sum(t for _, t in times)))
    rows = [
        (name, f"{seconds:.2f}", f"{share:.1%}", f"{share * wall:.2f}")
        for name, seconds in times
        for share in [seconds / found.total]
    ]
    return table(("stage", "profiled s", "share", "about s"), rows)


def by_package(found: Profile, count: int = 15) -> str:
    """Return the table of the packages in whose own functions most time was spent."""
    times: defaultdict[str, float] = defaultdict(float)
    for (file, _, _), (own, _) in found.functions.items():
        times[_package(file)] += own
    most = sorted(times.items(), key=lambda item: -item[1])[:count]
    rows = [(name, f"{s:.2f}", f"{s / found.total:.1%}") for name, s in most]
    return table(("package, own time", "profiled s", "share"), rows)


def by_function(found: Profile, count: int = 20) -> str:
    """Return the table of the functions that took most time themselves."""
    most = sorted(found.functions.items(), key=lambda item: -item[1][0])[:count]
    rows = [
        (f"{_short(file)}:{name}", f"{own:.2f}", f"{own / found.total:.1%}")
        for (file, _, name), (own, _) in most
    ]
    return table(("function, own time", "profiled s", "share"), rows)


def _package(file: str) -> str:
    """Return the package of a function, of our own code the part of it."""
    parts = _short(file).split("/")
    return "/".join(parts[:2]) if parts[0] in ("casebook", "mkdocs_adapter") else parts[0]


def _short(file: str) -> str:
    """Return the path of a file from the folder in which Python finds it."""
    if file == "~":
        return "(built in)"
    for folder in ("/site-packages/", "/hooks/"):
        if folder in file:
            return file.rpartition(folder)[2]
    return re.sub(r"^.*/python3[^/]*/", "", file)
