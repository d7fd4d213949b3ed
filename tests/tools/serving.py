"""Serve a folder on the loopback address, quietly, for as long as a test needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, AnyStr, BinaryIO

from tools.sizes import compress

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite

_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")

_BETWEEN = 0.025
"""Seconds between two pieces of a slow page: a browser draws in between."""


@contextmanager
def serving(folder: Path, *, compressed: bool = False, slow: bool = False) -> Iterator[str]:
    """Serve `folder` on a free port; gives the address, which ends in a slash.

    Tests of speed want it `compressed`, as any host sends text. A `slow` one sends a page as a bad
    line does, in small pieces.
    """
    kind = _SlowHandler if slow else _CompressingHandler if compressed else _QuietHandler
    handler = partial(kind, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


class _QuietHandler(SimpleHTTPRequestHandler):
    # The pages ask for many small files: one connection for all of them is much faster.
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name it overrides
        """Say nothing."""

    def handle(self) -> None:
        """Answer; a browser that closes its page while it is being served is no fault."""
        with suppress(ConnectionResetError, BrokenPipeError):
            super().handle()


class _SlowHandler(_QuietHandler):
    """Sends each tag of the header and of the footer by itself, and what stands between at once."""

    def copyfile(self, source: SupportsRead[AnyStr], outputfile: SupportsWrite[AnyStr]) -> None:
        text = source.read()
        assert isinstance(text, bytes)
        for piece in _in_pieces(text):
            outputfile.write(piece)
            sleep(_BETWEEN)


def _in_pieces(text: bytes) -> Iterator[bytes]:
    for part in re.split(rb"(?=<body|<main|<footer|<script id)", text):
        by_tag = part.startswith((b"<body", b"<footer"))
        yield from filter(None, re.split(rb"(?=<)", part)) if by_tag else [part]


class _CompressingHandler(_QuietHandler):
    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer with a text compressed, and with anything else as it lies there."""
        path = Path(self.translate_path(self.path))
        taken = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (taken and path.suffix in _TEXT and path.is_file()):
            return super().send_head()
        content = compress(path.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)
