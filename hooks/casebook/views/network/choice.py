"""Which actors a drawing can hold: of a large case its best-connected part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from casebook.views.profile import Tie

ALL, ALL_TIES = 60, 80
"""Up to so many actors and so many relations, everything is drawn."""
PART, PART_TIES = 40, 70
"""Of more than that, so many actors at most, and the relations between them."""
WORDED = 50
"""So many relations find room for their words; of more, numbers lead to the table."""
NEAR, NEAR_TIES = 10, 18
"""At most so many neighbours of an actor; the ties among them only where that leaves room."""

_Neighbours = Mapping[str, Mapping[str, int]]


def core(ties: Iterable[Tie]) -> frozenset[str]:
    """Return the actors to be drawn of a whole case: all, or the best-connected.

    It begins with the actor that has most neighbours, and always takes in the one with most of
    those next to what it has, so that nothing in the drawing stands alone.
    """
    near = _neighbours(ties)
    if len(near) <= ALL and _within(near, near) <= ALL_TIES:
        return frozenset(near)
    found: dict[str, None] = {}
    candidates = set(near)
    while candidates and len(found) < PART:
        found[min(candidates, key=lambda name: (-len(near[name]), name))] = None
        if _within(found, near) > PART_TIES:
            found.popitem()
            break
        candidates = {name for one in found for name in near[one]} - set(found)
    return frozenset(found)


def around(actor: str, ties: Iterable[Tie]) -> frozenset[str]:
    """Return an actor with its neighbours, those first that most relations join to it."""
    near = _neighbours(ties)
    own = near.get(actor, {})
    ranked = sorted(own, key=lambda name: (-own[name], -len(near[name]), name))
    return frozenset([actor, *ranked[:NEAR]])


def _neighbours(ties: Iterable[Tie]) -> _Neighbours:
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tie in ties:
        if tie.subject != tie.other:
            found[tie.subject][tie.other] += 1
            found[tie.other][tie.subject] += 1
    return found


def _within(names: Iterable[str], near: _Neighbours) -> int:
    """Return how many relations there are among actors."""
    kept = set(names)
    return sum(n for one in kept for other, n in near[one].items() if other in kept) // 2
