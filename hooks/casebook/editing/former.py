"""The note of an id that a record had before, so that its old address leads on."""

from __future__ import annotations

from casebook.editing.edits import Edits, Opened
from casebook.editing.files import EditError
from casebook.editing.lines import Lines
from casebook.editing.tree import Node, Tree

KEY = "former_ids"


def note_former(edits: Edits, file: Opened, tree: Tree, record: Node, old: str, new: str) -> None:
    """Add `old` to the `former_ids` of a record, in the place of `new` if that is one of them."""
    noted = next((value for key, value in record.pairs if key.value == KEY), None)
    if noted is None:
        _add_key(edits, file, record, old)
        return
    noted = record.at((KEY,), tree.anchors)
    again = next((item for item in noted.children if item.value == new), None)
    if again is not None:
        written = file.text[again.start : again.end]
        edits.add(file, again.start, again.end, written.replace(new, old))
    elif not noted.children and noted.value == "":
        _fill(edits, file, noted, old)
    elif noted.flow:
        edits.add(file, noted.children[-1].end, noted.children[-1].end, f", {old}")
    else:
        _add_line(edits, file, noted.children[-1], old)


def _fill(edits: Edits, file: Opened, noted: Node, old: str) -> None:
    """Write the list where there is none yet: an empty pair of brackets, or nothing at all."""
    start = noted.start if noted.flow else noted.end
    edits.add(file, start, noted.end, f"[{old}]" if noted.flow else f" [{old}]")


def _add_line(edits: Edits, file: Opened, last: Node, old: str) -> None:
    lines = Lines(file.text)
    indent = file.text[lines.start(last.start) : last.start]
    if indent.strip() != "-":
        line, _ = lines.place(last.start)
        raise EditError(f"{file.name}:{line}: this list is written oddly", "Put it in brackets")
    _insert_line(edits, file, lines.next(last.start), f"{indent}{old}")


def _add_key(edits: Edits, file: Opened, record: Node, old: str) -> None:
    """Write the key after the id, or before all other keys where the file's name is the id."""
    lines = Lines(file.text)
    named = next((pair for pair in record.pairs if pair[0].value == "id" and pair[1].value), None)
    if record.flow:
        place = named[1].end if named else record.pairs[0][0].start
        text = f", {KEY}: [{old}]" if named else f"{KEY}: [{old}], "
        edits.add(file, place, place, text)
        return
    first = record.pairs[0][0].start
    indent = " " * (first - lines.start(first))
    place = lines.end(named[1].end) if named else lines.start(first)
    _insert_line(edits, file, place, f"{indent}{KEY}: [{old}]")


def _insert_line(edits: Edits, file: Opened, place: int, line: str) -> None:
    newline = "\r\n" if "\r\n" in file.text else "\n"
    ended = place == 0 or file.text[place - 1] in "\r\n"
    edits.add(file, place, place, f"{line}{newline}" if ended else f"{newline}{line}")
