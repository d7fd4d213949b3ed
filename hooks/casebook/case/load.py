"""The data folder -> a Case, and every problem that stands in the way of a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from casebook.case.index import Index, UnresolvedError
from casebook.case.kept import KeptRecords
from casebook.case.model import Case
from casebook.case.order import unplaced
from casebook.case.rules import mistakes
from casebook.dates import parse
from casebook.problems import Problem, Where
from casebook.reading import Document, Folder, RawMap, RawRecord, RawText, read_folder
from casebook.records import KINDS, CaseRecord, Key, Record, Ref, build, parts

ABOUT = "case"


def load(
    root: Path, *, drafts: bool = False, kept: KeptRecords | None = None
) -> tuple[Case, list[Problem]]:
    """Read and check the case in the folder `root`; with `drafts`, unfinished records as well.

    `kept` has the records of an earlier time, and takes those of this one.

    Returns the case with every record that could be read, and every problem found. A case that
    comes with problems is good for finding more of them, not for making a site.
    """
    kept = kept if kept is not None else KeptRecords()
    folder = read_folder(root, tuple(KINDS), ABOUT, kept.files)
    problems = list(folder.problems)
    about, about_raw = _about(root, folder, problems)
    raws = _keyed((raw for raw in folder.records if raw.kind != ABOUT), problems)
    records, flawed = _build(kept, raws, problems)
    hidden = () if drafts else (key for key, record in records.items() if record.draft)
    index = Index(_ids(raws), frozenset(hidden), folder.unreadable)
    shown = {key: record for key, record in records.items() if key not in index.drafts}
    case = Case(about, shown, index, raws, about_raw)
    problems += _rules(case, flawed)
    problems += _check(case)
    return case, problems


def _about(root: Path, folder: Folder, problems: list[Problem]) -> tuple[CaseRecord, RawRecord]:
    name = f"{root.name}/{ABOUT}.yml"
    raws = [raw for raw in folder.records if raw.kind == ABOUT]
    if raws:
        raws.sort(key=lambda raw: raw.document.name != name)
        first, *others = raws
        about, found = build(CaseRecord, first.raw, {})
        problems += [*found, *(_second(first, other) for other in others)]
        return about or _nameless(), first
    if root.is_dir() and ABOUT not in folder.unreadable:
        what = f"this file is {'empty' if (root / f'{ABOUT}.yml').exists() else 'missing'}"
        hint = "Describe the case in it, with title, standfirst, language and as_of"
        problems.append(Problem(Where(name), what, hint, "CB102"))
    empty = RawMap({}, {}, Where(name))
    return _nameless(), RawRecord(ABOUT, empty, Document(name, "", None), None)


def _second(first: RawRecord, other: RawRecord) -> Problem:
    where = first.raw.where
    what = f"the case is described already, in {where.file}:{where.line}"
    return Problem(other.raw.where, what, "Keep one description", "CB125")


def _nameless() -> CaseRecord:
    """Stand in for a description that cannot be read, so that records are checked all the same."""
    return CaseRecord.model_construct(
        title="?", standfirst="?", language="en", as_of=parse("0001-01-01")
    )


def _keyed(raws: Iterable[RawRecord], problems: list[Problem]) -> dict[Key, RawRecord]:
    """Return raw records by key; the first of two that share an id is kept."""
    keyed: dict[Key, RawRecord] = {}
    for number, raw in enumerate(raws):
        value = raw.raw.entries.get("id")
        name = value.text if isinstance(value, RawText) and value.text else raw.default_id
        # A record without an id has its own problem; it still deserves to be checked.
        key = Key(raw.kind, name or f"?{number}")
        if key in keyed:
            first = keyed[key].raw.where
            where = value.where if value is not None else raw.raw.where
            what = f'the id "{key.id}" is taken by {first.file}:{first.line}'
            problems.append(Problem(where, what, "Give one of the two another id", "CB226"))
            key = Key(raw.kind, f"?{number}")
        keyed[key] = raw
    return keyed


def _build(
    kept: KeptRecords, raws: Mapping[Key, RawRecord], problems: list[Problem]
) -> tuple[dict[Key, Record], set[Key]]:
    """Return the records, and the keys of those that lack something they were meant to have."""
    records: dict[Key, Record] = {}
    flawed: set[Key] = set()
    for key, (record, found) in kept.build(raws).items():
        problems += found
        if found:
            flawed.add(key)
        if record is not None and key == Key(key.kind, record.id):
            records[key] = record
    return records, flawed


def _ids(raws: Iterable[Key]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key in raws:
        found[key.kind].add(key.id)
    return {kind: frozenset(found[kind]) for kind in KINDS}


def _check(case: Case) -> Iterator[Problem]:
    unresolved = list(_unresolved(case))
    yield from unresolved
    yield from _former(case)
    if not unresolved:
        yield from _order(case)
        yield from _clashes(case)


def _rules(case: Case, flawed: set[Key]) -> Iterator[Problem]:
    """Yield what is wrong between fields; what a flawed record lacks is named already."""
    for key, record in case.records.items():
        for location, what, hint, code in mistakes(record) if key not in flawed else ():
            yield Problem(case.where(key, location), what, hint, code)


def _unresolved(case: Case) -> Iterator[Problem]:
    for key, found in [(None, parts(case.about)), *case.parts.items()]:
        for location, text, mark in found:
            if not isinstance(mark, Ref):
                continue
            try:
                case.index.resolve(text, mark.kinds)
            except UnresolvedError as error:
                what = f"{location[0]}: {error.what}"
                yield Problem(case.where(key, location), what, error.hint, error.code)


def _former(case: Case) -> Iterator[Problem]:
    taken: dict[Key, Key] = {}
    for key, record in case.records.items():
        for number, name in enumerate(record.former_ids):
            where = case.where(key, ("former_ids", number))
            former = Key(key.kind, name)
            if name in case.index.ids[key.kind]:
                hint = "A redirect cannot stand where a page is: take it out of former_ids"
                yield Problem(
                    where, f'former_ids: "{former}" is a record of its own', hint, "CB227"
                )
            elif (other := taken.setdefault(former, key)) != key:
                hint = "Leave it with one record"
                yield Problem(where, f'former_ids: "{name}" also belongs to {other}', hint, "CB228")


def _order(case: Case) -> Iterator[Problem]:
    for event in unplaced(case.events):
        others = set(event.between) - {event.id}
        if len(others) < 2 or not others <= set(case.events):
            continue
        where = case.where(Key("events", event.id), ("between",))
        hint = "Give one of the events in the circle a date"
        yield Problem(where, "between: these events wait for each other", hint, "CB229")


def _clashes(case: Case) -> Iterator[Problem]:
    for clash in case.clashes:
        where = case.where(clash.second, (), clash.words)
        first = case.where(clash.first)
        what = (
            f"{clash.second} and {clash.first} ({first.file}:{first.line}) both claim "
            f'the words "{clash.words}"'
        )
        hint = (
            "Take them out of one, write autolink: false there, "
            "or let the term say which record it names (names: kind/id)"
        )
        yield Problem(where, what, hint, "CB230")
