"""The state of the research: how sure, on how many sources, on whose word, what is left to do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casebook.case import Case
from casebook.lint import Statement, interests, statements
from casebook.problems import Problem
from casebook.records import KINDS, Key
from casebook.records.checks import Severity
from casebook.text import Texts

STATUSES = ("established", "reported", "claimed", "disputed")
ANSWERS = ("open", "disputed", "settled")
ORPHANS = ("CB304", "CB305", "CB306")
OLDEST = 20
"""So many of the records that were checked longest ago are worth a line."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of something, under each of some headings."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Support:
    """What rests on a source, and what of it on no other."""

    source: str
    statements: tuple[Statement, ...]
    alone: tuple[Statement, ...]

    @property
    def records(self) -> tuple[Key, ...]:
        """The records that have these statements, each once."""
        return tuple(dict.fromkeys(statement.key for statement in self.statements))


@dataclass(frozen=True, slots=True)
class Party:
    """An interest that sources have in the matter.

    `statements` counts what rests on any of these sources, `alone` what rests on no others.
    """

    interest: str
    sources: tuple[str, ...]
    statements: int
    alone: int


@dataclass(frozen=True, slots=True)
class State:
    """The state of the research, as numbers and lists."""

    records: tuple[Tally, ...]
    """Records of each kind: those shown, and drafts."""

    statuses: tuple[Tally, ...]
    """Events, facts, relations and accounts by how sure they are; the last count has no status."""

    questions: Tally
    statements: tuple[Tally, ...]
    """Statements of each kind that rest on no source, on one, on two, on three or more."""

    single: tuple[Statement, ...]
    """Events, facts, roles, relations, and accounts with a status of their own, that rest on one
    source; the surest first. Other accounts are the word of somebody, and mostly of one."""

    warnings: tuple[tuple[str, int], ...]
    """How many warnings there are of each code."""

    orphans: tuple[Problem, ...]
    unasked: tuple[str, ...]
    """Codes of orphans that the case does not look for."""

    reviewed: tuple[tuple[str, Key], ...]
    """When a record was last checked, the oldest first."""

    unreviewed: tuple[Key, ...]
    supports: tuple[Support, ...]
    """Every source, the one on which most rests first."""

    parties: tuple[Party, ...]
    drafts: tuple[Key, ...]

    @property
    def total(self) -> int:
        """How many statements there are."""
        return sum(tally.total for tally in self.statements)


def state(case: Case, texts: Texts, warnings: Sequence[Problem]) -> State:
    """Return the state of the research in a case of which an editor is warned as `warnings` say."""
    made = statements(case, texts)
    drafts = {*case.index.drafts, *(key for key, record in case.records.items() if record.draft)}
    days = [(record.reviewed.text, key) for key, record in case.records.items() if record.reviewed]
    checks = case.about.checks
    return State(
        records=_records(case, drafts),
        statuses=_statuses(made),
        questions=_tally("questions", (q.status for q in case.questions.values()), ANSWERS),
        statements=_grounds(made),
        single=_single(made),
        warnings=tuple(sorted(Counter(problem.code for problem in warnings).items())),
        orphans=tuple(problem for problem in warnings if problem.code in ORPHANS),
        unasked=tuple(code for code in ORPHANS if checks.of(code) is Severity.OFF),
        reviewed=tuple(sorted(days)),
        unreviewed=tuple(key for key, record in case.records.items() if record.reviewed is None),
        supports=_supports(case, made),
        parties=_parties(case, made, interests(case, texts)),
        drafts=tuple(sorted(drafts)),
    )


def share(count: int, total: int) -> str:
    """Return what part of `total` a count is, in whole per cent."""
    if count and 200 * count < total:
        return "<1 %"
    return f"{100 * count / total:.0f} %" if total else "0 %"


def _records(case: Case, drafts: Iterable[Key]) -> tuple[Tally, ...]:
    hidden = set(drafts)
    shown = Counter(key.kind for key in case.records if key not in hidden)
    unfinished = Counter(key.kind for key in hidden)
    return tuple(Tally(kind, (shown[kind], unfinished[kind])) for kind in KINDS)


def _statuses(made: Sequence[Statement]) -> tuple[Tally, ...]:
    return tuple(
        _tally(name, (s.status or "" for s in made if s.kind == kind), (*STATUSES, ""))
        for kind, name in _WITH_STATUS.items()
    )


_WITH_STATUS = {
    "event": "events",
    "fact": "facts",
    "relation": "relations",
    "account": "accounts",
}
_KINDS = {
    **_WITH_STATUS,
    "role": "roles",
    "profile": "profiles",
    "summary": "places",
    "definition": "definitions",
    "answer": "answers",
    "text": "articles",
}


def _tally(name: str, values: Iterable[str], headings: Sequence[str]) -> Tally:
    counts = Counter(values)
    return Tally(name, tuple(counts[heading] for heading in headings))


def _grounds(made: Sequence[Statement]) -> tuple[Tally, ...]:
    return tuple(
        _tally(name, (str(min(len(s.grounds), 3)) for s in made if s.kind == kind), "0123")
        for kind, name in _KINDS.items()
    )


def _single(made: Sequence[Statement]) -> tuple[Statement, ...]:
    found = [
        statement
        for statement in made
        if len(statement.grounds) == 1
        and (statement.status or statement.kind in ("event", "fact", "relation", "role"))
    ]
    ranks = {status: place for place, status in enumerate(STATUSES)}
    return tuple(sorted(found, key=lambda statement: ranks.get(statement.status or "", 9)))


def _supports(case: Case, made: Sequence[Statement]) -> tuple[Support, ...]:
    resting: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in made:
        for name in statement.sources:
            resting[name].append(statement)
    found = [
        Support(name, tuple(resting[name]), tuple(s for s in resting[name] if s.grounds == (name,)))
        for name in case.sources
    ]
    return tuple(sorted(found, key=lambda support: (-len(support.statements), support.source)))


def _parties(
    case: Case, made: Sequence[Statement], interest: Mapping[str, str]
) -> tuple[Party, ...]:
    sides = [{interest.get(name, "") for name in s.sources} for s in made]
    grounds = [{interest.get(name, "") for name in s.grounds} for s in made]
    by_side: defaultdict[str, list[str]] = defaultdict(list)
    for name, side in interest.items():
        by_side[side].append(name)
    found = [
        Party(
            # As the first source that has it says it.
            str(case.sources[names[0]].interest),
            tuple(names),
            sum(side in all_sides for all_sides in sides),
            sum(all_sides == {side} for all_sides in grounds),
        )
        for side, names in by_side.items()
    ]
    return tuple(sorted(found, key=lambda party: (-party.statements, party.interest)))
