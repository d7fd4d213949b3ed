"""What is worked out once for a case, or for another thing as large, and forgotten with it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

M = TypeVar("M")
T = TypeVar("T")


def once(make: Callable[[M], T]) -> Callable[[M], T]:
    """Return a function that makes something of a case when first asked, and then has it.

    What is made must not hold the case itself, or neither would ever be forgotten. A preview
    builds case after case in one process. The same goes for whatever else is made of a case.
    """
    kept: dict[int, T] = {}

    @wraps(make)
    def made(case: M) -> T:
        # A case is too large to be compared: it is told by which one it is, as long as it lives.
        number = id(case)
        if number not in kept:
            kept[number] = make(case)
            weakref.finalize(case, kept.pop, number, None).atexit = False
        return kept[number]

    return made
