"""Check YAML by JSON Schemas as others do: by check-jsonschema, which shares no code with ours."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

# The package has no type information.
from check_jsonschema.formats import FormatOptions  # type: ignore[import-untyped]
from check_jsonschema.parsers import ParserSet  # type: ignore[import-untyped]
from check_jsonschema.regex_variants import (  # type: ignore[import-untyped]
    RegexImplementation,
    RegexVariantName,
)
from check_jsonschema.schema_loader import SchemaLoader  # type: ignore[import-untyped]

# An address that nothing answers: whoever looks for a schema elsewhere fails at once.
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "127.0.0.1:9")


def refusals(schema: Path, files: Iterable[Path]) -> dict[Path, set[str]]:
    """Run the program over files; return the JSON paths of the mistakes in each that is refused.

    A key too many is refused at the key itself, a file that cannot even be parsed at "$".
    """
    names = [str(path) for path in files]
    done = _run("--schemafile", str(schema), *names)
    report = json.loads(done.stdout)
    assert (report["status"] == "ok") == (done.returncode == 0), done.stderr
    found: dict[Path, set[str]] = {}
    for error in [*report.get("errors", ()), *report.get("parse_errors", ())]:
        found.setdefault(Path(error["filename"]), set()).update(_paths(error))
    return found


def _paths(error: dict[str, Any]) -> list[str]:
    path = error.get("path", "$")
    too_many = re.match(
        r"Additional properties are not allowed \((.*) (?:was|were)", error["message"]
    )
    return (
        [f"{path}.{key}" for key in re.findall(r"'([^']+)'", too_many[1])] if too_many else [path]
    )


def metaschema_refuses(schemas: Iterable[Path]) -> str:
    """Return what the program says against the schemas themselves, an empty text if nothing."""
    done = _run("--check-metaschema", *map(str, schemas))
    return "" if done.returncode == 0 else done.stdout + done.stderr


def checker(schema: Path) -> Callable[[str], list[str]]:
    """Return the program's own check of one YAML text, without a process for each."""
    patterns = RegexImplementation(RegexVariantName.default)
    options = FormatOptions(regex_impl=patterns)
    validator = SchemaLoader(str(schema)).get_validator(schema, {}, options, patterns, False)

    def check(text: str) -> list[str]:
        document = load(text)
        return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(document)]

    return check


def load(text: str) -> Any:
    """Return YAML as the program types it before it looks at a schema."""
    return ParserSet().parse_data_with_path(io.BytesIO(text.encode()), "text.yaml", "yaml")


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", *arguments]
    environment = {**os.environ, **_OFFLINE}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
