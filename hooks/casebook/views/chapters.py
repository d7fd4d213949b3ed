"""A long timeline cut into pages: one for each year, several where a year is too long for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casebook.case import Case
from casebook.language import language_of
from casebook.records import Event
from casebook.views import limits
from casebook.views.once import once
from casebook.views.timeline import Year, years


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


def chapters(found: Sequence[Year]) -> tuple[Chapter, ...]:
    """Return the pages into which a timeline is cut; none where one page holds it whole."""
    if sum(len(year.events) for year in found) <= limits.TIMELINE.whole:
        return ()
    return tuple(chapter for year in found for chapter in _cut(year))


def in_lines(case: Case) -> bool:
    """Return whether the page of the timeline tells every event of a case, if only in a line."""
    return len(case.events) <= limits.LINES


def chapter_of(case: Case, name: str) -> Chapter | None:
    """Return the chapter of an event, by its id, where the timeline's own page does not tell it."""
    return None if in_lines(case) else _holding(case)[name]


@once
def _holding(case: Case) -> dict[str, Chapter]:
    found = chapters(years(case.events, language_of(case.about.language)))
    return {event.id: chapter for chapter in found for event in chapter.events}


def _cut(year: Year) -> list[Chapter]:
    parts = -(-len(year.events) // limits.TIMELINE.part)
    size = -(-len(year.events) // parts)
    return [
        Chapter(year, part + 1, parts, year.events[part * size : (part + 1) * size])
        for part in range(parts)
    ]
