"""The kinds of record: which fields each has, needs and refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from casebook.dates import EdtfDate, parse
from casebook.problems import Problem
from casebook.reading import RawMap, read
from casebook.records import KINDS, CaseRecord, Event, Key, Place, Prose, Ref, build, parts

GOLDEN = Path(__file__).parent / "golden" / "records"
MODELS: dict[str, type[BaseModel]] = {"case": CaseRecord, **KINDS}


def _table(name: str) -> dict[str, dict[str, str]]:
    table = yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(table, dict)
    return table


WHOLE = _table("whole")


def _raw(tmp_path: Path, text: str) -> RawMap:
    path = tmp_path / "record.yml"
    path.write_text(text, "utf-8")
    document, problems = read(path, "data/record.yml")
    assert problems == []
    assert isinstance(document.root, RawMap)
    return document.root


def _build(tmp_path: Path, kind: str, text: str) -> tuple[Any, list[Problem]]:
    defaults = {} if kind == "case" else {"id": "from-file"}
    return build(MODELS[kind], _raw(tmp_path, text), defaults)


def _without(kind: str, *fields: str) -> str:
    lines = WHOLE[kind]["record"].splitlines(keepends=True)
    return "".join(line for line in lines if line.split(":")[0] not in fields)


def test_these_are_the_kinds() -> None:
    assert set(MODELS) == set(WHOLE)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_record_may_have_every_field_of_its_kind_and_no_other(tmp_path: Path, kind: str) -> None:
    record, problems = _build(tmp_path, kind, WHOLE[kind]["record"])
    assert problems == []
    common = () if kind == "case" else ("id", "draft", "former_ids", "reviewed", "corrections")
    fields = {line.split(":")[0] for line in WHOLE[kind]["record"].splitlines()} | set(common)
    assert {f.alias or name for name, f in type(record).model_fields.items()} == fields


@pytest.mark.parametrize("kind", WHOLE)
def test_the_required_fields_are_enough(tmp_path: Path, kind: str) -> None:
    required = WHOLE[kind]["required"].split()
    text = "".join(
        line
        for line in WHOLE[kind]["record"].splitlines(keepends=True)
        if line.split(":")[0] in required
    )
    record, problems = _build(tmp_path, kind, text)
    assert problems == []
    assert kind == "case" or record.id == "from-file"


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, f) for kind in WHOLE for f in WHOLE[kind]["required"].split()]
)
@pytest.mark.parametrize("left", ["out", "empty"])
def test_a_required_field_left_out_or_empty_is_missing(
    tmp_path: Path, kind: str, field: str, left: str
) -> None:
    text = _without(kind, field) + (f"{field}:\n" if left == "empty" else "")
    _, problems = _build(tmp_path, kind, text)
    assert [(str(p.where), p.what) for p in problems] == [
        ("data/record.yml:1:1", f'"{field}" is missing')
    ]
    assert field in problems[0].hint


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, f) for kind in WHOLE for f in WHOLE[kind]["required"].split() if len(f) > 3],
)
def test_a_required_key_in_another_spelling_is_one_mistake(
    tmp_path: Path, kind: str, field: str
) -> None:
    slip = field[0] + field[2:]
    text = re.sub(rf"^{field}:", f"{slip}:", WHOLE[kind]["record"], flags=re.MULTILINE)
    _, problems = _build(tmp_path, kind, text)
    assert [p.what for p in problems] == [f'there is no key "{slip}" here']
    assert f'"{field}"' in problems[0].hint


def test_a_required_key_is_missing_beside_a_key_that_is_nothing_like_it(tmp_path: Path) -> None:
    _, problems = _build(tmp_path, "glossary", _without("glossary", "short") + "colour: red\n")
    assert sorted(p.what for p in problems) == [
        '"short" is missing',
        'there is no key "colour" here',
    ]


@pytest.mark.parametrize("kind", [kind for kind in WHOLE if kind != "case"])
def test_a_record_needs_an_id_where_its_file_gives_none(tmp_path: Path, kind: str) -> None:
    _, problems = build(MODELS[kind], _raw(tmp_path, _without(kind, "id")), {})
    assert [p.what for p in problems] == ['"id" is missing']


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=title) for title, case in _table("refused").items()]
)
def test_a_mistake_is_named_with_a_way_out(tmp_path: Path, case: dict[str, str]) -> None:
    kind, change = case["kind"], case["change"]
    text = _without(kind, change.split(":")[0])
    _, problems = _build(tmp_path, kind, f"{text}{change}\n")
    assert len(problems) == 1
    message = f"{problems[0].what} {problems[0].hint}".casefold()
    for words in case["words"].split(" | "):
        assert words.casefold() in message
    assert problems[0].where.line == text.count("\n") + 1
    assert problems[0].hint


def test_every_mistake_of_a_record_is_named_at_once(tmp_path: Path) -> None:
    text = "title:\nsummary: [x]\nstatus: sure\ndate: 31.12.2015\nsauces: [s]\n"
    _, problems = _build(tmp_path, "events", text)
    assert sorted(str(p.where).removeprefix("data/record.yml:") for p in problems) == [
        "1:1",
        "2:10",
        "3:9",
        "4:7",
        "5:1",
    ]


def test_what_is_right_in_a_flawed_record_is_kept(tmp_path: Path) -> None:
    text = "title: T\nsummary: S\nstatus: reported\nsources: [s]\ndate: never\nkey: maybe\n"
    record, problems = _build(tmp_path, "events", text)
    assert len(problems) == 2
    assert isinstance(record, Event)
    assert (record.title, record.date, record.key) == ("T", None, False)


def test_a_scalar_is_typed_by_the_field_that_receives_it(tmp_path: Path) -> None:
    text = (
        "title: no\nsummary: 010\nstatus: reported\nsources: [1992]\n"
        "date: 2015-05-28\nkey: true\ntags: [on, 1e3]\n"
    )
    record, problems = _build(tmp_path, "events", text)
    assert problems == []
    assert (record.title, record.summary, record.sources) == ("no", "010", ("1992",))
    assert (record.date, record.key, record.tags) == (parse("2015-05-28"), True, ("on", "1e3"))


@pytest.mark.parametrize(("text", "number"), [("38.56", 38.56), ("-90", -90.0), ("0", 0.0)])
def test_degrees_are_read(tmp_path: Path, text: str, number: float) -> None:
    record, problems = _build(tmp_path, "places", f"name: N\nkind: city\nlat: {text}\n")
    assert problems == []
    assert isinstance(record, Place)
    assert record.lat == number


def test_a_participant_may_be_an_id_alone(tmp_path: Path) -> None:
    record, _ = _build(tmp_path, "events", WHOLE["events"]["record"])
    assert [(p.id, p.role) for p in record.actors] == [("a", None), ("b", "leader"), ("c", None)]


def test_a_reference_may_say_the_only_kind_it_can_have(tmp_path: Path) -> None:
    text = _without("events", "place", "sources") + "place: places/p\nsources: [sources/s]\n"
    record, _ = _build(tmp_path, "events", text)
    assert (record.place, record.sources) == ("p", ("s",))


def test_records_cannot_be_changed(tmp_path: Path) -> None:
    record, _ = _build(tmp_path, "events", WHOLE["events"]["record"])
    with pytest.raises(ValidationError, match="frozen"):
        record.title = "another"
    assert isinstance(record.sources, tuple)
    assert isinstance(record.date, EdtfDate)


def test_every_reference_and_every_text_of_a_record_is_found(tmp_path: Path) -> None:
    record, _ = _build(tmp_path, "actors", WHOLE["actors"]["record"])
    found = {"/".join(map(str, place)): (text, mark) for place, text, mark in parts(record)}
    assert {place for place, (_, mark) in found.items() if isinstance(mark, Ref)} == {
        "facts/0/sources/0",
        "roles/0/organisation",
        "roles/0/sources/0",
        "relations/0/to",
        "relations/0/sources/0",
        "sources/0",
    }
    assert {place: text for place, (text, mark) in found.items() if isinstance(mark, Prose)} == {
        "summary": "S",
        "body": "B",
        "facts/0/value": "V",
        "roles/0/note": "N",
        "relations/0/note": "N",
    }


def test_a_key_says_its_kind() -> None:
    assert str(Key("actors", "csto")) == "actors/csto"
