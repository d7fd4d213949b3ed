"""Facets of a list, and the cutting of a long timeline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.dates import parse
from casebook.records import Event
from casebook.views import limits
from casebook.views.chapters import chapters
from casebook.views.facets import Option, facets, span
from casebook.views.timeline import years

WORDS = {"a": ("red", "big"), "b": ("red",), "c": (), "d": ("big", "red", "red")}


def test_options_are_counted_and_the_most_frequent_comes_first() -> None:
    found = facets(WORDS, {"look": lambda words: words})
    assert found.facets[0].options == (Option("red", 3), Option("big", 2))


def test_an_order_that_is_given_comes_before_frequency() -> None:
    found = facets(WORDS, {"look": lambda words: words}, {"look": ("big", "small", "red")})
    assert [option.value for option in found.facets[0].options] == ["big", "red"]


def test_each_record_says_where_its_values_stand_among_the_options() -> None:
    found = facets(WORDS, {"look": lambda words: words})
    assert {name: places["look"] for name, places in found.places.items()} == {
        "a": (0, 1),
        "b": (0,),
        "c": (),
        "d": (0, 1),
    }


def test_a_facet_that_tells_nothing_apart_is_left_out() -> None:
    found = facets(WORDS, {"same": lambda _: ("x",), "none": lambda _: ()})
    assert found.facets == ()
    assert all(not places for places in found.places.values())


@given(st.dictionaries(st.text(), st.lists(st.sampled_from("abcde"))))
def test_every_value_of_a_record_is_found_again_from_its_place(
    records: dict[str, list[str]],
) -> None:
    found = facets(records, {"letter": lambda letters: letters})
    for facet in found.facets:
        values = [option.value for option in facet.options]
        for name, letters in records.items():
            assert {values[place] for place in found.places[name]["letter"]} == set(letters)


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("2015-05-27", (2015, 2015)),
        ("1992/1997", (1992, 1997)),
        ("1992/..", (1992, None)),
        ("../2015", (None, 2015)),
        ("199X", (1990, 1999)),
    ],
)
def test_the_years_a_date_can_lie_in(date: str, years: tuple[int | None, int | None]) -> None:
    assert span(parse(date)) == years


def test_no_date_may_lie_in_any_year() -> None:
    assert span(None) == (None, None)


def _events(dates: list[str]) -> dict[str, Event]:
    required = {"title": "T", "summary": "S", "status": "claimed", "sources": ["s"]}
    made = [
        Event.model_validate({"id": f"e{number}", "date": date, **required})
        for number, date in enumerate(sorted(dates))
    ]
    return {event.id: event for event in made}


def test_a_timeline_of_ordinary_length_stays_whole() -> None:
    assert chapters(years(_events(["2015-05-27"] * limits.TIMELINE.whole))) == ()


def test_a_long_timeline_is_cut_by_year_and_a_long_year_into_parts() -> None:
    events = _events(["1999"] * 10 + ["2015-05-27"] * (2 * limits.TIMELINE.part + 20))
    made = chapters(years(events))
    assert [(c.name, c.part, c.parts, len(c.events)) for c in made] == [
        ("1999", 1, 1, 10),
        ("2015", 1, 3, 87),
        ("2015-2", 2, 3, 87),
        ("2015-3", 3, 3, 86),
    ]


WHOLE = limits.TIMELINE.whole


@given(st.lists(st.integers(1990, 1996), min_size=WHOLE + 1, max_size=3 * limits.TIMELINE.whole))
def test_chapters_hold_every_event_once_and_in_order(when: list[int]) -> None:
    events = _events([str(year) for year in when])
    made = chapters(years(events))
    assert [event.id for chapter in made for event in chapter.events] == list(events)
    assert max(len(chapter.events) for chapter in made) <= limits.TIMELINE.part
    assert len({chapter.name for chapter in made}) == len(made)
