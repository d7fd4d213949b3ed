"""Whether links still work: asked of hosts on this machine that answer well, badly, and never."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
import urllib3
from click.testing import CliRunner, Result

from casebook.build import check
from casebook.links import AGENT, Answer, Cache, Keeping, Link, Manners, collect, judged
from casebook.links.asking import pause_of
from casebook.links.cache import FILE
from casebook.links.manners import Pace, Stopped
from casebook.links.round import Round
from casebook.links.web import MOST, ProxyFault, Web, spoken
from casebook.problems import Where
from casebook.terminal import main
from tools import ROOT
from tools.answering import Hosts, Request, Way, answering, socks_server
from tools.examples import BASE

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
HURRIED = Manners(delay=0, timeout=1, patience=1)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def _get_only(request: Request) -> None:
    request.answer("405 Method Not Allowed" if request.method == "HEAD" else "200 OK", "text")


def _deny_head(request: Request) -> None:
    request.answer("404 Not Found" if request.method == "HEAD" else "200 OK", "text")


def _silent_to_head(request: Request) -> None:
    if request.method == "GET":
        request.answer(body="text")


def _truncated(request: Request) -> None:
    if request.method == "HEAD":
        request.answer("405 Method Not Allowed")
    else:
        request.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nten bytes.")


def _huge(request: Request) -> None:
    """Answer without an end: whoever reads all of it reads for ever."""
    if request.method == "HEAD":
        request.answer("405 Method Not Allowed")
        return
    request.send(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n")
    while not request.over.is_set():
        request.send(b"x" * 65536)


def _trickling(request: Request) -> None:
    """Send a byte now and then: no timeout of a socket ever comes to its end."""
    request.send(b"HTTP/1.1 200 OK\r\nX: ")
    while not request.over.wait(0.05):
        request.send(b"x")


def _never(request: Request) -> None:
    request.over.wait()


def _busy_once(request: Request) -> None:
    if request.times == 1:
        request.answer("429 Too Many Requests", Retry_After="0")
    else:
        request.answer()


def _robots(request: Request) -> None:
    request.answer(body="User-agent: *\nAllow: /\nDisallow: /private\nDisallow: /*.pdf$\n")


def _to(location: str, status: str = "302 Found") -> Way:
    return lambda request: request.answer(status, Location=location)


WAYS: dict[str, Way] = {
    "/robots.txt": _robots,
    "/": lambda request: request.answer(),
    "/well": lambda request: request.answer(),
    "/get-only": _get_only,
    "/deny-head": _deny_head,
    "/silent-to-head": _silent_to_head,
    "/gone": lambda request: request.answer("410 Gone"),
    "/broken": lambda request: request.answer("500 Internal Server Error"),
    "/odd": lambda request: request.answer("599 What"),
    "/closed": lambda request: request.answer("403 Forbidden"),
    "/busy-once": _busy_once,
    "/busy": lambda request: request.answer("429 Too Many Requests", Retry_After="7200"),
    "/moved": _to("/well", "301 Moved Permanently"),
    "/moved-again": _to("/moved#part", "308 Permanent Redirect"),
    "/away-today": _to("/moved"),
    "/moved-to-nothing": _to("/nothing", "301 Moved Permanently"),
    "/loop": _to("/loop"),
    "/to-front": _to("/"),
    "/to-ftp": _to("ftp://127.0.0.1/well"),
    "/to-nonsense": _to("http://[x/"),
    "/to-neighbour": _to("http://127.0.0.9/well"),
    "/to-closed-area": _to("/private/page"),
    "/truncated": _truncated,
    "/huge": _huge,
    "/garbage": lambda request: request.send(b"hello, who is there?\r\n"),
    "/mute": lambda _: None,
    "/trickling": _trickling,
    "/never": _never,
}


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with answering(WAYS) as found:
        yield found


def _ask(*addresses: str, manners: Manners = HURRIED) -> dict[str, Answer]:
    return dict(Round(manners).answers(addresses))


@pytest.mark.parametrize(
    ("path", "outcome", "said"),
    [
        ("/well", "well", "200 OK"),
        ("/get-only", "well", "200 OK"),
        ("/deny-head", "well", "200 OK"),
        ("/silent-to-head", "well", "200 OK"),
        ("/huge", "well", "200 OK"),
        ("/busy-once", "well", "200 OK"),
        ("/away-today", "well", "200 OK"),
        ("/nothing", "gone", "404 Not Found"),
        ("/gone", "gone", "410 Gone"),
        ("/moved-to-nothing", "gone", "404 Not Found (at {}/nothing, where it leads to)"),
        ("/to-front", "gone", "it leads to {}/, the front page of a site"),
        ("/broken", "silent", "500 Internal Server Error"),
        ("/odd", "silent", "599"),
        ("/loop", "silent", "it leads on more than 10 times"),
        ("/to-ftp", "silent", "it leads to ftp://127.0.0.1/well, which is not on the web"),
        ("/to-nonsense", "silent", "it leads to what is no address"),
        (
            "/to-neighbour",
            "silent",
            "it leads to http://127.0.0.9/well, inside a network of its own",
        ),
        ("/truncated", "silent", "the answer breaks off"),
        ("/garbage", "silent", "what it answers is no HTTP"),
        ("/mute", "silent", "it ends the connection without an answer"),
        ("/trickling", "silent", "there is no whole answer within 1 seconds"),
        ("/never", "silent", "there is no whole answer within 1 seconds"),
        ("/closed", "barred", "403 Forbidden"),
        ("/private/page", "barred", "its robots.txt asks programs to stay away"),
        ("/report.pdf", "barred", "its robots.txt asks programs to stay away"),
        ("/busy", "busy", "429 Too Many Requests"),
    ],
)
def test_what_comes_of_asking(hosts: Hosts, path: str, outcome: str, said: str) -> None:
    answer = _ask(hosts.at(path))[hosts.at(path)]
    assert (answer.outcome, answer.said) == (outcome, said.format(hosts.at("")))


def test_a_page_that_has_moved_for_good_comes_with_its_new_address(hosts: Hosts) -> None:
    answer = _ask(hosts.at("/moved-again"))[hosts.at("/moved-again")]
    assert (answer.outcome, answer.to) == ("moved", hosts.at("/well"))


def test_a_port_where_nobody_listens_and_a_name_that_nobody_has(
    hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    resolve = socket.getaddrinfo

    def unknown(host: str, *given: object, **named: object) -> object:
        if host == "nobody.example":
            raise socket.gaierror(-2, "Name or service not known")
        return resolve(host, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    closed, nobody = f"http://127.0.0.1:{free}/", "http://nobody.example/"
    plain = hosts.at("/well").replace("http:", "https:")
    said = {address: answer.said for address, answer in _ask(closed, nobody, plain).items()}
    assert said == {
        closed: "the connection is refused",
        nobody: "there is no host of this name",
        plain: "it speaks no TLS that we could understand",
    }


def test_a_wrong_certificate_is_told_apart_from_no_tls() -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed: Hostname mismatch")
    error = requests.exceptions.SSLError(urllib3.exceptions.SSLError(cause))
    assert str(spoken(error, 1)) == "its certificate is not valid for it"


def test_of_an_endless_answer_only_a_little_is_read(hosts: Hosts) -> None:
    assert len(Web(AGENT, 10).ask("GET", hosts.at("/huge")).body) == MOST


def test_the_body_of_a_redirect_is_not_read() -> None:
    def endless(request: Request) -> None:
        request.send(b"HTTP/1.1 302 Found\r\nLocation: /well\r\nContent-Length: 99999999\r\n\r\n")
        request.over.wait()

    with answering({**WAYS, "/endless": endless}) as hosts:
        assert _ask(hosts.at("/endless"))[hosts.at("/endless")].outcome == "well"


def test_head_comes_first_and_get_only_where_it_is_needed(hosts: Hosts) -> None:
    _ask(hosts.at("/well"), hosts.at("/get-only"))
    assert hosts.asked == [
        "GET 127.0.0.1 /robots.txt",
        "HEAD 127.0.0.1 /well",
        "HEAD 127.0.0.1 /get-only",
        "GET 127.0.0.1 /get-only",
    ]


def test_what_is_told_of_who_asks(hosts: Hosts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but a name: no cookie, no page left behind, no password from ~/.netrc."""
    monkeypatch.setattr("requests.sessions.get_netrc_auth", lambda _: ("name", "password"))
    _ask(hosts.at("/well"), manners=Manners("Casebook (somebody)", delay=0))
    for headers in hosts.headers:
        assert headers.pop("host").startswith("127.0.0.1")
        assert headers == {
            "user-agent": "Casebook (somebody)",
            "accept": "*/*",
            "accept-encoding": "identity",
        }


def test_what_robots_txt_forbids_is_not_asked_for(hosts: Hosts) -> None:
    _ask(hosts.at("/private/page"), hosts.at("/report.pdf"), hosts.at("/to-closed-area"))
    assert hosts.paths() == ["/to-closed-area"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (lambda request: request.answer(body="User-agent: *\nDisallow: /"), False),
        (lambda request: request.answer(body="User-agent: casebook\nDisallow: /"), False),
        (lambda request: request.answer(body="User-agent: other\nDisallow: /"), True),
        (lambda request: request.answer(body="User-agent: *\nCrawl-delay: 86400"), False),
        (lambda request: request.answer("403 Forbidden"), True),
        (lambda request: request.answer("503 Service Unavailable"), False),
        (lambda request: request.answer(body="\x00\xff<html>"), True),
        (_to("/rules", "301 Moved Permanently"), False),
        (_to("/robots.txt"), True),
    ],
)
def test_robots_txt_is_read_as_its_specification_wants(robots: Way, allowed: bool) -> None:
    rules: Way = lambda request: request.answer(body="User-agent: *\nDisallow: /well")  # noqa: E731
    with answering({**WAYS, "/robots.txt": robots, "/rules": rules}) as hosts:
        answer = _ask(hosts.at("/well"))[hosts.at("/well")]
    assert answer.outcome == ("well" if allowed else "barred")


def test_a_host_that_wants_a_pause_is_left_alone_and_others_are_not(hosts: Hosts) -> None:
    busy, later = hosts.at("/busy"), hosts.at("/well")
    elsewhere = hosts.at("/well", "127.0.0.2")
    answers = _ask(busy, later, elsewhere)
    assert {address: answer.outcome for address, answer in answers.items()} == {
        busy: "busy",
        elsewhere: "well",
    }


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 01 Jul 2025 12:00:30 GMT", 30.0),
        ("Tue, 01 Jul 2025 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("9" * 400, 999999999.0),
    ],
)
def test_a_wish_for_a_pause_is_read(text: str, seconds: float | None) -> None:
    assert pause_of(text, NOW) == seconds


class _Watched(Pace):
    """A pace that takes note of the waiting instead of doing it."""

    def __init__(self, delay: float) -> None:
        super().__init__(delay)
        self.waited: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)


def test_each_host_is_asked_at_its_own_pace() -> None:
    pace = _Watched(3)
    pace.slow("slow.example", 10)
    for host in (
        "a.example",
        "a.example",
        "b.example",
        "slow.example",
        "slow.example",
        "a.example",
    ):
        pace.turn(host, clock=lambda: 100.0)
    assert pace.waited == [0, 3, 0, 0, 10, 6]


def test_a_crawl_delay_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    slowed: list[tuple[str, float]] = []
    monkeypatch.setattr(Pace, "slow", lambda _, host, delay: slowed.append((host, delay)))
    robots: Way = lambda request: request.answer(body="User-agent: *\nCrawl-delay: 0.5")  # noqa: E731
    with answering({**WAYS, "/robots.txt": robots}) as hosts:
        _ask(hosts.at("/well"))
    assert slowed == [("127.0.0.1", 0.5)]


def test_whoever_waits_is_woken_when_the_round_ends() -> None:
    pace = Pace(1)
    pace.stop.set()
    with pytest.raises(Stopped):
        pace.wait(1000)
    with pytest.raises(Stopped):
        pace.turn("a.example")


def test_a_proxy_is_used_and_finds_the_names_itself(
    hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that only the proxy knows can be asked for by its way alone."""
    proxied: Way = lambda request: request.answer()  # noqa: E731
    hosts.ways = {"http://known.example/page": proxied}
    monkeypatch.setenv("HTTP_PROXY", hosts.at(""))
    assert _ask("http://known.example/page")["http://known.example/page"].outcome == "well"
    assert "HEAD known.example http://known.example/page" in hosts.asked


def test_an_onion_address_is_asked_for_through_a_proxy_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    onion = "http://abcdefghijklmnop.onion/page"
    assert _ask(onion)[onion].outcome == "barred"
    with socks_server() as (address, names):
        monkeypatch.setenv("ALL_PROXY", f"socks5h://{address}")
        assert _ask(onion)[onion].outcome == "well"
    assert set(names) == {"abcdefghijklmnop.onion"}


@pytest.mark.parametrize("scheme", ["http", "socks5h"])
def test_a_proxy_that_does_not_work_says_nothing_of_hosts(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://127.0.0.1:{free}")
    for address in ("http://known.example/", "https://known.example/"):
        with pytest.raises(ProxyFault, match="refused"):
            _ask(address)


def test_a_proxy_that_wants_a_password_says_nothing_of_hosts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refuse: Way = lambda request: request.answer("407 Proxy Authentication Required")  # noqa: E731
    with answering({"http://a.example/robots.txt": refuse, "a.example:443": refuse}) as hosts:
        monkeypatch.setenv("ALL_PROXY", hosts.at(""))
        for address in ("http://a.example/", "https://a.example/"):
            with pytest.raises(ProxyFault, match="password"):
                _ask(address)


def test_a_proxy_that_finds_no_way_speaks_of_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse: Way = lambda request: request.answer("502 Bad Gateway")  # noqa: E731
    with answering({"a.example:443": refuse}) as hosts:
        monkeypatch.setenv("ALL_PROXY", hosts.at(""))
        answer = _ask("https://a.example/")["https://a.example/"]
    assert (answer.outcome, answer.said) == (
        "silent",
        "the proxy finds no way to it and says 502",
    )


def _case(root: Path, hosts: Hosts, *paths: str) -> Path:
    """Make a small case whose sources are on the web at these paths; return its folder."""
    shutil.copytree(BASE, root)
    records = [
        f"- id: web-{number}\n  type: webpage\n  title: Page {number}\n  issued: '1843'\n"
        f"  URL: {hosts.at(path)}\n"
        for number, path in enumerate(paths)
    ]
    for folder in ("data/sources", "docs"):
        (root / folder).mkdir(exist_ok=True)
    (root / "data" / "sources" / "web.yml").write_text("".join(records), "utf-8")
    return root


def _run(root: Path, *options: str) -> Result:
    with chdir(root):
        return CliRunner().invoke(main, ["links", *options])


_COMMAND = [sys.executable, "-m", "casebook", "links"]
_QUICK = ("--yes", "--delay", "0", "--timeout", "1")


def _environment() -> dict[str, str]:
    # The fixture has taken the proxies out.
    return {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_COLOR": "1"}


def test_the_report_names_each_bad_address_by_file_and_line(tmp_path: Path, hosts: Hosts) -> None:
    root = _case(tmp_path / "case", hosts, "/well", "/gone", "/moved", "/closed")
    page = root / "docs" / "reading.md"
    page.write_text(f"# Reading\n\nA [page]({hosts.at('/nothing#part')}).\n", "utf-8")
    done = _run(root, *_QUICK)
    assert (
        done.stdout
        == f"""\
data/sources/web.yml:10:8: URL: {hosts.at("/gone")} is gone: 410 Gone. \
Look for its new address, or for a kept copy and add archived: https://... [CB501]
data/sources/web.yml:15:8: warning: URL: {hosts.at("/moved")} has moved for good: \
the host says that it is elsewhere now. Write "{hosts.at("/well")}". [CB503]
data/sources/web.yml:20:8: warning: URL: {hosts.at("/closed")} is not shown to programs: \
403 Forbidden. Look at it in a browser. [CB504]
docs/reading.md:3:10: {hosts.at("/nothing")}#part is gone: 404 Not Found. \
Look for its new address or for a kept copy, and write that one. [CB501]
5 addresses: 1 there, 1 moved for good, 2 gone, 1 not shown to programs. 2 without a kept copy.
"""
    )
    assert done.exit_code == 1


def test_the_exit_code_says_whether_a_page_is_lost(tmp_path: Path, hosts: Hosts) -> None:
    root = _case(tmp_path / "case", hosts, "/well", "/closed", "/moved")
    assert _run(root, *_QUICK).exit_code == 0
    assert _run(root, "--delay", "-1").exit_code == 2
    assert _run(root, "--data", "nowhere").exit_code == 1


def test_a_lost_page_with_a_kept_copy_is_less_bad(tmp_path: Path, hosts: Hosts) -> None:
    root = _case(tmp_path / "case", hosts, "/gone")
    file = root / "data" / "sources" / "web.yml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}  archived: {hosts.at('/well')}\n", "utf-8")
    done = _run(root, *_QUICK)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == (
        f"data/sources/web.yml:5:8: warning: URL: {hosts.at('/gone')} is gone: 410 Gone."
        f' Readers find the kept copy beside it, "{hosts.at("/well")}". [CB501]'
    )
    file.write_text(f"{text}  archived: {hosts.at('/nothing')}\n", "utf-8")
    done = _run(root, *_QUICK)
    assert done.exit_code == 1
    assert [line.split(" ")[1] for line in done.stdout.splitlines()[:2]] == ["URL:", "archived:"]


def test_nobody_is_asked_unless_the_editor_says_so(tmp_path: Path, hosts: Hosts) -> None:
    root = _case(tmp_path / "case", hosts, "/well", "/gone")
    done = _run(root)
    assert done.exit_code == 2
    assert "This would ask 1 host for 2 addresses:\n  127.0.0.1\n" in done.stderr
    assert "They are asked directly, and see the network address of this computer." in done.stderr
    assert "User-Agent: Casebook" in done.stderr
    assert "add --yes" in done.stderr
    for options in (["--offline"], ["--export"], ["--skip", "127.0.0.1", "--yes"]):
        assert _run(root, *options).exit_code == 0
    assert hosts.asked == []
    assert not (root / ".cache").exists()


@pytest.mark.parametrize(("answer", "asked"), [("y", True), ("n", False)])
def test_at_a_terminal_the_editor_is_asked(
    tmp_path: Path, hosts: Hosts, answer: str, asked: bool
) -> None:
    root = _case(tmp_path / "case", hosts, "/well")
    ours, theirs = os.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [*_COMMAND, "--delay", "0"],
        cwd=root,
        env=_environment(),
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert "Go on? [y/N]" in done.stderr
    assert (hosts.paths() == ["/well"], done.returncode == 0) == (asked, asked)


def test_nothing_is_written_but_the_answers(tmp_path: Path, hosts: Hosts) -> None:
    root = _case(tmp_path / "case", hosts, "/well", "/gone")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    _run(root, *_QUICK)
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert {path.relative_to(root) for path in after if after[path] != before.get(path)} == {FILE}


def test_an_answer_holds_for_a_while(tmp_path: Path, hosts: Hosts) -> None:
    root = _case(tmp_path / "case", hosts, "/well", "/gone", "/closed")
    first = _run(root, *_QUICK)
    assert len(hosts.asked) == 6
    again = _run(root, *_QUICK)
    assert (again.stdout, len(hosts.asked)) == (first.stdout, 6)
    hosts.asked.clear()
    _run(root, *_QUICK, "--only-failed")
    assert set(hosts.paths()) == {"/gone", "/closed"}
    hosts.asked.clear()
    _run(root, *_QUICK, "--max-age", "0")
    assert set(hosts.paths()) == {"/well", "/gone", "/closed"}


def test_a_round_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(6)]

    def stuck(request: Request) -> None:
        request.over.wait()

    ways: dict[str, Way] = {path: lambda request: request.answer() for path in paths}
    with answering({**ways, "/3": stuck}) as hosts:
        root = _case(tmp_path / "case", hosts, *paths)
        for blow, code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)):
            hosts.asked.clear()
            command = [*_COMMAND, "--yes", "--delay", "0", "--timeout", "600"]
            with subprocess.Popen(
                command, cwd=root, env=_environment(), stdout=subprocess.PIPE, text=True
            ) as process:
                while "/3" not in hosts.paths():
                    time.sleep(0.01)
                process.send_signal(blow)
                process.communicate()
            assert process.returncode == code
        assert hosts.paths() == ["/3"]
    with (root / FILE).open("a", encoding="utf-8") as file:
        file.write('{"address": "cut sho')
    with answering(ways) as hosts:
        done = _run(root, "--offline")
    assert "6 addresses: 3 there, 3 not asked yet." in done.stdout


def test_a_computer_that_is_cut_off_notes_nothing(tmp_path: Path) -> None:
    with answering({}) as hosts:
        pass
    root = _case(tmp_path / "case", hosts, "/a")
    page = root / "docs" / "reading.md"
    page.write_text(f"# Reading\n\nA [page]({hosts.at('/b', '127.0.0.2')}).\n", "utf-8")
    done = _run(root, *_QUICK)
    assert (done.exit_code, "cut off" in done.stderr) == (2, True)
    assert not (root / FILE).exists()


def test_a_failure_is_told_with_the_day_since_when(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "links.jsonl")
    first, second = NOW, NOW + timedelta(days=40)
    for address, at, answer in (
        ("http://a.example/", first, Answer("silent", "no")),
        ("http://a.example/", second, Answer("gone", "404 Not Found")),
        ("http://b.example/", first, Answer("gone", "404 Not Found")),
        ("http://b.example/", second, Answer("well", "200 OK")),
    ):
        cache.add(address, answer, at)
    cache.tidy()
    again = Cache(tmp_path / "links.jsonl")
    expected = {"http://a.example/": first, "http://b.example/": None}
    for address, since in expected.items():
        known = again.get(address)
        assert known is not None
        assert (known.at, known.since) == (second, since)
    link = Link("http://a.example/", Where("docs/a.md"))
    assert "404 Not Found, since 2025-07-01." in str(judged([link], again.get)[0])


def test_failures_are_held_back_until_some_host_answers(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "links.jsonl")
    keeping = Keeping(cache)
    keeping.add("http://a.example/", Answer("silent", "no"))
    keeping.add("http://b.example/", Answer("silent", "no"))
    keeping.end()
    assert (keeping.is_cut_off, cache.get("http://a.example/")) == (True, None)
    keeping.add("http://c.example/", Answer("busy", "later"))
    assert cache.get("http://a.example/") is not None
    assert cache.get("http://c.example/") is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "7",
        '{"address": "http://a.example/"}',
        '{"address": "http://a.example/", "at": "soon", "outcome": "well", "said": "", "to": ""}',
        '{"address": "http://a.example/", "at": "2025-07-01", "outcome": "?", "said": ""}',
        '{"address": "http://a.example/", "at": "2025-07", "outcome": "?", "said": "", "to": ""}',
        "\x00\xff",
    ],
)
def test_a_line_that_cannot_be_read_costs_a_question_and_no_more(tmp_path: Path, line: str) -> None:
    (tmp_path / "links.jsonl").write_text(f"{line}\n", "latin-1")
    assert Cache(tmp_path / "links.jsonl").get("http://a.example/") is None


FILES = {
    "data/case.yml": (
        "title: T\nstandfirst: A [text](https://text.example/a?b=1&c=2).\nlanguage: en\n"
        "as_of: 2025-01-01\nurl: https://own.example\ncontact: https://contact.example/\n"
    ),
    "data/actors.yml": (
        "- id: one\n  name: One Person\n  kind: person\n  summary: S.\n  sources: [a]\n"
        "  identifiers: {wikidata: Q7259, home: https://actor.example/}\n"
    ),
    "data/sources.yml": (
        "- {id: a, type: webpage, title: A, issued: '1900', URL: https://a.example/x#part}\n"
        "- {id: b, type: webpage, title: B, issued: '1900', URL: https://b.example/,"
        " archived: https://copies.example/b}\n"
        "- {id: c, type: webpage, title: C, issued: '1900',"
        " URL: 'https://web.archive.org/web/2020/https://c.example/'}\n"
    ),
    "docs/page.md": (
        "# A page\n\n[Out](https://page.example/), [home](https://own.example/a/),"
        " [in](#a), [mail](mailto:a@b.example), <a href='https://html.example/'>so</a>\n"
        "`[no](https://code.example/)`\n"
    ),
}


def _links(root: Path) -> tuple[Link, ...]:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return collect(check(root / "data", root / "docs"), root / "docs")


def test_every_address_that_leads_out_is_found_where_it_is_written(tmp_path: Path) -> None:
    assert [(str(link.where), link.field, link.asked) for link in _links(tmp_path)] == [
        ("data/actors.yml:6:40", "identifiers.home", "https://actor.example/"),
        ("data/case.yml:2:22", "standfirst", "https://text.example/a?b=1&c=2"),
        ("data/case.yml:6:10", "contact", "https://contact.example/"),
        ("data/sources.yml:1:57", "URL", "https://a.example/x"),
        ("data/sources.yml:2:57", "URL", "https://b.example/"),
        ("data/sources.yml:2:87", "archived", "https://copies.example/b"),
        ("data/sources.yml:3:57", "URL", "https://web.archive.org/web/2020/https://c.example/"),
        ("docs/page.md:3:7", "", "https://page.example/"),
        ("docs/page.md:3:110", "", "https://html.example/"),
    ]


def test_the_list_for_an_archive_has_what_lacks_a_copy(tmp_path: Path) -> None:
    _links(tmp_path)
    missing = _run(tmp_path, "--export").stdout.splitlines()
    assert missing == [
        "https://actor.example/",
        "https://text.example/a?b=1&c=2",
        "https://contact.example/",
        "https://a.example/x",
        "https://page.example/",
        "https://html.example/",
    ]
    every = _run(tmp_path, "--export", "all").stdout.splitlines()
    assert [address for address in every if address not in missing] == ["https://b.example/"]


def test_the_documentation_has_every_option() -> None:
    told = set(re.findall(r"--[a-z][a-z-]+", (ROOT / "docs/editing/links.md").read_text("utf-8")))
    known = {name for option in main.commands["links"].params for name in option.opts}
    assert told - {"--help"} == known


def test_a_build_knows_nothing_of_the_network() -> None:
    program = "import sys, casebook.build; print([n for n in NAMES if n in sys.modules])"
    names = ["casebook.links", "requests", "urllib3", "http.client"]
    done = subprocess.run(
        [sys.executable, "-c", program.replace("NAMES", repr(names))],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
