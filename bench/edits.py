"""From a saved file to the new words being served, by the server that each tool has for editing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

from bench.peers import Peer
from bench.projects import Projects
from bench.rounds import Say
from bench.running import FailedError, end_of
from bench.synthetic import tracer

_PATIENCE = 3600.0
_PAUSE = 0.01
# Some servers look at their files every half second or so: an edit must come at any moment of it.
_REST = (1.0, 2.0)


@dataclass(frozen=True)
class Loop:
    """What one server did; seconds."""

    start: float
    """From its start to the first page."""
    edits: tuple[float, ...]
    """From each saved edit to the new words."""


def edit_loops(peers: Sequence[Peer], projects: Projects, runs: int, say: Say) -> dict[str, Loop]:
    """Start the server of each peer in turn and edit so many events, one after another."""
    found = {}
    for peer in peers:
        if not peer.server:
            continue
        try:
            found[peer.key] = loop = _loop(peer, projects, _numbers(len(projects.events), runs))
            said = ", ".join(f"{seconds:.2f}" for seconds in loop.edits)
            say(f"  edits: {peer.server}: {said} s")
        except FailedError as error:
            say(f"  {peer.title} fails: {error}")
    return found


def _numbers(events: int, runs: int) -> list[int]:
    return [events * (number + 1) // (runs + 1) for number in range(runs)]


def _loop(peer: Peer, projects: Projects, numbers: Sequence[int]) -> Loop:
    peer.clear(projects.of(peer))
    random = Random(len(numbers))
    begun = time.perf_counter()
    with _served(peer, projects) as page:
        page.wait_for(projects.events[0], tracer(0))
        start = time.perf_counter() - begun
        edits = []
        for number in numbers:
            time.sleep(random.uniform(*_REST))
            edits.append(_edit(peer, projects, number, page))
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

    def wait_for(self, event: str, word: str) -> None:
        """Ask for the page of an event until it has a word. Raises `FailedError`."""
        until = time.perf_counter() + _PATIENCE
        while word not in self._page(f"/events/{event}/"):
            if self.process.poll() is not None:
                raise FailedError(f"the server has ended:\n{end_of(self.log)}")
            if time.perf_counter() > until:
                raise FailedError(f"{word} was not served:\n{end_of(self.log)}")
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
def _served(peer: Peer, projects: Projects) -> Iterator[_Server]:
    port = _free_port()
    root, log = projects.of(peer), projects.log(peer, "serve")
    with log.open("wb") as printed:
        process = subprocess.Popen(
            peer.serve_command(root, port),
            cwd=root,
            env=dict(peer.environment()),
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield _Server(process, port, log)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server and all that it has started: they are a session of their own."""
    for means in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, means)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
    process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
