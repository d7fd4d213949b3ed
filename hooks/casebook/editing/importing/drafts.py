"""Records to be: each knows where its values stood in the imported file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casebook.case.rules import mistakes
from casebook.editing.importing.fields import Fields
from casebook.editing.order import arranged
from casebook.editing.rendering import Value
from casebook.editing.stubs import fields_of
from casebook.problems import Problem, Where
from casebook.reading import Raw, RawList, RawMap, RawText
from casebook.records import KINDS, build


@dataclass
class Draft:
    """A record that an import makes.

    `values` are its fields, `origin` the names of the imported fields that each was made from,
    `remarks` what is to stand below it as comments. `raw` is the record as the reader of the case
    would have it, but with places in the imported file.
    """

    kind: str
    where: Where
    values: dict[str, Value] = field(default_factory=dict)
    origin: dict[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    raw: RawMap | None = None

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.values.get("id", ""))

    def put(self, key: str, value: Value, *names: str) -> None:
        """Set a field that was made from the imported fields `names`; an empty value sets none."""
        if value not in ("", None, False, [], {}):
            self.values[key] = value
            self.origin[key] = names

    def arrange(self) -> None:
        """Put the keys into the order in which an editor writes them."""
        keys = list(self.values)
        places = arranged(keys, KINDS[self.kind])
        self.values = {keys[place]: self.values[keys[place]] for place in places}


def settle(draft: Draft, fields: Fields) -> bool:
    """Take out of a record what the checker would refuse, and report it in the checker's words.

    Returns whether a record is left; where there is none, that is reported as well.
    """
    draft.arrange()
    while found := _first_problem(draft):
        problem, key = found
        names = draft.origin.get(key, ())
        for name in names:
            fields.leave(name, problem.what)
        if not names or _is_required(draft.kind, key):
            fields.refuse(problem.what, problem.hint)
            return False
        del draft.values[key]
    places = {key: _place(fields, draft, key) for key in draft.values}
    entries = {key: raw_of(value, places[key]) for key, value in draft.values.items()}
    draft.raw = RawMap(entries, places, draft.where)
    return True


def problems_of(kind: str, raw: RawMap) -> tuple[Problem, ...]:
    """Return what the checker says of one record by itself."""
    record, problems = build(KINDS[kind], raw, {})
    if record is None or problems:
        return tuple(problems)
    return tuple(
        Problem(_inside(raw, location[:1]), what, hint, code)
        for location, what, hint, code in mistakes(record)
    )


def raw_of(value: Value, where: Where) -> Raw:
    """Return a value as the reader of the case would have it, all of it at one place."""
    if isinstance(value, Mapping):
        entries = {key: raw_of(inner, where) for key, inner in value.items()}
        return RawMap(entries, dict.fromkeys(entries, where), where)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return RawList(tuple(raw_of(inner, where) for inner in value), where)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return RawText(text, where)


def _first_problem(draft: Draft) -> tuple[Problem, str] | None:
    """Return what is wrong with a record first, and the key at fault (empty: the whole)."""
    # A line for each key tells afterwards which of them a problem is about.
    keys = ["", *draft.values]
    places = {key: Where("", line) for line, key in enumerate(keys)}
    entries = {key: raw_of(draft.values[key], places[key]) for key in keys[1:]}
    problems = problems_of(draft.kind, RawMap(entries, places, places[""]))
    return (problems[0], keys[problems[0].where.line]) if problems else None


def _is_required(kind: str, key: str) -> bool:
    return any(field.key == key and field.required for field in fields_of(KINDS[kind]))


def _place(fields: Fields, draft: Draft, key: str) -> Where:
    names = draft.origin.get(key, ())
    return fields.place(names[0]) if names else fields.where


def _inside(raw: RawMap, location: Sequence[object]) -> Where:
    return raw.entries[str(location[0])].where if location else raw.where
