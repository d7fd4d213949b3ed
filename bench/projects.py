"""The projects of one case, one for each tool, in the folder of the cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import CACHE
from bench.aside import put_aside
from bench.casebook_data import write_data
from bench.peers import Peer, Prepared
from bench.synthetic import make
from bench.twin import read_content


@dataclass(frozen=True)
class Projects:
    """Where the projects lie, and the ids of the events of the case in order."""

    folder: Path
    events: tuple[str, ...]

    def of(self, peer: Peer) -> Path:
        """Return the folder of the project for a tool."""
        return self.folder / peer.key

    def log(self, peer: Peer, what: str) -> Path:
        """Return the file that the tool prints into while it does `what`."""
        return self.folder / f"{peer.key}.{what}.log"


def prepare(events: int, seed: int, peers: Sequence[Peer]) -> Projects:
    """Write a case of so many events for each of the peers, in place of what lay there before."""
    folder = CACHE / "cases" / f"{events}-{seed}"
    put_aside(folder)
    case = make(events, seed)
    write_data(case, folder / "data")
    prepared = Prepared(case, folder / "data", read_content(case, folder / "data"))
    for peer in peers:
        peer.make_project(folder / peer.key, prepared)
    return Projects(folder, tuple(event["id"] for event in case.records["events"]))
