"""All that an archive is: the ZIP, the WARC and the sums of both, in one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casebook.archiving.site import address_of, files_of, sum_of
from casebook.archiving.warc import write_warc
from casebook.archiving.zipped import SUMS, write_zip


@dataclass(frozen=True)
class Archive:
    """What was written."""

    zipped: Path
    warc: Path
    sums: Path
    base: str
    """The address that the WARC has the site at."""


def archive(site: Path, out: Path, *, name: str, about: str, second: int) -> Archive:
    """Write a built site into the folder `out` as `name`.zip and `name`.warc.gz, with their sums.

    `about` says what the site is, `second` is the time that all is dated to, counted from 1970. A
    site that was built for no address is recorded at one that nobody can have (RFC 6761, 6.4). What
    has these names in `out` already is replaced when both are whole. Raises `ArchiveError` if there
    is no site or it could not be unpacked everywhere.
    """
    files = files_of(site)
    base = address_of(site) or f"https://{name}.invalid/"
    made = Archive(out / f"{name}.zip", out / f"{name}.warc.gz", out / SUMS, base)
    out.mkdir(parents=True, exist_ok=True)
    fresh = {path: path.with_name(f".{path.name}") for path in (made.zipped, made.warc)}
    try:
        write_zip(fresh[made.zipped], files, name, second)
        write_warc(fresh[made.warc], made.warc.name, files, base, about, second)
        text = "".join(sum_of(path.name, fresh[path].read_bytes()) for path in fresh)
        for path, written in fresh.items():
            written.replace(path)
    finally:
        for written in fresh.values():
            written.unlink(missing_ok=True)
    made.sums.write_text(text, encoding="utf-8", newline="\n")
    return made
