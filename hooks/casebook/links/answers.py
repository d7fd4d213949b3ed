"""What can come of asking for an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Outcome: TypeAlias = Literal["well", "moved", "gone", "silent", "barred", "busy"]
"""A page is there; it is there under a new address for good; the host says that there is none; the
host gives no answer that could be read; it shows the page to no program; it wants to be left alone
for a while. The last of these says nothing of the page, and is not kept."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""All of them."""
FAILED: frozenset[Outcome] = frozenset({"gone", "silent", "barred"})
"""The outcomes after which it is worth asking again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: the outcome, and in `said` the words for it, as "404 Not Found".

    `to` is the new address of what has moved, or how many seconds a busy host asked for, as text.
    """

    outcome: Outcome
    said: str = ""
    to: str = ""
