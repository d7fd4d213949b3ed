"""A site as one WARC: every file as a host would have answered with it (WARC 1.1, ISO 28500:2017).

Players of web archives show it at the address that it has, without any network.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from casebook.archiving.site import HOME, SiteFile
from casebook.hosting.types import type_of

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter

_VERSION = "WARC/1.1"
_SEARCH, _INDEX = "search/", "search/index.js"
_STAND = re.compile(rb'"version":\s*"([0-9a-f]+)"')


def write_warc(
    path: Path, name: str, files: Iterable[SiteFile], base: str, about: str, second: int
) -> None:
    """Write the files into a compressed WARC at `path`, as answers at addresses that begin `base`.

    `name` is the name that the file will have, `about` says what it is. `second` is the time of
    every record, counted from 1970: with it the ids of the records, which are made from address,
    time and content, are always the same.
    """
    files = tuple(files)
    others = _Others(files)
    # Nothing but this needs it.
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    with path.open("wb") as out:
        written = _Recording(WARCWriter(out, warc_version=_VERSION), second)
        written.begin(name, about)
        for file in files:
            address = base + quote(file.path)
            written.add(address, file)
            for other in others(address, file.path):
                written.add(other, file, as_at=address)


class _Others:
    """The other addresses by which pages ask for a file."""

    def __init__(self, files: Iterable[SiteFile]) -> None:
        index = next((file for file in files if file.path == _INDEX), None)
        found = _STAND.search(index.read()) if index else None
        self._stand = found[1].decode() if found else ""

    def __call__(self, address: str, path: str) -> Iterator[str]:
        if path.rsplit("/", maxsplit=1)[-1] == HOME:
            # The address that pages give of themselves is that of their folder.
            yield address.removesuffix(HOME)
        elif self._stand and path.startswith(_SEARCH) and path != _INDEX:
            # The search asks for its files as they stand, so that no old one is taken for new.
            yield f"{address}?{self._stand}"


class _Recording:
    def __init__(self, writer: WARCWriter, second: int) -> None:
        self._writer = writer
        self._date = datetime.fromtimestamp(second, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def begin(self, name: str, about: str) -> None:
        """Write what comes first of all."""
        fields = {
            "software": "Casebook",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": about,
        }
        text = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
        headers = {**self._headers(name, text), "WARC-Filename": name}
        record = self._writer.create_warc_record(
            "", "warcinfo", BytesIO(text), len(text), warc_headers_dict=headers
        )
        self._writer.write_record(record)

    def add(self, address: str, file: SiteFile, as_at: str | None = None) -> None:
        """Write one answer; `as_at` is an address at which the same was answered already."""
        from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415

        content = file.read()
        answer = [("Content-Type", type_of(file.path)), ("Content-Length", str(len(content)))]
        http = StatusAndHeaders("200 OK", answer, protocol="HTTP/1.1")
        headers = self._headers(address, content)
        if as_at:
            digest = _digest(content)
            record = self._writer.create_revisit_record(
                address, digest, as_at, self._date, http, headers
            )
        else:
            record = self._writer.create_warc_record(
                address,
                "response",
                BytesIO(content),
                len(content),
                http_headers=http,
                warc_headers_dict=headers,
            )
        self._writer.write_record(record)

    def _headers(self, address: str, content: bytes) -> dict[str, str]:
        name = f"{address} {self._date} {_digest(content)}"
        return {
            "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>",
            "WARC-Date": self._date,
        }


def _digest(content: bytes) -> str:
    """Return a digest in the form that archives have agreed upon; it is no promise of security."""
    return f"sha1:{b32encode(sha1(content, usedforsecurity=False).digest()).decode()}"
