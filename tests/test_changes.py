"""When records changed: by their own words, and by the history of their lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casebook.case import Case, load
from casebook.reading import History
from casebook.records import Key
from casebook.views.changes import changes, correction_anchors
from tools.repository import day

CASE = 'title: T\nstandfirst: S\nlanguage: en\nas_of: "2020-01-31"\n'
PLACES = """\
# All places.
- id: a
  name: Alpha
  kind: city

# A remark on b.
- id: b
  name: Beta
  kind: city
  summary: |
    Words.

    # Words as well.


- {id: c, name: Gamma, kind: city}
# The end.
"""
NAME = "data/places.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "case.yml").write_text(CASE, encoding="utf-8")
    return folder


def _case(data: Path, places: str = PLACES) -> Case:
    (data / "places.yml").write_text(places, encoding="utf-8")
    case, problems = load(data)
    assert problems == []
    return case


def _days(case: Case, history: History) -> Mapping[str, int]:
    return {key.id: when.day for key, when in changes(case, history).records.items()}


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        *((1, ""), (2, "a"), (4, "a"), (5, ""), (6, ""), (7, "b"), (11, "b"), (13, "b")),
        *((14, ""), (15, ""), (16, "c"), (17, "")),
    ],
)
def test_a_line_belongs_to_the_record_that_it_stands_in(
    data: Path, line: int, changed: str
) -> None:
    history = History({NAME: {line: day(5)}, "data/other.yml": {2: day(9)}})
    assert "".join(_days(_case(data), history)) == changed


def test_a_record_changed_when_its_newest_line_was_written(data: Path) -> None:
    history = History({NAME: {2: day(1), 3: day(7), 4: day(2), 16: day(9)}})
    assert list(_days(_case(data), history).items()) == [("c", 9), ("a", 7)]


def test_what_was_taken_out_of_a_record_changed_it(data: Path) -> None:
    history = History({NAME: {2: day(1)}}, {NAME: {3: day(3), 4: day(4), 8: day(8)}})
    # A gap behind the last line may have held another record.
    assert _days(_case(data), history) == {"a": 3, "b": 8}


def test_a_record_changed_on_the_days_that_it_names_itself(data: Path) -> None:
    case = _case(
        data,
        "- id: a\n  name: Alpha\n  kind: city\n  reviewed: 2020-01-20\n"
        "- id: b\n  name: Beta\n  kind: city\n  reviewed: 2020-01-02\n  corrections:\n"
        "  - {date: 2020-01-09, text: First.}\n  - {date: 2020-01-09, text: Again.}\n"
        "  - {date: 2020-01-03, text: Early.}\n"
        "- {id: c, name: Gamma, kind: city}\n",
    )
    assert _days(case, History()) == {"a": 20, "b": 9}
    found = changes(case, History())
    assert found.records[Key("places", "a")] == datetime(2020, 1, 20, tzinfo=UTC)
    corrected = [(one.when.day, one.key.id, one.number) for one in found.corrections]
    assert corrected == [(9, "b", 0), (9, "b", 1), (3, "b", 2)]
    names = ["correction-2020-01-09", "correction-2020-01-09-2", "correction-2020-01-03"]
    assert [one.anchor for one in found.corrections] == names
    assert correction_anchors(case.places["b"]) == names
    assert _days(case, History({NAME: {1: day(25), 6: day(1)}})) == {"a": 25, "b": 9}


def test_a_day_that_no_clock_can_say_is_none(data: Path) -> None:
    case = _case(data, "- {id: a, name: Alpha, kind: city, reviewed: -0044-03-15}\n")
    assert _days(case, History()) == {}


def test_records_of_one_moment_stay_in_the_order_of_the_case(data: Path) -> None:
    history = History({NAME: dict.fromkeys(range(1, 19), day(4))})
    assert list(_days(_case(data), history)) == ["a", "b", "c"]
