"""What is kept from one build for the next changes nothing: whatever is edited, the same site.

Cases are edited at random, again and again, and built with what was kept and without.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from random import Random
from typing import TypeAlias

import pytest

from casebook import CaseSite, DataError, Kept, Problem, build, plan
from casebook.pages import Planned, render
from casebook.records import Key
from crawl.runs import SITES
from tools import ROOT
from tools.edits import Files, edited, read_files, write_files
from tools.large_case import write_case
from tools.large_records import Size
from tools.small_pages import lower_limits

_Built: TypeAlias = CaseSite[Planned]
_SAID = ("address", "title", "description", "key", "source", "names", "json_ld")
SECOND = SITES / "south-pole" / "data"


def _large(data: Path) -> Files:
    """Return a case whose timeline stands on several pages."""
    write_case(data, Size.of(300))
    return read_files(data)


@pytest.mark.parametrize(
    ("name", "count", "seed"),
    [
        ("second", 60, 1),
        ("shipped", 12, 2),
        ("large", 6, 3),
        ("cut", 60, 4),
        ("shipped cut", 12, 5),
    ],
)
def test_any_edit_makes_the_site_that_a_first_build_makes(
    name: str, count: int, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, random = tmp_path / "data", Random(seed)
    if name.endswith("cut"):
        lower_limits(monkeypatch)
    files = (
        _large(data)
        if name == "large"
        else read_files(SECOND if name in ("second", "cut") else ROOT / "data")
    )
    docs = {"second": SECOND.parent / "docs", "shipped": ROOT / "docs"}.get(name)
    kept, sound = Kept(), files
    done: list[str] = []
    for _ in range(40 * count):
        if len(done) == count:
            break
        files, what = edited(sound, random)
        write_files(data, files)
        drafts = random.random() < 0.2
        made, anew = _built(data, docs, drafts, kept), _built(data, docs, drafts, None)
        # What is refused is refused in the same words, and what was kept is none the worse for it.
        if isinstance(made, tuple) or isinstance(anew, tuple):
            assert made == anew, what
            continue
        # Pages are made from what is compared, and from nothing else: a sample will do.
        _compare(made, anew, what, pages=len(done) % 10 == 5)
        # Some edits stay, so that the case wanders; some are taken back.
        sound = files if random.random() < 0.6 else sound
        done.append(what)
    assert len({what.partition(":")[0] for what in done}) > 3


def _built(
    data: Path, docs: Path | None, drafts: bool, kept: Kept | None
) -> _Built | tuple[Problem, ...]:
    try:
        return plan(data, docs, drafts=drafts, kept=kept)
    except DataError as error:
        return error.problems


def _compare(made: _Built, anew: _Built, what: str, *, pages: bool) -> None:
    assert made.warnings == anew.warnings, what
    assert made.case.records == anew.case.records, what
    assert made.case.about == anew.case.about, what
    assert made.texts == anew.texts, what
    assert [page.address for page in made.site.pages] == [p.address for p in anew.site.pages], what
    if not pages:
        return
    for one, other in zip(made.site.pages, anew.site.pages, strict=True):
        page, true = one.make(), other.make()
        differ = [
            field.name
            for field in dataclasses.fields(page)
            if getattr(page, field.name) != getattr(true, field.name)
        ]
        assert not differ, f"{what}: {page.address} has another {differ}"
        # What is said of a page before it is made holds.
        said = {name: value for name in _SAID if (value := getattr(one, name))}
        assert said == {name: getattr(page, name) for name in said}
    assert made.site.redirects == anew.site.redirects, what
    assert made.site.home.make() == anew.site.home.make(), what
    files = [[(file.path, file.text) for file in built.site.files] for built in (made, anew)]
    assert files[0] == files[1], what


@pytest.fixture
def second(tmp_path: Path) -> Path:
    write_files(tmp_path / "data", read_files(SECOND))
    return tmp_path / "data"


def test_a_new_name_links_the_texts_that_hold_it_and_no_others(second: Path) -> None:
    kept = Kept()
    before = build(second, None, kept=kept).texts
    files = read_files(second)
    files[Path("glossary.yml")].append(
        {"id": "new-term", "term": "depots", "short": "Stores laid on the ice."}
    )
    write_files(second, files)
    after = build(second, None, kept=kept).texts
    fresh = {
        place for place in before.passages if after.passages[place] is not before.passages[place]
    }
    linked = {link.source for link in after.backlinks[Key("glossary", "new-term")]}
    assert linked
    assert linked <= {key for key, _ in fresh}
    assert all("depot" in before.passages[place].plain.lower() for place in fresh)


def test_a_changed_hand_written_page_is_checked_again(second: Path, tmp_path: Path) -> None:
    docs, kept = tmp_path / "docs", Kept()
    docs.mkdir()
    page = docs / "note.md"
    page.write_text("# A note\n\nSee [[roald-amundsen]].\n", encoding="utf-8")
    assert plan(second, docs, kept=kept).warnings == plan(second, docs, kept=kept).warnings
    page.write_text("# A note\n\nSee [[nobody-at-all]].\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(DataError) as refused:
            plan(second, docs, kept=kept)
        assert [problem.where.file for problem in refused.value.problems] == ["docs/note.md"]
    page.write_text("# A note\n\n![](picture.png)\n", encoding="utf-8")
    found = [p.code for p in plan(second, docs, kept=kept).warnings if p.where.file[:4] == "docs"]
    assert "CB314" in found


def test_a_changed_template_changes_every_page(
    second: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    for path in render.TEMPLATES.iterdir():
        (templates / path.name).write_text(path.read_text("utf-8"), encoding="utf-8")
    monkeypatch.setattr(render, "TEMPLATES", templates)
    render.environment.cache_clear()
    kept = Kept()
    build(second, None, kept=kept)
    event = templates / "event.html"
    event.write_text(event.read_text("utf-8") + "<p>zxq</p>\n", encoding="utf-8")
    pages = build(second, None, kept=kept).site.pages
    assert all(("zxq" in p.body) == (p.key.kind == "events") for p in pages if p.key)
    monkeypatch.undo()
    render.environment.cache_clear()
