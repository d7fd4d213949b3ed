"""Check descriptions against the vocabulary of schema.org, as schema-dts has it in types.

Each use of a property becomes a constant with the type of schema.org it is used on, once, however
often it is used; the TypeScript compiler says where a property does not belong to the type, or does
not take such a value.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tools.errors import ToolError
from tools.web import NODE, SCHEMA_DTS, TSC, installed

_FAULT = re.compile(r"^\S+?\((\d+),\d+\): error TS\d+: (.*(?:\n\s+.*)*)", re.MULTILINE)
_ROLES = ("Role", "OrganizationRole")


class Use(NamedTuple):
    """The property `name` on a `kind`, with a value of some sort, as JSON."""

    kind: str
    name: str
    value: str


def uses(node: Mapping[str, Any], types: Mapping[str, str]) -> Iterator[Use]:
    """Yield every use of a property of schema.org in a description, and in what it holds.

    `types` has the type of what an `@id` leads to. Tags of languages and properties of other
    vocabularies are left out: JSON-LD has these besides.
    """
    for name, values in node.items():
        if name.startswith("@") or ":" in name:
            continue
        for value in values if isinstance(values, list) else [values]:
            yield Use(node["@type"], name, json.dumps(_sort(value, name, types)))
            if not isinstance(value, dict) or "@type" not in value or "@value" in value:
                continue
            inner = value
            if value["@type"] in _ROLES:
                # A role has the property once more, with the value itself.
                yield from uses({"@type": node["@type"], name: value[name]}, types)
                inner = {key: held for key, held in value.items() if key != name}
            yield from uses(inner, types)


def schema_faults(found: Iterable[Use]) -> tuple[str, ...]:
    """Return what is wrong with uses of properties, each fault with the use that has it.

    Raises ToolError if there is nothing to check, or the compiler does not run.
    """
    lines = [_constant(number, use) for number, use in enumerate(sorted(set(found)))]
    if not lines:
        raise ToolError("no description was given to the TypeScript compiler")
    lines.insert(0, 'import type * as S from "schema-dts";')
    with TemporaryDirectory() as folder:
        options = {
            "compilerOptions": {
                "noEmit": True,
                "strict": True,
                "skipLibCheck": True,
                "module": "nodenext",
                "paths": {"schema-dts": [str(installed(SCHEMA_DTS))]},
            },
            "files": ["uses.ts"],
        }
        (Path(folder) / "tsconfig.json").write_text(json.dumps(options), encoding="utf-8")
        (Path(folder) / "uses.ts").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [str(NODE), str(installed(TSC)), "--project", folder, "--pretty", "false"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    faults = tuple(f"{text}\n{lines[int(line) - 1]}" for line, text in _FAULT.findall(done.stdout))
    if bool(done.returncode) != bool(faults):
        raise ToolError(f"the TypeScript compiler failed:\n{done.stdout}{done.stderr}")
    return faults


def _constant(number: int, use: Use) -> str:
    # The type itself, not one of those below it, which have properties of their own.
    kind = f"Extract<S.{use.kind}, {{'@type': '{use.kind}'}}>"
    node = f"{{'@type': '{use.kind}', '{use.name}': {use.value}}}"
    return f"export const n{number}: {kind} = {node};"


def _sort(value: Any, name: str, types: Mapping[str, str]) -> Any:
    """Return the least value of the same sort: what it says is not the compiler's concern."""
    if not isinstance(value, dict):
        return type(value)()
    if "@value" in value:
        return ""
    if value.get("@type") in _ROLES:
        return {"@type": value["@type"], name: _sort(value[name], name, types)}
    kind = value.get("@type") or types.get(value["@id"])
    return {"@type": kind} if kind else {"@id": ""}
