"""Take a script apart, as far as the tests need it: its code without comments, and its texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

# In this order, wherever one begins: so a quotation mark in a comment or a pattern begins nothing.
_PIECE = re.compile(
    r"""
      (?P<comment>//[^\n]*|/\*.*?\*/)
    | "(?P<double>(?:\\.|[^"\\\n])*)"
    | '(?P<single>(?:\\.|[^'\\\n])*)'
    | `(?P<template>(?:\\.|\$\{[^}]*\}|[^`\\])*)`
    | (?P<before>[(,=:\[!&|?{};]\s*|\breturn\s+)/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*
    """,
    re.VERBOSE | re.DOTALL,
)
_INSERTED = re.compile(r"\$\{([^}]*)\}")


@dataclass(frozen=True)
class Script:
    """A script: its code, where each text is empty and no comment stands, and all the texts."""

    code: str
    texts: tuple[str, ...]


def read_script(source: str) -> Script:
    """Take apart the source of a script. A template text is given without what is inserted."""
    texts: list[str] = []

    def strip(piece: re.Match[str]) -> str:
        if piece["comment"] is not None:
            return " "
        if piece["before"] is not None:
            return f"{piece['before']}//"
        whole = piece["double"] or piece["single"] or piece["template"] or ""
        texts.extend(_INSERTED.sub("\0", whole).split("\0"))
        return f'"{" ".join(_INSERTED.findall(whole))}"'

    code = _PIECE.sub(strip, source)
    return Script(code, tuple(text for text in texts if text))
