"""The whole case as JSON: it keeps its schema, loses nothing, and can be read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from casebook.build import check
from casebook.case import Case, load
from casebook.exports import Given, whole
from casebook.records import KINDS, Record
from casebook.terminal import main
from tools import ROOT
from tools.cases import DRAFT, givens, large, shipped

_CALM = settings(suppress_health_check=list(HealthCheck), max_examples=40)


def _files(given: Given) -> tuple[str, Any]:
    """Return the text of the case and its schema."""
    made = {file.path: file.content.decode("utf-8") for file in whole.FORMAT.make(given)}
    return made["casebook.json"], json.loads(made["casebook.schema.json"])


def _import(folder: Path, text: str, *options: str) -> Result:
    file = folder / "casebook.json"
    file.write_text(text, encoding="utf-8")
    where = ["--data", str(folder / "data"), "--docs", str(folder / "docs")]
    return CliRunner().invoke(main, ["import", "casebook-json", str(file), *where, *options])


def _records(case: Case) -> Iterator[tuple[str, list[Record]]]:
    """Yield the records of each kind in their order."""
    return ((kind, [record for _, record in case.of(kind)]) for kind in KINDS)


def _same(folder: Path, case: Case) -> None:
    again, problems = load(folder / "data")
    assert problems == []
    assert again.about == case.about
    assert dict(_records(again)) == dict(_records(case))
    assert list(again.events) == list(case.events)


@_CALM
@given(given=givens())
def test_any_case_keeps_the_schema_and_comes_back_the_same(given: Given) -> None:
    text, schema = _files(given)
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(json.loads(text))) == []
    assert DRAFT not in text
    with TemporaryDirectory() as folder:
        done = _import(Path(folder), text)
        assert done.exit_code == 0, done.output
        _same(Path(folder), given.case)


def test_the_shipped_case_comes_back_the_same(tmp_path: Path) -> None:
    built = shipped()
    text, schema = _files(Given(built.case, built.texts))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(text))
    done = _import(tmp_path, text)
    assert done.exit_code == 0, done.output
    _same(tmp_path, built.case)
    assert check(tmp_path / "data", ROOT / "docs").case.about == built.case.about


def test_a_kind_of_many_records_comes_back_in_its_order(tmp_path: Path) -> None:
    found = large(600)
    done = _import(tmp_path, _files(found)[0])
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "data" / "events").iterdir())) == 2
    _same(tmp_path, found.case)


def test_values_have_types_and_what_is_a_default_is_left_out() -> None:
    built = shipped()
    found = json.loads(_files(Given(built.case, built.texts, "https://example.org/"))[0])
    assert found["site"] == "https://example.org/"
    assert found["case"]["as_of"] == built.case.about.as_of.text
    assert {len(found[kind]) for kind in KINDS} == {len(list(built.case.of(k))) for k in KINDS}
    assert all(isinstance(place["lat"], float) for place in found["places"] if "lat" in place)
    assert {event.get("key") for event in found["events"]} == {True, None}
    assert all("draft" not in record for kind in KINDS for record in found[kind])


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("case", "title"), 7),
        (("events", 0, "date"), "yesterday"),
        (("events", 0, "colour"), "red"),
        (("places", 0, "lat"), "51.5"),
        (("sources", 0, "URL"), "ftp://x"),
        (("more",), []),
    ],
)
def test_the_schema_refuses_what_the_case_does_not_hold(way: tuple[Any, ...], value: Any) -> None:
    built = shipped()
    text, schema = _files(Given(built.case, built.texts))
    found = json.loads(text)
    inner = found
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    assert not Draft202012Validator(schema).is_valid(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is not JSON"),
        ("[]", 'there is no "case"'),
        ('{"case": 1}', 'there is no "case"'),
        ('{"case": {}, "people": []}', 'casebook.json:1:14: there is no kind of record "people"'),
        ('{"case": {}, "events": [1]}', "events is not a list of records"),
        ('{"case": {},\n "events": [{"id": "x",\n "date": "1"}]}', "casebook.json:3:"),
    ],
)
def test_what_is_no_case_is_refused_and_nothing_written(
    tmp_path: Path, text: str, said: str
) -> None:
    done = _import(tmp_path, text)
    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / "data").exists()


def test_a_case_that_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "case.yml").write_text("title: Mine\n", "utf-8")
    done = _import(tmp_path, '{"case": {}}')
    assert done.exit_code == 1
    assert "is there already" in done.output
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["case.yml"]
