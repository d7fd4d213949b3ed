"""What a host is told of a site: the policy of its pages, the headers, the configurations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casebook.hosting import SERVERS, headers_file, of_page, of_site, with_policy
from casebook.hosting.headers import SECURITY, is_hashed
from casebook.hosting.types import UNKNOWN, type_of
from casebook.terminal import main
from crawl.policy import directives, hashed, inline_hashes
from crawl.site import Site

# The example of the standard, https://www.w3.org/TR/CSP2/#script-src-hash-usage.
HELLO = "alert('Hello, world.');"
HELLO_HASH = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
TOP = '<!doctype html>\n<meta charset="utf-8">'


@pytest.mark.parametrize(
    ("markup", "allowed"),
    [
        ("", []),
        (f"<script>{HELLO}</script>", [HELLO_HASH]),
        (f"<SCRIPT type='module'>{HELLO}</SCRIPT >", [HELLO_HASH]),
        (f'<script type="text/javascript" id=a>{HELLO}</script>', [HELLO_HASH]),
        (f"<script>{HELLO}</script><p>x</p><script>{HELLO}</script>", [HELLO_HASH]),
        ("<script>a\r\nb\rc</script>", [hashed("a\nb\nc")]),
        ("<script>1</script><script>2</script>", sorted([hashed("1"), hashed("2")])),
        ('<script src="a.js"></script><script defer src=b.js data-x></script>', []),
        ('<script type="application/ld+json">{"a": 1}</script>', []),
        ('<script id="x" type="application/json">{}</script>', []),
        ("<p>&lt;script>1&lt;/script></p>", []),
    ],
)
def test_a_page_allows_the_scripts_that_stand_in_it(markup: str, allowed: Sequence[str]) -> None:
    found = directives(of_page(TOP + markup))
    assert found["script-src"] == ["'self'", "file:", *allowed]
    assert found["style-src"] == ["'self'", "file:"]
    assert found["default-src"] == found["base-uri"] == found["form-action"] == ["'none'"]


@pytest.mark.parametrize(
    ("markup", "allowed"),
    [
        ("<style>a{}</style>", [hashed("a{}")]),
        ('<td style="text-align: right;">1', ["'unsafe-hashes'", hashed("text-align: right;")]),
        ("<p class=a style='color: red'>", ["'unsafe-hashes'", hashed("color: red")]),
        ('<p style="font: &quot;A&quot;">', ["'unsafe-hashes'", hashed('font: "A"')]),
        ('<p title=" style=">x</p> style="a"', []),
    ],
)
def test_a_page_allows_the_styles_that_stand_in_it(markup: str, allowed: Sequence[str]) -> None:
    assert directives(of_page(TOP + markup))["style-src"] == ["'self'", "file:", *allowed]


def test_the_policy_stands_before_all_that_it_rules_and_only_once() -> None:
    page = f"{TOP}<script>{HELLO}</script>"
    once = with_policy(page)
    assert once.index("Content-Security-Policy") < once.index("<script>")
    assert HELLO_HASH in once
    assert with_policy(once) == once
    assert "default-src 'self'" in with_policy(page, "default-src 'self'")


def test_the_policy_of_a_site_is_what_its_pages_need_together(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    one, other = "<script>1</script>", '<script>2</script><p style="color: red">'
    (tmp_path / "index.html").write_text(with_policy(TOP + one), "utf-8")
    (tmp_path / "a" / "b" / "index.html").write_text(with_policy(TOP + other), "utf-8")
    (tmp_path / "a" / "old.html").write_text(f"{TOP}<script>3</script>", "utf-8")
    found = directives(of_site(tmp_path))
    assert found["script-src"] == ["'self'", *sorted([hashed("1"), hashed("2")])]
    assert found["style-src"] == ["'self'", "'unsafe-hashes'", hashed("color: red")]
    assert found["frame-ancestors"] == ["'none'"]


def test_the_header_of_the_shipped_case_allows_what_its_pages_do(built_site: Path) -> None:
    policy = directives(of_site(built_site))
    needed = {hash_ for page in Site(built_site).pages.values() for hash_ in inline_hashes(page)}
    assert set(policy["script-src"]) == {"'self'", *needed}
    assert policy["style-src"] == ["'self'"]
    assert "file:" not in str(policy)


@pytest.mark.parametrize(
    ("path", "so"),
    [
        ("assets/stylesheets/main.57a0d79d.min.css", True),
        ("assets/javascripts/bundle.a5f9d56c.min.js.map", True),
        ("assets/casebook.css", False),
        ("assets/js/search.js", False),
        ("search/entries/0.js", False),
        ("assets/javascripts/lunr/min/lunr.multi.min.js", False),
        ("index.html", False),
    ],
)
def test_a_name_with_a_hash_is_told_from_one_without(path: str, *, so: bool) -> None:
    assert is_hashed(path) is so


def test_the_site_has_its_headers_in_the_form_that_hosts_read(built_site: Path) -> None:
    text = (built_site / "_headers").read_text("utf-8")
    assert text == headers_file(built_site)
    # The limits of Cloudflare Pages, which are the narrowest: 100 rules, 2,000 letters in a line.
    lines = text.splitlines()
    rules = [line for line in lines if not line.startswith(" ")]
    assert len(rules) <= 100
    assert max(map(len, lines)) < 2000
    assert rules[0] == "/*"
    assert len(rules) == len(set(rules)) > 3
    assert all((built_site / rule[1:]).is_file() for rule in rules[1:])
    for name, value in {"Content-Security-Policy": of_site(built_site), **SECURITY}.items():
        assert lines.count(f"  {name}: {value}") == 1
    assert text.count("immutable") == len(rules) - 1


@pytest.mark.parametrize("server", SERVERS)
def test_a_configuration_has_its_values_in_place(server: str, built_site: Path) -> None:
    done = _host(server, "--site", str(built_site), "--root", "/var/www/case")
    assert done.exit_code == 0
    assert "%" not in done.output
    for value in (of_site(built_site), *SECURITY.values(), "/var/www/case", "8080"):
        assert value in done.output


@pytest.mark.parametrize("value", ["/srv/a b", "/srv/a;", "/srv/{x}", '/srv/"', "/srv\n/x"])
def test_what_would_change_a_configuration_is_refused(value: str, built_site: Path) -> None:
    done = _host("nginx", "--site", str(built_site), "--root", value)
    assert done.exit_code == 2
    assert "cannot stand in a configuration" in done.output


def test_a_configuration_is_made_for_a_site_that_is_there(tmp_path: Path) -> None:
    done = _host("nginx", "--site", str(tmp_path))
    assert done.exit_code == 2
    assert "Build it first" in done.output


def _host(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["host", *arguments])


def test_every_file_of_the_shipped_case_is_of_a_known_type(built_site: Path) -> None:
    names = {path.name for path in built_site.rglob("*") if path.is_file()} - {"_headers"}
    assert [name for name in names if type_of(name) == UNKNOWN] == []
    assert type_of("a/b.ATOM") == "application/atom+xml; charset=utf-8"
    assert type_of("a.png") == "image/png"
    assert type_of("sitemap.xml.gz") == "application/gzip"
    assert type_of("_headers") == UNKNOWN
