"""Dates against their golden tables: what is read, what is said, what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from casebook.dates import DateError, Day, Edge, Part, html_datetime, parse, say

GOLDEN = Path(__file__).parent / "golden" / "dates"


def _table(name: str) -> dict[str, Any]:
    # The base loader leaves every scalar as text: 2015-05-28 must not become a date here.
    table = yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(table, dict)
    return table


def _levels() -> Iterator[Any]:
    for level in ("level0", "level1", "level2"):
        for cases in _table(level).values():
            for case in cases:
                yield pytest.param(case, id=f"{level}: {case['date']}")


def _words() -> Iterator[Any]:
    for section, cases in _table("words").items():
        for text, words in cases.items():
            yield pytest.param(text, words, id=f"{section}: {text}")


def _refused() -> Iterator[Any]:
    for section, cases in _table("refused").items():
        for case in cases:
            yield pytest.param(case, id=f"{section}: {case['text']!a}")


@pytest.mark.parametrize("case", [*_levels()])
def test_a_date_of_the_specification_is_read(case: dict[str, str]) -> None:
    date = parse(case["date"])
    assert {
        "date": date.text,
        "earliest": date.earliest.iso if date.earliest else "none",
        "latest": date.latest.iso if date.latest else "none",
        "precision": date.precision,
        "marks": "~" * date.approximate + "?" * date.uncertain,
        "html": html_datetime(date),
    } == {"marks": "", "html": None, **case}


@pytest.mark.parametrize(("text", "words"), [*_words()])
def test_a_date_is_said(text: str, words: str) -> None:
    assert say(parse(text)) == words


@pytest.mark.parametrize("case", [*_refused()])
def test_what_is_no_date_is_refused_with_a_way_out(case: dict[str, str]) -> None:
    with pytest.raises(DateError) as caught:
        parse(case["text"])
    assert (caught.value.what, caught.value.hint) == (case["what"], case["hint"])
    if "instead" in case:
        assert case["instead"] in caught.value.hint
        assert parse(case["instead"]).text == case["instead"]


def test_an_error_says_both_sentences_and_survives_a_copy() -> None:
    with pytest.raises(DateError) as caught:
        parse("May 2015")
    assert str(caught.value) == '"May 2015" is not a date. Write 2015-05.'
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_text_beyond_measure_is_refused_and_not_repeated() -> None:
    with pytest.raises(DateError, match="more than the 1,000 allowed") as caught:
        parse("[" + "1984," * 300 + "1984]")
    assert len(str(caught.value)) < 250
    with pytest.raises(DateError, match="…"):
        parse("c. " * 300)


def test_an_interval_keeps_its_ends() -> None:
    interval = parse("1992-05~/..")
    assert interval.start == parse("1992-05~")
    assert interval.end is Edge.OPEN
    assert parse("/2015").start is Edge.UNKNOWN
    assert parse("../2015").start is Edge.OPEN
    assert parse("1985/").end is Edge.UNKNOWN
    assert parse("1985").start is parse("1985").end is None


def test_a_set_keeps_its_elements_and_whether_all_are_meant() -> None:
    one_of = parse("[1667,1668,1670..1672]")
    assert one_of.membership == "one of"
    assert [choice.text for choice in one_of.choices] == ["1667", "1668", "1670..1672"]
    assert one_of.choices[2].start == parse("1670")
    assert one_of.choices[2].end == parse("1672")
    assert parse("[..1984]").choices[0].start is Edge.OPEN
    assert parse("{1960,1961-12}").membership == "all of"
    assert parse("1960").membership is None


def test_a_qualifier_covers_what_stands_left_of_it_or_the_one_part_right_of_it() -> None:
    assert parse("2004?-06~-11").parts == (
        Part("2004", uncertain=True, approximate=True),
        Part("06", approximate=True),
        Part("11"),
    )
    assert parse("2004-%06-11").parts == (
        Part("2004"),
        Part("06", uncertain=True, approximate=True),
        Part("11"),
    )
    assert parse("2015-04-2X?").parts[2] == Part("2X", uncertain=True)


def test_a_qualifier_moves_neither_end() -> None:
    plain, marked = parse("2015-04"), parse("2015-04%")
    assert (plain.earliest, plain.latest) == (marked.earliest, marked.latest)


def test_a_time_keeps_its_zone_and_its_day_as_written() -> None:
    date = parse("2015-05-27T01:30+05:00")
    assert date.clock is not None
    assert (date.clock.hour, date.clock.minute, date.clock.second) == (1, 30, None)
    assert date.clock.offset == 300
    assert date.earliest == date.latest == Day(2015, 5, 27)


def test_days_know_their_number_and_their_name() -> None:
    assert Day(1, 1, 1).ordinal == 1
    assert Day(0, 12, 31).ordinal == 0
    assert Day(0, 2, 29).ordinal == Day(0, 3, 1).ordinal - 1
    assert Day(-43, 3, 15).iso == "-0043-03-15"
    assert Day(12345, 1, 1).iso == "+12345-01-01"
