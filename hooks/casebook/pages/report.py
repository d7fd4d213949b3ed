"""The state of the research as a page of the preview: never part of a site."""

from __future__ import annotations

from collections.abc import Sequence

from casebook.case import Case
from casebook.pages.page import Page, Planned
from casebook.pages.render import body as render
from casebook.pages.sheet import Sheet
from casebook.problems import CODES, Problem
from casebook.text import Texts
from casebook.views.research import ANSWERS, OLDEST, STATUSES, share, state

ADDRESS = "_report/"
"""No record and no hand-written page can have it: ids do not begin with an underscore."""


def planned(case: Case, texts: Texts, warnings: Sequence[Problem]) -> Planned:
    """Return the page, which is in English like all that is for editors."""
    title, description = "State of the research", "How the research stands, for editors"

    def make() -> Page:
        return Page(ADDRESS, title, description, body(case, texts, warnings))

    return Planned(ADDRESS, title, make, description)


def body(case: Case, texts: Texts, warnings: Sequence[Problem]) -> str:
    """Return the HTML of the report, with links to the pages of the records, as from `ADDRESS`.

    It is for editors and therefore in English, whatever the language of the case.
    """
    found = state(case, texts, warnings)
    return render(
        "report.html",
        case=case,
        sheet=Sheet(case, texts, ADDRESS),
        state=found,
        codes=CODES,
        STATUSES=list(STATUSES),
        ANSWERS=list(ANSWERS),
        oldest=OLDEST,
        share=lambda count: share(count, found.total),
    )
