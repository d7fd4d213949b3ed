"""The network: who stands in which relation to whom, drawn.

`Network` knows the relations of a case once and for all; it draws the whole, wide and narrow, and
the neighbourhood of one actor. A drawing knows places and words, and neither addresses nor HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casebook.case import Case
from casebook.views.network import choice
from casebook.views.network.drawing import (
    NARROW,
    WIDE,
    Box,
    Drawing,
    Line,
    Node,
    Paper,
    counted,
    draw,
)
from casebook.views.profile import Tie, ties, ties_by_actor

__all__ = ["Box", "Drawing", "Drawings", "Line", "Network", "Node"]

_SMALL = Paper(340, 110, 90)


@dataclass(frozen=True, slots=True)
class Drawings:
    """The same network for a wide and for a narrow screen."""

    wide: Drawing
    narrow: Drawing


class Network:
    """The relations of a case, and drawings of them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.ties = ties(case)
        self._of = ties_by_actor(case)
        self._numbers = {tie: number for number, tie in enumerate(self.ties, 1)}
        self._counts = counted(self.ties)
        self._declared = {(tie.declared, tie.number): tie for tie in self.ties}

    def of(self, actor: str) -> tuple[Tie, ...]:
        """Return the relations of one actor, its own first, then those that others declare."""
        return self._of.get(actor, ())

    def whole(self) -> Drawings | None:
        """Draw all actors that have relations, or the best-connected; None where there are none."""
        names = choice.core(self.ties)
        if not names:
            return None
        return Drawings(self._drawn(names, WIDE), self._drawn(names, NARROW))

    def around(self, actor: str) -> Drawing | None:
        """Draw an actor with its neighbours; None where there are fewer than two relations."""
        own = self._plain(self.of(actor))
        if len(own) < 2:
            return None
        names = choice.around(actor, own)
        near = self._plain(tie for name in sorted(names) for tie in self.of(name))
        inside = [tie for tie in near if {tie.subject, tie.other} <= names]
        if len(inside) > choice.NEAR_TIES:
            inside = [tie for tie in inside if actor in (tie.subject, tie.other)]
        neighbours = {name for tie in own for name in (tie.subject, tie.other)}
        return draw(
            [self.case.actors[name] for name in self.case.actors if name in names],
            {tie: self._numbers[tie] for tie in inside},
            self._counts,
            _SMALL,
            chosen=actor,
            left_out=len(neighbours) - len(names),
        )

    def _drawn(self, names: frozenset[str], paper: Paper) -> Drawing:
        inside = {
            tie: number
            for tie, number in self._numbers.items()
            if {tie.subject, tie.other} <= names and tie.subject != tie.other
        }
        return draw(
            [actor for actor in self.case.actors.values() if actor.id in names],
            inside,
            self._counts,
            paper,
            numbered=len(inside) > choice.WORDED,
            left_out=len(self._counts) - len(names),
        )

    def _plain(self, told: Iterable[Tie]) -> tuple[Tie, ...]:
        """Return relations as their records declare them, each once, in the order of the files."""
        found = {self._declared[tie.declared, tie.number] for tie in told}
        return tuple(
            sorted(
                (tie for tie in found if tie.subject != tie.other),
                key=self._numbers.__getitem__,
            )
        )
