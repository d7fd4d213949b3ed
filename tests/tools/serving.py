"""Serve a folder on the loopback address, quietly, for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from tools.sizes import compress

_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


@contextmanager
def serving(folder: Path, *, compressed: bool = False) -> Iterator[str]:
    """Serve `folder` on a free port; gives the address, which ends in a slash.

    Tests of speed want it `compressed`, as any host sends text.
    """
    kind = _CompressingHandler if compressed else _QuietHandler
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
