"""JSON Schemas of the kinds, by which editors' programs explain, complete and check as one types.

JSON Schema 2020-12, a file for each kind in `data/schema/`, made from the models. What Casebook
reads a schema accepts, but for two oddities of YAML 1.2 that quotation marks settle: a text that
is one of its words for nothing (`null`, `Null`, `NULL`, `~`) where nothing is not enough, and a
list in which one number stands in two spellings (`7` and `07`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from casebook.records.kinds import KINDS, CaseRecord
from casebook.records.schema_forms import FORM, Schema
from casebook.records.schema_generator import generate
from casebook.records.schema_rules import RULES

FOLDER = "schema"
"""Where the schemas stand in the data folder."""

ABOUT = "case"
MODELS: Mapping[str, type[BaseModel]] = {ABOUT: CaseRecord, **KINDS}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EXAMPLES = Path(__file__).with_name("schema_examples.yml")


@cache
def texts() -> Mapping[str, str]:
    """Return the text of the schema file of each kind, by the kind."""
    examples = yaml.safe_load(_EXAMPLES.read_text("utf-8"))
    schemas = {kind: _schema(kind, model, examples[kind]) for kind, model in MODELS.items()}
    return {
        kind: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for kind, schema in schemas.items()
    }


def modeline(path: Path, data: Path) -> str:
    """Return the first line of the file `path` below `data`: it names the schema to editors.

    Raises ValueError for a file that no kind claims.
    """
    parts = path.relative_to(data).parts
    kind = parts[0] if len(parts) > 1 else path.stem
    if kind not in MODELS:
        raise ValueError(f"no kind claims {path}")
    up = "../" * (len(parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.json"


def editor_settings() -> str:
    """Return `.vscode/settings.json`: which schema belongs to which files of the data folder."""
    globs = {
        f"./data/{FOLDER}/{kind}.json": [
            f"data/{kind}{middle}{suffix}"
            for middle in (("", "/**/*") if kind in KINDS else ("",))
            for suffix in (".yml", ".yaml")
        ]
        for kind in MODELS
    }
    settings = {
        "yaml.schemas": globs,
        "yaml.customTags": [],
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
    }
    return json.dumps(settings, indent=2) + "\n"


def _schema(kind: str, model: type[BaseModel], example: dict[str, Any]) -> Schema:
    record = generate(model)
    definitions = {model.__name__: record, **record.pop("$defs", {})}
    if kind in KINDS:
        _spare_id(record)
    for name, definition in definitions.items():
        _finish(name, definition, definitions)
    _exemplify(record, example, definitions)
    return {
        "$schema": DIALECT,
        "title": kind.capitalize(),
        "description": _about(kind, record["description"]),
        **(_one_or_many if kind in KINDS else _one)(f"#/$defs/{model.__name__}"),
        "$defs": definitions,
    }


def _spare_id(record: Schema) -> None:
    """Let the id be missing: the name of a file gives it to the single record in it."""
    record["required"].remove("id")
    own_id = record["properties"]["id"]
    own_id["type"] = [*own_id["type"], "null"]
    del record["type"]


def _one(reference: str) -> Schema:
    return {"type": "object", "$ref": reference}


def _one_or_many(reference: str) -> Schema:
    """Return what a file may hold; an editor names a mistake in the branch that was meant."""
    # Beside $ref some programs take a key for one that replaces the key of the same name there.
    with_id = {
        "required": ["id"],
        "properties": {"id": {"not": {"type": "null"}}},
        "errorMessage": "A record in a list needs an id",
    }
    return {
        "type": ["array", "object", "null"],
        "errorMessage": "Write a mapping, or a list of mappings",
        "if": {"type": "array"},
        "then": {"items": {**_MAPPING, "allOf": [{"$ref": reference}, with_id]}},
        "else": {"$ref": reference},
    }


_MAPPING = {"type": "object", "errorMessage": "Write a mapping: key: value"}


def _about(kind: str, description: str) -> str:
    if kind not in KINDS:
        return f"{description} It stands in data/{kind}.yml."
    places = f"data/{kind}.yml, or any file below data/{kind}/"
    return f"{description} A file ({places}) holds one record, or a list of them, each with its id."


def _finish(name: str, definition: Schema, definitions: Mapping[str, Schema]) -> None:
    """Add the rules between fields, and word the description of each field."""
    if name in RULES:
        definition["allOf"] = list(RULES[name])
    required = definition.get("required", ())
    for key, field in definition.get("properties", {}).items():
        form = _form(field, definitions)
        said = [
            "Required." if key in required else "",
            field.get("description", ""),
            f"Write {form}." if form else "",
        ]
        field["description"] = " ".join(filter(None, said))


def _form(field: Schema, definitions: Mapping[str, Schema]) -> str:
    """Return the form of a field as in "Write ...", and drop the keys it was kept under."""
    inner = {key: field[key] for key in ("items", "then", "else") if key in field}
    forms = {key: _form(schema, definitions) for key, schema in inner.items()}
    if FORM in field:
        return str(field.pop(FORM))
    if "items" in forms:
        return f"a list; each entry is {forms['items']}"
    if "then" in forms:
        return f"one of the words allowed here, or {forms['then']}"
    if "enum" in field:
        return ""
    if "additionalProperties" in field:
        return f"a mapping; each value is {_form(field['additionalProperties'], definitions)}"
    found = _definition_of(field, definitions) or {}
    if "enum" in found:
        return ""
    return f"a mapping{_with(found.get('required', ()))}"


def _with(keys: Sequence[str]) -> str:
    return f" with {', '.join(keys)}" if keys else ""


def _exemplify(
    definition: Schema, example: dict[str, Any], definitions: Mapping[str, Schema]
) -> None:
    """Give each field its value in a whole record as its example; words and truths need none."""
    for key, value in example.items():
        field = definition["properties"][key]
        if "enum" not in field and not isinstance(value, bool):
            field.setdefault("examples", [value])
        inner = _definition_of(field, definitions)
        for entry in value if isinstance(value, list) else [value]:
            if inner is not None and isinstance(entry, dict):
                _exemplify(inner, entry, definitions)


def _definition_of(field: Schema, definitions: Mapping[str, Schema]) -> Schema | None:
    """Return the mapping that a field holds, or that each entry of its list is."""
    items = field.get("items", {})
    for place in (field, items, items.get("then", {}), *field.get("anyOf", ())):
        if "$ref" in place:
            return definitions[place["$ref"].rpartition("/")[2]]
    return None
