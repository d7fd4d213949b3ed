"""The relations of actors, told from either side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
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

    @property
    def id(self) -> str:
        """What it is called by, which stays when other records change."""
        return f"{self.declared}-{self.number + 1}"


def ties(case: Case) -> tuple[Tie, ...]:
    """Return every relation of the case as its record declares it, in the order of the files."""
    return tuple(_declared(case))


def ties_by_actor(case: Case) -> Mapping[str, tuple[Tie, ...]]:
    """Return the relations of each actor that has any, its own first, then those that others have.

    From the other side a relation is told by its `inverse`; without one the sentence keeps its
    subject, since no rule turns a phrase round.
    """
    found: defaultdict[str, list[Tie]] = defaultdict(list)
    declared = ties(case)
    for tie in declared:
        found[tie.declared].append(tie)
    for tie in declared:
        found[tie.relation.to].append(_turned(tie))
    return {name: tuple(told) for name, told in found.items()}


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
