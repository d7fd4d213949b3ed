"""What became known, in the order in which it did, where an article can not list all of it."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.case import Case
from casebook.views import limits
from casebook.views.later import Learned, learned_after, learned_by_year
from casebook.views.once import once


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What became known in a year: piece `number` of the `count` that it is cut into."""

    year: int
    number: int
    count: int
    items: tuple[Learned, ...]

    @property
    def name(self) -> str:
        """What tells its address apart: "2015", or "2015-2" for the second piece."""
        return f"{self.year:04d}" if self.number == 1 else f"{self.year:04d}-{self.number}"


@once
def chronicle(case: Case) -> tuple[Sheaf, ...]:
    """Return the chronicle of a case; it is empty where every article lists all there is."""
    days = {day for article in case.articles.values() if (day := article.published.latest)}
    if not any(len(learned_after(case, day)) > limits.LEARNED for day in sorted(days)):
        return ()
    return tuple(sheaf for year, items in learned_by_year(case) for sheaf in _cut(year, items))


def sheaf_of(case: Case, item: Learned) -> Sheaf:
    """Return the page of the chronicle that has an item."""
    return _holding(case)[item]


@once
def _holding(case: Case) -> dict[Learned, Sheaf]:
    return {item: sheaf for sheaf in chronicle(case) for item in sheaf.items}


def _cut(year: int, items: tuple[Learned, ...]) -> list[Sheaf]:
    count = -(-len(items) // limits.CHRONICLE)
    size = -(-len(items) // count)
    return [
        Sheaf(year, number + 1, count, items[number * size : (number + 1) * size])
        for number in range(count)
    ]
