"""Cards: one for every record, short and harmless, in a few small files."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from casebook import Built, build
from casebook.dates import say
from casebook.language import language_of
from casebook.pages import cards
from casebook.records import Key
from tools import ROOT

SOUTH_POLE = Path(__file__).parent / "sites" / "south-pole"
BUDGET = 25 * 1024
"""Bytes, compressed, of all cards of the shipped case."""

EVIL = "</script><!--<script>\u2028'\"\\ & <b>"


@cache
def _shipped() -> Built:
    return build(ROOT / "data", None)


@cache
def _south_pole(drafts: bool) -> Built:
    return build(SOUTH_POLE / "data", None, drafts=drafts)


def _files(built: Built) -> dict[str, str]:
    return {file.path: file.text for file in built.site.files if file.path.startswith(cards.FOLDER)}


def _read(text: str) -> dict[str, str]:
    """Return what one of the scripts holds; what is not JSON in a call is an error."""
    whole = re.fullmatch(r"casebookCards\((.*)\);\n", text)
    assert whole, text[:80]
    return dict(json.loads(whole[1]))


def _cards(built: Built) -> dict[str, str]:
    return {key: card for text in _files(built).values() for key, card in _read(text).items()}


def _card(built: Built, key: str) -> html.HtmlElement:
    return html.fragment_fromstring(_cards(built)[key], create_parent="div")


def _part(card: html.HtmlElement, name: str) -> str:
    found = card.find_class(f"cb-pop-{name}")
    return " ".join(found[0].text_content().split()) if found else ""


def _build(tmp_path: Path, files: Mapping[str, str], language: str = "en") -> Built:
    about = f"title: T\nstandfirst: S\nlanguage: {language}\nas_of: 2020-01-01\n"
    source = "- {id: one, type: book, title: One, issued: 1901}\n"
    for name, text in {"case.yml": about, "sources.yml": source, **files}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return build(tmp_path, None)


@pytest.mark.parametrize("drafts", [False, True])
def test_every_record_has_one_card_and_drafts_in_a_preview_alone(drafts: bool) -> None:
    built = _south_pole(drafts)
    found = [key for text in _files(built).values() for key in _read(text)]
    assert sorted(found) == sorted(map(str, built.case.records))
    assert ("events/raw-html" in found) is drafts
    assert ("Draft" in "".join(_cards(built).values())) is drafts


def test_a_card_stands_in_the_file_that_the_sum_over_its_name_tells() -> None:
    built = _shipped()
    files = _files(built)
    count = cards.shards(built.case.records)
    assert f'data-shards="{count}"' in cards.data(built.case)
    assert list(files) == [f"assets/cards/{n}.js" for n in range(count)]
    for key in built.case.records:
        assert str(key) in _read(files[f"assets/cards/{cards.shard(key, count)}.js"])


# Worked out by hand: (97 * 31 + 47) * 31 + 98 = 94,772, which is 29,251 more than 65,521.
@pytest.mark.parametrize(("count", "number"), [(1, 0), (2, 1), (10, 1), (1000, 251)])
def test_the_sum_over_a_name(count: int, number: int) -> None:
    assert cards.shard(Key("a", "b"), count) == number


@pytest.mark.parametrize("records", [0, 1, 99, 260, 2_000, 5_000])
def test_no_file_holds_more_than_two_hundred_cards(records: int) -> None:
    keys = [Key("events", f"event-{number}") for number in range(records)]
    count = cards.shards(keys)
    sizes = [sum(cards.shard(key, count) == n for key in keys) for n in range(count)]
    assert max(sizes) <= 200
    assert count <= 1 + records / 60


def test_names_that_fall_together_are_spread_over_more_files() -> None:
    """All of these end in the same file of 3, as the sum of each is divisible by 3."""
    numbers = (Key("events", str(number)) for number in range(100_000))
    keys = [key for key in numbers if cards.shard(key, 65_521) % 3 == 0][:210]
    count = cards.shards(keys)
    assert count > 3
    assert max(sum(cards.shard(key, count) == n for key in keys) for n in range(count)) <= 200


def test_cards_of_the_shipped_case_are_small() -> None:
    sizes = [len(gzip.compress(text.encode())) for text in _files(_shipped()).values()]
    assert len(_cards(_shipped())) > 200
    assert sum(sizes) <= BUDGET


def test_a_card_has_nothing_to_act_on_and_no_anchor() -> None:
    """It is a tooltip: the link it stands at leads on, and its page may have the same anchors."""
    for built in (_shipped(), _south_pole(drafts=True)):
        for key in _cards(built):
            card = _card(built, key)
            assert card.xpath("//a | //button | //input | //@id | //@tabindex | //@href") == [], key


def test_a_card_says_name_and_kind() -> None:
    for key in map(str, _shipped().case.records):
        card = _card(_shipped(), key)
        assert _part(card, "name"), key
        assert _part(card, "kind"), key


@pytest.mark.parametrize(
    ("key", "kind", "name"),
    [
        ("actors/roald-amundsen", "person", "Roald Amundsen"),
        ("places/cape-evans", "site", "Cape Evans"),
        ("glossary/sledge-dog", "Term", "sledge dog"),
        ("questions/first-at-the-pole", "Question", "Who was first at the Pole?"),
        ("sources/scott-1913", "book · 1913", "Scott's Last Expedition"),
    ],
)
def test_kind_and_name_of_a_card(key: str, kind: str, name: str) -> None:
    card = _card(_south_pole(drafts=False), key)
    assert (_part(card, "kind").split(" · Antarctica")[0], _part(card, "name")) == (kind, name)


def test_dates_and_statuses_stand_in_cards_as_words_and_shapes() -> None:
    built = _south_pole(drafts=False)
    for event in built.case.events.values():
        card = _card(built, f"events/{event.id}")
        assert _part(card, "foot") == event.status
        assert (
            len(card.xpath(f"//*[contains(@class, 'cb-{event.status}')]//*[local-name()='svg']"))
            == 1
        )
        assert event.date is None or _part(card, "kind") == f"{event.kind} · {say(event.date)}"
    question = _card(built, "questions/first-at-the-pole")
    assert _part(question, "foot").startswith("settled · ")


def test_an_event_without_a_date_stands_between_its_neighbours(tmp_path: Path) -> None:
    events = "".join(
        f"- {{id: {name}, title: {name.title()}, summary: S., {when}, status: claimed, "
        "sources: [one]}\n"
        for name, when in [
            ("first", "date: 1901"),
            ("middle", "between: [first, last]"),
            ("last", "date: 1903"),
        ]
    )
    card = _card(_build(tmp_path, {"events.yml": events}), "events/middle")
    assert _part(card, "kind") == "event · between First and Last"


def test_a_term_shows_its_definition_and_its_original() -> None:
    card = _card(_south_pole(drafts=False), "glossary/sastrugi")
    assert _part(card, "says") == "Hard ridges that the wind cuts into snow."
    assert [(e.text, e.get("lang"), e.get("dir")) for e in card.iter("bdi")] == [
        ("заструги", "ru", "ltr")
    ]


def test_a_record_that_a_term_names_shows_its_definition_too() -> None:
    card = _card(_south_pole(drafts=False), "places/barrier")
    definition = "What both expeditions called the floating ice shelf of the Ross Sea."
    assert _part(card, "term") == f"Barrier: {definition}"
    assert _part(card, "says") not in ("", definition)


def test_a_source_says_who_speaks_and_with_what_interest() -> None:
    card = _card(_south_pole(drafts=False), "sources/scott-1913")
    assert _part(card, "foot") == "Scott · the leader of the British expedition"


def test_a_card_holds_one_sentence_without_its_numbers() -> None:
    built = _south_pole(drafts=False)
    assert _part(_card(built, "places/south-pole"), "says") == (
        "The southern end of the earth's axis."
    )
    assert _part(_card(built, "questions/day-of-oates"), "says") == "On 16 or 17 March 1912."


def test_sentences_of_the_shipped_case_are_whole_or_cut_after_a_word() -> None:
    built = _shipped()
    fields = ("summary", "standfirst", "answer", "body", "short")
    for key in built.case.records:
        says = _part(_card(built, str(key)), "says")
        texts = [built.texts.get(key, field).plain for field in fields]
        text = next(filter(None, texts), "")
        kept = says.removesuffix("…")
        assert text.startswith(kept), key
        assert bool(says) == bool(text), key
        if says == kept:
            assert says == text or text[len(says)] == " ", key
        else:
            assert not (kept[-1].isalnum() and text[len(kept)].isalnum()), key


@given(st.text(st.sampled_from("ab ,.é"), max_size=600))
def test_a_cut_falls_between_words(words: str) -> None:
    found = cards.cut(words)
    if found == words:
        assert len(words) <= cards.LONGEST
    else:
        kept = found.removesuffix("…")
        assert len(kept) <= cards.LONGEST < len(words)
        assert words.startswith(kept)
        rest = words[len(kept) : cards.LONGEST + 1]
        assert " " in rest or " " not in words[: cards.LONGEST]


def test_a_sentence_ends_by_the_rules_of_its_language() -> None:
    assert cards.sentence("Mr. Ali spoke. He left.", language_of("en")) == "Mr. Ali spoke."
    assert cards.sentence("Он ушёл. Потом вернулся.", language_of("ru")) == "Он ушёл."
    assert cards.sentence("", language_of("en")) == ""


def test_markup_in_the_data_ends_neither_a_script_nor_a_line(tmp_path: Path) -> None:
    term = json.dumps(EVIL, ensure_ascii=False)
    built = _build(tmp_path, {"glossary.yml": f"- {{id: evil, term: {term}, short: {term}}}\n"})
    (text,) = (text for text in _files(built).values() if "glossary/evil" in text)
    assert not re.search(r"</|<!|\u2028|\u2029", text)
    card = _card(built, "glossary/evil")
    assert card.xpath("//script | //b | //comment()") == []
    assert "</script>" in card.find_class("cb-pop-name")[0].text_content()


def test_the_words_of_a_card_are_in_the_language_of_the_case(tmp_path: Path) -> None:
    source = "- {id: two, type: book, title: Two, issued: 1901-05}\n"
    built = _build(tmp_path, {"sources.yml": source}, language="ru")
    assert "май" in _part(_card(built, "sources/two"), "kind").lower()


def test_words_of_the_script_stand_on_its_element() -> None:
    found = html.fragment_fromstring(f"<script {cards.data(_shipped().case)}></script>")
    assert found.get("data-reference") == "Reference {number}"
    assert found.get("data-list")
