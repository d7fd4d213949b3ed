"""Where imported records go, and whether the case would still be whole with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casebook.editing.documents import named
from casebook.editing.importing.drafts import Draft
from casebook.editing.importing.slugs import slug
from casebook.editing.lines import Lines
from casebook.editing.placing import chosen, heading
from casebook.editing.tree import Node, parse
from casebook.editing.trial import trial
from casebook.editing.writing import Change, EditError, Entry, appended, created
from casebook.problems import Problem
from casebook.records.fields import Location
from casebook.records.validate import locate


@dataclass(frozen=True, slots=True)
class Target:
    """A file that records go to, and those records."""

    kind: str
    path: Path
    drafts: tuple[Draft, ...]
    change: Change


def targets(
    data: Path, drafts: Sequence[Draft], main: str, name: str, to: str | None
) -> list[Target]:
    """Return the files for records: a new one for each kind, or the file `to` for the kind `main`.

    `name` is that of the imported file. Records of other kinds go to a file of the same name in the
    folder of their kind. Raises `EditError` where a file is there that nobody named.
    """
    kinds = sorted({draft.kind for draft in drafts}, key=lambda kind: kind != main)
    stem = slug(Path(name).stem) or "imported"
    if to is not None:
        stem = chosen(data, main, "", to).path.stem
    return [_target(data, kind, drafts, stem, to, main) for kind in kinds]


def check(data: Path, documents: Path, targets: Iterable[Target]) -> tuple[Problem, ...]:
    """Return what would be wrong with the case, drafts and all; in imported records, at the place
    in the imported file.
    """
    wanted = list(targets)
    changes = [target.change for target in wanted]
    found = {
        problem
        for drafts in (False, True)
        for problem in trial(data, documents, changes, drafts=drafts)
    }
    by_name = {named(data.absolute(), target.path.absolute()): target for target in wanted}
    return tuple(sorted({_traced(problem, by_name) for problem in found}))


def _target(
    data: Path, kind: str, drafts: Sequence[Draft], stem: str, to: str | None, main: str
) -> Target:
    own = tuple(draft for draft in drafts if draft.kind == kind)
    entries = [Entry(draft.values, draft.remarks) for draft in own]
    path = data / kind / f"{stem}.yml"
    if to is not None and kind == main:
        path = chosen(data, kind, "", to).path
    if path.exists() or path.is_symlink():
        if to is None:
            raise EditError(f"{path} is there already", "Name another file with --to, or this one")
        return Target(kind, path, own, appended(path, entries))
    change = created(path, entries, head=heading(data, kind, path))
    return Target(kind, path, own, change)


def _traced(problem: Problem, by_name: Mapping[str, Target]) -> Problem:
    """Return a problem of a new record at the place in the imported file that it comes from."""
    target = by_name.get(problem.where.file)
    if target is None:
        return problem
    text = (target.change.after or b"").decode("utf-8")
    records = parse(text).records()[-len(target.drafts) :]
    lines = Lines(text)
    place = (problem.where.line, problem.where.column)
    behind = [n for n, node in enumerate(records) if lines.place(node.start)[0] <= place[0]]
    if not behind:
        return problem
    draft = target.drafts[behind[-1]]
    location = _location(records[behind[-1]], place, lines)
    where = locate(draft.raw, location) if draft.raw is not None else draft.where
    return replace(problem, where=where)


def _location(node: Node, place: tuple[int, int], lines: Lines) -> Location:
    """Return the way from a record to the innermost value that begins at a place or before it."""
    if node.shape == "map":
        steps: list[tuple[str | int, Node, Node]] = [
            (key.value, key, value) for key, value in node.pairs
        ]
    elif node.shape == "list":
        steps = [(number, child, child) for number, child in enumerate(node.children)]
    else:
        return ()
    before = [step for step in steps if lines.place(step[1].start) <= place]
    if not before:
        return ()
    name, _, inner = before[-1]
    return (name, *_location(inner, place, lines))
