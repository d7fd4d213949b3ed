"""Every place at which a case names a record, and what is to stand there under a new id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.case import Case
from casebook.editing.documents import named
from casebook.editing.edits import Edits, Opened
from casebook.editing.files import Change, EditError
from casebook.editing.former import note_former
from casebook.editing.lines import Lines
from casebook.editing.marks import MarkFinder
from casebook.editing.tree import Node, Tree, parse
from casebook.records import KINDS, Key, Ref, parts
from casebook.text import MARKDOWN

_FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL)


class Plan:
    """Gathers the edits that make the record `old` the record `new`, file by file."""

    def __init__(self, data: Path, case: Case, old: Key, new: Key) -> None:
        self._data = data
        self._case = case
        self._old = old
        self._new = new
        self._edits = Edits()
        self._target: tuple[Opened, Path] | None = None

    def read_records(self) -> None:
        """Find every place in the records and in the description of the case."""
        finder = MarkFinder(self._case, (self._old.id, self._new.id), trusted=False)
        files: dict[str, tuple[Opened, Tree, Iterator[Node]]] = {}
        for key in (None, *self._case.raw):
            raw = self._case.raw[key] if key else self._case.about_raw
            name = raw.document.name
            if name not in files:
                file = _open(self._data, name)
                tree = parse(file.text)
                files[name] = (file, tree, iter(tree.records()))
            file, tree, nodes = files[name]
            self._record(key, file, tree, next(nodes), finder)

    def read_documents(self, root: Path) -> None:
        """Find every place in the hand-written pages below `root`."""
        finder = MarkFinder(self._case, (self._old.id, self._new.id), trusted=True)
        for path in sorted(path for path in root.rglob("*") if path.suffix in MARKDOWN):
            file = Opened(path, named(root, path), path.read_bytes())
            front = _FRONT_MATTER.match(file.text)
            start = front.end() if front else 0
            for mark in finder.find(file.text[start:]):
                text = self._retold(mark.name, mark.kinds) if mark else None
                if mark and text:
                    self._edits.add(file, start + mark.start, start + mark.end, text)

    def changes(self) -> tuple[Change, ...]:
        """Return the change of every file in which there is an edit."""
        targets = dict([self._target]) if self._target else {}
        found = self._edits.by_file.items()
        return tuple(c for file, edits in found for c in file.changed(edits, targets.get(file)))

    def places(self) -> list[str]:
        """Return every place that changes, as it will be afterwards."""
        moved = [(file, named(self._data, path)) for file, path in filter(None, [self._target])]
        return self._edits.places(dict(moved))

    def _record(
        self, key: Key | None, file: Opened, tree: Tree, node: Node, finder: MarkFinder
    ) -> None:
        record = self._case.records[key] if key else self._case.about
        for location, text, mark in parts(record):
            if isinstance(mark, Ref):
                self._field(file, node.at(location, tree.anchors), mark.kinds)
            else:
                self._text(file, node.at(location, tree.anchors), text, finder)
        if key == self._old:
            self._own(file, tree, node)

    def _own(self, file: Opened, tree: Tree, node: Node) -> None:
        """Change the id of the record itself, where it stands or in the name of the file."""
        found = next((value for key, value in node.pairs if key.value == "id"), None)
        if found is not None and found.value:
            self._swap(file, node.at(("id",), tree.anchors), self._old.id, self._new.id)
        else:
            self._target = (file, _not_there(file.path.with_stem(self._new.id)))
        note_former(self._edits, file, tree, node, self._old.id, self._new.id)

    def _field(self, file: Opened, node: Node, kinds: tuple[str, ...]) -> None:
        written = node.value.strip()
        if text := self._retold(written, kinds):
            self._swap(file, node, written, text)

    def _swap(self, file: Opened, node: Node, old: str, new: str) -> None:
        written = file.text[node.start : node.end]
        name = re.match(r"&\S+\s+", written)
        start = name.end() if name else 0
        if written.count(old, start) != 1:
            raise _unclear(file, node)
        place = node.start + written.index(old, start)
        self._edits.add(file, place, place + len(old), new)

    def _text(self, file: Opened, node: Node, text: str, finder: MarkFinder) -> None:
        marks = finder.find(text)
        if not any(marks):
            return
        # The first line of a text in block style holds its indicators, and may hold a remark.
        first = file.text.find("\n", node.start) if node.style in ("|", ">") else node.start
        there = finder.candidates(file.text[first : node.end])
        if [mark.name for mark in there] != [m.name for m in finder.candidates(text)]:
            raise _unclear(file, node)
        for mark, place in zip(marks, there, strict=True):
            new = self._retold(mark.name, mark.kinds) if mark else None
            if new:
                self._edits.add(file, first + place.start, first + place.end, new)

    def _retold(self, text: str, kinds: tuple[str, ...]) -> str | None:
        """Return how a reference is to be written from now on, or None where nothing changes."""
        if text.rpartition("/")[2] not in (self._old.id, self._new.id):
            return None
        key = self._case.index.resolve(text, kinds)
        allowed = kinds or tuple(KINDS)
        bare = "/" not in text
        if key == self._old:
            rivals = [kind for kind in allowed if self._new.id in self._case.index.ids[kind]]
            return self._new.id if bare and not rivals else str(self._new)
        # Another record of this id: from now on it must say its kind where it could be either.
        both = key.id == self._new.id and self._old.kind in allowed
        return str(key) if bare and both else None


def _not_there(path: Path) -> Path:
    if path.exists() or path.is_symlink():
        raise EditError(f"{path} is there already", "Choose another id, or move that file")
    return path


def _open(data: Path, name: str) -> Opened:
    path = data / name.removeprefix(f"{data.name}/")
    return Opened(path, name, path.read_bytes())


def _unclear(file: Opened, node: Node) -> EditError:
    line, column = Lines(file.text).place(node.start)
    what = f"{file.name}:{line}:{column}: the place of a reference in this text is not clear"
    return EditError(what, "Write the reference there without escapes, then rename again")
