"""The documentation says what is true: its examples work, its figures and commands exist."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml

from casebook import build
from casebook.records import KINDS
from tools import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_the_examples_of_the_readme_can_be_added_to_the_case(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    examples = re.findall(r"```yaml\n# (data/\S+)\n(.*?)```", README, re.DOTALL)
    added = set()
    for name, text in examples:
        path = tmp_path / name
        if path.parent.parent == data and (data / f"{path.parent.name}.yml").exists():
            path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        added |= {(path.parent.name, record["id"]) for record in yaml.safe_load(text)}
    built = build(data, ROOT / "docs")
    assert {kind for kind, _ in added} == {"sources", "events", "actors", "glossary"}
    assert added <= {(key.kind, key.id) for key in built.case.records}


def test_the_figures_of_the_readme_are_those_of_the_case() -> None:
    case = build(ROOT / "data", ROOT / "docs").case
    words = {"terms": "glossary"}
    figures = re.findall(r"(\d+) (events|questions|actors|places|terms|sources)\b", README)
    assert {noun for _, noun in figures} >= {"events", "questions", "actors", "sources", "terms"}
    for number, noun in figures:
        assert int(number) == len(list(case.of(words.get(noun, noun)))), noun


def test_every_command_of_the_documentation_exists() -> None:
    named = set(re.findall(r"(?:`|^|\s)make ([a-z]+)\b", README + CONTRIBUTING, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"serve", "test", "build", "check"} <= named & targets
    assert {name for name in named if f"`make {name}" in README + CONTRIBUTING} <= targets


def test_every_file_that_the_readme_names_is_there() -> None:
    linked = re.findall(r"\]\(([^):]+)\)", README)
    assert linked
    assert all((ROOT / name).exists() for name in linked)


def test_every_kind_has_shipped_records() -> None:
    case = build(ROOT / "data", ROOT / "docs").case
    assert all(list(case.of(kind)) for kind in KINDS)


def test_both_licences_are_named_in_the_licence_and_in_the_readme() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    for text in (licence, README):
        assert "MIT" in text
        assert re.search(r"CC[ -]BY[ -]4\.0", text)


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|index-url|simple/", re.IGNORECASE)
    files = ["requirements.txt", "requirements-dev.txt", "pyproject.toml", "Makefile"]
    for name in [*files, "tests/tools/package-lock.json", "README.md", "CONTRIBUTING.md"]:
        assert not hosts.search((ROOT / name).read_text("utf-8")), name
