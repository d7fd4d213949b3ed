"""Folders that change places: with what they keep, beside other builds, on lesser systems."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from casebook.dates import parse
from casebook.dates.epoch import CLOCK
from mkdocs_adapter import swap, swap_folders
from mkdocs_adapter.publishing import Publishing
from mkdocs_adapter.swap_folders import Staging
from tools.polling import polling

CLOSED = parse("2025-06-30")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page that says "old", alone in its folder."""
    return _write(tmp_path / "public" / "site", "old")


def test_an_exchange_leaves_no_moment_without_a_page(tmp_path: Path) -> None:
    site, other = _write(tmp_path / "site", "odd"), _write(tmp_path / "other", "even")
    with polling([site / "index.html"]) as polled:
        while polled.times < 3000:
            assert swap.exchange(other, site)
    assert polled.missing == []


@pytest.mark.parametrize("rights", [0o755, 0o750, 0o2775, 0o700])
def test_a_new_site_has_the_rights_of_the_old(site: Path, rights: int) -> None:
    site.chmod(rights)
    _publish(site, "new")
    assert _rights(site) == rights


def test_a_deployment_finds_the_new_site_where_it_was_configured(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CLOCK, raising=False)
    config = MkDocsConfig()
    config.site_dir = str(site)
    build = Publishing()
    build.begin(config, CLOSED)
    assert config.site_dir != str(site)
    assert CLOCK in os.environ
    _write(Path(config.site_dir), "new")
    build.complete()
    build.end()
    assert config.site_dir == str(site)
    assert CLOCK not in os.environ
    assert _read(site) == "new"


def test_a_build_leaves_the_folder_of_another_one_alone(site: Path) -> None:
    one = Staging(site)
    _write(one.path, "one")
    two = Staging(site)
    _write(two.path, "two")
    for staging, text in ((one, "one"), (two, "two")):
        assert staging.publish() is None
        assert _read(site) == text
    assert _names(site.parent) == ["site"]


@pytest.mark.parametrize("able", [True, False])
def test_of_two_first_builds_the_later_one_replaces_the_earlier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, able: bool
) -> None:
    site = tmp_path / "site"
    one, two = Staging(site), Staging(site)
    _write(one.path, "one")
    _write(two.path, "two")
    if not able:
        monkeypatch.setattr(swap_folders, "exchange", lambda *_: False)
    exists = Path.exists
    seen: list[Path] = []

    def late(path: Path) -> bool:
        """Let the other build be quicker, after the second has found no site."""
        if path != site or seen:
            return exists(path)
        seen.append(path)
        one.publish()
        return False

    monkeypatch.setattr(Path, "exists", late)
    assert two.publish() is None
    assert _read(site) == "two"
    assert _names(tmp_path) == ["site"]


def test_only_folders_that_a_build_has_left_are_removed(site: Path) -> None:
    beside = site.parent
    left = beside / f".site-{'0' * 16}.new"
    others = [
        beside / f".site-b-{'0' * 16}.new",
        beside / ".site-notes.new",
        beside / f".site-{'1' * 16}.new",
    ]
    for folder in (left, *others[:2], beside / "elsewhere"):
        _write(folder, "kept")
    others[2].symlink_to(beside / "elsewhere")
    Staging(site).discard()
    assert not left.exists()
    assert [_read(folder) for folder in others] == ["kept"] * 3


def test_without_locks_only_what_is_a_day_old_is_removed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    young, old = (site.parent / f".site-{digit * 16}.new" for digit in "ab")
    young.mkdir()
    old.mkdir()
    os.utime(old, (0, 0))
    _publish(site, "new")
    assert young.exists()
    assert not old.exists()
    assert _read(site) == "new"


# Systems that cannot exchange folders, and places where nothing can be exchanged


def test_where_folders_cannot_be_exchanged_two_renames_do_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap_folders, "exchange", lambda *_: False)
    _publish(site, "new")
    assert _read(site) == "new"
    assert _names(site.parent) == ["site"]


def test_a_rename_that_fails_brings_the_old_site_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap_folders, "exchange", lambda *_: False)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.suffix == ".new":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PluginError, match="cannot be exchanged for a new folder: Device or res"):
        _publish(site, "new")
    assert _read(site) == "old"
    assert _names(site.parent) == ["site"]


def test_a_library_without_the_name_of_the_call_does_it_by_number(tmp_path: Path) -> None:
    one, other = _write(tmp_path / "one", "1"), _write(tmp_path / "other", "2")
    library = ctypes.CDLL(None, use_errno=True)
    call = swap._linux(SimpleNamespace(syscall=library.syscall))  # type: ignore[arg-type]
    assert call is not None
    assert call(os.fsencode(one), os.fsencode(other)) == 0
    assert (_read(one), _read(other)) == ("2", "1")
    assert call(os.fsencode(one), os.fsencode(tmp_path / "none")) == -1
    assert ctypes.get_errno() == errno.ENOENT


def test_a_mount_point_is_refused_before_anything_is_written(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == site)
    with pytest.raises(PluginError, match="it is a mount point") as refused:
        _publish(site, "new")
    assert f"Build into a folder inside it, as with --site-dir {site / 'public'}" in str(
        refused.value
    )
    assert _read(site) == "old"


@pytest.mark.parametrize("seconds", ["yesterday", "-1", "1.5", "4294967296", "9" * 5000])
def test_a_day_that_is_no_number_of_seconds_is_refused(
    site: Path, monkeypatch: pytest.MonkeyPatch, seconds: str
) -> None:
    monkeypatch.setenv(CLOCK, seconds)
    with pytest.raises(PluginError, match="it must be a whole number of seconds since 1970"):
        _publish(site, "new")
    assert os.environ[CLOCK] == seconds


@pytest.mark.parametrize(
    ("closed", "seconds"),
    [
        ("2025-06-30", "1751241600"),
        ("1970-01-01", "0"),
        ("1843-09-01", "0"),
        ("-0043-03-15", "0"),
        ("2105-12-31", "4291660800"),
        ("2106-01-01", "4294967295"),
    ],
)
def test_a_build_bears_the_day_of_the_case_as_far_as_an_archive_can(
    site: Path, monkeypatch: pytest.MonkeyPatch, closed: str, seconds: str
) -> None:
    monkeypatch.delenv(CLOCK, raising=False)
    config = MkDocsConfig()
    config.site_dir = str(site)
    build = Publishing()
    build.begin(config, parse(closed))
    assert os.environ[CLOCK] == seconds
    build.end()
    assert CLOCK not in os.environ


def _publish(site: Path, text: str) -> None:
    """Go through the events of a build that writes one page."""
    config = MkDocsConfig()
    config.site_dir = str(site)
    build = Publishing()
    try:
        build.begin(config, CLOSED)
        _write(Path(config.site_dir), text)
        build.complete()
    finally:
        build.end()


def _write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, "utf-8")
    return folder


def _read(folder: Path) -> str:
    return (folder / "index.html").read_text("utf-8")


def _rights(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
