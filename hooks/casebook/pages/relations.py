"""What the page of the network needs beyond its drawings: the filters and the order of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from casebook.case import Case
from casebook.language import Language
from casebook.pages.filters import COUNTS, Filters, Naming, assembled
from casebook.views.facets import Values, span
from casebook.views.profile import Tie
from casebook.views.words import ACTOR_NAMES, STATUS_NAMES


def filters(case: Case, ties: Sequence[Tie], language: Language) -> Filters:
    """Return what the relations can be filtered by; each goes by its id."""
    rows = {tie.id: tie for tie in ties}
    groups = _groups(ties)
    values: dict[str, Values[Tie]] = {
        "actor": lambda tie: [tie.subject, tie.other],
        "party": lambda tie: [case.actors[name].kind for name in (tie.subject, tie.other)],
        "relation": lambda tie: [groups[tie.verb]],
        "status": lambda tie: [tie.relation.status] if tie.relation.status else [],
    }
    names: dict[str, Naming] = {
        "actor": lambda name: case.actors[name].name,
        "party": ACTOR_NAMES,
        "status": STATUS_NAMES,
    }
    orders = {
        "party": tuple(ACTOR_NAMES),
        "relation": sorted(set(groups.values()), key=language.sort_key),
    }
    shown = language.ngettext(
        "%(shown)s of %(total)s relation", "%(shown)s of %(total)s relations", len(rows), **COUNTS
    )
    spans = {name: span(tie.relation.dates) for name, tie in rows.items()}
    return assembled(rows, values, names, language, shown, spans=spans, orders=orders)


def by_date(ties: Sequence[Tie]) -> Mapping[str, int]:
    """Return the place of each dated relation in order of time, by its id."""
    dated = [tie for tie in ties if tie.relation.dates]
    # A relation without a date was left out above.
    ordered = sorted(
        dated, key=lambda tie: tie.relation.dates.sort_key if tie.relation.dates else ()
    )
    return {tie.id: place for place, tie in enumerate(ordered)}


def _groups(ties: Sequence[Tie]) -> dict[str, str]:
    """Return for each phrase the one under which it is listed.

    A phrase and its inverse say the same from two sides: "cited" and "was cited by" are one kind,
    under the one that more records use.
    """
    uses = Counter(tie.verb for tie in ties)
    found: dict[str, str] = {}
    for tie in ties:
        both = (tie.verb, tie.relation.inverse or tie.verb)
        found.setdefault(tie.verb, max(both, key=lambda phrase: (uses[phrase], phrase == tie.verb)))
    return {phrase: found.get(group, group) for phrase, group in found.items()}
