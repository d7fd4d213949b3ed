"""Runs in the environment of FollowTheMoney: reads entities from stdin as its tools read them.

A line holds a list of lines of a file of entities, and is answered by the list of these entities as
they were read, each with what is wrong with it; `null` is answered by the languages of the model.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.types import registry


def _read(line: str) -> dict[str, Any]:
    raw = json.loads(line)
    schema = model.get(raw["schema"])
    if schema is None:
        return {**raw, "errors": ["there is no such schema"]}
    errors = [f"no property {name}" for name in raw["properties"] if name not in schema.properties]
    errors += [f"{name} is missing" for name in schema.required if name not in raw["properties"]]
    if schema.abstract:
        errors.append("the schema is abstract")
    if not registry.entity.validate(raw["id"]):
        errors.append("not an id")
    try:
        schema.validate(raw)
        read = model.get_proxy(raw, cleaned=False)
    except InvalidData as error:
        return {**raw, "errors": [*errors, f"{error}: {error.errors}"]}
    properties = {name: schema.properties[name] for name in read.properties}
    ranges = {name: prop.range.name for name, prop in properties.items() if prop.range}
    return {
        **read.to_dict(),
        "errors": errors,
        "edges": len(list(read.edgepairs())) if schema.edge else 0,
        "types": {name: prop.type.name for name, prop in properties.items()},
        "ranges": ranges,
        "is": sorted(schema.names),
    }


for asked in sys.stdin:
    lines = json.loads(asked)
    answer = sorted(registry.language.LANGUAGES) if lines is None else [_read(x) for x in lines]
    print(json.dumps(answer), flush=True)
