"""The entries of the search: what a page says itself, once, each part under its heading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from casebook.build import build
from casebook.pages.searched import Entry, Searched
from crawl.runs import SITES
from hostile.payloads import filled_with
from strategies import write_case
from tools import ROOT


def _entries(data: Path) -> Mapping[str, Entry]:
    built = build(data, None)
    searched = Searched(built.case, built.texts)
    found = [entry for page in built.site.pages for entry in searched.entries(page)]
    assert len({entry.location for entry in found}) == len(found)
    return {entry.location: entry for entry in found}


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, Entry]:
    return _entries(ROOT / "data")


def test_a_record_is_found_by_its_names_and_by_its_own_words(shipped: Mapping[str, Entry]) -> None:
    man = shipped["actors/gulmurod-khalimov/index.html"]
    assert man.title == "Gulmurod Khalimov"
    assert {"Gulmurod Halimov", "Гулмурод Ҳалимов", "حليموف"} & set(man.names)
    assert "led the Interior Ministry's OMON" in man.text
    assert "What was learned later" not in man.text


def test_each_part_of_an_article_is_found_by_itself(shipped: Mapping[str, Entry]) -> None:
    parts = [entry for place, entry in shipped.items() if place.startswith("articles/five-deaths/")]
    whole, *sections = parts
    assert "#" not in whole.location
    assert sections
    assert all("#s-" in entry.location and entry.title and entry.text for entry in sections)
    words = [entry.text for entry in parts]
    assert not any(one in other for one in words for other in words if one != other)


def test_a_list_is_found_by_its_title_alone(shipped: Mapping[str, Entry]) -> None:
    assert shipped["timeline/index.html"].text.count(".") <= 3
    assert not shipped["glossary/index.html"].names


def test_a_newspaper_that_is_its_own_publisher_is_named_once(
    shipped: Mapping[str, Entry],
) -> None:
    case = build(ROOT / "data", None).case
    alike = [s for s in case.sources.values() if s.publisher and s.publisher == s.container_title]
    assert alike
    for source in alike:
        words = shipped[f"sources/{source.id}/index.html"].text
        assert not words.startswith(f"{source.publisher} {source.publisher}"), source.id


def test_no_sentence_leads_to_two_places() -> None:
    entries = _entries(SITES / "south-pole" / "data")
    sentences = [s for e in entries.values() for s in e.text.split(". ") if len(s) > 60]
    assert sentences
    assert sorted(set(sentences)) == sorted(sentences)


def test_prose_is_searched_as_plain_text(tmp_path: Path) -> None:
    write_case(tmp_path, filled_with("<b>bold</b> & <i>more</i>"))
    found = _entries(tmp_path)
    texts = [entry.text for place, entry in found.items() if place.startswith("events/")]
    assert all("Words bold & more" in text and "<" not in text for text in texts)
    # Who published a source is no prose: it stays as it was written.
    assert "Words <b>bold</b> & <i>more</i>" in found["sources/sources-1/index.html"].text
