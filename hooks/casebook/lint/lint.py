"""Every rule by its code, and what the case makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from casebook.lint import addresses, dating, orphans, pictures, sourcing, spelling
from casebook.lint.research import Finding, Research
from casebook.problems import Level, Problem
from casebook.records import Key
from casebook.records.checks import Check, Severity

Rule: TypeAlias = Callable[[Research], Iterator[Finding]]

RULES: Mapping[str, Rule] = {
    "CB301": sourcing.unsourced,
    "CB302": sourcing.single_sourced,
    "CB303": sourcing.one_interest,
    "CB304": orphans.unmentioned,
    "CB305": orphans.uncited,
    "CB306": orphans.unused,
    "CB307": dating.stale,
    "CB308": dating.cites_later,
    "CB309": dating.after_sources,
    "CB310": dating.outside_lifetime,
    "CB311": spelling.spelled_alike,
    "CB312": addresses.insecure,
    "CB313": addresses.unarchived,
    "CB314": pictures.wordless,
    "CB315": pictures.unlicensed,
}


def lint(research: Research) -> tuple[Problem, ...]:
    """Return what every rule finds that the case has not turned off, in order of file and line.

    Problems of a kind that the case calls an error have that level.
    """
    checks = research.case.about.checks
    found = {
        problem
        for code, rule in RULES.items()
        if (check := checks.of(code)) is not Severity.OFF
        for problem in _problems(research, code, rule, check)
    }
    return tuple(sorted(found))


def _problems(research: Research, code: str, rule: Rule, check: Check) -> Iterator[Problem]:
    level: Level = "error" if check is Severity.ERROR else "warning"
    excused = _excused(research, check)
    for finding in rule(research):
        if excused.isdisjoint(finding.records):
            yield Problem(finding.where, finding.what, finding.hint, code, level)


def _excused(research: Research, check: Check) -> frozenset[Key]:
    """Return the records that the case leaves out of a rule."""
    if isinstance(check, Severity):
        return frozenset()
    return frozenset(map(research.case.index.resolve, check))
