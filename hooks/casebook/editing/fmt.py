"""Files of a case with their keys in order: which would change, and which must be left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casebook.editing.arrange import arrange
from casebook.editing.documents import RecordFile
from casebook.editing.files import Change
from casebook.editing.meaning import meaning
from casebook.editing.order import model_of


@dataclass(frozen=True, slots=True)
class Tidied:
    """What the command is to do: changes by the name of their file, and files to leave.

    `left` has a sentence for each file that is left as it is, or several where several problems
    stand in one.
    """

    changes: tuple[tuple[str, Change], ...]
    left: tuple[str, ...]


def tidy(files: Iterable[RecordFile]) -> Tidied:
    """Return the changes that put the keys in `files` in order; nothing is written yet.

    A file that cannot be read is left, and so is one that would not mean the same afterwards.
    """
    changes: list[tuple[str, Change]] = []
    left: list[str] = []
    for file in files:
        change, trouble = _tidied(file)
        left += trouble
        if change is not None:
            changes.append((file.name, change))
    return Tidied(tuple(changes), tuple(left))


def _tidied(file: RecordFile) -> tuple[Change | None, list[str]]:
    before = file.path.read_bytes()
    said, problems = meaning(before, file.name)
    model = model_of(file.kind)
    if problems or model is None:
        return None, [str(problem) for problem in sorted(problems)]
    after = arrange(before.decode("utf-8"), model).encode("utf-8")
    if after == before:
        return None, []
    if meaning(after, file.name) != (said, []):
        return None, [f"{file.name}: left as it is. In another order it would not mean the same."]
    return Change(file.path, before, after), []
