"""One request: what a host answers, or in which words it does not."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.client import IncompleteRead
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Literal, TypeAlias
from urllib.parse import urlsplit, urlunsplit

import requests
import socks
from requests import PreparedRequest, Request, Response, Session
from requests.utils import get_environ_proxies, select_proxy
from urllib3 import exceptions as low

MOST = 512 * 1024
"""Bytes that are read of an answer; of robots.txt, RFC 9309 (2.5) wants no fewer than 500 KiB."""

Method: TypeAlias = Literal["HEAD", "GET"]


class Silence(Exception):  # noqa: N818  # what is told of a host, in its own words
    """No answer that could be read; the text says why not, without its full stop."""


class ProxyFault(Exception):  # noqa: N818  # the same of the proxy
    """The proxy does not do its work, which says nothing of any host."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered: the status, the headers that matter here, and the body, if wanted."""

    status: int
    location: str = ""
    retry_after: str = ""
    body: bytes = b""

    @property
    def said(self) -> str:
        """The status with its name, where it has one: "404 Not Found"."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)


class Web:
    """Asks by HTTP, through the proxies that the environment names.

    No cookie is kept, no password sent (`~/.netrc` has some), and no page named from which a link
    was followed.
    """

    def __init__(self, user_agent: str, timeout: float) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        self._timeout = timeout

    def ask(self, method: Method, address: str) -> Reply:
        """Return the answer; raise `Silence` where there is none, `ProxyFault` for the proxy.

        All of it may take no longer than the timeout, however slowly it trickles in.
        """
        return within(self._timeout, lambda: self._ask(method, address))

    def _ask(self, method: Method, address: str) -> Reply:
        try:
            with requests.Session() as session, self._response(session, method, address) as found:
                reply = _reply(found, method)
        except (requests.RequestException, low.HTTPError, OSError, ValueError) as error:
            raise spoken(error, self._timeout) from None
        if reply.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            raise ProxyFault("it wants a password")
        return reply

    def _response(self, session: Session, method: Method, address: str) -> Response:
        """Ask; nothing of the body is read yet, not even that of a redirect."""
        session.headers.clear()
        request = Request(method, address, headers=self._headers, auth=_without_password)
        prepared = session.prepare_request(request)
        url = prepared.url or ""
        settings = session.merge_environment_settings(url, {}, True, None, None)
        return session.get_adapter(url).send(prepared, timeout=self._timeout, **settings)


def proxy_for(address: str) -> str:
    """Return the proxy through which an address is asked for, without its password; or nothing."""
    proxy = select_proxy(address, get_environ_proxies(address)) or ""
    parts = urlsplit(proxy if "://" in proxy or not proxy else f"http://{proxy}")
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def within(seconds: float, act: Callable[[], Reply]) -> Reply:
    """Return what `act` returns; raise `Silence` where it takes longer than so many seconds.

    A timeout of a socket begins anew with each byte. So the work is left to a thread of its own,
    which is left to itself when the time is up.
    """
    done: SimpleQueue[Reply | Exception] = SimpleQueue()

    def run() -> None:
        try:
            done.put(act())
        except Exception as error:  # noqa: BLE001  # it is raised again, where it can be caught
            done.put(error)

    Thread(target=run, daemon=True).start()
    try:
        found = done.get(timeout=seconds)
    except Empty:
        raise Silence(_late(seconds)) from None
    if isinstance(found, Exception):
        raise found
    return found


def _without_password(request: PreparedRequest) -> PreparedRequest:
    """Stand where requests would otherwise put a password from `~/.netrc`."""
    return request


def _reply(response: Response, method: Method) -> Reply:
    body = b""
    if method == "GET":
        while len(body) < MOST and (part := response.raw.read(MOST - len(body))):
            body += part
    given = response.headers.get
    location = given("location", "").encode("latin-1", "replace").decode("utf-8", "replace")
    return Reply(response.status_code, location, given("retry-after", ""), body)


def spoken(error: Exception, seconds: float) -> Exception:
    """Return what is to be told of an error of the way to a host."""
    causes, ours = list(_causes(error)), requests.RequestException
    if fault := _of_proxy(causes):
        return fault
    known: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
        (ssl.SSLCertVerificationError, "its certificate is not valid for it"),
        (ssl.SSLError, "it speaks no TLS that we could understand"),
        ((low.NameResolutionError, socket.gaierror), "there is no host of this name"),
        (ConnectionRefusedError, "the connection is refused"),
        (low.NewConnectionError, "there is no way to it"),  # urllib3 calls this a timeout, too
        ((low.TimeoutError, TimeoutError), _late(seconds)),
        ((low.IncompleteRead, IncompleteRead), "the answer breaks off"),
        ((ConnectionError, low.ProtocolError), _unreadable(causes)),
    )
    for kinds, words in known:
        # What requests calls an error of its own is an error of the system to Python.
        if any(isinstance(c, kinds) for c in causes if not isinstance(c, ours)):
            return Silence(words)
    if isinstance(error, requests.exceptions.Timeout):
        return Silence(_late(seconds))
    if isinstance(error, ValueError):  # what requests calls an address that it cannot take
        return Silence("nobody can be asked for such an address")
    return Silence(_unreadable(causes))


def _of_proxy(causes: list[BaseException]) -> Exception | None:
    """Return what a proxy has to do with an error: its own fault, or that it found no way."""
    if tunnel := next((str(c) for c in causes if "Tunnel connection failed: " in str(c)), ""):
        status = tunnel.partition("Tunnel connection failed: ")[2][:3]
        words = f"the proxy finds no way to it and says {status}"
        return ProxyFault("it wants a password") if status == "407" else Silence(words)
    if any(isinstance(cause, socks.SOCKS5Error | socks.SOCKS4Error) for cause in causes):
        return Silence("the proxy finds no way to it")
    kinds = (requests.exceptions.ProxyError, requests.exceptions.InvalidProxyURL, socks.ProxyError)
    if any(isinstance(cause, kinds) for cause in causes):
        return ProxyFault(_innermost(causes))
    return None


def _innermost(causes: list[BaseException]) -> str:
    """Return the words of the system, if it has any, for what went wrong."""
    words = [cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror]
    return words[-1] if words else str(causes[0])


def _unreadable(causes: list[BaseException]) -> str:
    """Return the words for a host that spoke, but not as HTTP wants it, or said nothing."""
    if any(isinstance(cause, ConnectionError) for cause in causes):
        return "it ends the connection without an answer"
    return "what it answers is no HTTP"


def _late(seconds: float) -> str:
    return f"there is no whole answer within {seconds:g} seconds"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that it came from, as urllib3 nests them in several ways."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
        waiting += [each for each in inner if isinstance(each, BaseException)]
