"""Time -> place: a monotone scale of straight segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from casebook.views.ribbon.stretches import Segment


class Scale:
    """Where a moment stands, in pixels from the left; `left` and `right` are the ends."""

    def __init__(self, segments: Iterable[Segment], left: float) -> None:
        self.segments = tuple(segments)
        self.edges = tuple(accumulate((s.width for s in self.segments), initial=left))
        self.left, self.right = self.edges[0], self.edges[-1]
        self._starts = [segment.start for segment in self.segments]
        self._spans = [
            (segment.start, segment.end - segment.start, edge, segment.width)
            for segment, edge in zip(self.segments, self.edges, strict=False)
        ]

    def __call__(self, time: float) -> float:
        """Return the place of a moment, in days as `Day.ordinal` counts; never beyond the ends."""
        at = bisect_right(self._starts, time) - 1
        if at < 0:
            return self.left
        start, length, edge, width = self._spans[at]
        part = (time - start) / length
        return edge + (part if part < 1.0 else 1.0) * width
