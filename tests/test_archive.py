"""A site kept: the ZIP and the WARC hold all of it, say what they hold, and are always the same."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from casebook.archiving import ArchiveError, archive
from casebook.dates.epoch import CLOCK
from crawl.runs import SITES, copy_project, run_build
from tools import ROOT

DAY = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())
ADDRESS = "https://example.org/the/case/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, with a name in another script."""
    return _write(
        tmp_path / "site",
        {
            "index.html": f'<link rel="canonical" href="{ADDRESS}">Home',
            "404.html": "Nothing here",
            "хона/index.html": "<p>Хона</p>",
            "assets/a.css": "a {}",
            "search/index.js": 'casebookSearch("index",{"version":"0123abcd"})',
            "search/words/0.js": "0",
            ".htaccess": "for the server alone",
            "b.txt": "b" * 2000,
        },
    )


def _write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_zip_holds_every_file_in_one_folder_by_a_safe_name(site: Path, tmp_path: Path) -> None:
    made = archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)
    with ZipFile(made.zipped) as packed:
        names = packed.namelist()
        assert names[:-1] == sorted(names[:-1])
        held = {name.removeprefix("a-case/"): packed.read(name) for name in names}
        for entry in packed.infolist():
            assert entry.date_time == (2026, 11, 22, 0, 0, 0)
            assert entry.external_attr >> 16 == stat.S_IFREG | 0o644
            assert entry.filename.isascii() or entry.flag_bits & 0x800
            assert not entry.extra
    assert all(name.startswith("a-case/") and ".." not in name for name in names)
    own = held.pop("SHA256SUMS").decode()
    assert held == {name: (site / name).read_bytes() for name in held}
    assert set(held) == {p.relative_to(site).as_posix() for p in _files(site)} - {".htaccess"}
    assert own.splitlines() == [f"{_sum(content)}  {name}" for name, content in held.items()]


def test_the_sums_agree_with_what_was_written(site: Path, tmp_path: Path) -> None:
    made = archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)
    _check_sums(made.sums.parent)
    shutil.unpack_archive(made.zipped, tmp_path / "unpacked")
    _check_sums(tmp_path / "unpacked" / "a-case")
    (tmp_path / "unpacked" / "a-case" / "404.html").write_text("Something", "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        _check_sums(tmp_path / "unpacked" / "a-case")


def test_the_warc_answers_at_every_address_of_the_site(site: Path, tmp_path: Path) -> None:
    made = archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)
    assert made.base == ADDRESS
    answers, again = _records(made.warc)
    files = {p.relative_to(site).as_posix(): p for p in _files(site) if p.name != ".htaccess"}
    assert answers == {ADDRESS + quote(name): path.read_bytes() for name, path in files.items()}
    home, house = f"{ADDRESS}index.html", f"{ADDRESS}{quote('хона/index.html')}"
    words = f"{ADDRESS}search/words/0.js"
    assert again == {
        ADDRESS: home,
        house.removesuffix("index.html"): house,
        f"{words}?0123abcd": words,
    }
    assert not _damaged(made.warc)


def test_damage_to_the_warc_is_seen(site: Path, tmp_path: Path) -> None:
    made = archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)
    plain = BytesIO()
    with made.warc.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            plain.write(f"{record.rec_headers}".encode() + b"\r\n")
            plain.write(record.raw_stream.read() + b"\r\n\r\n")
    damaged = tmp_path / "damaged.warc"
    damaged.write_bytes(plain.getvalue().replace(b"Nothing here", b"nothing here"))
    assert _damaged(damaged)
    damaged.write_bytes(plain.getvalue())
    assert not _damaged(damaged)


@pytest.mark.parametrize("name", ["con:.txt", "a?.html", "dot.", "back\\slash", "line\nbreak"])
def test_a_name_that_not_every_disk_can_have_is_refused(
    name: str, site: Path, tmp_path: Path
) -> None:
    (site / "assets" / name).touch()
    with pytest.raises(ArchiveError, match="cannot be on every disk"):
        archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)
    assert not list((tmp_path / "dist").glob("*"))


def test_a_link_out_of_the_site_is_not_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    (site / "assets" / "secret").symlink_to(tmp_path / "secret")
    with pytest.raises(ArchiveError, match="are not files: assets/secret"):
        archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)


def test_a_time_that_a_zip_cannot_have_becomes_the_first_that_it_can(
    site: Path, tmp_path: Path
) -> None:
    made = archive(site, tmp_path / "dist", name="a-case", about="A case", second=0)
    with ZipFile(made.zipped) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_went_wrong_leaves_the_old_archive(site: Path, tmp_path: Path) -> None:
    made = archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)
    before = {path.name: path.read_bytes() for path in made.sums.parent.iterdir()}
    (site / "index.html").unlink()
    with pytest.raises(ArchiveError, match="Build it first"):
        archive(site, tmp_path / "dist", name="a-case", about="A case", second=DAY)
    assert {path.name: path.read_bytes() for path in made.sums.parent.iterdir()} == before


@pytest.mark.site
def test_two_archives_of_a_case_are_the_same_wherever_and_whenever(tmp_path: Path) -> None:
    case = SITES / "south-pole"
    made = []
    for number, (zone, folder) in enumerate((("Pacific/Kiritimati", "a"), ("UTC", "other/b"))):
        (tmp_path / folder).parent.mkdir(exist_ok=True)
        root = copy_project(tmp_path / folder, case / "data", docs=[case / "docs"])
        assert (done := run_build(root, root / "site")).code == 0, done.log
        for path in _files(root / "site"):
            os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
            path.chmod(0o600 + 0o044 * number)
        assert (run := _run(root, TZ=zone, PYTHONHASHSEED=str(number + 1))).returncode == 0, run
        made.append({path.name: path.read_bytes() for path in (root / "dist").iterdir()})
    assert made[0] == made[1]
    assert sorted(made[0]) == ["SHA256SUMS", *sorted(name for name in made[0] if name[0] != "S")]
    assert len(made[0]) == 3


@pytest.mark.site
def test_the_archive_of_the_shipped_case_is_named_and_whole(
    built_site: Path, tmp_path: Path
) -> None:
    run = _run(ROOT, "--site", str(built_site), "--out", str(tmp_path / "dist"))
    assert run.returncode == 0, run.stderr
    stem = "the-commander-who-left-2026-11-22"
    names = {f"{stem}.zip", f"{stem}.warc.gz", "SHA256SUMS"}
    assert {path.name for path in (tmp_path / "dist").iterdir()} == names
    _check_sums(tmp_path / "dist")
    files = {path.relative_to(built_site).as_posix() for path in _files(built_site)}
    with ZipFile(tmp_path / "dist" / f"{stem}.zip") as packed:
        assert set(packed.namelist()) == {f"{stem}/{name}" for name in (*files, "SHA256SUMS")}
    answers, _ = _records(tmp_path / "dist" / f"{stem}.warc.gz")
    base = f"https://{stem}.invalid/"
    assert {unquote(address.removeprefix(base)) for address in answers} == files
    assert not _damaged(tmp_path / "dist" / f"{stem}.warc.gz")


@pytest.mark.site
@pytest.mark.parametrize(("clock", "says"), [("yesterday", CLOCK), ("", "Build it first")])
def test_what_stands_in_the_way_is_said(clock: str, says: str, tmp_path: Path) -> None:
    run = _run(ROOT, "--site", str(tmp_path), "--out", str(tmp_path / "dist"), **{CLOCK: clock})
    assert run.returncode == 1
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def _run(root: Path, *options: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), **settings}
    command = [sys.executable, "-m", "casebook", "archive", *options]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def _check_sums(folder: Path) -> None:
    """Do what the page for readers tells them to do."""
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()


def _records(warc: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return what is answered at each address, and where the same was answered before."""
    answers: dict[str, bytes] = {}
    again: dict[str, str] = {}
    with warc.open("rb") as file:
        for record in ArchiveIterator(file):
            headers = record.rec_headers
            assert headers.get_header("WARC-Date") == "2026-11-22T00:00:00Z"
            address = headers.get_header("WARC-Target-URI")
            if record.rec_type == "response":
                assert record.http_headers.get_statuscode() == "200"
                answers[address] = record.content_stream().read()
            elif record.rec_type == "revisit":
                again[address] = headers.get_header("WARC-Refers-To-Target-URI")
                assert again[address] in answers
            else:
                assert record.rec_type == "warcinfo"
    return answers, again


def _damaged(warc: Path) -> bool:
    """Return whether any digest of a record is wrong, or a record without one."""
    checker = Checker(_Options([str(warc)]))
    checker.process_all()
    with warc.open("rb") as file:
        bare = [
            record
            for record in ArchiveIterator(file)
            if not record.rec_headers.get_header("WARC-Block-Digest")
        ]
    return bool(checker.exit_value or bare)


class _Options:
    """What the checker of warcio is told, which its command would read from the terminal."""

    def __init__(self, inputs: list[str]) -> None:
        self.inputs, self.verbose = inputs, False
