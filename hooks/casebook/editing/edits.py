"""Replacements at exact places of several files, which leave every other byte as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from casebook.editing.files import Change, EditError
from casebook.editing.lines import Lines


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """The text from `start` to `end` gives way to `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Opened:
    """A file as read: its name in messages, and its text without a byte order mark."""

    path: Path
    name: str
    content: bytes

    @cached_property
    def text(self) -> str:
        """The characters of the file, each line end as it is written."""
        return self.content.decode("utf-8-sig")

    def changed(self, edits: Iterable[Edit], target: Path | None = None) -> list[Change]:
        """Return the change that makes the edits; with `target`, the file moves there as well."""
        mark = self.content[:3] if self.content.startswith(b"\xef\xbb\xbf") else b""
        after = mark + applied(self.text, edits).encode("utf-8")
        if target is None:
            return [Change(self.path, self.content, after)]
        return [Change(target, None, after), Change(self.path, self.content, None)]


@dataclass
class Edits:
    """The edits of several files, gathered; one that is asked for twice is made once."""

    by_file: defaultdict[Opened, set[Edit]] = field(default_factory=lambda: defaultdict(set))

    def add(self, file: Opened, start: int, end: int, text: str) -> None:
        """Replace what stands from `start` to `end` of a file."""
        self.by_file[file].add(Edit(start, end, text))

    def places(self, moved: dict[Opened, str]) -> list[str]:
        """Return each place where a file will have changed, as `file:line:column`.

        `moved` has the new name of a file that gets one.
        """
        found: list[str] = []
        for file, edits in sorted(self.by_file.items(), key=lambda item: item[0].name):
            lines = Lines(applied(file.text, edits))
            shift = 0
            for edit in sorted(edits):
                at = edit.start + shift + len(edit.text) - len(edit.text.lstrip())
                line, column = lines.place(at)
                found.append(f"{moved.get(file, file.name)}:{line}:{column}")
                shift += len(edit.text) - (edit.end - edit.start)
        return found


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits made; raise `EditError` where two of them meet."""
    made: list[str] = []
    end = 0
    for edit in sorted(edits):
        if edit.start < end:
            raise EditError("two changes would meet at one place", "Change it by hand")
        made += [text[end : edit.start], edit.text]
        end = edit.end
    return "".join([*made, text[end:]])
