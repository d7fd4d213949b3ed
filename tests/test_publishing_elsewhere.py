"""What is ready for hosts that are not here: workflows, the container, the recipe for storage."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook.hosting import workflows
from casebook.hosting.headers import CHECKED, FOREVER, is_hashed
from casebook.hosting.types import type_of
from casebook.terminal import main
from tools import ROOT

PLACES = sorted(workflows())
HERE = "python -m pip install --require-hashes --requirement requirements.txt"
ELSEWHERE = "python -m pip install wheels/*.whl"
CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
DOCS = sorted((ROOT / "docs" / "publishing").glob("*.md"))


@pytest.mark.parametrize("place", PLACES)
def test_a_workflow_is_what_its_forge_reads(place: str, tmp_path: Path) -> None:
    schema = "vendor.gitlab-ci" if "gitlab" in place else "vendor.github-workflows"
    (tmp_path / "new.yml").write_text(workflows()[place], "utf-8")
    for file in (ROOT / place, tmp_path / "new.yml"):
        assert _check(schema, file) == 0
    (tmp_path / "bad.yml").write_text(workflows()[place].replace("script:", "scripts:"), "utf-8")
    text = (tmp_path / "bad.yml").read_text("utf-8").replace("runs-on:", "run-on:")
    (tmp_path / "bad.yml").write_text(text, "utf-8")
    assert _check(schema, tmp_path / "bad.yml") == 1


@pytest.mark.parametrize("place", PLACES)
def test_the_workflows_of_this_repository_are_those_of_a_new_case(place: str) -> None:
    ours = (ROOT / place).read_text("utf-8")
    assert HERE in ours
    assert ours.replace(HERE, ELSEWHERE) == workflows()[place]
    assert "mkdocs build --strict" in ours


def test_the_container_has_the_site_where_its_server_looks(built_site: Path) -> None:
    command = re.search(r"-m casebook (host .*) > (\S+)", CONTAINERFILE)
    assert command is not None
    done = CliRunner().invoke(main, [*shlex.split(command[1]), "--site", str(built_site)])
    assert done.exit_code == 0
    copied = dict(re.findall(r"COPY --from=build /case/(\S+) (\S+)", CONTAINERFILE))
    assert f"root {copied['site']};" in done.output
    assert copied[command[2]].startswith("/etc/nginx/conf.d/")
    assert "listen 8080;" in done.output
    assert re.findall(r"^COPY (requirements\.txt|\.) \.$", CONTAINERFILE, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    assert not {"data", "docs", "hooks", "mkdocs.yml", "requirements.txt"} & set(ignored)


@dataclass(frozen=True)
class _Sent:
    content: str
    caching: str


def test_the_recipe_for_storage_sends_every_file_as_it_should_be(
    built_site: Path, tmp_path: Path
) -> None:
    sent: dict[str, list[_Sent]] = {}
    calls = _calls(tmp_path)
    for call in calls[:-1]:
        for path in _taken(built_site, call):
            found = _Sent(_option(call, "--content-type"), _option(call, "--cache-control"))
            sent.setdefault(path, []).append(found)
    files = {path.relative_to(built_site).as_posix() for path in _files(built_site)}
    assert set(sent) == files - {"_headers"}
    for path, times in sent.items():
        kind = type_of(path) if ";" in type_of(path) else ""
        hashed = is_hashed(path) and not path.endswith(".map")
        wanted = _Sent(kind, FOREVER if hashed else CHECKED)
        assert times == [wanted], path
    assert "text/html; charset=utf-8" in calls[-2], "pages come when all that they need is there"
    assert "--delete" in calls[-1]
    assert not any("--delete" in call for call in calls[:-1])


def test_every_command_that_is_told_of_exists() -> None:
    told = {
        name
        for path in DOCS
        for name in re.findall(r"python -m casebook ([a-z]+)", path.read_text("utf-8"))
    }
    assert told
    assert told <= set(main.commands)


def _check(schema: str, file: Path) -> int:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def _calls(folder: Path) -> list[list[str]]:
    """Run the recipe with a program in the place of the storage's, and return how it was called."""
    text = (ROOT / "docs" / "publishing" / "storage.md").read_text("utf-8")
    recipe = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert recipe is not None
    program = folder / "aws"
    program.write_text('#!/bin/sh\nprintf "%s\\037" "$@" >> calls; echo >> calls\n', "utf-8")
    program.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "BUCKET": "s3://bucket"}
    subprocess.run(["bash", "-euc", recipe[1]], cwd=folder, env=environment, check=True)
    lines = (folder / "calls").read_text("utf-8").splitlines()
    calls = [line.rstrip("\037").split("\037") for line in lines]
    assert all(call[:4] == ["s3", "sync", "site", "s3://bucket"] for call in calls)
    return [call[4:] for call in calls]


def _taken(site: Path, call: list[str]) -> list[str]:
    """Return the files that a call is about: of its filters the last that fits decides."""
    words = [word for given in call for word in given.split("=", 1)]
    filters = [pair for pair in pairwise(words) if pair[0] in ("--include", "--exclude")]
    taken = []
    for file in _files(site):
        path, wanted = file.relative_to(site).as_posix(), True
        for name, pattern in filters:
            if fnmatchcase(path, pattern):
                wanted = name == "--include"
        taken += [path] if wanted else []
    return taken


def _files(site: Path) -> list[Path]:
    return [path for path in site.rglob("*") if path.is_file()]


def _option(call: list[str], name: str) -> str:
    return call[call.index(name) + 1] if name in call else ""
