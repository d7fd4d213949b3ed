"""How much room words take, without the fonts of the reader."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

# Widths in ems of DejaVu Sans, the widest face that a reader's system is likely to show; what fits
# in it fits in the others.
_WIDTHS = {
    **dict.fromkeys("ijlI|.,:;'!’ ", 0.33),
    **dict.fromkeys('frt()[]/-"“”', 0.42),
    **dict.fromkeys("csxvyzkJ", 0.58),
    **dict.fromkeys("mwMW@%—жшщыфмЖШЩЫФ", 1.0),
}
_LOWER, _UPPER, _SQUARE, _BOLD = 0.64, 0.76, 1.05, 1.11


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide `words` are at most, in the unit of the font size."""
    return sum(map(_letter, words)) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def wrap(words: str, size: float, most: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return `words` in as few lines of at most `most` as they need, the lines alike in length.

    A line may grow by a third for a long word; one that is longer still is cut between letters.
    """
    pieces = [part for word in words.split() for part in _cut(word, size, most * 1.33, bold=bold)]
    lines = _fill(pieces, size, most, bold=bold)
    narrower = most
    while narrower > size and len(found := _fill(pieces, size, narrower, bold=bold)) == len(lines):
        lines, narrower = found, narrower - size / 2
    return tuple(lines)


@cache
def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _SQUARE
    return _UPPER if letter.isupper() else _LOWER


def _cut(word: str, size: float, most: float, *, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter, size, bold=bold) > most:
            parts.append("")
        parts[-1] += letter
    return parts


def _fill(words: list[str], size: float, most: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
