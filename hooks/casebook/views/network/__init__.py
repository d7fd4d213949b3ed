"""The network: who stands in which relation to whom, drawn.

`Network` knows the relations of a case once and for all; it draws the whole, wide and narrow, and
the neighbourhood of one actor. A drawing knows places and words, and neither addresses nor HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.case import Case
from casebook.records import Actor
from casebook.views.network import choice
from casebook.views.network.drawing import (
    NARROW,
    WIDE,
    Box,
    Drawing,
    Line,
    Node,
    Paper,
    Scene,
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
        self._order = {name: place for place, name in enumerate(case.actors)}
        self.numbers = {tie.id: number for number, tie in enumerate(self.ties, 1)}
        """The number of each relation in the order of the files, by its id."""
        self._counts = counted(self.ties)

    def of(self, actor: str) -> tuple[Tie, ...]:
        """Return the relations of one actor, its own first, then those that others declare."""
        return self._of.get(actor, ())

    def whole(self) -> Drawings | None:
        """Draw all actors that have relations, or the best-connected; None where there are none."""
        names = choice.core(self.ties)
        if not names:
            return None
        return Drawings(
            *draw([self._scene(names, paper) for paper in (WIDE, NARROW)], self._counts)
        )

    def around(self, actor: str) -> Drawing | None:
        """Draw an actor with its neighbours; None where there are fewer than two relations."""
        return self._neighbourhoods.get(actor)

    @cached_property
    def _neighbourhoods(self) -> Mapping[str, Drawing]:
        """The drawings round every actor, because many at once take much less time."""
        told = {actor: self._plain(self.of(actor)) for actor in self.case.actors}
        scenes = [self._near(actor, own) for actor, own in told.items() if len(own) >= 2]
        drawn = draw(scenes, self._counts) if scenes else ()
        return {scene.chosen: drawing for scene, drawing in zip(scenes, drawn, strict=True)}

    def _near(self, actor: str, own: tuple[Tie, ...]) -> Scene:
        names = choice.around(actor, own)
        near = self._plain(tie for name in names for tie in self.of(name))
        inside = [tie for tie in near if {tie.subject, tie.other} <= names]
        if len(inside) > choice.NEAR_TIES:
            inside = [tie for tie in inside if actor in (tie.subject, tie.other)]
        neighbours = {name for tie in own for name in (tie.subject, tie.other)}
        return Scene(
            self._in_order(names),
            {tie: self.numbers[tie.id] for tie in inside},
            _SMALL,
            chosen=actor,
            left_out=len(neighbours) - len(names),
        )

    def _scene(self, names: frozenset[str], paper: Paper) -> Scene:
        inside = {
            tie: number
            for number, tie in enumerate(self.ties, 1)
            if {tie.subject, tie.other} <= names and tie.subject != tie.other
        }
        return Scene(
            self._in_order(names),
            inside,
            paper,
            numbered=len(inside) > choice.WORDED,
            left_out=len(self._counts) - len(names),
        )

    def _in_order(self, names: frozenset[str]) -> list[Actor]:
        """Return actors in the order of the files."""
        return [self.case.actors[name] for name in sorted(names, key=self._order.__getitem__)]

    def _plain(self, told: Iterable[Tie]) -> tuple[Tie, ...]:
        """Return relations as their records declare them, each once, in the order of the files."""
        numbers = {self.numbers[tie.id] for tie in told}
        plain = [self.ties[number - 1] for number in sorted(numbers)]
        return tuple(tie for tie in plain if tie.subject != tie.other)
