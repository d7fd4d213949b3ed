"""The schemas for editors' programs: fresh, whole, and of one mind with the models."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from casebook.case.index import Index, UnresolvedError
from casebook.case.rules import mistakes
from casebook.dates import DateError, EdtfDate, parse
from casebook.editing.starting import start
from casebook.problems import Where
from casebook.reading import Raw, RawList, RawMap, read, read_folder
from casebook.records import KINDS, Prose, Record, Ref, build, parts, schema
from casebook.records import schema_forms as forms
from casebook.records.base import Model
from casebook.records.described import about_fields
from casebook.records.fields import Location, Slug
from casebook.terminal import main
from tools import ROOT
from tools.strategies import Written, edtf_texts, records, yaml_of
from tools.validator import checker, metaschema_refuses, refusals

SCHEMAS = ROOT / "data" / schema.FOLDER
SITES = ROOT / "tests" / "sites"
BROKEN = SITES / "broken"
GOLDEN = ROOT / "tests" / "golden"
FIXTURES = sorted(path.parent.name for path in BROKEN.glob("*/expected.txt"))


def _golden(name: str) -> dict[str, Any]:
    table = yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(table, dict)
    return table


BEYOND = {
    part: {entry for entries in reasons.values() for entry in entries}
    for part, reasons in _golden("schema/beyond").items()
}
WHOLE = _golden("records/whole")


@cache
def _check(kind: str) -> Callable[[str], list[str]]:
    return checker(SCHEMAS / f"{kind}.json")


def _schema(kind: str) -> dict[str, Any]:
    loaded = json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _fields() -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Yield each field of each mapping: where it is, its schema, whether it is required."""
    for kind in schema.MODELS:
        for name, mapping in _schema(kind)["$defs"].items():
            for key, field in mapping.get("properties", {}).items():
                yield f"{kind}: {name}.{key}", field, key in mapping.get("required", ())


# ---- the files


def test_the_schema_files_are_what_the_models_give() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{kind}.json" for kind in schema.MODELS}
    for kind, text in schema.texts().items():
        assert (SCHEMAS / f"{kind}.json").read_bytes() == text.encode(), "run make schemas"


def test_the_settings_of_the_editor_are_fresh_and_recommend_what_reads_them() -> None:
    folder = ROOT / ".vscode"
    assert (folder / "settings.json").read_text("utf-8") == schema.editor_settings()
    extensions = json.loads((folder / "extensions.json").read_text("utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
    assert "vscode" not in (ROOT / ".gitignore").read_text("utf-8")


def test_the_settings_give_every_data_file_the_schema_of_its_kind() -> None:
    globs = json.loads(schema.editor_settings())["yaml.schemas"]
    for path in _data_files(ROOT / "data"):
        found = [s for s, patterns in globs.items() for p in patterns if _matches(p, path)]
        assert found == [f"./data/schema/{_kind(path, ROOT / 'data')}.json"]


def _matches(glob: str, path: Path) -> bool:
    pattern = re.escape(glob).replace(r"\*\*/", "(?:.+/)?").replace(r"\*", "[^/]+")
    return re.fullmatch(pattern, path.relative_to(ROOT).as_posix()) is not None


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.y*ml")), ids=lambda p: p.name)
def test_each_data_file_names_its_schema_in_its_first_line(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first == schema.modeline(path, ROOT / "data")
    named = path.parent / first.partition("$schema=")[2]
    assert named.resolve() == SCHEMAS / f"{_kind(path, ROOT / 'data')}.json"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("case.yml", "schema/case.json"),
        ("events.yaml", "schema/events.json"),
        ("events/2015.yml", "../schema/events.json"),
        ("events/2015/may.yml", "../../schema/events.json"),
    ],
)
def test_the_first_line_finds_the_schema_from_any_depth(name: str, line: str) -> None:
    found = schema.modeline(Path("some/data") / name, Path("some/data"))
    assert found == f"# yaml-language-server: $schema={line}"


def test_a_file_that_no_kind_claims_has_no_schema() -> None:
    with pytest.raises(ValueError, match="no kind claims"):
        schema.modeline(Path("data/evnets/x.yml"), Path("data"))


# ---- what an editor reads


def test_every_field_of_every_model_says_what_it_is_for() -> None:
    # `new` makes models while it asks: those hold fields of these.
    models = [model for model in _heirs(Model) if model.__module__.startswith("casebook.records.")]
    assert {*schema.MODELS.values()} < {*models}
    for model in models:
        for name, said in about_fields(model).items():
            assert re.fullmatch(r'(?s)[A-Z].{7,}[.")]', said), f"{model.__name__}.{name}"


def _heirs(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for heir in model.__subclasses__():
        yield from (heir, *_heirs(heir))


def test_every_field_is_described_and_a_required_one_says_so() -> None:
    fields = list(_fields())
    assert len(fields) > 120
    for where, field, required in fields:
        description = field["description"]
        assert re.fullmatch(r'(?s)[A-Z].{9,}[.")]', description), where
        assert description.startswith("Required. ") == required, where
        assert "  " not in description, where


def test_every_field_has_an_example_but_for_words_and_truths() -> None:
    for where, field, _ in _fields():
        told = "enum" in field or field.get("type", [""])[0] == "boolean" or ".CB3" in where
        assert told or field.get("examples"), where


def test_every_word_of_a_choice_says_what_it_means() -> None:
    choices = [(where, field) for where, field, _ in _fields() if "enum" in field]
    assert len(choices) > 10
    for where, field in choices:
        words = [word for word in field["enum"] if word is not None]
        assert len(field["enumDescriptions"]) == len(words), where
        assert all(meaning.endswith(".") for meaning in field["enumDescriptions"]), where


def test_a_default_is_told_where_it_says_something() -> None:
    told = {where: field["default"] for where, field, _ in _fields() if "default" in field}
    assert told["events: Event.kind"] == "event"
    assert told["actors: Actor.autolink"] is True
    assert told["sources: Source.draft"] is False
    assert None not in told.values()


@pytest.mark.parametrize("kind", schema.MODELS)
def test_no_key_is_left_to_chance(kind: str) -> None:
    loaded = _schema(kind)
    assert loaded["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert loaded["title"]
    assert loaded["description"]
    mappings = [found for found in loaded["$defs"].values() if "properties" in found]
    assert all(found["additionalProperties"] is False for found in mappings)
    assert forms.FORM not in json.dumps(loaded)


@pytest.mark.parametrize("kind", schema.MODELS)
def test_the_examples_are_records_that_casebook_accepts(tmp_path: Path, kind: str) -> None:
    path = ROOT / "hooks" / "casebook" / "records" / "schema_examples.yml"
    table = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    text = json.dumps(table[kind])
    assert _accepted(tmp_path, kind, text)
    assert _check(kind)(text) == []


@pytest.mark.parametrize("kind", schema.MODELS)
def test_each_example_fits_its_own_field(tmp_path: Path, kind: str) -> None:
    loaded = _schema(kind)
    for name, mapping in loaded["$defs"].items():
        for key, field in mapping.get("properties", {}).items():
            alone = {"$schema": loaded["$schema"], "$defs": loaded["$defs"], **field}
            path = tmp_path / f"{name}-{key}.json"
            path.write_text(json.dumps(alone), "utf-8")
            check = checker(path)
            for example in field.get("examples", ()):
                assert check(json.dumps(example)) == [], (name, key)


# ---- what a program that checks by them says


def test_the_schemas_are_json_schemas() -> None:
    assert metaschema_refuses(sorted(SCHEMAS.glob("*.json"))) == ""


@pytest.mark.parametrize("kind", schema.MODELS)
def test_whole_cases_are_valid(kind: str) -> None:
    roots = [ROOT / "data", SITES / "south-pole" / "data", BROKEN / "base" / "data"]
    files = [path for root in roots for path in _data_files(root) if _kind(path, root) == kind]
    assert files
    assert refusals(SCHEMAS / f"{kind}.json", files) == {}


def test_a_new_case_is_valid(tmp_path: Path) -> None:
    start(tmp_path / "new", title="A case", language="en", today=date(2025, 6, 30))
    data = tmp_path / "new" / "data"
    files = _data_files(data)
    assert len(files) == len(schema.MODELS)
    for path in files:
        assert path.read_text("utf-8").splitlines()[0] == schema.modeline(path, data)
        assert refusals(data / "schema" / f"{_kind(path, data)}.json", [path]) == {}


@pytest.fixture(scope="module")
def refused() -> dict[Path, set[str]]:
    """Return what is refused in the broken cases: the JSON paths by the file."""
    found: dict[Path, set[str]] = {}
    for kind in schema.MODELS:
        roots = [BROKEN / name / "data" for name in FIXTURES]
        files = [path for root in roots for path in _data_files(root) if _kind(path, root) == kind]
        found |= refusals(SCHEMAS / f"{kind}.json", files)
    return found


@pytest.mark.parametrize("name", FIXTURES)
def test_a_mistake_in_a_broken_case_is_refused_where_a_schema_can(
    name: str, refused: dict[Path, set[str]]
) -> None:
    for line in (BROKEN / name / "expected.txt").read_text("utf-8").splitlines():
        place = f"{name}/{line.split(': ')[0]}"
        file, row, column = place.rsplit(":", 2)
        mistake = _json_path(BROKEN / file, int(row), int(column))
        found = _is_named(mistake, refused.get(BROKEN / file, set()))
        assert found == (place not in BEYOND["problems"]), place


def _is_named(mistake: str, paths: set[str]) -> bool:
    """Whether a program points at this value, at the mapping it stands in, or into it."""
    parent = re.sub(r"(\.[^.\[]+|\[\d+\])$", "", mistake)
    inside = any(path.startswith((f"{mistake}.", f"{mistake}[")) for path in paths)
    return inside or not paths.isdisjoint({"$", mistake, parent})


def _json_path(path: Path, row: int, column: int) -> str:
    """Return the JSON path of the innermost value, key or mapping that stands at a place."""
    steps: list[str] = ["$"]
    raw: Raw | None = read(path, path.name)[0].root if path.suffix == ".yml" else None
    while isinstance(raw, RawMap | RawList):
        at = (raw.where.line, raw.where.column)
        inner = _inside(raw)
        before = [one for one in inner if (one[1].line, one[1].column) <= (row, column)]
        if not before or (isinstance(raw, RawMap) and at == (row, column)):
            break
        step, _, raw = before[-1]
        steps.append(step)
    return "".join(steps)


def _inside(raw: RawMap | RawList) -> list[tuple[str, Where, Raw]]:
    if isinstance(raw, RawList):
        return [(f"[{number}]", item.where, item) for number, item in enumerate(raw.items)]
    return [(f".{key}", raw.keys[key], value) for key, value in raw.entries.items()]


def test_the_list_of_what_no_schema_can_tell_names_real_mistakes() -> None:
    problems = {
        f"{name}/{line.split(': ')[0]}"
        for name in FIXTURES
        for line in (BROKEN / name / "expected.txt").read_text("utf-8").splitlines()
    }
    assert BEYOND["problems"] <= problems
    assert len(problems - BEYOND["problems"]) > 50
    assert BEYOND["records"] <= set(_golden("records/refused"))


@pytest.mark.parametrize("kind", schema.MODELS)
def test_every_field_of_the_golden_records_is_valid(kind: str) -> None:
    assert _check(kind)(WHOLE[kind]["record"]) == []
    as_list = "".join(f"  {line}\n" for line in WHOLE[kind]["record"].splitlines())
    assert (_check(kind)(f"-\n{as_list}") == []) == (kind != "case")


@pytest.mark.parametrize("title", _golden("records/refused"))
def test_a_mistake_of_the_golden_records_is_refused_where_a_schema_can(title: str) -> None:
    kind, change = (_golden("records/refused")[title][key] for key in ("kind", "change"))
    lines = WHOLE[kind]["record"].splitlines(keepends=True)
    kept = "".join(line for line in lines if line.split(":")[0] != change.split(":")[0])
    assert bool(_check(kind)(f"{kept}{change}\n")) == (title not in BEYOND["records"])


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, f) for kind in WHOLE for f in WHOLE[kind]["required"].split()]
)
@pytest.mark.parametrize("left", ["out", "empty"])
def test_a_required_field_left_out_or_empty_is_refused(kind: str, field: str, left: str) -> None:
    lines = WHOLE[kind]["record"].splitlines(keepends=True)
    text = "".join(line for line in lines if line.split(":")[0] != field)
    assert _check(kind)(text + (f"{field}:\n" if left == "empty" else ""))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (kind, line.split(":")[0])
        for kind in WHOLE
        for line in WHOLE[kind]["record"].splitlines()
        if line.split(":")[0] not in WHOLE[kind]["required"].split()
    ],
)
def test_another_field_left_empty_counts_as_left_out(kind: str, field: str) -> None:
    lines = WHOLE[kind]["record"].splitlines(keepends=True)
    emptied = "".join(f"{field}:\n" if line.split(":")[0] == field else line for line in lines)
    # A point that lost one of its parts is no point any more.
    expected = field in ("lat", "lon", "precision")
    assert bool(_check(kind)(emptied)) == expected


def test_an_id_is_required_in_a_list_alone() -> None:
    record = "{term: T, short: S}"
    assert _check("glossary")(record) == []
    assert _check("glossary")(f"[{record}]")
    assert _check("glossary")("[{id: , term: T, short: S}]")
    assert _check("glossary")("[{id: x, term: T, short: S}]") == []


def test_an_empty_file_is_valid_but_for_the_case_itself() -> None:
    for kind in schema.MODELS:
        assert bool(_check(kind)("# nothing yet\n")) == (kind == "case")


# ---- of one mind with the models


@pytest.mark.parametrize("kind", schema.MODELS)
def test_what_casebook_accepts_is_valid(
    tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    folder = tmp_path_factory.mktemp(kind)
    accepted: list[str] = []

    @given(records(schema.MODELS[kind]), st.booleans() if kind in KINDS else st.just(False))
    def hold(record: dict[str, Any], listed: bool) -> None:
        text = yaml_of([{"id": Written("x"), **record}] if listed else record)
        if _accepted(folder, kind, text):
            accepted.append(text)
            # One number in two spellings is the same twice, see the module; and the next test.
            assert [e for e in _check(kind)(text) if "non-unique" not in e] == []

    hold()
    assert len(accepted) > 20


def test_quotation_marks_settle_what_yaml_takes_for_something_else(tmp_path: Path) -> None:
    for text in ("{term: Null, short: S}", "{term: T, short: S, forms: [7, 07]}"):
        assert _accepted(tmp_path, "glossary", text)
        assert _check("glossary")(text)
    for text in ('{term: "Null", short: S}', '{term: T, short: S, forms: ["7", "07"]}'):
        assert _check("glossary")(text) == []


def test_each_odd_letter_is_refused_where_casebook_refuses_it(tmp_path: Path) -> None:
    for code in [*range(0xA1), 0x61C, *range(0x2000, 0x2070), 0xFEFF, 0xFFFE, 0xFFFF, 0x1F600]:
        for field in ("definition", "original"):
            text = f'{{term: T, short: S, {field}: "a\\U{code:08X}b"}}'
            valid = _check("glossary")(text) == []
            assert valid == _accepted(tmp_path, "glossary", text), hex(code)


def _accepted(folder: Path, kind: str, text: str) -> bool:
    """Whether Casebook has nothing to say against a file with this text, seen by itself."""
    path = folder / "x.yml"
    path.write_text(text, "utf-8")
    document, problems = read(path, "data/x.yml")
    root = document.root
    defaults = {"id": "x"} if isinstance(root, RawMap) and kind in KINDS else {}
    for raw in root.items if isinstance(root, RawList) else [root]:
        if problems or not isinstance(raw, RawMap):
            return False
        record, found = build(schema.MODELS[kind], raw, defaults)
        if found or record is None or not all(map(_may_lead, parts(record))):
            return False
        if isinstance(record, Record) and any(mistakes(record)):
            return False
    return True


def _may_lead(part: tuple[Location, str, Ref | Prose]) -> bool:
    """Whether a reference can lead to a record at all; a text has none that a schema sees."""
    _, text, mark = part
    if isinstance(mark, Prose):
        return True
    kind, _, name = text.rpartition("/")
    ids = dict.fromkeys(KINDS, frozenset[str]())
    if _is_id(name) and kind in ("", *KINDS):
        ids[kind or (mark.kinds or tuple(KINDS))[0]] = frozenset({name})
    try:
        Index(ids).resolve(text, mark.kinds)
    except UnresolvedError:
        return False
    return True


def _is_id(name: str) -> bool:
    try:
        return bool(TypeAdapter(Slug).validate_python(name))
    except ValidationError:
        return False


# ---- dates


def _says_date(text: str) -> bool:
    return not _check("sources")(yaml_of({**_SOURCE, "issued": Written(json.dumps(text))}))


_SOURCE = {name: Written("x") for name in ("id", "type", "title")}
_DATES = [
    *(c["date"] for n in "012" for cs in _golden(f"dates/level{n}").values() for c in cs),
    *(text for words in _golden("dates/words").values() for text in words),
]


def test_every_date_of_the_golden_tables_is_valid() -> None:
    assert len(_DATES) > 150
    assert [text for text in _DATES if not _says_date(text)] == []


def test_what_is_no_date_is_refused_where_a_pattern_can() -> None:
    texts = [case["text"] for cases in _golden("dates/refused").values() for case in cases]
    assert {text for text in texts if _says_date(text)} == BEYOND["dates"]


@given(st.one_of(edtf_texts(), st.text(alphabet="0123456789X-/.,?~%[]{}TZYES:+", max_size=30)))
def test_no_date_that_is_read_is_refused(text: str) -> None:
    try:
        date = parse(text)
    except DateError:
        return
    assert _says_date(text)
    about = {name: Written("x") for name in ("title", "standfirst")} | {"language": Written("en")}
    written = Written(json.dumps(text))
    for model, fields in (
        ("day", {"as_of": written}),
        ("interval", {"as_of": _DAY, "period": written}),
    ):
        if _is(model, date):
            assert _check("case")(yaml_of({**about, **fields})) == []


_DAY = Written("2015-05-28")


def _is(model: str, date: EdtfDate) -> bool:
    if model == "day":
        return date.precision == "day" and date.earliest == date.latest
    return date.precision == "interval" and date.earliest is not None and date.latest is not None


# ---- the command, and the folder of the schemas


def test_the_command_writes_what_is_not_fresh(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    run = CliRunner().invoke
    assert run(main, ["schema", "--data", str(data), "--check"]).exit_code == 1
    written = run(main, ["schema", "--data", str(data)])
    assert (written.exit_code, written.output.count("Written: ")) == (0, len(schema.MODELS))
    assert {p.name: p.read_bytes() for p in (data / "schema").iterdir()} == {
        f"{kind}.json": text.encode() for kind, text in schema.texts().items()
    }
    assert run(main, ["schema", "--data", str(data), "--check"]).exit_code == 0
    assert "fresh" in run(main, ["schema", "--data", str(data)]).output


def test_the_command_tells_which_file_is_stale_and_leaves_it(tmp_path: Path) -> None:
    shutil.copytree(SCHEMAS, tmp_path / "schema")
    stale = tmp_path / "schema" / "events.json"
    stale.write_text("{}\n", "utf-8")
    (tmp_path / "schema" / "case.json").unlink()
    done = CliRunner().invoke(main, ["schema", "--data", str(tmp_path), "--check"])
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 2
    assert f"{stale} is not what the models give" in done.output
    assert "case.json is missing" in done.output
    assert stale.read_text("utf-8") == "{}\n"


def test_the_command_needs_a_data_folder(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["schema", "--data", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "no folder" in done.output
    assert not (tmp_path / "none").exists()


def test_only_schemas_are_passed_over_in_their_folder(tmp_path: Path) -> None:
    names = ["schema/events.json", "schema/x.yml", "schema/deep/x.json", "events/schema/y.json"]
    for name in names:
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", "utf-8")
    (tmp_path / "data" / "schema" / "link.json").symlink_to(path)
    problems = read_folder(tmp_path / "data", tuple(KINDS), schema.ABOUT).problems
    assert sorted((problem.where.file, problem.code) for problem in problems) == [
        ("data/events/schema/y.json", "CB104"),
        ("data/schema/deep/x.json", "CB103"),
        ("data/schema/link.json", "CB105"),
        ("data/schema/x.yml", "CB103"),
    ]


def test_a_folder_of_records_may_be_called_schema(tmp_path: Path) -> None:
    path = tmp_path / "data" / "events" / "schema" / "made.yml"
    path.parent.mkdir(parents=True)
    path.write_text("title: T\n", "utf-8")
    folder = read_folder(tmp_path / "data", tuple(KINDS), schema.ABOUT)
    assert [raw.default_id for raw in folder.records] == ["made"]
    assert folder.problems == ()


def _data_files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.y*ml") if _kind(path, root) in schema.MODELS)


def _kind(path: Path, root: Path) -> str:
    parts = path.relative_to(root).parts
    return parts[0] if len(parts) > 1 else path.stem
