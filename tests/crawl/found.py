"""What the search of a site can find, read from the scripts of its index."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any


@dataclass
class Found:
    """A place that the search leads to."""

    location: str
    title: str
    text: str
    names: tuple[str, ...]
    page: str
    """The title of the page, where this is a part of one."""
    words: set[str] = field(default_factory=set)
    """What it is found by, folded."""
    named: set[str] = field(default_factory=set)
    """The words of it that stand in names and headings."""


def read_found(read: Callable[[str], str]) -> list[Found]:
    """Return every entry of the index; `read` gives the text of a file of the site."""
    index = read_script(read("search/index.js"), "index")
    files = range(-(-index["count"] // index["together"]))
    found = [
        Found(location, title, text, tuple(names), page)
        for n in files
        for location, title, text, names, page in read_script(
            read(f"search/entries/{n}.js"), f"entries/{n}"
        )
    ]
    for n, start in enumerate(index["starts"]):
        shard = read_script(read(f"search/words/{n}.js"), f"words/{n}")
        assert start in shard
        for key, levels in shard.items():
            for number in (at for steps in levels.values() for at in accumulate(steps)):
                found[number].words.add(key.removeprefix("!"))
                if key.startswith("!"):
                    found[number].named.add(key[1:])
    return found


def read_script(script: str, name: str) -> Any:
    """Return what a file of the index hands over under its name."""
    before, after = f'casebookSearch("{name}",', ");\n"
    assert script.startswith(before)
    assert script.endswith(after)
    return json.loads(script[len(before) : -len(after)])
