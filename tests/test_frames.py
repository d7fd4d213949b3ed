"""What is done faster than MkDocs does it gives the same bytes, and says so where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawl.runs import SITES, copy_project, fingerprint, run_build, run_build_leniently
from tools import ROOT
from tools.large_case import make_project
from tools.large_records import Size

EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
ADDRESSES = {"SITE_URL": "https://example.org/a/", "REPO_URL": "https://example.org/r"}
SAID = "The theme shows something of these pages that Casebook does not know of"
SECOND = SITES / "south-pole"

pytestmark = pytest.mark.site


@pytest.fixture
def projects(tmp_path: Path) -> dict[str, Path]:
    return {
        "shipped": copy_project(tmp_path / "shipped", ROOT / "data", docs=[ROOT / "docs"]),
        "second": copy_project(tmp_path / "second", SECOND / "data", docs=[SECOND / "docs"]),
        "large": make_project(tmp_path / "large", Size.of(300)),
    }


@pytest.mark.parametrize("settings", [{}, ADDRESSES], ids=["no address", "an address"])
@pytest.mark.parametrize("name", ["shipped", "second", "large"])
def test_the_site_is_the_same_as_without_it(
    name: str, settings: dict[str, str], projects: dict[str, Path], tmp_path: Path
) -> None:
    assert SAID not in _compare(projects[name], tmp_path, **settings)


def test_a_page_beside_those_of_the_case_has_links_of_its_own(
    projects: dict[str, Path], tmp_path: Path
) -> None:
    page = projects["second"] / "docs" / "actors" / "roald-amundsen" / "notes.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Notes\n\nWords.\n", encoding="utf-8")
    assert SAID not in _compare(projects["second"], tmp_path)
    beside = tmp_path / "fast" / "actors" / "roald-amundsen" / "index.html"
    assert 'href="notes/index.html"' in beside.read_text("utf-8")


@pytest.mark.parametrize(
    "printed",
    [
        "{{ page.meta.section }} {{ page.meta.description | upper }}",
        "{{ page.meta.title | length // 20 }}",
        "{{ page.url }}",
    ],
)
def test_a_theme_that_shows_more_of_a_page_is_named_and_obeyed(
    printed: str, projects: dict[str, Path], tmp_path: Path
) -> None:
    root = projects["second"]
    partial = root / "hooks" / "mkdocs_adapter" / "theme" / "partials" / "footer.html"
    partial.write_text(
        f"{partial.read_text('utf-8')}{{% if page %}}<p>{printed}</p>{{% endif %}}\n",
        encoding="utf-8",
    )
    log = _compare(root, tmp_path)
    assert SAID in log
    assert run_build(root, tmp_path / "strict").code == 1


def _compare(root: Path, out: Path, **settings: str) -> str:
    """Build a project fast and plainly, and return what the first build printed."""
    made = {
        name: run_build_leniently(root, out / name, **EPOCH, **settings, CASEBOOK_PLAIN=plain)
        for name, plain in (("fast", "0"), ("plain", "1"))
    }
    assert {name: run.code for name, run in made.items()} == {"fast": 0, "plain": 0}, made
    assert fingerprint(out / "fast") == fingerprint(out / "plain")
    return made["fast"].log
