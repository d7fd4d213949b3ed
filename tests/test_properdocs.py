"""ProperDocs, the fork of MkDocs 1.6, gives the same site from the same mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawl.runs import fingerprint
from tools import ROOT
from tools.building import build_site

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("properdocs") / "site"
    build_site(ROOT, out, "properdocs")
    return out


def test_the_same_files(built_site: Path, other: Path) -> None:
    assert sorted(fingerprint(other)) == sorted(fingerprint(built_site))


def test_the_same_bytes(built_site: Path, other: Path) -> None:
    """Nothing may differ at all: no page names the generator, its version or the day."""
    ours, theirs = fingerprint(built_site), fingerprint(other)
    assert [path for path, content in ours.items() if theirs.get(path) != content] == []
