"""A case begun elsewhere: what `init` writes, and that the installed package alone carries it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pathspec import GitIgnoreSpec

from casebook.build import check
from casebook.editing.starting import START, NotEmptyError, start
from casebook.links.cache import FILE
from casebook.problems import DataError
from casebook.records import KINDS, schema
from crawl.runs import clean_environment, fingerprint
from tools import ROOT

TODAY = date(2026, 1, 2)


def _start(folder: Path, **given: str) -> tuple[str, ...]:
    return start(folder, **{"title": "A case", "language": "en", "today": TODAY, **given})  # type: ignore[arg-type]


def test_a_new_case_has_one_worked_example_of_each_kind(tmp_path: Path) -> None:
    _start(tmp_path / "new")
    checked = check(tmp_path / "new" / "data", tmp_path / "new" / "docs", drafts=True)
    assert {key.kind for key in checked.case.records} == set(KINDS)


def test_each_file_names_its_schema_to_editors(tmp_path: Path) -> None:
    _start(tmp_path)
    files = sorted((tmp_path / "data").rglob("*.yml"))
    assert len(files) == len(KINDS) + 1
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        assert first == schema.modeline(path, tmp_path / "data")
        assert (path.parent / first.split("$schema=")[1]).is_file()


def test_no_example_is_ever_published(tmp_path: Path) -> None:
    _start(tmp_path / "new")
    assert not check(tmp_path / "new" / "data", tmp_path / "new" / "docs").case.records


@pytest.mark.parametrize(
    "title", ["Who: and why?", "# no comment", 'The "quoted" {one}', "$title", "Ҳолати аввал", "no"]
)
def test_a_title_may_be_any_line(tmp_path: Path, title: str) -> None:
    _start(tmp_path / "new", title=title)
    checked = check(tmp_path / "new" / "data", tmp_path / "new" / "docs", drafts=True)
    assert checked.case.about.title == title
    front = (tmp_path / "new" / "docs" / "index.md").read_text("utf-8").split("---")[1]
    assert yaml.safe_load(front)["title"] == title


@pytest.mark.parametrize("given", [{"language": "klingonese!"}, {"title": "A \u202ereversed case"}])
def test_what_a_case_cannot_have_is_refused_before_anything_is_written(
    tmp_path: Path, given: Mapping[str, str]
) -> None:
    with pytest.raises(DataError):
        _start(tmp_path / "new", **given)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(NotEmptyError, match=r"notes\.txt"):
        _start(tmp_path)
    with pytest.raises(NotEmptyError, match=r"notes\.txt"):
        _start(tmp_path / "notes.txt")
    assert list(fingerprint(tmp_path)) == ["notes.txt"]


def test_a_fresh_repository_counts_as_empty_and_keeps_its_own_files(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    assert ".gitignore" not in _start(tmp_path)
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    assert (tmp_path / "mkdocs.yml").is_file()


def test_the_settings_of_a_new_case_are_those_of_the_shipped_one() -> None:
    ours = _settings(ROOT / "mkdocs.yml")
    theirs = _settings(START / "mkdocs.yml")
    # What stands in this repository alone: the theme beside the code, and what belongs to its docs.
    assert ours["theme"].pop("custom_dir") == "hooks/mkdocs_adapter/theme"
    for name in ("exclude_docs", "draft_docs"):
        ours.pop(name, None)
    assert theirs == ours


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as `pip install` puts it, from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "checkout"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, source / name)
    shutil.copytree(ROOT / "hooks", source / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", *options]
    target = folder / "packages"
    subprocess.run([*command, "--target", str(target), str(source)], check=True)
    shutil.rmtree(source)
    return target


@pytest.mark.site
def test_a_new_case_builds_strictly_with_the_installed_package(
    installed: Path, tmp_path: Path
) -> None:
    done = _run(installed, tmp_path, "casebook", "init", "new", "--title", "Elsewhere")
    assert (done.returncode, done.stderr) == (0, "")
    case = tmp_path / "new"
    for command in (["casebook", "check", "--drafts"], ["mkdocs", "build", "--strict"]):
        done = _run(installed, case, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    home = (case / "site" / "index.html").read_text("utf-8")
    assert "Elsewhere" in home
    for name in ("assets/casebook.css", "assets/js/cards.js"):
        ours = ROOT / "hooks" / "mkdocs_adapter" / "theme" / name
        assert (case / "site" / name).read_bytes() == ours.read_bytes()
    assert 'id="cb-' in home or "cb-" in home
    assert not (case / "site" / "events" / "notes-published").exists()


@pytest.mark.site
def test_published_examples_make_a_whole_site(installed: Path, tmp_path: Path) -> None:
    _run(installed, tmp_path, "casebook", "init", "new")
    case = tmp_path / "new"
    for path in (case / "data").rglob("*.yml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("draft: true", "draft: false"), "utf-8")
    done = _run(installed, case, "mkdocs", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (case / "site" / "events" / "notes-published" / "index.html").read_text("utf-8")
    assert "The notes are published" in page
    assert (case / "site" / "network" / "index.html").is_file()


def test_init_says_what_it_wants(tmp_path: Path) -> None:
    hooks = ROOT / "hooks"
    assert _run(hooks, tmp_path, "casebook", "init").returncode == 2
    assert _run(hooks, tmp_path, "casebook", "init", "new", "--title", " ").returncode == 2
    done = _run(hooks, tmp_path, "casebook", "init", "new", "--language", "?")
    assert (done.returncode, "not a language tag" in done.stderr) == (2, True)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.txt").touch()
    done = _run(hooks, tmp_path, "casebook", "init", "new")
    assert (done.returncode, "a.txt is there already" in done.stderr) == (1, True)


def _settings(path: Path) -> dict[str, Any]:
    class Loader(yaml.SafeLoader):
        """Takes MkDocs' own tags for what they hold."""

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))  # type: ignore[arg-type]
    found = yaml.load(path.read_text("utf-8"), Loader)
    assert isinstance(found, dict)
    return found


def _run(packages: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=clean_environment(PYTHONPATH=str(packages)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_what_commands_leave_behind_is_not_kept_with_the_case(tmp_path: Path) -> None:
    """What was asked on the web, for one, is nobody else's business."""
    _start(tmp_path)
    ignored = GitIgnoreSpec.from_lines((tmp_path / ".gitignore").read_text("utf-8").splitlines())
    assert all(map(ignored.match_file, (str(FILE), "site/index.html")))
    assert not ignored.match_file("data/case.yml")
