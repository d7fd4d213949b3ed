"""A long timeline cut into pages: one for each year, several where a year is too long for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casebook.records import Event
from casebook.views.timeline import Year

WHOLE = 250
"""As many events stand on one page with all that is said of them; more are cut into chapters."""

LENGTH = 120
"""As many events stand in a chapter, so that with its references it stays a light page."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run of events of one year: part `part` of the `parts` that the year is cut into."""

    year: Year
    part: int
    parts: int
    events: tuple[Event, ...]

    @property
    def name(self) -> str:
        """What tells its address apart: "2015", or "2015-2" for the second part."""
        year = self.year.anchor.removeprefix("y")
        return year if self.part == 1 else f"{year}-{self.part}"


def chapters(years: Sequence[Year]) -> tuple[Chapter, ...]:
    """Return the pages into which a timeline is cut; none where one page holds it whole."""
    if sum(len(year.events) for year in years) <= WHOLE:
        return ()
    return tuple(chapter for year in years for chapter in _cut(year))


def _cut(year: Year) -> list[Chapter]:
    parts = -(-len(year.events) // LENGTH)
    size = -(-len(year.events) // parts)
    return [
        Chapter(year, part + 1, parts, year.events[part * size : (part + 1) * size])
        for part in range(parts)
    ]
