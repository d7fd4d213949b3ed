"""How the search compares words: case, accents and habits of spelling aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.pages.folding import fold, spelled, words

SAME = [
    ("Bjåland", "bjaland"),
    ("Ҳалимов", "Халимов"),
    ("Қӯрғонтеппа", "Кургонтеппа"),
    ("Тоҷикистон", "Точикистон"),
    ("Ғафуров", "Гафуров"),
    ("ё й Ӣ", "е и и"),
    ("أمير", "امير"),
    ("مُحَمَّد", "محمد"),
    ("على", "علي"),
    ("کریم", "كريم"),
    ("Nu‘mon O’G’li", "Nu'mon o'g'li"),
    ("Straße Łódź Øre", "strasse lodz ore"),
    ("ΛΌΓΟΣ", "λογος"),
    ("İstanbul Iğdır", "istanbul igdir"),
    ("ﬁve ＡＢＣ", "five abc"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_spellings_that_are_the_same_to_a_reader(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_is_folded_stays_as_it_is() -> None:
    for pair in SAME:
        for text in pair:
            assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_a_text_has_the_same_words_beside_letters_of_other_scripts(text: str) -> None:
    assert words(text) == words(f"{text} ы")[:-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RFE/RL's Asia-Plus, 2015_05", ["rfe", "rls", "asia", "plus", "2015", "05"]),
        ("__proto__ … – !", ["proto"]),
        ("北京大学 に3人", ["北", "京", "大", "学", "に", "3", "人"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_other_ways_to_type_a_name() -> None:
    assert list(spelled("Хоҷа")) == [["хоча"], ["хожа"], ["ходжа"]]
    assert list(spelled("الموصل")) == [["الموصل"], ["موصل"]]
    assert list(spelled("Mosul")) == [["mosul"]]
