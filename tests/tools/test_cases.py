"""The cases for tests of other formats hold what they promise."""

from __future__ import annotations

from hypothesis import HealthCheck, find, given, settings

from casebook.exports import Given
from casebook.records import KINDS, Event
from tools.cases import DRAFT, givens, large

_CALM = settings(suppress_health_check=list(HealthCheck), max_examples=15)


@_CALM
@given(given=givens())
def test_a_drawn_case_has_every_kind_and_leaves_its_drafts_out(given: Given) -> None:
    assert {key.kind for key in given.case.records} == set(KINDS)
    assert {key.kind for key in given.case.index.drafts} == set(KINDS)
    assert DRAFT not in repr(given.case.records)


def test_the_cases_hold_what_formats_stumble_over() -> None:
    def undated(given: Given) -> bool:
        return any(isinstance(r, Event) and r.date is None for r in given.case.records.values())

    for wanted in (
        undated,
        lambda given: not given.base,
        lambda given: "'=1+1" in repr(given.case.records),
        lambda given: "آدا" in repr(given.case.records),
    ):
        found = find(givens(), wanted, settings=settings(_CALM, max_examples=500, database=None))
        assert wanted(found)


def test_the_large_case_has_so_many_events() -> None:
    assert len(large(50).case.events) == 50
