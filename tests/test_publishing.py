"""Builds that become the site whole or not at all, and that are the same whenever they are made."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casebook.dates.epoch import CLOCK
from crawl.runs import SITES, Run, clean_environment, copy_project, fingerprint, run_build
from tools.kills import BETWEEN_RENAMES, POINTS, Gallery
from tools.polling import polling

BASE = SITES / "broken" / "base" / "data"
CLOSED = "2025-06-30"
"""The day on which that case was closed."""

HOOK_HEAD = """
import errno, logging, signal
from mkdocs import utils
from mkdocs.plugins import event_priority, get_plugin_logger

seen = []
write_file = utils.write_file

"""
# What goes wrong when half the pages are written, and later; each ends the build with an error.
FAILURES = {
    "a bug in a template": """
def on_post_page(output, page, config):
    seen.append(page)
    return output if len(seen) < 8 else 1 / 0
""",
    "a full disk": """
def write(content, path):
    seen.append(path)
    write_file(content if len(seen) < 8 else content[:9], path)
    if len(seen) == 8:
        raise OSError(errno.ENOSPC, "No space left on device", path)
utils.write_file = write
""",
    "an interrupt": """
def on_post_page(output, page, config):
    seen.append(page)
    if len(seen) == 8:
        signal.raise_signal(signal.SIGINT)
""",
    "a warning": """
def on_post_page(output, page, config):
    if page.is_homepage:
        get_plugin_logger("other").warning("This looks odd")
""",
    "a warning when all is written": """
@event_priority(-1000)
def on_post_build(config):
    get_plugin_logger("other").warning("This looks odd")
""",
    "an error when all is written": """
@event_priority(-1000)
def on_post_build(config):
    raise RuntimeError("could not be sent")
""",
}
# Another day, folders that list their files from the last to the first.
ELSEWHERE = """
import datetime, os, time

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)

class Backwards:
    def __init__(self, *where):
        with scandir(*where) as found:
            self.entries = iter(sorted(found, key=lambda entry: entry.name, reverse=True))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        pass

clock, listdir, scandir = time.time, os.listdir, os.scandir
datetime.datetime, os.scandir = Later, Backwards
time.time = lambda: clock() + 400 * 86400
os.listdir = lambda *where: sorted(listdir(*where), reverse=True)
"""

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project and its site, which no test changes."""
    root = copy_project(tmp_path_factory.mktemp("sound") / "project", BASE)
    run = run_build(root, root / "site")
    assert run.code == 0, run.log
    return root


@pytest.fixture
def project(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, whose next build would change every page."""
    root = tmp_path / "project"
    shutil.copytree(sound, root)
    _entitle(root, "The next programme")
    return root


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(copy_project(tmp_path_factory.mktemp("gallery") / "project", BASE))


# Failing builds


@pytest.mark.parametrize("failure", FAILURES)
def test_a_build_that_fails_leaves_the_old_site_and_nothing_else(
    project: Path, failure: str
) -> None:
    _add_hook(project, FAILURES[failure])
    before = fingerprint(project / "site")
    run = run_build(project, project / "site")
    assert run.code != 0, run.log
    assert fingerprint(project / "site") == before
    assert _hidden(project) == []


def test_bad_data_leave_the_old_site_and_nothing_else(project: Path) -> None:
    (project / "data" / "events" / "bad.yml").write_text("date: 2015-02-30\n", "utf-8")
    before = fingerprint(project / "site")
    run = run_build(project, project / "site")
    assert run.code == 1, run.log
    assert fingerprint(project / "site") == before
    assert _hidden(project) == []


@pytest.mark.parametrize(
    "failure", ["a full disk", "an interrupt", "a warning when all is written"]
)
def test_a_first_build_that_fails_leaves_no_site(project: Path, failure: str) -> None:
    _add_hook(project, FAILURES[failure])
    shutil.rmtree(project / "site")
    assert run_build(project, project / "site").code != 0
    assert not (project / "site").exists()
    assert _hidden(project) == []


def test_a_warning_under_the_fork_of_mkdocs_leaves_the_old_site(project: Path) -> None:
    _add_hook(project, FAILURES["a warning when all is written"])
    before = fingerprint(project / "site")
    run = run_build(project, project / "site", "properdocs")
    assert "Aborted with 1 warnings in strict mode!" in run.log
    assert fingerprint(project / "site") == before
    assert _hidden(project) == []


def test_a_full_disk_is_said_in_a_sentence(project: Path) -> None:
    _add_hook(project, FAILURES["a full disk"])
    log = run_build(project, project / "site").log
    assert f"The disk is full: {project} must hold the old and the new site for a moment" in log
    assert f"The site in {project / 'site'} stays as it was" in log
    assert "Traceback" not in log


def test_a_warning_does_not_keep_a_lenient_build_from_the_readers(project: Path) -> None:
    _add_hook(project, FAILURES["a warning"])
    before = fingerprint(project / "site")
    run = _build(project)
    assert run.code == 0, run.log
    assert fingerprint(project / "site") != before
    assert _hidden(project) == []


# Killed builds


def test_a_build_killed_at_any_moment_leaves_a_whole_site(gallery: Gallery) -> None:
    found = {str(moment): gallery.kill(moment) for moment in gallery.moments(8, seed=4)}
    assert {when: outcome for when, outcome in found.items() if not outcome.whole} == {}
    gallery.finish()
    assert gallery.beside() == []


def test_a_build_killed_in_the_very_exchange_leaves_a_whole_site(gallery: Gallery) -> None:
    found = {name: gallery.die(point) for name, point in POINTS.items()}
    assert {name: (outcome.site, outcome.left) for name, outcome in found.items()} == {
        "before the exchange": ("old", 1),
        "after the exchange": ("new", 1),
        "while the old site is removed": ("new", 1),
    }
    gallery.finish()
    assert gallery.beside() == []


def test_a_site_written_in_place_is_found_broken(gallery: Gallery) -> None:
    in_place = "from mkdocs_adapter import events\nevents.publishing.begin = lambda *_: None\n"
    assert gallery.die(f"{in_place}on_env = die\n").site == "broken"
    gallery.finish()


def test_a_site_moved_away_by_a_killed_build_is_put_back_by_the_next(gallery: Gallery) -> None:
    gallery.finish()
    before = fingerprint(gallery.site)
    assert gallery.die(BETWEEN_RENAMES).site == "missing"
    root = gallery.root
    _add_hook(root, FAILURES["a bug in a template"])
    run = run_build(root, gallery.site)
    assert "ZeroDivisionError" in run.log
    assert fingerprint(gallery.site) == before
    assert _hidden(root) == []
    (root / "mischief.py").write_text("", "utf-8")
    gallery.finish()


# Readers


def test_readers_have_a_page_at_every_moment_of_a_build(project: Path) -> None:
    paths = [project / "site" / "index.html", project / "site" / "timeline" / "index.html"]
    with polling(paths) as polled:
        run = run_build(project, project / "site")
    assert run.code == 0, run.log
    assert polled.missing == []
    assert [len(polled.contents[path]) for path in paths] == [2, 2]


# What stays as it was


def test_a_first_build_makes_the_site_as_readable_as_any_new_folder(project: Path) -> None:
    shutil.rmtree(project / "site")
    (project / "any").mkdir()
    run = run_build(project, project / "deep" / "er" / "site")
    assert run.code == 0, run.log
    site = project / "deep" / "er" / "site"
    assert site.stat().st_mode == (project / "any").stat().st_mode
    assert _names(site.parent) == ["site"]


def test_a_link_to_the_site_stays_and_leads_to_the_new_one(project: Path, tmp_path: Path) -> None:
    (project / "site").rename(tmp_path / "real")
    (project / "site").symlink_to(tmp_path / "real")
    before = fingerprint(tmp_path / "real")
    run = run_build(project, project / "site")
    assert run.code == 0, run.log
    assert (project / "site").readlink() == tmp_path / "real"
    assert fingerprint(tmp_path / "real") != before
    assert _hidden(tmp_path) + _hidden(project) == []


def test_hidden_files_that_no_build_wrote_stay(project: Path) -> None:
    kept = project / "site" / ".well-known" / "security.txt"
    kept.parent.mkdir()
    kept.write_text("Contact: editor\n", "utf-8")
    (project / "site" / ".htaccess").symlink_to("nowhere")
    (project / "site" / "leftover.html").write_text("from an older build", "utf-8")
    run = run_build(project, project / "site")
    assert run.code == 0, run.log
    assert kept.read_text("utf-8") == "Contact: editor\n"
    assert (project / "site" / ".htaccess").readlink() == Path("nowhere")
    assert not (project / "site" / "leftover.html").exists()


def test_a_dirty_build_is_whole_as_well(project: Path) -> None:
    whole = project / "whole"
    assert run_build(project, whole).code == 0
    run = _build(project, "--dirty")
    assert run.code == 0, run.log
    assert fingerprint(project / "site") == fingerprint(whole)


def test_a_place_where_no_folder_can_be_made_is_named(project: Path) -> None:
    (project / "file").write_text("kept", "utf-8")
    run = run_build(project, project / "file" / "site")
    assert run.code == 1
    assert f"No folder can be made beside {project / 'file' / 'site'}" in run.log
    assert "Traceback" not in run.log
    run = run_build(project, project / "file")
    assert f"{project / 'file'} is a file; name a folder for the site" in run.log
    assert (project / "file").read_text("utf-8") == "kept"


# Several builds at once


def test_builds_at_the_same_moment_leave_one_of_them_whole(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other)
    _entitle(other, "Another programme")
    shared = tmp_path / "public" / "site"
    with _process(project, "-d", str(shared)) as one, _process(other, "-d", str(shared)) as two:
        logs = [process.communicate()[0] for process in (one, two)]
    assert [one.returncode, two.returncode] == [0, 0], logs
    whole = []
    for root in (project, other):
        assert run_build(root, root / "site").code == 0
        whole.append(fingerprint(root / "site"))
    assert fingerprint(shared) in whole
    assert _names(shared.parent) == ["site"]


# The same bytes


def test_two_builds_of_a_case_are_the_same_wherever_and_whenever(
    project: Path, tmp_path: Path
) -> None:
    address = {"SITE_URL": "https://example.org/case/"}
    copy = tmp_path / "another place" / "project"
    shutil.copytree(project, copy)
    (tmp_path / "sitecustomize.py").write_text(ELSEWHERE, "utf-8")
    one = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", **address}
    two = {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", **address}
    run = _build(project, **one)
    assert run.code == 0, run.log
    run = _build(copy, PYTHONPATH=str(tmp_path), **two)
    assert run.code == 0, run.log
    assert fingerprint(copy / "site") == fingerprint(project / "site")


@pytest.mark.parametrize(
    ("given", "day"), [({}, CLOSED), ({CLOCK: "86400"}, "1970-01-02"), ({CLOCK: ""}, CLOSED)]
)
def test_the_sitemap_bears_the_day_given_or_that_of_the_case(
    project: Path, given: Mapping[str, str], day: str
) -> None:
    run = run_build(project, project / "site", SITE_URL="https://example.org/case/", **given)
    assert run.code == 0, run.log
    text = (project / "site" / "sitemap.xml").read_text("utf-8")
    assert text.count(f"<lastmod>{day}</lastmod>") == text.count("<loc>") > 0
    with gzip.open(project / "site" / "sitemap.xml.gz") as packed:
        assert packed.read().decode("utf-8") == text
        assert packed.mtime == datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


def _entitle(root: Path, title: str) -> None:
    file = root / "data" / "case.yml"
    text, changed = re.subn(r"(?m)^title: .*", f"title: {title}", file.read_text("utf-8"))
    assert changed == 1
    file.write_text(text, "utf-8")


def _add_hook(root: Path, code: str) -> None:
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("[hooks/main.py]", "[hooks/main.py, mischief.py]")
    assert "mischief.py" in text
    config.write_text(text, "utf-8")
    (root / "mischief.py").write_text(HOOK_HEAD + code, "utf-8")


def _build(root: Path, *options: str, **settings: str) -> Run:
    """Build as an editor does, into the site of the project and without being strict.

    The working directory is another one than that of the project.
    """
    with _process(root, *options, **settings) as process:
        log, _ = process.communicate()
    return Run(process.returncode, log)


def _process(root: Path, *options: str, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(root / "mkdocs.yml"), *options],
        cwd=root.parent,
        env=clean_environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def _hidden(folder: Path) -> list[str]:
    """Return what builds leave beside a site; the cache is no part of that."""
    return sorted(path.name for path in folder.glob(".*") if path.name != ".cache")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
