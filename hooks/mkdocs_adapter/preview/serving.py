"""The pages of the site as browsers get them, with the panel over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from mkdocs_adapter.preview.panel import Panel

_UNAVAILABLE = "503 Service Unavailable"
_FAILED = "500 Internal Server Error"
_END = b"</body>"


class UnmadeError(Exception):
    """A file cannot be made; `page` says why, to stand in its place."""

    def __init__(self, page: bytes) -> None:
        super().__init__("a file cannot be made")
        self.page = page


class Panelled:
    """MkDocs' server with the panel in every page, or alone while there is no site.

    What is made on demand it has from us.
    """

    def __init__(
        self,
        server: LiveReloadServer,
        panel: Callable[[], Panel],
        made: Callable[[str], bytes | None],
    ) -> None:
        """Take the server, what returns the panel as it is at a moment, and what makes files.

        `made` takes the path of a file from the root of the site.
        """
        self._inner: WSGIApplication = server.serve_request
        self._server = server
        self._mount = server.mount_path.encode().decode("latin-1")
        self._panel = panel
        self._made = made

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
        answer = _Answer(self._on_demand, environ)
        if answer.status.startswith("404"):
            # MkDocs does not reload this page by itself; as a file it does.
            answer.close()
            answer = self._file(environ, "404.html", answer.status)
        return answer

    def _on_demand(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with what is made now, or as MkDocs does."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if not path.startswith(self._server.mount_path):
            return self._inner(environ, start_response)
        folder = path.endswith("/")
        name = path[len(self._server.mount_path) :] + ("index.html" if folder else "")
        # Read before the page is made: if a build comes between, the page is loaded again.
        epoch = self._server._visible_epoch
        try:
            content = self._made(name)
            moved = content is None and not folder and self._made(f"{name}/index.html") is not None
        except UnmadeError as error:
            return self._page(error.page, epoch, _FAILED, start_response)
        if moved:
            start_response("302 Found", [("Location", f"{quote(path)}/")])
            return []
        if content is None:
            return self._inner(environ, start_response)
        kind = _kind(name)
        if kind == "text/html":
            return self._page(content, epoch, "200 OK", start_response)
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _page(
        self, content: bytes, epoch: int, status: str, start_response: StartResponse
    ) -> list[bytes]:
        """Answer with a page that is loaded again after the next save."""
        inject: Callable[[bytes, int], bytes] = self._server._inject_js_into_html
        start_response(status, [("Content-Type", "text/html")])
        return [inject(content, epoch)]

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


def _kind(name: str) -> str:
    kind: str = LiveReloadServer._guess_type(name)  # type: ignore[no-untyped-call]
    return kind


def _refuse(_data: bytes) -> None:
    raise NotImplementedError("MkDocs returns what it sends")
