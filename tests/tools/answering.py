"""A web of our own, on the loopback addresses: hosts that answer well, badly, and never."""

from __future__ import annotations

import socketserver
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TypeAlias

Way: TypeAlias = "Callable[[Request], None]"
OK = "200 OK"


@dataclass
class Request:
    """One request, and the means to answer it as badly as one likes."""

    method: str
    path: str
    headers: dict[str, str]
    write: Callable[[bytes], object]
    times: int
    """How often this has been asked for, this time included."""
    over: Event
    """Set when the test ends."""

    def send(self, content: bytes) -> None:
        """Answer with these bytes, whatever they are."""
        self.write(content)

    def answer(self, status: str = OK, body: str = "", **headers: str) -> None:
        """Answer as HTTP wants it."""
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *lines]
        text = "\r\n".join(head) + "\r\n\r\n"
        self.send((text + ("" if self.method == "HEAD" else body)).encode("latin-1"))


@dataclass
class Hosts:
    """Hosts that share one port, each at a loopback address of its own; they note who asks."""

    ways: Mapping[str, Way]
    """What is done at each path; a path that is not here is not found."""
    asked: list[str] = field(default_factory=list)
    """Every request, as "HEAD 127.0.0.1 /path"."""
    headers: list[dict[str, str]] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    port: int = 0

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt."""
        found = [one.rpartition(" ")[2] for one in self.asked]
        return [path for path in found if path != "/robots.txt"]


@contextmanager
def answering(ways: Mapping[str, Way]) -> Iterator[Hosts]:
    """Let hosts answer for as long as a test needs them."""
    hosts = Hosts(ways)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                _serve(self, hosts)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("0.0.0.0", 0), Handler) as server:
        hosts.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield hosts
        finally:
            hosts.over.set()
            server.shutdown()
            thread.join()


def _serve(handler: socketserver.StreamRequestHandler, hosts: Hosts) -> None:
    method, path, *_ = handler.rfile.readline().decode("latin-1").split() or ("", "")
    headers = {}
    while (line := handler.rfile.readline().decode("latin-1").strip()) and ":" in line:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    asked = f"{method} {headers.get('host', '').partition(':')[0]} {path}"
    hosts.asked.append(asked)
    hosts.headers.append(headers)
    times = hosts.asked.count(asked)
    request = Request(method, path, headers, handler.wfile.write, times, hosts.over)
    hosts.ways.get(path, _missing)(request)


def _missing(request: Request) -> None:
    request.answer("404 Not Found")


@contextmanager
def socks_server() -> Iterator[tuple[str, list[str]]]:
    """Be a SOCKS5 proxy (RFC 1928) that answers well for every name, in the place of the host.

    Gives its address, and the list of names that it was asked for.
    """
    names: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            methods = self.rfile.read(2)[1]
            self.rfile.read(methods)
            self.wfile.write(b"\x05\x00")
            _, _, _, kind = self.rfile.read(4)
            assert kind == 3, "a name must come as a name"
            names.append(self.rfile.read(self.rfile.read(1)[0]).decode())
            self.rfile.read(2)
            self.wfile.write(b"\x05\x00\x00\x01" + bytes(6))
            while self.rfile.readline().strip():
                pass
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", names
        server.shutdown()
        thread.join()
