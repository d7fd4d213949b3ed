"""The helpers find the faults they are there to find, and pass what is sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from casebook.build import check
from crawl.runs import fingerprint
from tools.axe import axe
from tools.browser import VIEWS, View, opened
from tools.building import build_site
from tools.chromium import find_chromium
from tools.errors import ToolError
from tools.large_case import write_case
from tools.large_records import Size
from tools.lighthouse import lighthouse
from tools.nu import nu_errors
from tools.serving import serving
from tools.sizes import compress
from tools.typescript import type_errors

SOUND = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sound</title></head>
<body><main><h1>Sound</h1><p>A page with nothing wrong.</p></main></body></html>"""

UNSOUND = """<!doctype html><html><head><meta charset="utf-8"><title>Unsound</title></head>
<body><p><div></p><img src="a.png"><p style="color:#999;background:#fff">pale</p>
<style>button { width: 9px; height: 9px; padding: 0 }</style>
<p><button></button><button></button></p>
</body></html>"""

CONFIG = "site_name: Toy\ntheme: material\nplugins: []\n"


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    (tmp_path / "sound.html").write_text(SOUND, encoding="utf-8")
    (tmp_path / "un sound.html").write_text(UNSOUND, encoding="utf-8")
    return tmp_path


def test_nu_names_the_file_the_line_and_the_fault(two_pages: Path) -> None:
    errors = nu_errors(sorted(two_pages.glob("*.html")))
    assert {error.path for error in errors} == {two_pages / "un sound.html"}
    assert any(error.line == 2 and "alt" in error.text for error in errors)


def test_nu_reports_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"missing\.html"):
        nu_errors([tmp_path / "missing.html"])


def test_nu_refuses_to_check_nothing() -> None:
    with pytest.raises(ToolError, match="no file"):
        nu_errors([])


def test_served_folder_answers_and_does_not_list_what_it_lacks(
    two_pages: Path, serve_site: Callable[[Path], str]
) -> None:
    home = serve_site(two_pages)
    with urlopen(f"{home}sound.html") as answer:
        assert answer.read().decode() == SOUND
    with pytest.raises(HTTPError) as missing:
        urlopen(f"{home}missing.html")
    missing.value.close()
    assert missing.value.code == 404


def test_served_compressed_a_text_is_the_same_and_smaller(tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(SOUND * 50, encoding="utf-8")
    with serving(tmp_path, compressed=True) as home:
        asked = Request(f"{home}long.html", headers={"Accept-Encoding": "gzip"})
        with urlopen(asked) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.read() == compress((SOUND * 50).encode())
        with urlopen(f"{home}long.html") as answer:
            assert answer.read().decode() == SOUND * 50


@pytest.mark.browser
def test_lighthouse_finds_what_is_unsound(two_pages: Path) -> None:
    with serving(two_pages) as home:
        (unsound,) = lighthouse([f"{home}un%20sound.html"], ["accessibility"])
        assert list(unsound.scores) == ["accessibility"]
        assert unsound.scores["accessibility"] < 100
        failed = "\n".join(unsound.failed)
        assert "image-alt" in failed
        assert '<img src="a.png">' in failed
        with pytest.raises(ToolError, match=r"missing\.html"):
            lighthouse([f"{home}missing.html"], ["seo"])


def test_compiler_finds_a_fault_and_where_it_is(tmp_path: Path) -> None:
    sound, unsound = tmp_path / "sound.js", tmp_path / "unsound.js"
    sound.write_text('"use strict";\n{ document.title = "a"; }\n', encoding="utf-8")
    unsound.write_text('{\n  document.querySelector("a").remove();\n}\n', encoding="utf-8")
    assert type_errors([sound]) == ()
    (fault,) = type_errors([sound, unsound])
    assert "unsound.js(2," in fault
    with pytest.raises(ToolError, match="no script"):
        type_errors([])


@pytest.mark.parametrize("events", [5, 57, 300])
def test_large_case_is_valid_and_always_the_same(events: int, tmp_path: Path) -> None:
    size = Size.of(events)
    for copy in ("one", "two"):
        write_case(tmp_path / copy, size)
    case = check(tmp_path / "one", None).case
    assert len(case.events) == events
    assert len(case.actors) == size.actors
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_large_case_has_every_form_of_date_and_every_status(tmp_path: Path) -> None:
    write_case(tmp_path, Size.of(1000))
    case = check(tmp_path, None).case
    dates = [event.date for event in case.events.values() if event.date is not None]
    assert len(dates) < 1000
    precisions = {"time", "day", "month", "season", "year", "decade", "interval", "set"}
    assert {date.precision for date in dates} == precisions
    assert {date.earliest is None or date.latest is None for date in dates} == {True, False}
    assert {mark for date in dates for mark in "~?%" if mark in date.text} == set("~?%")
    statuses = {event.status for event in case.events.values()}
    assert statuses == {"established", "reported", "claimed", "disputed"}


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_finds_what_is_unsound_and_only_that(
    view: View, two_pages: Path, chromium: Browser, serve_site: Callable[[Path], str]
) -> None:
    with opened(chromium, view, serve_site(two_pages)) as (page, _):
        page.goto("sound.html")
        assert axe(page) == ()
        page.goto("un%20sound.html")
        rules = {violation.rule for violation in axe(page)}
    assert rules >= {"html-has-lang", "image-alt", "color-contrast", "button-name", "target-size"}


def test_axe_refuses_a_view_without_scripts(
    two_pages: Path, chromium: Browser, serve_site: Callable[[Path], str]
) -> None:
    with opened(chromium, View(scripts=False), serve_site(two_pages)) as (page, _):
        page.goto("sound.html")
        with pytest.raises(ToolError, match="needs scripts"):
            axe(page)


def test_view_sets_size_scheme_and_scripts(
    tmp_path: Path, chromium: Browser, serve_site: Callable[[Path], str]
) -> None:
    script = "<script>document.title = 'scripted'</script>"
    (tmp_path / "index.html").write_text(f"<!doctype html><title>plain</title>{script}")
    seen = []
    for view in (View(), View(390, "dark", scripts=False)):
        with opened(chromium, view, serve_site(tmp_path)) as (page, _):
            page.goto("./")
            dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
            seen.append((page.title(), page.evaluate("innerWidth"), dark))
    assert seen == [("scripted", 1280, False), ("plain", 390, True)]


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="" src="http://example.org/dot.png">',
        '<link rel="stylesheet" href="//example.org/style.css">',
        '<script>fetch("https://example.org/count")</script>',
    ],
    ids=["image", "style", "script"],
)
def test_a_request_that_leaves_the_site_fails_the_test(
    markup: str, tmp_path: Path, chromium: Browser, serve_site: Callable[[Path], str]
) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{markup}")
    with (
        pytest.raises(AssertionError, match=r"example\.org"),
        opened(chromium, View(), serve_site(tmp_path)) as (page, _),
    ):
        page.goto("./", wait_until="load")


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
@pytest.mark.site
def test_build_passes_a_sound_site(generator: str, tmp_path: Path) -> None:
    _write_toy(tmp_path, "# Toy\n\n[itself](index.md)\n")
    build_site(tmp_path, tmp_path / "out", generator)
    assert "Toy" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


@pytest.mark.site
def test_build_fails_on_a_warning(tmp_path: Path) -> None:
    _write_toy(tmp_path, "# Toy\n\n[nowhere](nowhere.md)\n")
    with pytest.raises(AssertionError, match=r"nowhere\.md"):
        build_site(tmp_path, tmp_path / "out")


def test_chromium_of_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert find_chromium() == str(mine)
    mine.unlink()
    with pytest.raises(ToolError, match="cannot be run"):
        find_chromium()


def _write_toy(root: Path, text: str) -> None:
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
