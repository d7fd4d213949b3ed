"""Pages for editors and warnings of weak research: told to editors, and never on the site."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawl.runs import clean_environment, copy_project, run_build
from tools import ROOT
from tools.previewing import BASE, Preview, serving

# Nothing mentions it, and its summary has no source.
LOOSE = "name: Turin\nkind: city\nsummary: Babbage spoke here.\n"
WARNINGS = [
    "data/places/turin.yml:1:1: warning: no page mentions places/turin.",
    "data/places/turin.yml:3:10: warning: summary: no source is named or cited.",
]

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _loosen(copy_project(tmp_path_factory.mktemp("warned") / "project", BASE))


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with serving(tmp_path_factory.mktemp("preview"), change=_add_pages) as found:
        found.wait(lambda: "<h1>" in found.page(""), "the home page")
        yield found


def test_a_strict_build_counts_each_warning_and_writes_no_site(
    project: Path, tmp_path: Path
) -> None:
    run = run_build(project, tmp_path / "site")
    assert run.code == 1
    assert _warned(run.log) == WARNINGS
    assert "Aborted with 2 warnings in strict mode!" in run.log
    assert not (tmp_path / "site").exists()


def test_another_build_tells_the_warnings_and_writes_the_site(
    project: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "site")],
        cwd=project,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert _warned(done.stdout) == WARNINGS
    assert (tmp_path / "site" / "places" / "turin" / "index.html").is_file()


def test_a_preview_tells_a_warning_once(preview: Preview) -> None:
    assert _warned(preview.log) == WARNINGS
    preview.save("The notes came out at last.")
    preview.wait(lambda: "at last" in preview.page("timeline/index.html"), "the change")
    assert _warned(preview.log) == WARNINGS


def test_the_preview_shows_the_pages_for_editors(preview: Preview) -> None:
    listed = preview.page("editing/problems/index.html")
    assert 'href="CB201/index.html"' in listed
    page = preview.page("editing/problems/CB201/index.html")
    assert "CB201: A required key is missing" in page
    assert "Editing a case" in preview.page("editing/")


def test_no_page_for_editors_is_in_a_build(built_site: Path) -> None:
    assert (ROOT / "docs" / "editing" / "index.md").is_file()
    assert not (built_site / "editing").exists()
    for path in (built_site / "index.html", *built_site.glob("search/entries/*.js")):
        assert "editing/" not in path.read_text("utf-8")
    assert "editing/" not in (built_site / "sitemap.xml").read_text("utf-8")


def _loosen(root: Path) -> Path:
    """Add a record that is warned of."""
    path = root / "data" / "places" / "turin.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(LOOSE, encoding="utf-8")
    return root


def _add_pages(root: Path) -> None:
    _loosen(root)
    shutil.copytree(ROOT / "docs" / "editing", root / "docs" / "editing")


def _warned(log: str) -> list[str]:
    """Return the warnings of a log, each without its advice."""
    lines = (line.partition("data/places/turin.yml")[1:] for line in log.splitlines())
    found = ("".join(parts) for parts in lines if parts[0])
    return [f"{line.split('. ')[0]}." for line in found]
