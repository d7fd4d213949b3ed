"""Entities of FollowTheMoney, read back by FollowTheMoney itself."""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from casebook import build
from casebook.case import Case
from casebook.dates import EdtfDate, parse
from casebook.exports import Given
from casebook.exports.ftm import FORMAT, values
from casebook.records import Actor, Event, Fact, Key, Place, Question
from crawl.runs import SITES
from tools.cases import DRAFT, givens, shipped
from tools.errors import ToolError
from tools.ftm import FtmReader

Read = dict[str, dict[str, Any]]
_SOME = settings(suppress_health_check=list(HealthCheck), max_examples=40)
_SCHEMAS = {"person": "Person", "state": "PublicBody"}


@pytest.fixture(scope="module")
def reader() -> Iterator[FtmReader]:
    with FtmReader() as reader:
        yield reader


def _lines(given: Given) -> list[str]:
    (file,) = FORMAT.make(given)
    return file.content.decode().removesuffix("\n").split("\n")


def _read(reader: FtmReader, given: Given) -> Read:
    """Return the entities by id without the prefix; all must be sound."""
    lines = _lines(given)
    assert all(DRAFT not in line for line in lines)
    entities = reader.read(lines)
    assert [(e["id"], e["errors"]) for e in entities if e["errors"]] == []
    prefix = f"{values.prefix_of(given.case)}."
    found = {entity["id"].removeprefix(prefix): entity for entity in entities}
    assert len(found) == len(lines)
    assert all(entity["id"].startswith(prefix) for entity in entities)
    return found


def _shipped() -> Given:
    built = shipped()
    return Given(built.case, built.texts, built.base)


def _key(key: Key) -> str:
    return f"{key.kind}.{key.id}"


def _words(texts: Any) -> set[str]:
    """Return texts by their letters and signs, whatever is made of blanks and quotes."""
    return {"".join(c for c in text if c.isalnum()) for text in texts} - {""}


@_SOME
@given(given=givens())
def test_every_entity_of_any_case_is_sound(reader: FtmReader, given: Given) -> None:
    found = _read(reader, given)
    wanted = {_key(key) for key in given.case.records if key.kind != "glossary"}
    assert wanted <= set(found)
    prefix = f"{values.prefix_of(given.case)}."
    for entity in found.values():
        for name, kind in entity["ranges"].items():
            for other in entity["properties"][name]:
                assert kind in found[other.removeprefix(prefix)]["is"], (entity["id"], name)


@_SOME
@given(given=givens())
def test_nothing_that_was_written_is_refused(reader: FtmReader, given: Given) -> None:
    lines = _lines(given)
    for line, read in zip(lines, reader.read(lines), strict=True):
        written = json.loads(line)["properties"]
        for name, told in written.items():
            if read["types"].get(name) in ("entity", "date", "language", "identifier", "number"):
                assert set(read["properties"][name]) == set(told)
            elif read["types"].get(name) not in ("url", None):
                assert _words(read["properties"][name]) == _words(told), (read["id"], name)
            assert name in read["properties"] or not _words(told), (read["id"], name)


@_SOME
@given(given=givens())
def test_no_date_of_any_case_is_more_exact_than_the_record(reader: FtmReader, given: Given) -> None:
    found = _read(reader, given)
    for source in given.case.sources.values():
        told = found[f"sources.{source.id}"]["properties"]
        _says_no_more(told.get("publishedAt", []), source.issued)
    for event in given.case.events.values():
        _says(found[f"events.{event.id}"]["properties"], event.date)
    for actor in given.case.actors.values():
        for number, relation in enumerate(actor.relations):
            link = found[f"actors.{actor.id}.relations.{number}"]
            _says(link["properties"], relation.dates)
        for number, role in enumerate(actor.roles):
            if (link := found[f"actors.{actor.id}.roles.{number}"])["schema"] != "Note":
                _says(link["properties"], role.dates)


def _says(told: dict[str, list[str]], when: EdtfDate | None) -> None:
    spoken = " ".join(told.get("description", []))
    given = {name: told.get(name, []) for name in ("date", "startDate", "endDate")}
    if when is None:
        assert not any(given.values())
        return
    exact = [value for values in given.values() for value in values]
    if when.precision == "interval":
        assert not given["date"]
        for name, end in (("startDate", when.start), ("endDate", when.end)):
            _says_no_more(given[name], end if isinstance(end, EdtfDate) else None)
    else:
        assert not given["startDate"] + given["endDate"]
        _says_no_more(given["date"], when)
    # Either the properties say all of it, or the description has it as it was written.
    assert "/".join(exact) == when.text or f"EDTF {when.text})" in spoken


def _says_no_more(told: list[str], when: EdtfDate | None) -> None:
    """Hold that the stretch of time that a value means has in it all that the record allows."""
    if not told:
        return
    (value,) = told
    assert when
    assert not when.uncertain
    assert not when.approximate
    assert when.earliest
    assert when.latest
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    assert (first.year, first.month, first.day) <= tuple(when.earliest)
    assert tuple(when.latest) <= (last.year, last.month, last.day)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2015-05-28", {"date": "2015-05-28"}),
        ("2015-05", {"date": "2015-05"}),
        ("2015", {"date": "2015"}),
        ("2015-05-28T10:30Z", {"date": "2015-05-28"}),
        ("2015-04-2X", {"date": "2015-04"}),
        ("[2015-04-23,2015-05-01]", {"date": "2015"}),
        ("2015-21", {"date": "2015"}),
        ("2015-04~", {"date": None}),
        ("2015-04?", {"date": None}),
        ("2015-~04-23", {"date": None}),
        ("201X", {"date": None}),
        ("0999", {"date": None}),
        ("-0043-03-15", {"date": None}),
        ("Y17E7", {"date": None}),
        ("2015-05-28/2015-06", {"startDate": "2015-05-28", "endDate": "2015-06"}),
        ("2015-04~/2015-06", {"startDate": None, "endDate": "2015-06"}),
        ("1992/..", {"startDate": "1992", "endDate": None}),
        ("/1997", {"startDate": None, "endDate": "1997"}),
    ],
)
def test_a_date_is_given_as_far_as_it_is_certain(written: str, told: dict[str, Any]) -> None:
    assert values.dates_of(parse(written)) == told


@_SOME
@given(given=givens())
def test_names_are_all_there_and_a_single_word_is_a_weak_alias(
    reader: FtmReader, given: Given
) -> None:
    found = _read(reader, given)
    for kind in ("actors", "places"):
        for key, record in given.case.of(kind):
            assert isinstance(record, Actor | Place)
            told = found[_key(key)]["properties"]
            names = [*told["name"], *told.get("alias", []), *told.get("weakAlias", []), key.id]
            wanted = [record.name, *(name.name for name in record.names), *record.also_known_as]
            assert _words(wanted) <= _words(names)
            assert all(len(alias.split()) == 1 for alias in told.get("weakAlias", []))


def test_the_shipped_case_is_told_whole(reader: FtmReader) -> None:
    given = _shipped()
    case, found = given.case, _read(reader, given)
    schemas = Counter(entity["schema"] for entity in found.values())
    assert schemas["Event"] == len(case.events)
    assert schemas["Address"] == len(case.places)
    assert schemas["Article"] + schemas["Document"] == len(case.sources) + len(case.articles)
    for actor in case.actors.values():
        assert found[f"actors.{actor.id}"]["schema"] == _SCHEMAS.get(actor.kind, "Organization")
    ties = [entity for name, entity in found.items() if ".relations." in name]
    assert len(ties) == sum(len(actor.relations) for actor in case.actors.values())
    assert all(tie["edges"] == 1 for tie in ties)
    accounts = [name for name in found if ".accounts." in name]
    facts = [fact for actor in case.actors.values() for fact in actor.facts]
    parts: list[Event | Question | Fact] = [*case.events.values(), *case.questions.values(), *facts]
    assert len(accounts) == sum(len(part.accounts) for part in parts)


def test_every_event_says_who_was_there_and_what_it_rests_on(reader: FtmReader) -> None:
    given = _shipped()
    found, prefix = _read(reader, given), values.prefix_of(given.case)
    for event in given.case.events.values():
        told = found[f"events.{event.id}"]["properties"]
        there = {f"{prefix}.actors.{actor.id}" for actor in event.actors}
        assert set(told.get("involved", [])) == there
        assert set(told["proof"]) == {f"{prefix}.sources.{name}" for name in event.sources}
        assert f"status: {event.status}" in told["description"]
        roles = {actor.role for actor in event.actors if actor.role}
        links = [e for name, e in found.items() if name.startswith(f"events.{event.id}.actors.")]
        assert {link["properties"]["role"][0] for link in links} == roles


def test_a_role_in_a_body_is_a_membership_and_any_other_a_post(reader: FtmReader) -> None:
    given = _shipped()
    found = _read(reader, given)
    for actor in given.case.actors.values():
        for number, role in enumerate(actor.roles):
            schema = found[f"actors.{actor.id}.roles.{number}"]["schema"]
            alone = "Occupancy" if actor.kind == "person" else "Note"
            assert schema == ("Membership" if role.organisation else alone)


def test_only_a_known_spot_has_coordinates(reader: FtmReader) -> None:
    given = _shipped()
    found = _read(reader, given)
    for place in given.case.places.values():
        told = found[f"places.{place.id}"]["properties"]
        exact = place.precision in ("exact", "town")
        assert ("latitude" in told, "longitude" in told) == (exact, exact)
        if exact:
            assert float(told["latitude"][0]) == place.lat
            assert float(told["longitude"][0]) == place.lon


def test_an_actor_keeps_its_id_of_wikidata(reader: FtmReader) -> None:
    built = build(SITES / "south-pole" / "data", None)
    found = _read(reader, Given(built.case, built.texts))
    wanted = {
        f"actors.{actor.id}": actor.identifiers["wikidata"]
        for actor in built.case.actors.values()
        if "wikidata" in actor.identifiers
    }
    assert wanted
    told = {name: e["properties"].get("wikidataId") for name, e in found.items()}
    assert {name: told[name] for name in wanted} == {n: [value] for n, value in wanted.items()}


def test_ids_are_the_same_wherever_the_site_is_published() -> None:
    built = shipped()
    ids = [
        [json.loads(line)["id"] for line in _lines(Given(built.case, built.texts, base))]
        for base in ("", "https://example.org/")
    ]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("title", "prefix"),
    [
        ("The Commander Who Left", "the-commander-who-left"),
        ("Affäre 7", "affare-7"),
        ("Дело", "[0-9a-f]{8}"),
        ("Łódź", "odz-[0-9a-f]{8}"),
        ("☃", "[0-9a-f]{8}"),
        ("x" * 61, f"{'x' * 60}-[0-9a-f]{{8}}"),
    ],
)
def test_ids_begin_with_the_title_or_what_stands_for_it(title: str, prefix: str) -> None:
    assert re.fullmatch(prefix, values.prefix_of(_titled(title)))


def test_two_titles_never_make_the_same_ids() -> None:
    titles = ["Łódź", "odz", "Дело", "Тело", "☃", "x" * 61, "x" * 62]
    assert len({values.prefix_of(_titled(title)) for title in titles}) == len(titles)


def _titled(title: str) -> Case:
    case = shipped().case
    about = case.about.model_copy(update={"title": title})
    return Case(about, case.records, case.index, case.raw, case.about_raw)


def test_the_languages_are_those_of_the_library(reader: FtmReader) -> None:
    assert sorted(values._LANGUAGES.values()) == reader.languages()


def test_a_reader_finds_what_is_wrong(reader: FtmReader) -> None:
    bad = {"id": "a", "schema": "Event", "properties": {"date": ["2015-13"], "nme": ["x"]}}
    (read,) = reader.read([json.dumps(bad)])
    assert any("nme" in error for error in read["errors"])
    assert any("2015-13" in error for error in read["errors"])
    assert "name is missing" in read["errors"]


def test_a_reader_that_is_not_there_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tools.ftm.FOLDER", tmp_path)
    with pytest.raises(ToolError, match="make tools"), FtmReader():
        pass
