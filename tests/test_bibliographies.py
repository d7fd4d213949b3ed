"""Sources in three formats, read back by readers that are not ours: all, and nothing more."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import rispy
from bs4 import BeautifulSoup
from hypothesis import given as drawn
from hypothesis import settings
from pybtex.database import parse_string

from casebook.dates import html_datetime
from casebook.exports import Given, bibtex, make, ris
from casebook.records import Key, Source
from casebook.records.kinds import Author
from tools.cases import DRAFT, givens, large, shipped

_LETTERS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\\",
}
_COMMAND = re.compile(rf"\\(?:({'|'.join(_LETTERS)})\{{\}}|([#$%&_]))")


def _files(given: Given, cited: Mapping[Key, Sequence[str]]) -> dict[str, str]:
    formats = {"bibtex", "csl", "ris"}
    return {
        file.path: file.content.decode()
        for made in make(given, cited)
        if made.format.name in formats
        for file in made.files
    }


def _note(given: Given, source: Source) -> str:
    return " ".join(given.texts.get(Key("sources", source.id), "note").plain.split())


def _read_ris(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads(text)
    return found


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


@settings(max_examples=25)
@drawn(given=givens())
def test_any_case_can_be_read_back(given: Given) -> None:
    _check(given)


def test_the_shipped_case_can_be_read_back() -> None:
    built = shipped()
    cited = {page.key: page.cited for page in built.site.pages if page.key}
    _check(Given(built.case, built.texts), cited)


def test_a_large_case_can_be_read_back() -> None:
    _check(large(200))


def _check(given: Given, cited: Mapping[Key, Sequence[str]] = MappingProxyType({})) -> None:
    files = _files(given, cited)
    assert not [path for path, text in files.items() if DRAFT in text]
    sources = list(given.case.sources.values())
    entries = _read_ris(files["sources.ris"])
    assert [entry["id"] for entry in entries] == [source.id for source in sources]
    for source, entry in zip(sources, entries, strict=True):
        _check_ris(source, entry, _note(given, source))
        assert _read_ris(files[f"references/sources/{source.id}.ris"]) == [entry]
    for key, names in cited.items():
        if names and key.kind != "sources":
            page = _read_ris(files[f"references/{key}.ris"])
            assert [entry["id"] for entry in page] == [*names]
    items = json.loads(files["sources.csl.json"])
    for source, item in zip(sources, items, strict=True):
        _check_csl(source, item, given.texts.get(Key("sources", source.id), "note").plain)
    _check_bibtex(sources, files["sources.bib"])


def _check_ris(source: Source, entry: dict[str, Any], note: str) -> None:
    assert entry.get("title", entry.get("primary_title")) == _flat(source.title)
    assert entry.get("secondary_title", "") == _flat(source.container_title)
    assert entry.get("publisher", "") == _flat(source.publisher)
    assert entry.get("urls", []) == ([source.url] if source.url else [])
    assert entry.get("file_attachments2", "") == (source.archived or "")
    assert entry.get("language", "") == (source.language or "")
    assert entry.get("authors", []) == [_flat(_name(author)) for author in source.author]
    assert entry.get("notes", []) == ([note] if note else [])
    plain = html_datetime(source.issued) if source.issued.is_plain else None
    # The date says what the record says: all of it, and where that is doubtful, in EDTF.
    if plain:
        assert entry["year"] == plain.split("-")[0]
        assert [part for part in entry["date"].split("/") if part] == plain.split("-")
    else:
        assert "year" not in entry
        assert entry["date"] == source.issued.text


def _name(author: Author) -> str:
    return author.literal or ", ".join(filter(None, (author.family, author.given)))


def _check_csl(source: Source, item: dict[str, Any], note: str) -> None:
    assert (item["id"], item["type"], item["title"]) == (source.id, source.type, source.title)
    assert item.get("container-title") == source.container_title
    assert item.get("archive_location") == source.archived
    assert item.get("URL") == source.url
    authors = [Author.model_validate(author) for author in item.get("author", [])]
    assert tuple(authors) == source.author
    plain = html_datetime(source.issued) if source.issued.is_plain else None
    parts = [list(map(int, plain.split("-")))] if plain else None
    assert item["issued"] == ({"date-parts": parts} if parts else {"raw": source.issued.text})
    assert item.get("note", "") == note


def _check_bibtex(sources: list[Source], text: str) -> None:
    found = parse_string(text, "bibtex").entries
    assert list(found) == [source.id for source in sources]
    for source in sources:
        entry = found[source.id]
        title = entry.fields["title"].removeprefix("{").removesuffix("}")
        assert _words(title) == _flat(source.title)
        assert _words(entry.fields.get("publisher", "")) == _flat(source.publisher)
        assert entry.fields["date"] == (html_datetime(source.issued) or source.issued.text)
        assert entry.fields.get("url", "") == (source.url or "")
        assert len(entry.persons.get("author", [])) == len(source.author)


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("Khalimov", "Gulmurod"),
        ("King, Jr., D.D.", "Martin Luther"),
        ("Smith And Sons", "A and B, C"),
        (",", ", ,"),
        ("de la Vega", None),
    ],
)
def test_a_name_stays_one_name_of_two_parts_in_bibtex(family: str, given: str | None) -> None:
    source = Source.model_validate(
        {
            "id": "s",
            "type": "book",
            "title": "T",
            "issued": "1912",
            "author": [{"family": family, "given": given}, {"literal": "A, B and C"}],
        }
    )
    first, second = parse_string(bibtex.entry(source), "bibtex").entries["s"].persons["author"]
    assert _bare(first.prelast_names + first.last_names) == family
    assert _bare(first.first_names + first.middle_names) == (given or "")
    assert not first.lineage_names
    assert _bare(second.last_names) == "A, B and C"
    assert not second.first_names + second.middle_names


def _bare(names: Sequence[str]) -> str:
    return " ".join(names).replace("{", "").replace("}", "")


def _words(text: str) -> str:
    """Return what TeX would set."""
    return _flat(re.sub(_COMMAND, lambda found: found[2] or _LETTERS[found[1]], text))


@pytest.mark.parametrize(
    ("issued", "year", "date"),
    [
        ("1912", "1912", "1912///"),
        ("1912-03", "1912", "1912/03//"),
        ("1912-03-08", "1912", "1912/03/08/"),
        ("1912~", None, "1912~"),
        ("191X", None, "191X"),
        ("1912-21", None, "1912-21"),
        ("../1912", None, "../1912"),
        ("-0044", None, "-0044"),
    ],
)
def test_a_date_in_ris_says_no_more_than_the_record(
    issued: str, year: str | None, date: str
) -> None:
    source = Source.model_validate({"id": "s", "type": "book", "title": "T", "issued": issued})
    (entry,) = _read_ris(ris.entry(source))
    assert (entry.get("year"), entry["date"]) == (year, date)


def test_a_page_offers_what_it_cites_and_nothing_else(built_site: Path) -> None:
    built = shipped()
    pages = [page for page in built.site.pages if page.key and page.key.kind != "sources"]
    assert sum(bool(page.cited) for page in pages) > 100
    for page in pages:
        path = built_site / page.address / "index.html"
        shown = BeautifulSoup(path.read_text("utf-8"), "lxml")
        links = shown.select(".cb-references a[href$='.ris']")
        assert len(links) == bool(page.cited), page.address
        for link in links:
            entries = _read_ris((path.parent / str(link["href"])).resolve().read_text("utf-8"))
            ids = [entry["id"] for entry in entries]
            numbered = [one.get("id") for one in shown.select(".cb-references ol > li")]
            assert tuple(ids) == page.cited
            assert numbered == [f"ref-{number}" for number in range(1, len(ids) + 1)]


def test_a_source_names_itself_as_zotero_reads_it(built_site: Path) -> None:
    built = shipped()
    for source in built.case.sources.values():
        path = built_site / "sources" / source.id / "index.html"
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        said = _metas(page)
        assert said["citation_title"] == [source.title]
        assert said.get("citation_journal_title", []) == _some(source.container_title)
        assert said.get("citation_public_url", []) == _some(source.url)
        assert said.get("DC.creator", []) == [_name(author) for author in source.author]
        date = html_datetime(source.issued) or source.issued.text
        assert said["citation_publication_date"] == [date]
        assert len(said["z:itemType"]) == 1
        assert (path.parent / str(page.select("a[href$='.ris']")[0]["href"])).resolve().is_file()


def test_an_article_names_itself_and_other_pages_do_not(built_site: Path) -> None:
    built = shipped()
    for page in built.site.pages:
        found = BeautifulSoup((built_site / page.address / "index.html").read_text("utf-8"), "lxml")
        said = _metas(found)
        if page.key and page.key.kind == "articles":
            article = built.case.articles[page.key.id]
            assert said["z:itemType"] == ["webpage"]
            assert said["citation_title"] == [article.title]
            assert said["citation_journal_title"] == [built.case.about.title]
        elif not (page.key and page.key.kind == "sources"):
            assert not {"z:itemType", "citation_title"} & said.keys(), page.address


def _some(value: str | None) -> list[str]:
    return [value] if value else []


def _metas(page: BeautifulSoup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.select("head meta[name]"):
        found.setdefault(str(meta["name"]), []).append(str(meta["content"]))
    return found
