"""YAML that nests, expands or runs on."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.corpus.hostile import CLEAN, Hostile, event_file

_MANY = 20_000
_MILLION = 1_000_000

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)
)
"""Ten times as much with each line."""

MERGES = "a0: &a0 {x: 1}\n" + "\n".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 40)
)
"""The same by merge keys, for a loader that knows them."""

_DEEP = {
    "flow lists": "[" * _MANY,
    "closed flow lists": "[" * _MANY + "]" * _MANY,
    "flow mappings": "{a: " * _MANY,
    "closed flow mappings": "{a: " * _MANY + "x" + "}" * _MANY,
    "both in turn": "[{a: " * _MANY,
    "block lists": "- " * _MANY,
    "a million block lists": "- " * _MILLION,
    "a million flow lists": "[" * _MILLION,
    "block mappings": "".join(f"{' ' * n}a:\n" for n in range(2500)),
    "lists below lists": "".join(f"{' ' * n}-\n" for n in range(2500)),
    "explicit keys": "? " * _MANY,
    "flow in block": "- - - a: " + "[" * _MANY,
}

_REPEATED = {
    "percent signs": "%", "quotes": '"', "colons": ": ", "stars": "*", "dashes": "-",
    "ampersands": "&", "exclamation marks": "!", "bars": "|", "at signs": "@", "commas": ", ",
    "empty documents": "---\n",
}  # fmt: skip


def documents() -> Iterator[Hostile]:
    """Yield them, most as the only content of a file."""
    yield event_file("a bomb of aliases", BOMB, "CB117")
    yield event_file("a bomb of merge keys", MERGES, "CB117")
    for name, text in _DEEP.items():
        yield event_file(f"deep {name}", text)
    for name, piece in _REPEATED.items():
        yield event_file(f"a million {name}", piece * _MILLION)
    for name, text in {"spaces": " ", "tabs": "\t", "empty lines": "\n"}.items():
        yield event_file(f"a million {name}", text * _MILLION + "x")
    yield event_file("a million hashes", "#" * _MILLION, ends=CLEAN)
    yield event_file("a million documents", "---\na\n" * 600_000, "CB113")
    yield event_file("a million keys", "\n".join(f"k{n}: x" for n in range(_MILLION)), "CB107")
    yield event_file("many unknown keys", "\n".join(f"k{n}: x" for n in range(40_000)), "CB202")
    yield event_file("one key over and over", "a: x\n" * 50_000, "CB115")
    yield event_file("a list of a million items", f"[{'a,' * _MILLION}]", "CB117")
    yield event_file("an alias to itself", "summary: &a [*a]\n")
    yield event_file("ten thousand anchors", "\n".join(f"a{n}: &a{n} x" for n in range(10_000)))
    yield event_file("a key of a million letters", f"{'k' * _MILLION}: x\n")
    yield event_file("a long key", f"? {'k' * _MILLION}\n: x\n", "CB202")
    yield event_file("a tag of a million letters", f"summary: !{'a' * _MILLION} x\n", "CB114")
    yield event_file("an anchor of a million letters", f"a: &{'a' * _MILLION} x\n")
    command = "!!python/object/apply:os.system ['touch owned']"
    yield event_file("a Python object", f"summary: {command}\n", "CB114")
    yield event_file("a directive", "%YAML 9.9\n---\na: b\n")
    yield event_file("many remarks after values", "k: x #a\n" * 50_000, "CB119")
    values = "".join(f"k{n}: x\n" for n in range(20_000))
    signs = f"{values}k: |\n{'  a #b' * 400_000}\n"
    yield event_file("many values, and many signs that begin remarks", signs, "CB202")
