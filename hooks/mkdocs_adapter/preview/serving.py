"""The pages of the site as browsers get them, with the panel over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from mkdocs_adapter.preview.panel import Panel

_UNAVAILABLE = "503 Service Unavailable"
_END = b"</body>"


class Panelled:
    """MkDocs' server with the panel in every page, or alone while there is no site."""

    def __init__(self, server: LiveReloadServer, panel: Callable[[], Panel]) -> None:
        """Take the server, and what returns the panel as it is at a moment."""
        self._inner: WSGIApplication = server.serve_request
        self._mount = server.mount_path.encode().decode("latin-1")
        self._panel = panel

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""
        if environ["PATH_INFO"].startswith("/livereload/"):
            return self._inner(environ, start_response)
        answer = self._answer(environ)
        if answer.is_page:
            answer.insert(self._panel().markup)
        return answer.send(start_response)

    def _answer(self, environ: WSGIEnvironment) -> _Answer:
        if not self._panel().has_site:
            return self._file(environ, "index.html", _UNAVAILABLE)
        answer = _Answer(self._inner, environ)
        if answer.status.startswith("404"):
            # MkDocs does not reload this page by itself; as a file it does.
            answer.close()
            answer = self._file(environ, "404.html", answer.status)
        return answer

    def _file(self, environ: WSGIEnvironment, name: str, status: str) -> _Answer:
        """Return a file of the site, whatever was asked for, with another status."""
        answer = _Answer(self._inner, {**environ, "PATH_INFO": f"{self._mount}{name}"})
        answer.status = status
        return answer


class _Answer:
    """What the server would send."""

    def __init__(self, application: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body = application(environ, self._start)

    @property
    def is_page(self) -> bool:
        return any(
            name.lower() == "content-type" and value.startswith("text/html")
            for name, value in self.headers
        )

    def insert(self, markup: bytes) -> None:
        """Put markup at the end of the page; no browser may keep what is only for now."""
        page = b"".join(self.body)
        self.close()
        before, end, after = page.rpartition(_END)
        page = b"".join((before, markup, end, after)) if end else page
        self.body = [page]
        kept = [(name, value) for name, value in self.headers if name.lower() != "content-length"]
        self.headers = [*kept, ("Content-Length", str(len(page))), ("Cache-Control", "no-store")]

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return self.body

    def close(self) -> None:
        """Let go of the file, as WSGI wants it from whoever does not pass it on."""
        if callable(close := getattr(self.body, "close", None)):
            close()

    def _start(
        self, status: str, headers: list[tuple[str, str]], _exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _refuse


def _refuse(_data: bytes) -> None:
    raise NotImplementedError("MkDocs returns what it sends")
