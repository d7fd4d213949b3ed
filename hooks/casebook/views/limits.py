"""How much stands on one page, so that no page grows with the case.

Counts of records and not of letters: an edit of a text moves nothing to another page. With texts of
200 words, a page at these limits takes less than 150 KB when compressed, its frame included; what
pages take is measured by `python -m bench.pages`, and a test holds it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """Up to `whole` records, a list is not cut; of one that is, a page has at most `part`."""

    whole: int
    part: int


LISTS = {
    "articles": Limit(300, 150),
    "actors": Limit(250, 150),
    "places": Limit(120, 100),
    "questions": Limit(100, 50),
    "glossary": Limit(1000, 500),
    "sources": Limit(1000, 500),
    "network": Limit(500, 250),
}
"""By the folder of each list."""

TIMELINE = Limit(250, 120)
"""Of events with all that is said of them; more are cut into chapters."""

LINES = 1000
"""Up to so many events stand in a line each on the page of a timeline that is cut; where there are
more, it leads to the chapters alone, and they have its drawing and its filters."""

RECORD, REST = 100, 200
"""As many records of a kind that refer to one, and as many relations of an actor, stand on the page
of the record; and as many on each page that follows."""

LEARNED, CHRONICLE = 300, 200
"""As much of what was learned later stands on the page of an article; beyond it, the chronicle of
what became known goes on, with so much on a page."""

OVERVIEW, DRAWN = 150, 400
"""Of more than so many events, a page that does not list them draws the key events alone; and no
more than so many of these."""

HOME = {"events": 100, "people": 200, "questions": 50}
"""As much of each stands on the home page."""
