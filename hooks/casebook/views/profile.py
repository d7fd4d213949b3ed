"""The relations of actors, told from either side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.case import Case
from casebook.records import Relation


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as one sentence: the actor `subject`, the `verb`, the actor `other`.

    `declared` is the actor whose record has it, at place `number` of its relations.
    """

    subject: str
    verb: str
    other: str
    declared: str
    number: int
    relation: Relation


def ties(case: Case) -> tuple[Tie, ...]:
    """Return every relation of the case as its record declares it, in the order of the files."""
    return tuple(_declared(case))


def ties_of(case: Case, name: str) -> tuple[Tie, ...]:
    """Return the relations of one actor, its own first, then those that others declare with it.

    From the other side a relation is told by its `inverse`; without one the sentence keeps its
    subject, since no rule turns a phrase round.
    """
    own = [tie for tie in _declared(case) if tie.declared == name]
    others = [_turned(tie) for tie in _declared(case) if tie.relation.to == name]
    return (*own, *others)


def _declared(case: Case) -> Iterator[Tie]:
    for actor in case.actors.values():
        for number, relation in enumerate(actor.relations):
            if relation.to in case.actors:
                yield Tie(actor.id, relation.kind, relation.to, actor.id, number, relation)


def _turned(tie: Tie) -> Tie:
    inverse = tie.relation.inverse
    if inverse is None:
        return tie
    return Tie(tie.other, inverse, tie.subject, tie.declared, tie.number, tie.relation)
