"""Many readers at once, each with a connection of its own, who count what they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PATIENCE = 120
"""Seconds after which an answer counts as lost."""


@dataclass
class Read:
    """What all readers were sent."""

    answers: int = 0
    octets: int = 0
    faults: list[str] = field(default_factory=list)
    """Each answer that was none, or not the file that was asked for."""


def read_at_once(home: str, sizes: Mapping[str, int], *, readers: int, each: int) -> Read:
    """Let `readers` begin at the same moment and ask for `each` files of `sizes`, in turn.

    `sizes` has the octets of every file by its path from `home`, which ends in a slash.
    """
    read = Read()
    # A browser test has a loop running in its own thread.
    with ThreadPoolExecutor(1) as thread:
        reading = _all(home, sizes, readers, each, read)
        thread.submit(asyncio.run, reading).result()
    return read


async def _all(home: str, sizes: Mapping[str, int], readers: int, each: int, read: Read) -> None:
    paths = sorted(sizes)
    start = asyncio.Barrier(readers)
    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            wanted = [paths[(number * each + turn) % len(paths)] for turn in range(each)]
            group.create_task(_one(home, wanted, sizes, start, read))


async def _one(
    home: str, wanted: Sequence[str], sizes: Mapping[str, int], start: asyncio.Barrier, read: Read
) -> None:
    host, port = str(urlsplit(home).hostname), urlsplit(home).port
    reader, writer = await asyncio.open_connection(host, port)
    try:
        await start.wait()
        for path in wanted:
            async with asyncio.timeout(_PATIENCE):
                writer.write(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                status, length = await _answer(reader)
            read.answers += 1
            read.octets += length
            if (status, length) != (200, sizes[path]):
                read.faults.append(f"{path}: {status}, {length} octets of {sizes[path]}")
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        read.faults.append(f"{type(error).__name__} after {read.answers} answers")
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Return the status of an answer, and the length of its body, which is read to the end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])
    }
    body = await reader.readexactly(int(headers["content-length"]))
    return int(head[0].split()[1]), len(body)
