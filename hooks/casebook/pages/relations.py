"""What the page of the network needs beyond its drawings: the filters and the order of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from casebook.case import Case
from casebook.language import Language, Message
from casebook.pages.filters import Choice, Facet, Filters
from casebook.pages.words import ACTOR_NAMES, STATUS_NAMES
from casebook.views.facets import Values, facets, span
from casebook.views.profile import Tie

LABELS = {
    "actor": Message("Who"),
    "kind": Message("Kind of actor"),
    "relation": Message("Relation"),
    "status": Message("How sure"),
}


def filters(case: Case, ties: Sequence[Tie], language: Language) -> Filters:
    """Return what the relations can be filtered by; each goes by its id."""
    rows = {tie.id: tie for tie in ties}
    groups = _groups(ties)
    values: dict[str, Values[Tie]] = {
        "actor": lambda tie: [tie.subject, tie.other],
        "kind": lambda tie: [case.actors[name].kind for name in (tie.subject, tie.other)],
        "relation": lambda tie: [groups[tie.verb]],
        "status": lambda tie: [tie.relation.status] if tie.relation.status else [],
    }
    orders = {
        "kind": tuple(ACTOR_NAMES),
        "relation": sorted(set(groups.values()), key=language.sort_key),
        "status": tuple(STATUS_NAMES),
    }
    found = facets(rows, values, orders)
    made = tuple(
        Facet(
            facet.name,
            language.word(LABELS[facet.name]),
            tuple(
                Choice(
                    option.value, _called(case, facet.name, option.value, language), option.count
                )
                for option in facet.options
            ),
        )
        for facet in found.facets
    )
    spans = {name: span(tie.relation.dates) for name, tie in rows.items()}
    ends = [year for pair in spans.values() for year in pair if year is not None]
    years = (min(ends), max(ends)) if ends and min(ends) < max(ends) else None
    return Filters(_shown(len(rows), language), len(rows), made, found.places, spans, years)


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


def _called(case: Case, facet: str, value: str, language: Language) -> str:
    if facet == "actor":
        return case.actors[value].name
    if facet == "kind":
        return language.word(ACTOR_NAMES[value])
    return language.word(STATUS_NAMES[value]) if facet == "status" else value


def _shown(total: int, language: Language) -> str:
    # The script puts the counts in.
    return language.ngettext(
        "%(shown)s of %(total)s relation",
        "%(shown)s of %(total)s relations",
        total,
        shown="%(shown)s",
        total="%(total)s",
    )
