"""Models -> JSON Schema as editors need it: pydantic's generator, with what YAML changes.

What is left empty is left out, so every field that may be missing may be null as well; a number or
a truth may come as text; nothing has a title made from its name.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from casebook.records.described import about_fields
from casebook.records.schema_forms import NUMBER, WHOLE_NUMBER, Schema


def generate(model: type[BaseModel]) -> Schema:
    """Return the schema of one mapping of `model`, the mappings inside it under `$defs`."""
    return model.model_json_schema(schema_generator=_Generator)


class _Generator(GenerateJsonSchema):
    """Pydantic calls the method that is named after the part of a model it meets."""

    def sort(self, value: Any, parent_key: str | None = None) -> Any:  # noqa: ARG002 (pydantic's)
        """Keep the order of the models: it is the order in which editors write."""
        return value

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 (pydantic's)
        """Have no title such as "Container-Title"."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        """Say what each field is for."""
        found = super().model_schema(schema)
        for key, about in about_fields(schema["cls"]).items():
            found["properties"][key]["description"] = about
        return found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """Allow null, as of a key that is left empty, and name a default that says something."""
        inner = _or_null(self.generate_inner(schema["schema"]))
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str | int) else inner

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Leave null to the default: a field that may be None may be left out."""
        return self.generate_inner(schema["schema"])

    def float_schema(self, schema: core_schema.FloatSchema) -> Schema:
        """Allow a number in quotes."""
        return {**super().float_schema(schema), **NUMBER.schema()}

    def int_schema(self, schema: core_schema.IntSchema) -> Schema:
        """Allow a number in quotes."""
        return {**super().int_schema(schema), **WHOLE_NUMBER.schema()}

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        """Allow keys that are left empty."""
        found = super().dict_schema(schema)
        return {**found, "additionalProperties": _or_null(found["additionalProperties"])}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> Schema:
        """Name the words alone: that they are strings is plain, and null may join them."""
        return {"enum": list(schema["expected"])}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> Schema:
        """Say how a list is written."""
        return {**super().tuple_schema(schema), "errorMessage": _LIST}

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """Tell lists from single values first, so that a mistake is named for what it is."""
        choices = [self.generate_inner(choice) for choice in schema["choices"].values()]
        lists = [choice for choice in choices if choice.get("type") == "array"]
        others = [choice for choice in choices if choice not in lists]
        if len(lists) == len(others) == 1:
            return {"if": {"type": "array"}, "then": lists[0], "else": others[0]}
        return {"anyOf": choices}


_LIST = "Write a list: [one, two], or a line with - for each"


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    if "else" in schema:
        return {**schema, "else": _or_null(schema["else"])}
    return {"anyOf": [schema, {"type": "null"}]}
