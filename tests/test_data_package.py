"""The case as tables: valid for Frictionless, and every record can be made from them again."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from frictionless import Package
from frictionless.resources import TableResource
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import BaseModel

from casebook.case import Case
from casebook.dates import Day
from casebook.exports import Given, package
from casebook.exports.table_layout import LEFT_OUT, layout, table_of
from casebook.records import KINDS, Question, Record, Term
from casebook.records.schema import ABOUT, MODELS
from tools.cases import BASE, DRAFT, givens, shipped

pytestmark = pytest.mark.filterwarnings("default")  # what Frictionless warns of is its own affair

Row = dict[str, Any]
# A package takes a second to read; to shrink one that fails would take minutes.
_SLOW = settings(
    suppress_health_check=list(HealthCheck),
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
_DERIVED = ("page", "_words", "_earliest", "_latest")


def _write(given: Given, folder: Path) -> Package:
    for file in package.FORMAT.make(given):
        path = folder / file.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.content)
        assert DRAFT.encode() not in file.content
    return Package(str(folder / "datapackage.json"))


def _rows(found: Package) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for resource in found.resources:
        assert isinstance(resource, TableResource)
        assert resource.name
        rows[resource.name] = [row.to_dict() for row in resource.read_rows()]
    return rows


@_SLOW
@given(given=givens())
def test_any_case_is_a_valid_package_that_loses_nothing(given: Given) -> None:
    with TemporaryDirectory() as folder:
        found = _write(given, Path(folder))
        report = found.validate()
        assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
        _holds(given.case, _rows(found))


def test_the_shipped_case_is_a_valid_package_that_loses_nothing(tmp_path: Path) -> None:
    built = shipped()
    found = _write(Given(built.case, built.texts, BASE), tmp_path)
    assert found.validate().valid
    rows = _rows(found)
    _holds(built.case, rows)
    assert found.title == built.case.about.title
    assert found.licenses == [{"name": built.case.about.licence}]
    assert {row["page"] for row in rows["actors"]} == {
        f"{BASE}actors/{name}/" for name in built.case.actors
    }


def _holds(case: Case, rows: dict[str, list[Row]]) -> None:
    """Make every record from its rows again, and compare; and look at what was worked out."""
    made = _made(rows)
    about = MODELS[ABOUT].model_validate(made[ABOUT][""])
    assert about == case.about.model_copy(
        update={
            "checks": type(case.about).model_fields["checks"].default,
            "featured": tuple(str(case.index.resolve(name)) for name in case.about.featured),
        }
    )
    for kind, model in KINDS.items():
        records = {key.id: record for key, record in case.of(kind)}
        assert list(made[kind]) == list(records)
        for name, record in records.items():
            assert model.model_validate(made[kind][name]) == _with_whole_keys(record, case)
    for event, row in zip((r for _, r in case.of("events")), rows["events"], strict=True):
        when = getattr(event, "date", None)
        for end in ("earliest", "latest"):
            day: Day | None = getattr(when, end) if when else None
            expected = date(*day) if day and 1 <= day.year <= 9999 else None
            assert row[f"date_{end}"] == expected


def _with_whole_keys(record: Record, case: Case) -> Record:
    """Return a record whose references to any kind name the kind, as those of the tables do."""
    if isinstance(record, Question):
        about = tuple(str(case.index.resolve(name)) for name in record.about)
        return record.model_copy(update={"about": about})
    if isinstance(record, Term) and record.names:
        names = str(case.index.resolve(record.names, ("actors", "places")))
        return record.model_copy(update={"names": names})
    return record


def _made(rows: dict[str, list[Row]]) -> dict[str, dict[str, Any]]:
    """Return the values of each record, by its kind and its id, from the rows of all tables."""
    made: dict[str, dict[str, Any]] = {ABOUT: {"": _values(rows[ABOUT][0])}}
    for kind in KINDS:
        made[kind] = {row["id"]: _values(row) for row in rows[table_of(kind)]}
    roots = {*map(table_of, KINDS), ABOUT}
    inner = [(row, name) for name in rows if name not in roots for row in rows[name]]
    # A row that others belong to comes before them, and those before it in its list as well.
    for row, name in sorted(
        inner, key=lambda item: (item[0]["key"].count("/"), item[0]["position"])
    ):
        kind, *way = row["key"].split("/")
        assert way[-1] == str(row["position"])
        place = made[kind][""] if kind == ABOUT else made[kind][way.pop(0)]
        while len(way) > 2:
            place = place[way[0]][int(way[1]) - 1]
            way = way[2:]
        _put(place, way[0], row, name)

    return made


def _put(place: Row, name: str, row: Row, table: str) -> None:
    """Add what a row holds to the list, or the mapping, of the record that it belongs to."""
    if table == "identifiers":
        place.setdefault(name, {})[row["name"]] = row["value"]
        return
    columns = {column.name for column in layout()[table].columns}
    value: Any = _values({key: cell for key, cell in row.items() if key in columns})
    if len(columns) == 1:
        (value,) = value.values()
    if table == "participants":
        value["id"] = value.pop("actor")
    place.setdefault(name, []).append(value)


def _values(row: Row) -> Row:
    kept = {k: v for k, v in row.items() if v is not None and not k.endswith(_DERIVED)}
    return {k: float(v) if isinstance(v, Decimal) else v for k, v in kept.items()}


def test_every_field_of_every_model_has_a_column_or_a_table() -> None:
    columns = {c.name for table in layout().values() for c in table.columns} | layout().keys()
    renamed = {"sources": "evidence", "byline": "bylines", "about": "subjects"}

    def missing(model: type[BaseModel]) -> set[str]:
        names = {field.alias or name for name, field in model.model_fields.items()} - {*LEFT_OUT}
        return {n for n in names if not {n, renamed.get(n, n)} & columns}

    lists = {"actors", "author"}  # participants, authors
    assert {n for model in MODELS.values() for n in missing(model)} - lists == set()
    assert {"accounts", "relations", "roles", "facts", "names", "participants"} <= layout().keys()


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("evidence.csv", b",1,", b",x,"),
        ("events.csv", b",reported,", b",rumoured,"),
        ("participants.csv", b"gulmurod-khalimov,subject", b"nobody-known,subject"),
    ],
)
def test_frictionless_would_find_what_is_wrong(
    table: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    built = shipped()
    _write(Given(built.case, built.texts), tmp_path)
    path = tmp_path / "tables" / table
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    # Neither the size nor the sum is to be what is found.
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for resource in described["resources"]:
        del resource["bytes"], resource["hash"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_a_database_takes_the_tables_by_their_keys(tmp_path: Path) -> None:
    built = shipped()
    _write(Given(built.case, built.texts), tmp_path)
    tables = tmp_path / "tables"
    query = (
        f"SELECT a.id, count(*) FROM '{tables}/actors.csv' a"
        f" JOIN '{tables}/participants.csv' p ON p.actor = a.id GROUP BY a.id"
    )
    found = duckdb.execute(query).fetchall()
    counted: dict[str, int] = {}
    for event in built.case.events.values():
        for participant in event.actors:
            counted[participant.id] = counted.get(participant.id, 0) + 1
    assert dict(found) == counted
