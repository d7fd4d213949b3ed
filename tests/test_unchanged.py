"""A build with nothing to do says so and leaves the site alone; any change makes it build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from crawl.runs import SITES, copy_project, fingerprint, run_build, run_build_leniently
from tools.repository import begin, commit, day

SECOND = SITES / "south-pole"
SAID = "Nothing has changed since the site in"
NOTE = ".cache/casebook/site.json"

pytestmark = pytest.mark.site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project", SECOND / "data", docs=[SECOND / "docs"])


def _append(root: Path, name: str, text: str) -> None:
    path = root / name
    path.write_text(f"{path.read_text('utf-8')}{text}", encoding="utf-8")


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "a record": lambda root: _append(root, "data/case.yml", "\n# a remark\n"),
    "a page": lambda root: _append(root, "docs/index.md", "\nMore.\n"),
    "a new page": lambda root: (root / "docs" / "new.md").write_text("# New\n"),
    "a page that is gone": lambda root: next((root / "docs").glob("about*.md")).unlink(),
    "the settings": lambda root: _append(root, "mkdocs.yml", "\nextra_css: []\n"),
    "a template": lambda root: _append(root, "hooks/casebook/templates/event.html", "<!-- -->"),
    "the theme": lambda root: _append(root, "hooks/mkdocs_adapter/theme/assets/casebook.css", "\n"),
    "the code": lambda root: _append(root, "hooks/casebook/build.py", "\n"),
    "the hook": lambda root: _append(root, "hooks/main.py", "\n"),
    "the site": lambda root: _append(root, "site/index.html", " "),
    "a file of the site that is gone": lambda root: (root / "site" / "404.html").unlink(),
    "a file in the site": lambda root: (root / "site" / "more.txt").write_text("x"),
    "the note, damaged": lambda root: (root / NOTE).write_text('{"input": "'),
    "the note, of another form": lambda root: (root / NOTE).write_text("[1]"),
    "the note, gone": lambda root: (root / NOTE).unlink(),
}


def test_a_second_build_has_nothing_to_do(project: Path) -> None:
    first = run_build(project, project / "site")
    assert first.code == 0, first.log
    assert SAID not in first.log
    before, inode = fingerprint(project / "site"), (project / "site").stat().st_ino
    second = run_build(project, project / "site")
    assert (second.code, SAID in second.log) == (0, True), second.log
    assert fingerprint(project / "site") == before
    assert (project / "site").stat().st_ino == inode


def test_every_change_is_built(project: Path) -> None:
    assert run_build(project, project / "site").code == 0
    for name, change in CHANGES.items():
        before = (project / "site").stat().st_ino
        change(project)
        run = run_build_leniently(project, project / "site")
        assert (run.code, SAID in run.log) == (0, False), f"{name}: {run.log}"
        assert (project / "site").stat().st_ino != before, name


def test_a_commit_is_built_since_feeds_tell_its_day(project: Path) -> None:
    begin(project)
    assert run_build(project, project / "site").code == 0
    commit(project, day(3))
    assert SAID not in run_build(project, project / "site").log
    feed = (project / "site" / "data" / "feeds" / "changes.json").read_text("utf-8")
    assert '"date_modified":"2020-01-03T12:00:00Z"' in feed
    assert SAID in run_build(project, project / "site").log


@pytest.mark.parametrize(
    "settings", [{"SITE_URL": "https://example.org/"}, {"CASEBOOK_PLAIN": "1"}], ids=str
)
def test_other_settings_are_built(settings: dict[str, str], project: Path) -> None:
    assert run_build(project, project / "site").code == 0
    assert SAID not in run_build(project, project / "site", **settings).log


def test_a_site_with_warnings_is_kept_and_they_are_told_again(project: Path) -> None:
    _append(project, "docs/index.md", "\n[Nothing](#nowhere)\n")
    case = project / "data" / "case.yml"
    case.write_text(case.read_text("utf-8").replace("CB304: off", "CB304: [places/x]"), "utf-8")
    first, second = (run_build_leniently(project, project / "site").log for _ in range(2))
    warned = [line for line in first.splitlines() if line.startswith("WARNING")]
    assert "#nowhere" in "".join(warned)
    assert [line for line in second.splitlines() if line.startswith("WARNING")] == warned
    assert SAID in second
    strict = run_build(project, project / "site")
    assert (strict.code, SAID in strict.log) == (1, False)


def test_a_plugin_that_may_read_anything_is_built(project: Path) -> None:
    hook = project / "hooks" / "other.py"
    hook.write_text("def on_config(config):\n    return config\n", encoding="utf-8")
    text = (project / "mkdocs.yml").read_text("utf-8")
    text = text.replace("hooks: [hooks/main.py]", "hooks: [hooks/main.py, hooks/other.py]")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert all(SAID not in run_build(project, project / "site").log for _ in range(2))
