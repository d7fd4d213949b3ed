"""The preview: drafts with their mark, changes as they are saved, and mistakes that it survives."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawl.found import read_found
from crawl.runs import copy_project, run_build
from tools.previewing import BASE, EVENT, Preview, serving, unchanged

DRAFT = """draft: true
key: true
date: "1842"
title: A record that is not finished
summary: Nobody has checked it yet.
status: reported
sources: [memoir-1843]
"""
EVENT_PAGE = "events/notes-published/index.html"
DRAFT_PAGE = "events/unfinished/index.html"
PANEL = '<section id="casebook-panel" class="broken"'
WARNED = '<section id="casebook-panel" class="warned"'

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with serving(tmp_path_factory.mktemp("preview"), change=_add_draft) as found:
        yield found


@pytest.fixture
def good(preview: Preview) -> Iterator[Preview]:
    """The preview while it shows a good site; whatever a test does is undone."""
    _wait_for_good(preview)
    with unchanged(preview.root):
        yield preview
    _wait_for_good(preview)


def test_the_preview_shows_pages(good: Preview) -> None:
    for address in ("", "timeline/", "actors/ada-lovelace/", "actors/ada-lovelace/index.html"):
        assert "<h1>" in good.page(address), address


def test_drafts_show_with_their_mark(good: Preview) -> None:
    for address in (DRAFT_PAGE, "timeline/index.html", "index.html", "sources/memoir-1843/"):
        assert "A record that is not finished" in good.page(address), address
        assert "cb-draft" in good.page(address), address
    assert "cb-draft" not in good.page("actors/ada-lovelace/")


def test_a_saved_change_shows(good: Preview) -> None:
    good.save("The notes came out in autumn.")
    good.wait(lambda: "came out in autumn" in good.page(EVENT_PAGE), "the change")
    assert "came out in autumn" in good.page("timeline/index.html")


def test_a_broken_save_keeps_the_good_page_up_under_a_panel(good: Preview) -> None:
    good.save("This much was good.")
    good.wait(lambda: "This much was good." in good.page(EVENT_PAGE), "the good save")
    good.save("This must not show.", status="certain")
    good.wait(lambda: PANEL in good.page(EVENT_PAGE), "the panel")
    page = good.page(EVENT_PAGE)
    assert "This much was good." in page
    assert "This must not show." not in page
    assert "1 problem in 1 file" in page
    assert f"data/{EVENT}:" in page
    assert "status: <mark>certain</mark>" in page
    good.save("This is mended.")
    good.wait(lambda: "This is mended." in good.page(EVENT_PAGE), "the next good save")
    assert PANEL not in good.page(EVENT_PAGE)


def test_the_same_mistake_is_named_each_time(good: Preview) -> None:
    """MkDocs says nothing twice; an editor who breaks a file again must hear of it again."""
    for _ in range(2):
        told = good.log.count("[CB204]")
        good.save("Broken.", status="sure")
        good.wait(lambda: PANEL in good.page(EVENT_PAGE), "the panel")
        assert good.log.count("[CB204]") == told + 1
        good.save("Mended.")
        _wait_for_good(good)
    assert "Traceback" not in good.log


def test_a_page_that_is_not_there_has_the_panel_and_reloads(good: Preview) -> None:
    nowhere = good.get("nowhere/")
    assert nowhere.status == 404
    assert "livereload(" in nowhere.text
    good.save("Broken.", status="certain")
    good.wait(lambda: PANEL in good.get("nowhere/").text, "the panel")
    good.save("Mended.")


def test_what_a_file_says_is_text_in_the_panel(good: Preview) -> None:
    good.save("Broken.", status='"<script>alert(1)</script>"')
    good.wait(lambda: PANEL in good.page(EVENT_PAGE), "the panel")
    panel = good.page(EVENT_PAGE).partition(PANEL)[2]
    assert "&lt;script&gt;alert(1)" in panel
    assert "<script>alert(1)" not in panel
    good.save("Mended.")


def test_the_problems_of_a_hand_written_page_are_in_the_panel(good: Preview) -> None:
    page = good.root / "docs" / "note.md"
    page.write_text("# A note\n\nSee [[nobody-at-all]].\n", "utf-8")
    good.wait(lambda: "docs/note.md:3:" in good.page(EVENT_PAGE), "the panel")
    assert "<mark>[[nobody-at-all]]</mark>" in _unbroken(good.page(EVENT_PAGE))
    page.write_text("# A note\n", "utf-8")
    good.wait(lambda: "A note" in good.page("note/"), "the page")
    page.unlink()
    good.wait(lambda: good.get("note/").status == 404, "that the page is gone")


def test_the_code_of_a_problem_leads_to_its_page(good: Preview) -> None:
    page = good.root / "docs" / "editing" / "problems" / "CB204.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Words that are allowed\n", "utf-8")
    good.wait(lambda: "Words that are allowed" in good.page("editing/problems/CB204/"), "the page")
    good.save("Broken.", status="certain")
    good.wait(lambda: PANEL in good.page(EVENT_PAGE), "the panel")
    assert '<a href="/editing/problems/CB204/">CB204</a>' in good.page(EVENT_PAGE)
    good.save("Mended.")
    shutil.rmtree(good.root / "docs" / "editing")
    _wait_for_good(good)


def test_the_state_of_the_research_is_a_page_of_the_preview(good: Preview) -> None:
    assert "<h1>State of the research</h1>" in good.page("_report/")
    titles = {entry.title for entry in read_found(good.page)}
    assert "State of the research" not in titles
    assert f"The state of the research: {good.home}_report/" in good.log


def test_no_build_has_the_state_of_the_research(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", BASE)
    assert run_build(root, tmp_path / "site").code == 0
    assert (tmp_path / "site" / "timeline" / "index.html").is_file()
    assert not (tmp_path / "site" / "_report").exists()


def test_one_save_causes_one_build(good: Preview) -> None:
    _let_it_look_around()
    before = good.builds
    good.save("Once.")
    good.wait(lambda: "Once." in good.page(EVENT_PAGE), "the change")
    _let_it_look_around()
    assert good.builds == before + 1


def test_what_editors_leave_beside_a_file_is_passed_over(good: Preview) -> None:
    _let_it_look_around()
    before = good.builds
    events = good.root / "data" / "events"
    left = [".x.yml.swp", "4913", "x.yml~", "#x.yml#", ".#x.yml", "x.yml___jb_tmp___", "~$x.yml"]
    for name in left:
        (events / name).write_text("not: [a record", "utf-8")
    _let_it_look_around()
    assert good.builds == before
    good.save("With their files about.")
    good.wait(lambda: "With their files about." in good.page(EVENT_PAGE), "the change")
    assert PANEL not in good.page(EVENT_PAGE)
    for name in left:
        (events / name).unlink()


def _replace_at_once(data: Path) -> None:
    """Save as careful editors do: another file takes the place of this one."""
    new = data / "events" / ".new"
    new.write_text(_moved((data / EVENT).read_text("utf-8")), "utf-8")
    new.replace(data / EVENT)


def _make_a_folder_of_a_file(data: Path) -> None:
    text = (data / EVENT).read_text("utf-8")
    (data / EVENT).unlink()
    (data / EVENT).mkdir()
    (data / EVENT / "notes-published.yml").write_text(_moved(text), "utf-8")


def _rename_a_folder(data: Path) -> None:
    (data / "events").rename(data / "events-1843")
    (data / "events-1843").rename(data / "events")
    (data / "events" / "deep").mkdir()
    text = (data / EVENT).read_text("utf-8")
    (data / EVENT).rename(data / "events" / "deep" / "notes-published.yml")
    (data / "events" / "deep" / "notes-published.yml").write_text(_moved(text), "utf-8")


def _begin_anew(data: Path) -> None:
    kept = data.with_name("kept")
    data.rename(kept)
    time.sleep(1)
    shutil.copytree(kept, data)
    (data / EVENT).write_text(_moved((kept / EVENT).read_text("utf-8")), "utf-8")
    shutil.rmtree(kept)


@pytest.mark.parametrize(
    "change", [_replace_at_once, _make_a_folder_of_a_file, _rename_a_folder, _begin_anew]
)
def test_every_way_to_save_is_seen(good: Preview, change: Callable[[Path], None]) -> None:
    data = good.root / "data"
    good.save("Here.")
    good.wait(lambda: "Here." in good.page(EVENT_PAGE), "the event")
    change(data)
    good.wait(lambda: "It moved." in good.page(EVENT_PAGE), "the change")
    shutil.rmtree(data)
    good.wait(lambda: "CB101" in good.page(EVENT_PAGE), "that all is gone")
    shutil.copytree(BASE, data)
    _add_draft(good.root)
    good.save("Back.")
    good.wait(lambda: "Back." in good.page(EVENT_PAGE), "that all is back")


def test_new_renamed_and_deleted_files_are_seen(good: Preview) -> None:
    actors = good.root / "data" / "actors"
    (actors / "new").mkdir()
    text = (actors / "ada-lovelace.yml").read_text("utf-8").replace("Ada Lovelace", "Somebody")
    (actors / "new" / "somebody.yml").write_text(text, "utf-8")
    good.wait(lambda: "Somebody" in good.page("actors/somebody/"), "the new file")
    (actors / "new" / "somebody.yml").rename(actors / "someone.yml")
    good.wait(lambda: "Somebody" in good.page("actors/someone/"), "the renamed file")
    assert good.get("actors/somebody/").status == 404
    (actors / "someone.yml").unlink()
    good.wait(lambda: good.get("actors/someone/").status == 404, "that the file is gone")
    (actors / "new").rmdir()


@pytest.mark.parametrize(
    ("file", "old", "new", "address"),
    [
        ("casebook/templates/event.html", "<h1>", '<h1 data-new="">', EVENT_PAGE),
        ("mkdocs_adapter/theme/partials/footer.html", "<footer", '<footer data-new=""', EVENT_PAGE),
        (
            "mkdocs_adapter/theme/assets/casebook.css",
            ":root {",
            ":root {--data-new:0;",
            "assets/casebook.css",
        ),
    ],
)
def test_a_changed_template_is_used(
    good: Preview, file: str, old: str, new: str, address: str
) -> None:
    path = good.root / "hooks" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    good.wait(lambda: "data-new" in good.page(address), "the change")
    path.write_text(text, "utf-8")
    good.wait(lambda: "data-new" not in good.page(address), "that it is taken back")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("hooks/mkdocs_adapter/theme/main.html", "{%- endfilter %}", "", "TemplateSyntaxError"),
        ("hooks/casebook/templates/event.html", "<h1>", "{{ missing }}", "missing"),
        ("mkdocs.yml", "site_name: ", "site_name: [", "parsing the configuration file"),
        ("mkdocs.yml", "docs_dir: docs", "docs_dir: nothing", "docs_dir"),
        ("mkdocs.yml", "hooks/main.py", "hooks/nothing.py", "nothing.py"),
        ("mkdocs.yml", "strict: !ENV [CI, false]\n", "strict: true\nbogus: 1\n", "bogus"),
    ],
)
def test_a_build_that_fails_keeps_the_good_site(
    good: Preview, file: str, old: str, new: str, said: str
) -> None:
    path = good.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    good.wait(lambda: "The site could not be built" in good.page(EVENT_PAGE), "the panel")
    assert said in good.page(EVENT_PAGE).partition(PANEL)[2]
    assert "<h1>" in good.page(EVENT_PAGE)
    path.write_text(text, "utf-8")
    _wait_for_good(good)
    assert said in good.log


def test_a_strict_build_that_fails_for_our_warnings_names_them(good: Preview) -> None:
    actors = good.root / "data" / "actors"
    text = (actors / "ada-lovelace.yml").read_text("utf-8")
    (actors / "nobody-says.yml").write_text(text.replace("Ada Lovelace", "Somebody"), "utf-8")
    good.wait(lambda: "nobody-says.yml:1:" in good.page(EVENT_PAGE).partition(WARNED)[2], "it")
    settings = good.root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("strict: !ENV [CI, false]", "strict: true")
    settings.write_text(text, "utf-8")
    good.wait(lambda: "The site could not be built" in good.page(EVENT_PAGE), "the panel")
    assert "nobody-says.yml:1:" in good.page(EVENT_PAGE).partition(PANEL)[2]


def test_what_mkdocs_warns_of_is_a_folded_count(good: Preview) -> None:
    page = good.root / "docs" / "note.md"
    page.write_text("# A note\n\n[There](nothing.html)\n", "utf-8")
    good.wait(lambda: "nothing.html" in good.page(EVENT_PAGE), "the warning")
    panel = good.page(EVENT_PAGE).partition(WARNED)[2]
    assert re.search(r"<summary>\d+ warnings?</summary>", panel)
    assert re.search(r"<details\s+data-episode", panel), "it is open"
    page.unlink()
    good.wait(lambda: "nothing.html" not in good.page(EVENT_PAGE), "that it is gone")


def _no_data(root: Path) -> None:
    shutil.rmtree(root / "data")


def _no_case(root: Path) -> None:
    (root / "data" / "case.yml").unlink()


def _unreadable(root: Path) -> None:
    (root / "data" / EVENT).write_text("title: [", "utf-8")


def _broken_page(root: Path) -> None:
    (root / "docs" / "note.md").write_text("See [[nobody-at-all]].", "utf-8")


def _broken_template(root: Path) -> None:
    path = root / "hooks" / "mkdocs_adapter" / "theme" / "404.html"
    path.write_text(path.read_text("utf-8") + "{{ missing.thing }}", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_no_data, "CB101"),
        (_no_case, "data/case.yml:1:1"),
        (_unreadable, f"data/{EVENT}:"),
        (_broken_page, "docs/note.md:1:"),
        (_broken_template, "404.html:3: UndefinedError"),
    ],
)
def test_a_broken_first_start_waits_and_says_why(
    tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    with serving(tmp_path, change=spoil) as preview:
        preview.wait(lambda: preview.get("").status != 0, "an answer")
        for address in ("", "timeline/", "events/nothing/index.html", "assets/casebook.css"):
            answer = preview.get(address)
            assert answer.status == 503, address
            assert said in answer.text
            assert "livereload(" in answer.text
        assert said.rpartition(": ")[2] in preview.log
        assert ("Traceback" in preview.log) == (spoil is _broken_template)
        _restore(preview.root)
        preview.wait(lambda: "The notes came out." in preview.page(EVENT_PAGE), "the site")
        assert PANEL not in preview.page("timeline/")
        assert preview.get("nowhere/").status == 404


def test_without_live_reload_a_broken_start_ends(tmp_path: Path) -> None:
    """Nobody would be told of the mended site."""
    with serving(tmp_path, "--no-livereload", change=_unreadable) as preview:
        assert preview.process.wait(90) == 1
        assert f"data/{EVENT}:" in preview.log
        assert "Traceback" not in preview.log
        assert not list(preview.temporary.iterdir())


@pytest.mark.parametrize("options", [("--no-livereload",), ("--clean",), ("--dirty",)])
def test_every_way_to_serve_shows_the_site(tmp_path: Path, options: tuple[str, ...]) -> None:
    with serving(tmp_path, *options, change=_add_draft) as preview:
        preview.wait(lambda: "<h1>" in preview.page(EVENT_PAGE), "the event")
        # What is served as it would be published has no drafts.
        assert preview.get(DRAFT_PAGE).status == (404 if "--clean" in options else 200)
        assert preview.end(signal.SIGINT) == 0
        assert not list(preview.temporary.iterdir())


def test_the_fork_of_mkdocs_serves_as_well(tmp_path: Path) -> None:
    with serving(tmp_path, change=_unreadable, generator="properdocs") as preview:
        preview.wait(lambda: preview.get("").status == 503, "the panel")
        assert f"data/{EVENT}:" in preview.get("").text
        preview.save("Mended.")
        preview.wait(lambda: "Mended." in preview.page(EVENT_PAGE), "the site")
        preview.save("Broken.", status="certain")
        preview.wait(lambda: PANEL in preview.page(EVENT_PAGE), "the panel over it")
        assert preview.end(signal.SIGINT) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_preview_ends_when_asked_and_leaves_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    with serving(tmp_path) as preview:
        preview.wait(lambda: "<h1>" in preview.page(""), "the home page")
        preview.save("Broken.", status="certain")
        preview.wait(lambda: PANEL in preview.page(""), "the panel")
        assert preview.end(number) == 0
        assert "Traceback" not in preview.log
        assert not list(preview.temporary.iterdir())
        with socket.socket() as same:
            same.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            same.bind(("127.0.0.1", urlsplit(preview.home).port))


def test_a_preview_that_ends_while_it_builds_leaves_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, change=_add_slow_hook) as preview:
        preview.wait(lambda: "<h1>" in preview.page(""), "the home page")
        (preview.root / "slow").touch()
        preview.save("This takes for ever.")
        preview.wait(lambda: "sleeping" in preview.log, "the build")
        assert list(preview.temporary.glob(".*.new")), "the fresh folder of the build"
        assert preview.end(signal.SIGTERM) == 0
        assert "Traceback" not in preview.log
        assert not list(preview.temporary.iterdir())


def test_what_is_saved_while_the_first_build_runs_shows(tmp_path: Path) -> None:
    def slow(root: Path) -> None:
        _add_slow_hook(root, seconds=3)
        (root / "slow").touch()

    with serving(tmp_path, change=slow) as preview:
        preview.wait(lambda: "sleeping" in preview.log, "the build")
        (preview.root / "slow").unlink()
        preview.save("Saved in between.")
        preview.wait(lambda: "Saved in between." in preview.page(EVENT_PAGE), "the change")


def _add_draft(root: Path) -> None:
    (root / "data" / "events" / "unfinished.yml").write_text(DRAFT, encoding="utf-8")


def _add_slow_hook(root: Path, seconds: int = 600) -> None:
    """Let a build take its time while there is a file `slow`."""
    (root / "slow.py").write_text(
        "import os, time\n"
        "def on_post_build(config):\n"
        "    if os.path.exists('slow'):\n"
        "        print('sleeping', flush=True)\n"
        f"        time.sleep({seconds})\n",
        "utf-8",
    )
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[hooks/main.py]", "[hooks/main.py, slow.py]"), "utf-8")


def _restore(root: Path) -> None:
    """Bring a spoilt project back to what it was."""
    template = root / "hooks" / "mkdocs_adapter" / "theme" / "404.html"
    template.write_text(template.read_text("utf-8").replace("{{ missing.thing }}", ""), "utf-8")
    (root / "docs" / "note.md").unlink(missing_ok=True)
    shutil.rmtree(root / "data", ignore_errors=True)
    shutil.copytree(BASE, root / "data")
    text = (root / "data" / EVENT).read_text("utf-8")
    (root / "data" / EVENT).write_text(
        re.sub("(?m)^summary:.*", "summary: The notes came out.", text), "utf-8"
    )


def _wait_for_good(preview: Preview) -> None:
    def good() -> bool:
        page = preview.page(EVENT_PAGE)
        return "<h1>" in page and PANEL not in page

    preview.wait(good, "a good site")


def _let_it_look_around() -> None:
    """Let the preview look at its folders several times: it should not act on what it sees."""
    time.sleep(1.5)


def _moved(text: str) -> str:
    return re.sub("(?m)^summary:.*", "summary: It moved.", text)


def _unbroken(page: str) -> str:
    return page.replace("\n", " ")
