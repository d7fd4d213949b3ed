"""The ribbon: a case drawn to time, with what is not known about a date made visible.

`drawings` takes plain items and returns a `Ribbon` for wide screens and one for phones: numbers
alone, which a template turns into SVG.
What each form of date looks like is in `shape`; how much room each stretch of time gets, in
`stretches`; where a mark stands, in `placing` and `lanes`.
"""

from __future__ import annotations

from casebook.views.ribbon.drawing import SMALL, WIDE, draw, drawings
from casebook.views.ribbon.items import event_items
from casebook.views.ribbon.model import Item, Mark, Part, Ribbon, Row
from casebook.views.ribbon.shape import End, Piece, Shape, shape_of

__all__ = [
    "SMALL",
    "WIDE",
    "End",
    "Item",
    "Mark",
    "Part",
    "Piece",
    "Ribbon",
    "Row",
    "Shape",
    "draw",
    "drawings",
    "event_items",
    "shape_of",
]
