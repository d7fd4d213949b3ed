"""What does not find room on the page of a record that very much refers to, on pages of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from casebook.views import limits

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run(Generic[T]):
    """Items of a list that is cut: the `number` of the page, and the place of its first item."""

    number: int
    start: int
    items: Sequence[T]

    @property
    def end(self) -> int:
        """The place of the last item."""
        return self.start + len(self.items) - 1


def first(items: Sequence[T]) -> Sequence[T]:
    """Return those items that stand on the page of the record."""
    return items[: limits.RECORD]


def following(items: Sequence[T]) -> tuple[Run[T], ...]:
    """Return the runs of all others, each for a page; the first of these is number 2."""
    return tuple(
        Run(number, start + 1, items[start : start + limits.REST])
        for number, start in enumerate(range(limits.RECORD, len(items), limits.REST), start=2)
    )
