"""What is to be laid out, and what every stage asks of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casebook.views.network.geometry import Floats, Whole, runs_through

GAP = 9.0
"""Between boxes, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The boxes (half their width and height), and which of them a line joins, by number."""

    halves: Floats
    starts: Whole
    ends: Whole
    width: float
    """Of the paper; it is as long as need be."""


def disturbed(plan: Plan, centres: Floats, air: float) -> tuple[Whole, Whole]:
    """Return the lines that come nearer than `air` to a box in which they do not end, and it."""
    halves = plan.halves + air
    through = runs_through(centres[plan.starts], centres[plan.ends], centres, halves)
    lines = np.arange(len(plan.starts))
    through[lines, plan.starts] = through[lines, plan.ends] = False
    line, box = np.nonzero(through)
    return line, box


def even(centres: Floats) -> Floats:
    """Round away the last digits, in which processors differ, before they grow into a bend."""
    return np.round(centres, 4)
