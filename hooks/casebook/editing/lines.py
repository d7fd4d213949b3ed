"""The lines of a text as YAML counts them, and the remarks and blank lines among them."""

from __future__ import annotations

import re
from bisect import bisect_right

_BREAKS = "\n\r\x85\u2028\u2029"
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_REMARK = re.compile(r"[ \t]*#")


class Lines:
    """Answers where lines begin and end; every place is an offset in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def start(self, place: int) -> int:
        """Return the start of the line that `place` is on."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def next(self, place: int) -> int:
        """Return the start of the line after the one that `place` is on."""
        after = bisect_right(self._starts, place)
        return self._starts[after] if after < len(self._starts) else len(self._text)

    def end(self, place: int) -> int:
        """Return the start of the line after the one in which a value ends at `place`."""
        # A text in block style that keeps its last line ends is over where a line begins.
        kept = place > 0 and self._text[place - 1] in _BREAKS
        return place if kept else self.next(place)

    def after_blanks(self, low: int, high: int) -> int:
        """Return the start of the first line that is not blank, of those from `low` to `high`."""
        while low < high and not self._text[low : self.next(low)].strip():
            low = self.next(low)
        return low

    def deeper(self, low: int, high: int, column: int) -> int:
        """Return the end of the last remark indented deeper than `column` among the lines at `low`.

        The search ends at `high`, or at a line that holds more than a remark.
        """
        found = low
        while low < high:
            line = self._text[low : self.next(low)]
            if line.strip() and not _REMARK.match(line):
                break
            low = self.next(low)
            if line.strip() and len(line) - len(line.lstrip()) > column:
                found = low
        return found

    def above(self, place: int, low: int) -> int:
        """Return the start of the remarks directly above the line of `place`, from `low` on.

        Remarks that open the file belong to the file.
        """
        line = found = self.start(place)
        while found > low and _REMARK.match(self._text, max(low, self.start(found - 1)), found):
            found = self.start(found - 1)
        return line if found == 0 else found
