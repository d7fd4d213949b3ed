"""A site as one ZIP, whose bytes depend on the site and its day alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from casebook.archiving.site import SiteFile, sum_of

SUMS = "SHA256SUMS"

# The fields for the time of an entry (APPNOTE.TXT 4.4.6) begin in 1980 and end in 2107.
_FIRST = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE = 3, 0o100644


def write_zip(path: Path, files: Iterable[SiteFile], folder: str, second: int) -> None:
    """Write the files into a ZIP at `path`, all in one folder, their sums beside the home page.

    `second` is the time of every entry, counted from 1970.
    """
    sums = ""
    with ZipFile(path, "w") as packed:
        for file in files:
            content = file.read()
            sums += sum_of(file.path, content)
            _add(packed, f"{folder}/{file.path}", content, second)
        _add(packed, f"{folder}/{SUMS}", sums.encode(), second)


def _add(packed: ZipFile, name: str, content: bytes, second: int) -> None:
    day = datetime.fromtimestamp(second, tz=UTC)
    time = (day.year, day.month, day.day, day.hour, day.minute, day.second)
    entry = ZipInfo(name, max(time, _FIRST))
    # As from a system where files have rights, whatever system this is.
    entry.create_system, entry.external_attr = _UNIX, _FILE << 16
    entry.compress_type = ZIP_DEFLATED
    packed.writestr(entry, content, compresslevel=9)
