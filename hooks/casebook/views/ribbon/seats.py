"""Marks that have their names beside them."""

from __future__ import annotations

from typing import NamedTuple

from casebook.views.ribbon.labels import INSET, fitted, text_width
from casebook.views.ribbon.placing import Placed

_SHORTEST = 130.0
"""The least room beside a mark into which its label is cut to fit."""


class Seat(NamedTuple):
    """A mark in its lane; `label` is what is written beside it, or above it, from `label_x`."""

    placed: Placed
    label: str = ""
    label_x: float = 0.0
    above: bool = False
    lane: int = 0


def labelled(placed: Placed, width: float) -> Seat:
    """Return a mark with its label: right of it, else left of it, whole if it can, else above."""
    words = placed.item.label
    wide = text_width(words)
    after, before = width - placed.right - INSET, placed.left - INSET
    if wide <= after or (after >= max(before, _SHORTEST) and wide > before):
        words = fitted(words, after)
        start = placed.right + INSET
        return Seat(placed._replace(right=start + text_width(words)), words, start)
    if before >= _SHORTEST or wide <= before:
        words = fitted(words, before)
        start = before - text_width(words)
        return Seat(placed._replace(left=start), words, start)
    words = fitted(words, width)
    start = max(0.0, min(placed.left, width - text_width(words)))
    wider = placed._replace(
        left=min(placed.left, start),
        right=max(placed.right, start + text_width(words)),
    )
    return Seat(wider, words, start, above=True)
