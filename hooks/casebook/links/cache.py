"""What was answered, kept below `.cache/` from one round to the next.

A line is added to the file with each answer, so that nothing is lost however a round ends. What
cannot be read costs a question, no more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from casebook.links.answers import FAILED, OUTCOMES, Answer
from casebook.links.collect import host_of

FILE = Path(".cache", "casebook", "links.jsonl")


@dataclass(frozen=True, slots=True)
class Known:
    """An answer, when it was given, and since when there has been none but failures (both UTC)."""

    answer: Answer
    at: datetime
    since: datetime | None = None


class Cache:
    """The last answer for each address."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, Known] = {}
        for address, known in _lines(path):
            self._known[address] = known

    def get(self, address: str) -> Known | None:
        """Return the last answer for an address, if there is one."""
        return self._known.get(address)

    def add(self, address: str, answer: Answer, at: datetime) -> None:
        """Keep an answer, on the disk as well."""
        before = self._known.get(address)
        since = (before and before.since) or at
        known = Known(answer, at, since if answer.outcome in FAILED else None)
        self._known[address] = known
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            # A line that was cut short by a killed round must not spoil this one.
            file.write(
                f"\n{_line(address, known)}" if _is_cut(self.path) else _line(address, known)
            )

    def tidy(self) -> None:
        """Leave one line for each address in the file, in one step."""
        if not self.path.is_file():
            return
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        text = "".join(_line(address, known) for address, known in sorted(self._known.items()))
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(self.path)


class Keeping:
    """Puts answers into a cache; failures only when some host has answered: there is a network."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._held: list[tuple[str, Answer, datetime]] = []
        self._heard = False

    @property
    def is_cut_off(self) -> bool:
        """Whether several hosts were asked and not one of them has answered."""
        return len({host_of(address) for address, *_ in self._held}) > 1

    def add(self, address: str, answer: Answer) -> None:
        """Take an answer of this moment; that of a busy host says nothing of the page."""
        asked = not host_of(address).endswith(".onion")  # which needs a proxy to be asked at all
        self._heard = self._heard or (asked and answer.outcome != "silent")
        if answer.outcome != "busy":
            self._held.append((address, answer, datetime.now(UTC)))
        if self._heard:
            self.end()

    def end(self) -> None:
        """Put down what was held back, unless this computer seems to be cut off."""
        if not self.is_cut_off or self._heard:
            for one in self._held:
                self._cache.add(*one)
            self._held = []


def _is_cut(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _line(address: str, known: Known) -> str:
    said = {"address": address, "at": known.at.isoformat(timespec="seconds")}
    since = {"since": known.since.isoformat(timespec="seconds")} if known.since else {}
    return json.dumps({**said, **since, **asdict(known.answer)}) + "\n"


def _lines(path: Path) -> Iterator[tuple[str, Known]]:
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return
    for line in text.splitlines():
        with suppress(ValueError, TypeError, KeyError):
            found = json.loads(line)
            since = _moment(found["since"]) if "since" in found else None
            answer = Answer(found["outcome"], str(found["said"]), str(found["to"]))
            if answer.outcome in OUTCOMES:
                yield str(found["address"]), Known(answer, _moment(found["at"]), since)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
