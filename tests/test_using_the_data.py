"""Every example of the page about the data works, on the files of the shipped case."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import ROOT, ftm
from tools.cases import shipped, write_exports

PAGE = (ROOT / "docs" / "using-the-data.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = {
    "python": [sys.executable, "-X", "utf8", "-c"],
    "sh": ["bash", "-euo", "pipefail", "-c"],
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of the shipped case in other formats."""
    folder = tmp_path_factory.mktemp("data")
    write_exports(shipped(), folder)
    return folder


@pytest.mark.parametrize(
    ("language", "code"), EXAMPLES, ids=[code.split("\n")[0] for _, code in EXAMPLES]
)
def test_an_example_works(language: str, code: str, data: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), str(ftm.BIN), os.environ["PATH"]])
    done = subprocess.run(
        [*COMMANDS[language], code],
        cwd=data,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert done.stderr == ""


def test_every_fence_of_the_page_is_an_example() -> None:
    assert EXAMPLES
    assert len(re.findall(r"^```", PAGE, re.MULTILINE)) == 2 * len(EXAMPLES)


def test_every_file_that_the_page_names_is_there(data: Path) -> None:
    named = set(
        re.findall(r"`([\w./-]+\.(?:csv|json|jsonld|ics|bib|xml|ttl|nt|geojson|ris|atom))`", PAGE)
    )
    assert named
    assert {name for name in named if not (data / name).is_file()} == set()
