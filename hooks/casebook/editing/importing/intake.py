"""A file of somebody else's making -> text that a case can hold."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casebook.editing.importing.report import ImportRefusedError, quoted
from casebook.problems import Where

MAX_BYTES = 4_000_000  # as much as one file of a case may have

# What the reader of the case refuses (controls, and directional ones that reorder what an editor
# sees), what the texts of a case use as marks of their own, and halves of characters.
_UNWELCOME = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ue000-\ue008\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Intake:
    """The text of a file, the name by which messages call it, and the way from offset to line."""

    name: str
    text: str
    starts: tuple[int, ...]

    def where(self, offset: int) -> Where:
        """Return the line and the column of a place in the text."""
        line = bisect_right(self.starts, offset)
        return Where(self.name, line, offset - self.starts[line - 1] + 1)


def read_text(path: Path, encoding: str = "utf-8", most: int = MAX_BYTES) -> Intake:
    """Read a text file of at most `most` bytes; every line ends in a line feed, and a byte order
    mark goes.

    Raises `ImportRefusedError` for what is no ordinary file, too large, empty or in another
    encoding.
    """
    if not path.is_file():
        raise ImportRefusedError(f"{named(path)} is not an ordinary file.")
    if path.stat().st_size > most:
        raise ImportRefusedError(
            f"{named(path)} is too large. Split it: a file may have {most // 1_000_000} MB."
        )
    text = _decoded(path, encoding).removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ImportRefusedError(f"{named(path)} is empty.")
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    return Intake(named(path), text, starts)


def named(path: Path) -> str:
    """Return what messages call a file: its name, on one line."""
    return quoted(path.name.encode("utf-8", "replace").decode("utf-8"))[1:-1]


def cleaned(text: str, tell: Callable[[str], None]) -> str:
    """Return a value as a case can hold it: NFC, without what its reader refuses.

    Each kind of character that goes is told once, by its code point.
    """
    for found in sorted(set(_UNWELCOME.findall(text))):
        tell(f"the invisible character U+{ord(found):04X} was taken out")
    text = _UNWELCOME.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def _decoded(path: Path, encoding: str) -> str:
    content = path.read_bytes()
    if encoding == "utf-8" and content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRefusedError(f"{named(path)} is not UTF-8. Add --encoding utf-16.")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise ImportRefusedError(
            f"{named(path)}:{line}:{column}: byte 0x{content[error.start]:02x} is not {encoding}. "
            "Save the file as UTF-8, or name its encoding with --encoding."
        ) from None
    except (LookupError, ValueError):
        raise ImportRefusedError(f'There is no encoding "{encoding}" of text.') from None
