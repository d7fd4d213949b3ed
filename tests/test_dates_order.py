"""Dates have one order, their ends are right, and no text whatever breaks the parser."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.dates import DateError, Day, EdtfDate, html_datetime, parse, say

_QUALIFIERS = st.sampled_from(["", "", "", "?", "~", "%"])
_PLAIN = st.dates().map(dt.date.isoformat)


@st.composite
def _masked(draw: st.DrawFn) -> str:
    """A real day with some of its digits hidden, so that at least that day fits."""
    day = draw(st.dates()).isoformat()
    hidden = draw(st.sets(st.sampled_from([at for at in range(10) if day[at] != "-"])))
    return "".join("X" if at in hidden else char for at, char in enumerate(day))


@st.composite
def _single(draw: st.DrawFn) -> str:
    year, *rest = draw(st.one_of(_PLAIN, _masked())).split("-")[: draw(st.integers(1, 3))]
    if draw(st.integers(0, 4)) == 0 and "X" not in year:
        return f"{year}-{draw(st.integers(21, 41))}"
    sign = "-" if draw(st.integers(0, 4)) == 0 and year > "0000" and not rest else ""
    parts = [sign + year, *rest]
    return "-".join(draw(_QUALIFIERS) + part + draw(_QUALIFIERS) for part in parts)


@st.composite
def _interval(draw: st.DrawFn) -> str:
    start, end = sorted((draw(_PLAIN), draw(_PLAIN)))
    start = draw(st.sampled_from([start, start[:7], start[:4], "..", ""]))
    end = draw(st.sampled_from([end, end[:7], end[:4]]))
    return draw(st.sampled_from([f"{start}/{end}", f"{end}/..", f"{end}/"]))


@st.composite
def _set(draw: st.DrawFn) -> str:
    days = sorted(draw(st.lists(_PLAIN, min_size=2, max_size=4, unique=True)))
    inner = draw(
        st.sampled_from([",".join(days), f"{days[0]}..{days[1]}", f"..{days[0]}", f"{days[0]}.."])
    )
    return draw(st.sampled_from(["[{}]", "{{{}}}"])).format(inner)


_TIMED = st.tuples(_PLAIN, st.times(), st.sampled_from(["", "Z", "+05", "-03:30"])).map(
    lambda parts: f"{parts[0]}T{parts[1].isoformat('seconds')}{parts[2]}"
)
_LONG = st.integers(10_000, 10**11).map(lambda year: f"Y{year}")
_TEXTS = st.one_of(_PLAIN, _single(), _interval(), _set(), _TIMED, _LONG)
_DATES = _TEXTS.map(parse)
_NOISE = st.text(alphabet="0123456789X-/.,?~%[]{}TZYES:+ uc–", max_size=30)


@given(_TEXTS)
def test_a_date_keeps_its_text_and_its_ends_in_order(text: str) -> None:
    date = parse(text)
    assert date.text == text
    assert date.earliest or date.latest
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
        assert date.earliest.ordinal <= date.latest.ordinal


@given(_DATES, _DATES)
def test_of_two_dates_one_is_first_unless_they_are_the_same(one: EdtfDate, two: EdtfDate) -> None:
    assert [one < two, one == two, one > two].count(True) == 1
    assert (one <= two) == (not one > two)
    assert (one == two) == (one.sort_key == two.sort_key)


@given(_DATES, _DATES, _DATES)
def test_order_is_transitive(one: EdtfDate, two: EdtfDate, three: EdtfDate) -> None:
    first, second, third = sorted((one, two, three))
    assert first <= second <= third
    assert first <= third


@given(st.lists(_DATES, max_size=8), st.randoms(use_true_random=False))
def test_sorting_does_not_depend_on_the_order_before(dates: list[EdtfDate], chance: object) -> None:
    shuffled = list(dates)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [date.text for date in sorted(shuffled)] == [date.text for date in sorted(dates)]


def test_the_rule_of_the_order() -> None:
    in_order = [
        "../2014",
        "/2015",
        "2015-01-01",
        "2015-01",
        "2015-01-01/..",
        "2015-05",
        "2015-05~",
        "2015-05-26",
        "2015-05-27",
        "2015-05-27T10:30+05:00",
        "2015-05-27T06:00Z",
        "2015-05-27T10:30Z",
        "2015-05-27/2015-05-27",
        "[2015-05-27]",
        "2015-05-27/2015-05-28",
    ]
    assert [date.text for date in sorted(map(parse, reversed(in_order)))] == in_order


def test_dates_written_alike_are_one() -> None:
    assert len({parse("2015-05"), parse("2015-05"), parse("2015-05~")}) == 2
    assert parse("2015") != "2015"
    with pytest.raises(TypeError):
        assert parse("2015") < "2015"


@given(st.dates())
def test_ordinals_are_those_of_the_standard_library(day: dt.date) -> None:
    assert Day(day.year, day.month, day.day).ordinal == day.toordinal()


@given(st.integers(-(10**6), 10**6))
def test_years_follow_one_another_without_a_gap(year: int) -> None:
    assert Day(year + 1, 1, 1).ordinal - Day(year, 12, 31).ordinal == 1
    assert Day(year, 3, 1).ordinal - Day(year, 2, 28).ordinal in (1, 2)


@given(_masked())
def test_unknown_digits_reach_from_the_first_to_the_last_day_that_fits(text: str) -> None:
    # The same answer the slow way: look at every day of the calendar in the years that fit.
    years = [year for year in range(1, 10_000) if _fits(f"{year:04}", text[:4])]
    days = [day for year in (*years[:8], *years[-8:]) for day in _days_of(year, text[5:])]
    date = parse(text)
    assert date.earliest is not None
    assert date.latest is not None
    if date.earliest.year == 0:  # the standard library begins with year 1
        assert _fits("0000", text[:4])
    elif days:
        assert date.earliest == min(days)
    if days:
        assert date.latest == max(days)


@given(_TEXTS)
def test_words_show_no_mask_and_html_no_doubt(text: str) -> None:
    date = parse(text)
    assert say(date)
    assert not {"X", "None", "~", "%"} & set(say(date).split())
    html = html_datetime(date)
    if html is not None:
        assert date.precision in ("day", "month", "year", "time")
        assert not date.approximate
        assert not date.uncertain
        assert "X" not in text


@given(st.one_of(_NOISE, st.text(max_size=40)))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    said = _said_or_refused(text)
    assert said
    assert "\n" not in said


def _said_or_refused(text: str) -> str:
    try:
        return say(parse(text))
    except DateError as refused:
        return refused.what and refused.hint


def _fits(digits: str, mask: str) -> bool:
    return all(char in ("X", digit) for digit, char in zip(digits, mask, strict=True))


def _days_of(year: int, mask: str) -> list[Day]:
    first = dt.date(year, 1, 1).toordinal()
    days = (dt.date.fromordinal(first + at) for at in range(365 + _is_leap(year)))
    return [Day(d.year, d.month, d.day) for d in days if _fits(d.isoformat()[5:], mask)]


def _is_leap(year: int) -> bool:
    return (dt.date(year, 3, 1) - dt.date(year, 2, 28)).days == 2
