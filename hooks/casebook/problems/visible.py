"""Text as a terminal may show it: nothing unseen, nothing that steers it, and how wide it is."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # they shape letters and emoji, and do nothing else
_WITHOUT_WIDTH = ("Mn", "Me", "Cf")
_CUT = "…"
_TAB = 4 * " "


def visible(text: str) -> str:
    """Return `text` with every control and unseen character written out, as <U+202E>."""
    if text.isprintable():
        return text
    return "".join(map(_seen, text))


def excerpt(line: str, column: int, room: int) -> tuple[str, int]:
    """Return the part of `line` around `column` (from 1) that fits into `room` cells.

    With it comes the number of cells before that column. What is left out is marked by an ellipsis;
    a tab takes four cells.
    """
    at = min(column - 1, len(line))
    # A line can have a million characters; hardly any script puts more than four into a cell.
    reach = 4 * room
    before = [_seen(c) for c in line[max(0, at - reach) : at].replace("\t", _TAB)]
    after = [_seen(c) for c in line[at : at + reach].replace("\t", _TAB)]
    if _total(before) + _total(after) > room:
        before = _fitting(before[::-1], room - min(_total(after), room // 2))[::-1]
        after = _fitting(after, room - _total(before))
    return "".join([*before, *after]), _total(before)


def width(text: str) -> int:
    """Return how many cells of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(map(_cells, text))


def _seen(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"


def _cells(character: str) -> int:
    if unicodedata.category(character) in _WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _total(characters: list[str]) -> int:
    return sum(map(width, characters))


def _fitting(characters: list[str], room: int) -> list[str]:
    """Return as many of the characters as there is room for, and an ellipsis for the rest."""
    used = 0
    for number, character in enumerate(characters):
        used += width(character)
        if used > room:
            kept = characters[:number]
            while kept and _total(kept) > room - width(_CUT):
                kept.pop()
            return [*kept, _CUT]
    return characters
