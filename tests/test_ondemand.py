"""What a preview makes on demand is what a build makes, whatever has been saved before."""

from __future__ import annotations

import gc
import re
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from crawl.runs import SITES, lay_data, run_build_leniently
from mkdocs_adapter.ondemand import OnDemand
from mkdocs_adapter.preview import session
from tools.edits import Files, edited, read_files, write_file, write_files
from tools.previewing import Preview, serving

SECOND = SITES / "south-pole"
PANEL = re.compile(rb'<section id="casebook-panel".*?</section>', re.DOTALL)
# A preview allows its panel what a page of the site is not allowed.
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
RELOADING = re.compile(rb"<script>\nvar livereload = .*?</script>", re.DOTALL)
FOR_OTHERS = ("_headers", "sitemap.xml", "sitemap.xml.gz")
"""Hosts and search engines never see a preview: its sitemap has the hand-written pages alone."""
EDITS = 8
EVENT_PAGE = "events/notes-published/index.html"


def test_each_file_is_made_once_and_only_when_asked_for() -> None:
    made: list[str] = []

    def making(name: str) -> Callable[[], str]:
        def make() -> str:
            made.append(name)
            return f"{name} ü"

        return make

    found = OnDemand()
    found.file("a/index.html", making("a"))
    found.file("b/index.html", making("b"))
    assert "a/index.html" in found
    assert made == []
    assert found.get("a/index.html") == found.get("a/index.html") == "a ü".encode()
    assert found.get("c/index.html") is None
    assert made == ["a"]


def test_a_folder_is_made_whole_when_one_of_its_files_is_asked_for() -> None:
    made: list[str] = []

    def make() -> dict[str, str | bytes]:
        made.append("data")
        return {"data/a.json": "{}", "data/b.bin": b"\xff"}

    found = OnDemand()
    found.file("data/index.html", lambda: "the page")
    found.folder("data/", make)
    assert found.get("data/index.html") == b"the page"
    assert found.get("database") is None
    assert made == []
    assert found.get("data/b.bin") == b"\xff"
    assert found.get("data/a.json") == b"{}"
    assert found.get("data/c.json") is None
    assert made == ["data"]


def test_what_cannot_be_made_is_tried_again() -> None:
    found = OnDemand()
    answers = iter([ZeroDivisionError, ZeroDivisionError])

    def make() -> dict[str, str | bytes]:
        raise next(answers)

    found.folder("data/", make)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            found.get("data/a")


def test_what_earlier_builds_leave_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    class _Left:
        itself: _Left

    monkeypatch.setattr(session, "_REST", 0.0)
    left = _Left()
    left.itself, seen = left, weakref.ref(left)
    gc.disable()
    try:
        del left
        assert seen() is not None
        session.tidy_later().join()
        assert seen() is None
    finally:
        gc.enable()


@pytest.mark.site
def test_the_preview_is_the_site_that_a_build_makes_after_any_edit(tmp_path: Path) -> None:
    random, done = Random(4), list[str]()
    with serving(tmp_path, change=_lay_second) as preview:
        data = preview.root / "data"
        preview.wait(lambda: preview.page("timeline/") != "", "the site")
        sound = read_files(data)
        while len(done) < EDITS:
            files, what = edited(sound, random)
            _save(preview, data, sound, files)
            out = tmp_path / "site"
            run = run_build_leniently(preview.root, out, SITE_URL=preview.home)
            if run.code == 0:
                _compare(preview, out, what)
                sound = files
                done.append(what)
            else:
                assert b'<section id="casebook-panel" class="broken"' in _got(preview, ""), what
                _save(preview, data, files, sound)
    assert len({what.partition(":")[0] for what in done}) > 2


@pytest.mark.site
def test_a_page_that_cannot_be_made_says_why_and_comes_when_it_can(tmp_path: Path) -> None:
    def spoil(root: Path) -> None:
        template = root / "hooks" / "casebook" / "templates" / "event.html"
        template.write_text(f"{{{{ missing }}}}{template.read_text('utf-8')}", encoding="utf-8")

    with serving(tmp_path, change=spoil) as preview:
        preview.wait(lambda: preview.page("timeline/") != "", "the site")
        answer = preview.get(EVENT_PAGE)
        assert answer.status == 500
        assert "event.html:1: UndefinedError: &#39;missing&#39; is undefined" in answer.text
        assert "livereload(" in answer.text
        assert "'missing' is undefined" in preview.log
        template = preview.root / "hooks" / "casebook" / "templates" / "event.html"
        template.write_text(template.read_text("utf-8").replace("{{ missing }}", ""), "utf-8")
        preview.wait(lambda: "<h1>" in preview.page(EVENT_PAGE), "the page")


@pytest.mark.site
def test_an_address_without_its_last_slash_leads_to_the_page(tmp_path: Path) -> None:
    with serving(tmp_path) as preview:
        preview.wait(lambda: preview.page("timeline/") != "", "the site")
        address = EVENT_PAGE.removesuffix("/index.html")
        with urlopen(f"{preview.home}{address}", timeout=60) as answer:
            assert answer.url == f"{preview.home}{address}/"
            assert answer.headers["Content-Type"].startswith("text/html")
        with urlopen(f"{preview.home}assets/cards/0.js", timeout=60) as answer:
            assert answer.headers["Content-Type"] == "application/javascript"


def _lay_second(root: Path) -> None:
    lay_data(root, SECOND / "data")
    shutil.copytree(SECOND / "docs", root / "docs", dirs_exist_ok=True)
    # As the edits write it, and without the draft, which a build leaves out.
    (root / "data" / "events" / "raw-html.yml").unlink()
    write_files(root / "data", read_files(root / "data"))


def _save(preview: Preview, data: Path, before: Files, after: Files) -> None:
    shown = preview.log.count("Reloading browsers")
    for name in after:
        if after[name] != before[name]:
            # At once: the preview must not see half of it.
            fresh = data / f".{name.name}.new"
            write_file(fresh, after[name])
            fresh.replace(data / name)
    preview.wait(lambda: preview.log.count("Reloading browsers") > shown, "the save")


def _compare(preview: Preview, out: Path, what: str) -> None:
    files = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]
    assert len(files) > 100
    for name in set(files) - {*FOR_OTHERS, "404.html"}:
        shown = POLICY.sub(b"", RELOADING.sub(b"", PANEL.sub(b"", _got(preview, name))))
        assert shown == POLICY.sub(b"", (out / name).read_bytes()), f"{what}: {name}"


def _got(preview: Preview, name: str) -> bytes:
    try:
        with urlopen(f"{preview.home}{name}", timeout=60) as answer:
            content: bytes = answer.read()
    except HTTPError as error:
        with error:
            return error.read()
    return content
