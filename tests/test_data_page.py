"""The Data page: each file of the case in other formats, with its true size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from casebook import Built, build
from casebook.exports import FOLDER, FORMATS, Export, Exported, Given
from casebook.language import ENGLISH
from casebook.pages import addresses
from casebook.pages.data import page, size
from casebook.records import Key
from tools import ROOT


@pytest.fixture(scope="module")
def built() -> Built:
    return build(ROOT / "data", ROOT / "docs")


def test_every_format_has_a_name_of_its_own_and_says_what_it_is() -> None:
    assert len({form.name for form in FORMATS}) == len(FORMATS)
    assert len({form.title for form in FORMATS}) == len(FORMATS)
    for form in FORMATS:
        assert form.about.text.endswith("."), form.name
        assert form.use.text.endswith("."), form.name


def test_the_shipped_case_has_files_in_every_format(built: Built) -> None:
    assert [made.format for made in built.exports] == list(FORMATS)
    paths = [file.path for made in built.exports for file in made.files]
    assert len(set(map(str.casefold, paths))) == len(paths)
    assert "index.html" not in paths


def test_two_builds_make_the_same_files(built: Built) -> None:
    again = build(ROOT / "data", ROOT / "docs")
    assert again.exports == built.exports


def test_formats_and_pages_agree_on_addresses(built: Built) -> None:
    given = Given(built.case, built.texts, "https://example.org/x/")
    for key in built.case.records:
        assert given.page(key) == f"https://example.org/x/{addresses.of(key)}"


def test_the_page_of_a_site_lists_each_file_with_its_size_on_the_disk(built_site: Path) -> None:
    page = BeautifulSoup((built_site / FOLDER / "index.html").read_text("utf-8"), "lxml")
    listed = {str(line.a["href"]): line for line in page.select(".cb-files li") if line.a}
    files = {path.relative_to(built_site / FOLDER).as_posix() for path in _files(built_site)}
    alone = {path for path, line in listed.items() if "linked from" not in line.get_text()}
    assert listed.keys() <= files
    for path in alone:
        assert _bytes(listed[path]) == (built_site / FOLDER / path).stat().st_size, path
    together = sum((built_site / FOLDER / path).stat().st_size for path in files)
    assert sum(map(_bytes, listed.values())) == together


def test_the_page_says_the_licence(built: Built) -> None:
    assert "Licence of all files: CC-BY-4.0." in built.data_page().body


def test_files_of_many_records_are_summed_up(built: Built) -> None:
    some = tuple(
        Export(f"actors/{number}.txt", b"x" * number, Key("actors", f"a{number}"))
        for number in range(1, 2001)
    )
    made = page(built.case, built.texts, [Exported(replace(FORMATS[0]), some).listing])
    found = BeautifulSoup(made.body, "lxml").select(".cb-files li")
    assert len(found) == 1
    assert "2,000 files" in found[0].get_text()
    assert _bytes(found[0]) == 2_001_000


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (12_345, "12.3 KB"),
        (999_999, "1,000 KB"),
        (2_500_000, "2.5 MB"),
    ],
)
def test_sizes_are_said_in_the_unit_that_fits(count: int, words: str) -> None:
    assert size(count, ENGLISH) == words


def _files(site: Path) -> list[Path]:
    return [p for p in (site / FOLDER).rglob("*") if p.is_file() and p.name != "index.html"]


def _bytes(line: Tag) -> int:
    found = line.find("data")
    assert isinstance(found, Tag)
    return int(str(found["value"]))
