"""Problems: how each is said, and how all are raised at once."""

from __future__ import annotations

import pytest

from casebook import DataError, Problem, Where
from casebook.problems import did_you_mean


def test_a_problem_says_where_what_and_what_to_write() -> None:
    problem = Problem(
        Where("data/events/a.yml", 3, 9), 'no actor "x"', 'Did you mean "y"?', "CB221"
    )
    assert str(problem) == 'data/events/a.yml:3:9: no actor "x". Did you mean "y"? [CB221]'


def test_a_place_left_out_is_the_beginning_of_the_file() -> None:
    assert str(Where("data/notes.txt")) == "data/notes.txt:1:1"


def test_a_problem_without_a_hint_is_one_sentence() -> None:
    assert (
        str(Problem(Where("a.yml"), "this is empty", "", "CB203"))
        == "a.yml:1:1: this is empty. [CB203]"
    )


def test_all_problems_are_raised_once_in_order_of_file_and_line() -> None:
    found = [
        Problem(Where(file, line, column), "wrong", "Mend it", "CB201")
        for file, line, column in [
            ("b.yml", 1, 1),
            ("a.yml", 10, 1),
            ("a.yml", 9, 5),
            ("a.yml", 9, 2),
        ]
    ]
    error = DataError([*found, found[0]])
    assert [str(problem.where) for problem in error.problems] == [
        "a.yml:9:2",
        "a.yml:9:5",
        "a.yml:10:1",
        "b.yml:1:1",
    ]
    assert str(error).splitlines()[:-1] == [str(problem) for problem in error.problems]
    assert str(error).endswith("\n4 problems in the data of the case.")


def test_one_problem_is_counted_as_one() -> None:
    message = str(DataError([Problem(Where("a.yml"), "wrong", "Mend it", "CB201")]))
    assert message.endswith("\n1 problem in the data of the case.")


@pytest.mark.parametrize(
    ("word", "offer"),
    [
        ("sumary", 'Did you mean "summary"?'),
        ("zzz", ""),
        ("sourcs", 'Did you mean "sources" or "source"?'),
    ],
)
def test_near_words_are_offered(word: str, offer: str) -> None:
    assert did_you_mean(word, ["summary", "sources", "source", "status"]) == offer
