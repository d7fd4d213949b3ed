"""New records into the case's files, without touching anything that stands there.

The whole of it for a command that brings records:

    change = appended(path, records)      # or created(path, records)
    problems = trial(data, docs, [change])
    put([change])                         # writes nothing where it cannot write everything
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.editing.files import Change, EditError, put
from casebook.editing.meaning import meaning
from casebook.editing.rendering import Value, render
from casebook.editing.tree import Node, parse
from casebook.editing.trial import brought, trial

__all__ = [
    "Change",
    "EditError",
    "Entry",
    "Value",
    "appended",
    "brought",
    "created",
    "put",
    "trial",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A new record, and remarks to stand below it, a comment for each."""

    record: Mapping[str, Value]
    remarks: Sequence[str] = ()


def appended(path: Path, entries: Iterable[Entry | Mapping[str, Value]]) -> Change:
    """Return the change that adds records to the end of the list in the file at `path`.

    Every byte that is there stays; the new lines have the file's own line ends and indentation. An
    empty file, or one of comments alone, begins its list. Raises `EditError` where the file
    holds something else than a list with a line for each record.
    """
    before = path.read_bytes()
    root = _root(path, before)
    text = before.decode("utf-8")
    after = _added(text, root, [_entry(entry) for entry in entries]).encode("utf-8")
    _verify(path, before, after)
    return Change(path, before, after)


def created(
    path: Path,
    entries: Iterable[Entry | Mapping[str, Value]],
    *,
    single: bool = False,
    head: Sequence[str] = (),
) -> Change:
    """Return the change that makes a new file with a list of records.

    With `single` the file holds one record and nothing else: a mapping. `head` is written above, a
    comment for each. Raises `EditError` where there is a file already.
    """
    if path.exists() or path.is_symlink():
        raise EditError(f"{path} is there already", "Add to it, or choose another name")
    found = [_entry(entry) for entry in entries]
    top = "".join(f"{line}\n" for line in _remarks(head))
    if not single:
        return Change(path, None, _added(top, None, found).encode("utf-8"))
    lines = [*render(found[0].record), *_remarks(found[0].remarks)]
    return Change(path, None, (top + "\n".join(lines) + "\n").encode("utf-8"))


def _remarks(lines: Sequence[str]) -> list[str]:
    return [f"# {line}".rstrip() for line in lines]


def _entry(entry: Entry | Mapping[str, Value]) -> Entry:
    return entry if isinstance(entry, Entry) else Entry(entry)


def _root(path: Path, content: bytes) -> Node | None:
    problems = meaning(content, str(path))[1]
    if problems:
        raise EditError(str(min(problems)), "Mend the file first")
    root = parse(content.decode("utf-8")).root
    if root is None or (root.flow and not root.children):
        return root
    if root.shape == "map":
        raise EditError(f"{path} holds a single record", "Choose a file that holds a list")
    if root.shape != "list" or root.flow:
        hint = "Write its records in lines that begin with a hyphen"
        raise EditError(f"{path} does not hold a list in lines", hint)
    return root


def _added(text: str, root: Node | None, entries: Sequence[Entry]) -> str:
    if root is not None and not root.children:  # an empty pair of brackets
        text, root = text[: root.start] + text[root.end :], None
    cut = parse(text).end
    head, tail = text[:cut], text[cut:]
    newline = "\r\n" if "\r\n" in text else "\n"
    if head.strip("\ufeff") and not head.endswith("\n"):
        head += newline
    indent = _indent(text, root)
    blocks = [[indent + line if line else "" for line in _block(entry)] for entry in entries]
    apart = _stand_apart(text, root)
    lines = [line for block in blocks for line in ([""] if apart else []) + block]
    if lines and apart and (not head.strip("\ufeff") or re.search(r"\n[ \t]*\r?\n\Z", head)):
        lines = lines[1:]
    return head + "".join(line + newline for line in lines) + tail


def _indent(text: str, root: Node | None) -> str:
    before = text[: root.start] if root is not None else ""
    return before[before.rfind("\n") + 1 :].removeprefix("\ufeff")


def _block(entry: Entry) -> list[str]:
    first, *rest = render(entry.record)
    rest += _remarks(entry.remarks)
    return [f"- {first}", *(f"  {line}" if line else "" for line in rest)]


def _stand_apart(text: str, root: Node | None) -> bool:
    """Tell whether blank lines stand between the records of a file, or would between its first."""
    if root is None or len(root.children) < 2:
        return True
    last, one_before = root.children[-1], root.children[-2]
    return bool(re.search(r"\n[ \t]*\r?\n", text[one_before.end : last.start]))


def _verify(path: Path, before: bytes, after: bytes) -> None:
    """Refuse a change after which the records that were there would read otherwise."""
    old, new = meaning(before, path.name)[0] or [], meaning(after, path.name)[0]
    if not (isinstance(old, list) and isinstance(new, list) and new[: len(old)] == old):
        hint = "Add the record by hand"
        raise EditError(f"{path} cannot be added to without changing what it holds", hint)
