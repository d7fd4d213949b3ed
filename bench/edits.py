"""From a saved file to the new words being served, by the server that each tool has for editing."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

from bench.peers import Peer
from bench.projects import Projects
from bench.rounds import Say
from bench.running import FailedError, TooSlowError, end_of, minutes, reason, remark, started
from bench.synthetic import tracer
from tools.ports import free_port

_PAUSE = 0.01
# Some servers look at their files every half second or so: an edit must come at any moment of it.
_REST = (1.0, 2.0)
# Some watch files only a while after they serve the first page, the longer the more there are.
_SETTLING = 20.0


@dataclass(frozen=True)
class Loop:
    """What one server did; seconds."""

    start: float
    """From its start to the first page."""
    edits: tuple[float, ...]
    """From each saved edit to the new words."""


@dataclass
class Loops:
    """What the servers did at one size."""

    loops: dict[str, Loop]
    """By the key of the peer."""
    remarks: list[str] = field(default_factory=list)
    """Why some did less than the others."""


def edit_loops(
    peers: Sequence[Peer],
    projects: Projects,
    edits: int,
    patience: float,
    say: Say,
) -> Loops:
    """Start the server of each peer in turn and edit so many events, one after another.

    A server that has taken `patience` seconds is asked for no more.
    """
    loops = Loops({})
    numbers = _numbers(len(projects.events), edits)
    for peer in peers if numbers else ():
        if not peer.server:
            continue
        loop, why = _measure(peer, projects, numbers, patience, say)
        if loop:
            loops.loops[peer.key] = loop
        if why:
            done = len(loop.edits) if loop else 0
            loops.remarks.append(remark(peer.server, done, "edit", why))
            say(f"  {loops.remarks[-1]}")
    return loops


def _measure(
    peer: Peer, projects: Projects, numbers: Sequence[int], patience: float, say: Say
) -> tuple[Loop | None, str | None]:
    """Return the loop of one server, and why there is none or it is not whole."""
    try:
        loop = _loop(peer, projects, numbers, patience)
    except FailedError as error:
        say(f"  {error}")
        return None, reason(error)
    say(f"  edits: {peer.server}: {', '.join(f'{seconds:.2f}' for seconds in loop.edits)} s")
    whole = len(loop.edits) == len(numbers)
    return loop, None if whole else f"more would take it over {minutes(patience)}"


def _numbers(events: int, edits: int) -> list[int]:
    return [events * (number + 1) // (edits + 1) for number in range(edits)]


def _loop(peer: Peer, projects: Projects, numbers: Sequence[int], patience: float) -> Loop:
    """Return what a server did in its time. Raises `FailedError` if that is no edit at all."""
    peer.clear(projects.of(peer))
    random = Random(len(numbers))
    begun = time.perf_counter()
    until = begun + patience
    edits: list[float] = []
    with _served(peer, projects, until) as page:
        page.wait_for(projects.events[0], tracer(0))
        start = time.perf_counter() - begun
        time.sleep(min(start / 2, _SETTLING))
        for number in numbers:
            if edits and time.perf_counter() + edits[-1] > until:
                break
            time.sleep(random.uniform(*_REST))
            try:
                edits.append(_edit(peer, projects, number, page))
            except TooSlowError:
                if not edits:
                    raise
                break
    return Loop(start, tuple(edits))


def _edit(peer: Peer, projects: Projects, number: int, page: _Server) -> float:
    name = projects.events[number]
    file = peer.event_file(projects.of(peer), number, name)
    before = file.read_text("utf-8")
    word = f"edited{number}x"
    after = before.replace(tracer(number), word)
    if after == before:
        raise FailedError(f"{file} does not have the word {tracer(number)}")
    file.write_text(after, encoding="utf-8")
    begun = time.perf_counter()
    page.wait_for(name, word)
    return time.perf_counter() - begun


@dataclass(frozen=True)
class _Server:
    process: subprocess.Popen[bytes]
    port: int
    log: Path
    until: float
    """When to give up; on the clock of `time.perf_counter`."""

    def wait_for(self, event: str, word: str) -> None:
        """Ask for the page of an event until it has a word. Raises `FailedError`."""
        while word not in self._page(f"/events/{event}/"):
            if self.process.poll() is not None:
                raise FailedError(f"the server has ended:\n{end_of(self.log)}")
            if time.perf_counter() > self.until:
                raise TooSlowError("its time was over")
            time.sleep(_PAUSE)

    def _page(self, path: str) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.read().decode("utf-8", "replace") if answer.status == 200 else ""
        except (OSError, HTTPException):
            return ""
        finally:
            connection.close()


@contextmanager
def _served(peer: Peer, projects: Projects, until: float) -> Iterator[_Server]:
    port = free_port()
    root, log = projects.of(peer), projects.log(peer, "serve")
    command = peer.serve_command(root, port)
    with (
        log.open("wb") as printed,
        started(command, root, peer.environment(), printed) as process,
    ):
        yield _Server(process, port, log, until)
