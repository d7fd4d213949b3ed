"""Problems: how each is said, and how all are raised at once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import DataError, Problem, Where
from casebook.problems import Level, count, did_you_mean
from casebook.problems.listing import as_annotations, as_json
from casebook.problems.visible import excerpt, visible, width


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


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ("e", "1 problem in the data of the case."),
        ("eew", "2 problems, 1 warning in the data of the case."),
        ("ww", "2 warnings in the data of the case."),
        ("", "No problems in the data of the case."),
    ],
)
def test_problems_and_warnings_are_counted_apart(levels: str, sentence: str) -> None:
    names: dict[str, Level] = {"e": "error", "w": "warning"}
    where = Where("a.yml")
    assert count(Problem(where, "w", "h", "CB201", names[name]) for name in levels) == sentence


def test_a_warning_says_that_it_is_one() -> None:
    problem = Problem(Where("a.yml", 2), "no source", "Add one", "CB301", "warning")
    assert str(problem) == "a.yml:2:1: warning: no source. Add one. [CB301]"


def test_a_problem_is_one_line_whatever_it_quotes() -> None:
    what = '"two\nlines\x1b[2J\u202e" is not one of the words'
    problem = Problem(Where("a\nb\x1b.yml"), what, "Write\tone", "CB204")
    assert str(problem) == (
        'a<U+000A>b<U+001B>.yml:1:1: "two lines<U+001B>[2J<U+202E>" is not one of the words.'
        " Write one. [CB204]"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada, Ада, آدا", "Ada, Ада, آدا"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\x1b[31mb", "a<U+001B>[31mb"),
        ("a\u00a0b\u3000c", "a b c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\udcff", "<U+DCFF>"),
        ("soft\u00adhyphen\ufeff", "soft<U+00AD>hyphen<U+FEFF>"),
    ],
)
def test_nothing_unseen_is_printed(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("line", "column", "room", "shown", "before"),
    [
        ("kind: person", 7, 40, "kind: person", 6),
        ("kind: person", 13, 40, "kind: person", 12),
        ("kind: person", 99, 40, "kind: person", 12),
        ("\tkind: person", 2, 40, "    kind: person", 4),
        ("日本: x", 5, 40, "日本: x", 6),
        ("e\u0301e\u0301: x", 7, 40, "e\u0301e\u0301: x", 4),
        ("a\u202eb: x", 5, 40, "a<U+202E>b: x", 11),
        ("0123456789", 1, 5, "0123…", 0),
        ("0123456789", 10, 5, "…6789", 4),
        ("0123456789", 6, 6, "…3456…", 3),
    ],
)
def test_a_caret_stands_below_its_column(
    line: str, column: int, room: int, shown: str, before: int
) -> None:
    assert excerpt(line, column, room) == (shown, before)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.integers(1, 310))
def test_an_excerpt_fits_and_shows_the_character_at_the_caret(line: str, column: int) -> None:
    text, before = excerpt(line, column, 40)
    assert width(text) <= 40
    assert 0 <= before <= width(text)
    assert text.isprintable() or set(text) & set("\u200c\u200d")


def test_an_excerpt_of_a_line_of_a_million_characters_is_short() -> None:
    text, before = excerpt("x" * 500_000 + "!" + "y" * 500_000, 500_001, 60)
    assert (width(text), text[before], text[0], text[-1]) == (60, "!", "…", "…")


def test_annotations_are_escaped_as_github_wants_them() -> None:
    problem = Problem(Where("data/50%,a:b.yml", 3, 9), 'no "100%: x"', "Mend it", "CB221")
    line = (
        "::error file=data/50%25%2Ca%3Ab.yml,line=3,col=9,"
        'title=CB221 A reference that leads nowhere::no "100%25: x". Mend it.'
    )
    assert as_annotations([problem, problem]).splitlines() == [line, line]
    warning = Problem(Where("a.yml"), "no source", "Add one", "CB301", "warning")
    assert as_annotations([warning]).startswith("::warning file=a.yml,line=1,col=1,title=CB301 ")


def test_json_has_every_part_of_a_problem_in_ascii() -> None:
    text = as_json([Problem(Where("data/é.yml", 3, 9), 'no actor "и"', "Add it", "CB221")])
    assert text.isascii()
    assert json.loads(text) == [
        {
            "file": "data/é.yml",
            "line": 3,
            "column": 9,
            "level": "error",
            "code": "CB221",
            "what": 'no actor "и"',
            "hint": "Add it",
        }
    ]
    assert json.loads(as_json([])) == []
