"""Files that are as they were in the last site: not written again, not touched by the new one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from crawl.runs import SITES, copy_project, fingerprint, run_build_leniently
from mkdocs_adapter import writing
from mkdocs_adapter.swap_folders import Staging
from mkdocs_adapter.writing import SiteFiles

LONG_AGO = 1_000_000_000 * 10**9
"""A time in nanoseconds that no new file has."""

ALL = {"index.html": b"home", "a/index.html": b"first", "a/b/index.html": b"other", "x.json": b"1"}


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A site of some files that were written long ago."""
    return _site(tmp_path / "before")


@pytest.fixture
def files(tmp_path: Path, before: Path) -> SiteFiles:
    """A new site, of which one file has been written: it tells whom new files belong to."""
    found = SiteFiles(tmp_path / "new", before)
    found.write(b"one of our own", "first.html")
    return found


def test_what_has_not_changed_is_the_same_file_as_before(files: SiteFiles, before: Path) -> None:
    for name, content in ALL.items():
        files.write(content, name)
    assert {name: (files.folder / name).read_bytes() for name in ALL} == ALL
    assert all(_is_same(files.folder / name, before / name) for name in ALL)
    assert all(_time(files.folder / name) == LONG_AGO for name in ALL)


@pytest.mark.parametrize("content", [b"First", b"more than before", b""])
def test_what_has_changed_leaves_the_old_site_as_it_was(
    files: SiteFiles, before: Path, content: bytes
) -> None:
    was = fingerprint(before)
    files.write(content, "a/index.html")
    assert (files.folder / "a" / "index.html").read_bytes() == content
    assert _time(files.folder / "a" / "index.html") != LONG_AGO
    assert fingerprint(before) == was


def test_a_file_that_is_written_twice_leaves_the_old_site_as_it_was(
    files: SiteFiles, before: Path
) -> None:
    was = fingerprint(before)
    files.write(b"first", "a/index.html")
    files.write(b"second thoughts", "a/index.html")
    assert (files.folder / "a" / "index.html").read_bytes() == b"second thoughts"
    assert fingerprint(before) == was


@pytest.mark.parametrize("rights", [0o600, 0o444, 0o666])
def test_a_file_with_other_rights_is_written_anew(
    files: SiteFiles, before: Path, rights: int
) -> None:
    (before / "index.html").chmod(rights)
    files.write(b"home", "index.html")
    assert not _is_same(files.folder / "index.html", before / "index.html")
    assert _mode(files.folder / "index.html") == _mode(files.folder / "first.html")


def test_a_link_in_the_old_site_is_no_file(files: SiteFiles, before: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.write_bytes(b"home")
    (before / "index.html").unlink()
    (before / "index.html").symlink_to(private)
    files.write(b"home", "index.html")
    assert not (files.folder / "index.html").is_symlink()
    assert not _is_same(files.folder / "index.html", private)


def test_another_build_may_exchange_the_site_meanwhile(
    files: SiteFiles, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def late(source: str, target: str, *, src_dir_fd: int) -> None:
        if before.exists():
            before.rename(before.with_name("moved"))
            _site(before, {name: bytes(len(content)) for name, content in ALL.items()})
        link(source, target, src_dir_fd=src_dir_fd)

    monkeypatch.setattr(os, "link", late)
    files.write(b"home", "index.html")
    files.write(b"first", "a/index.html")
    assert (files.folder / "index.html").read_bytes() == b"home"
    assert (files.folder / "a" / "index.html").read_bytes() == b"first"


def _no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


def _no_folders_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_CAN_HOLD", False)


@pytest.mark.parametrize("lesser", [_no_links, _no_folders_held])
def test_where_no_links_are_only_the_times_are_kept(
    tmp_path: Path,
    before: Path,
    monkeypatch: pytest.MonkeyPatch,
    lesser: Callable[[pytest.MonkeyPatch], None],
) -> None:
    lesser(monkeypatch)
    files = SiteFiles(tmp_path / "new", before)
    for name, content in ALL.items():
        files.write(content, name)
    files.keep_times()
    files.close()
    assert not any(_is_same(files.folder / name, before / name) for name in ALL)
    assert all(_time(files.folder / name) == LONG_AGO for name in ALL)


def test_what_others_wrote_keeps_its_time_if_it_has_not_changed(
    files: SiteFiles, before: Path, tmp_path: Path
) -> None:
    for name in ("same.css", "other.css", "new.css", "elsewhere"):
        (files.folder / name).write_bytes(b"same")
    for name, content in {"same.css": b"same", "other.css": b"site", "elsewhere": b"same"}.items():
        (before / name).write_bytes(content)
        os.utime(before / name, ns=(LONG_AGO, LONG_AGO))
    (tmp_path / "target").write_bytes(b"same")
    (files.folder / "elsewhere").unlink()
    (files.folder / "elsewhere").symlink_to(tmp_path / "target")
    was = _time(tmp_path / "target")
    files.keep_times()
    assert _time(files.folder / "same.css") == LONG_AGO
    assert _time(files.folder / "other.css") != LONG_AGO
    assert _time(files.folder / "new.css") != LONG_AGO
    assert _time(tmp_path / "target") == was


@pytest.mark.parametrize("before", ["missing", "a file"])
def test_a_first_site_has_none_before_it(tmp_path: Path, before: str) -> None:
    (tmp_path / "a file").write_bytes(b"")
    files = SiteFiles(tmp_path / "new", tmp_path / before)
    files.write(b"home", "index.html")
    files.keep_times()
    files.close()
    assert (tmp_path / "new" / "index.html").read_bytes() == b"home"


def test_a_build_that_fails_leaves_the_files_it_shared(before: Path) -> None:
    was = fingerprint(before)
    staging = Staging(before)
    for name, content in ALL.items():
        staging.files.write(content, name)
    assert staging.discard() is None
    assert fingerprint(before) == was


@pytest.mark.site
def test_after_an_edit_only_what_it_changed_is_new(tmp_path: Path) -> None:
    root, site = copy_project(tmp_path / "case", SITES / "south-pole" / "data"), tmp_path / "site"
    assert run_build_leniently(root, site).code == 0
    for path in site.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    was = fingerprint(site)
    record = next(path for path in sorted((root / "data").rglob("*.yml")) if path.stem != "case")
    text = record.read_text("utf-8")
    assert "summary: " in text
    record.write_text(text.replace("summary: ", "summary: Newly ", 1), encoding="utf-8")
    assert run_build_leniently(root, site).code == 0
    assert run_build_leniently(root, tmp_path / "fresh", CASEBOOK_PLAIN="1").code == 0
    now = fingerprint(site)
    assert now == fingerprint(tmp_path / "fresh")
    changed = {name for name in now if now[name] != was.get(name)}
    assert changed
    assert {name for name in now if _time(site / name) != LONG_AGO} == changed


def _site(folder: Path, files: dict[str, bytes] = ALL) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        os.utime(folder / name, ns=(LONG_AGO, LONG_AGO))
    return folder


def _is_same(one: Path, other: Path) -> bool:
    return one.stat().st_ino == other.stat().st_ino


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns


def _mode(path: Path) -> int:
    return path.stat().st_mode
