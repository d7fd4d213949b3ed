"""Importing: what others wrote down becomes records, and nothing of it is lost in silence."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from casebook.build import check
from casebook.case import load
from casebook.dates import parse
from casebook.editing.importing import dates, latex
from casebook.editing.importing.bibtex import TYPES as BIBTEX_TYPES
from casebook.editing.importing.bibtex import import_bibtex
from casebook.editing.importing.columns import Layout, import_table, known_columns
from casebook.editing.importing.csl import import_csl
from casebook.editing.importing.drafts import Draft
from casebook.editing.importing.escaping import escaped, line
from casebook.editing.importing.fields import Cell, Fields
from casebook.editing.importing.intake import Intake, cleaned, read_text
from casebook.editing.importing.jsonfile import cells, read_json
from casebook.editing.importing.languages import tag_of
from casebook.editing.importing.markup import to_markdown, to_words
from casebook.editing.importing.names import bibtex_person
from casebook.editing.importing.references import Sorting
from casebook.editing.importing.report import ImportRefusedError, Note, Report
from casebook.editing.importing.ris import TYPES as RIS_TYPES
from casebook.editing.importing.ris import import_ris
from casebook.editing.importing.slides import Timeline, read_timeline
from casebook.editing.importing.slugs import Ids, slug
from casebook.editing.importing.standing import Standing, standing
from casebook.editing.importing.table import Row, read_table
from casebook.editing.importing.timelinejs import Origin, Wishes, import_timeline
from casebook.editing.meaning import meaning
from casebook.editing.writing import Entry, created
from casebook.problems import DataError
from casebook.reading import Raw, RawList, RawMap
from casebook.records import KINDS
from casebook.terminal import main
from casebook.text import Linking
from casebook.text.convert import Converter
from tools import ROOT

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "importing"
BASE = HERE / "sites" / "broken" / "base"
WORDS: dict[str, list[dict[str, Any]]] = yaml.load(
    (GOLDEN / "words.yml").read_text("utf-8"), yaml.BaseLoader
)
ORIGIN = Origin("A timeline", "2014")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a folder with a small valid case."""
    folder = tmp_path / "case"
    shutil.copytree(BASE, folder)
    return folder


def _import(folder: Path, *arguments: str) -> Result:
    """Run the command in this process; anything but a clean end is an error of the test."""
    given = ["--data", str(folder / "data"), "--docs", str(folder / "docs")]
    done = CliRunner().invoke(main, ["import", *arguments, *given], catch_exceptions=False)
    assert "Traceback" not in done.output
    return done


def _file(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return str(path)


def _records(path: Path) -> list[dict[str, Any]]:
    found, problems = meaning(path.read_bytes(), path.name)
    assert not problems
    assert isinstance(found, list)
    return found  # type: ignore[return-value]


# ---- What must hold for every import: nothing is lost in silence --------------------------------


def _words(text: str) -> set[str]:
    """Return the words of a text; numbers and months count by their value."""
    found = re.findall(r"[0-9]+|[^\W0-9_]+", text.casefold())
    found = [dates.month_of(word) or word for word in found if not word.isdecimal()] + [
        word for word in found if word.isdecimal()
    ]
    return {str(int(word)) if re.fullmatch("[0-9]+", word) else word for word in found}


def _visible(html: str) -> str:
    """Return what a browser shows of a text of HTML."""
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return "".join(parser.words)


_APART = ("p", "br", "ul", "ol", "li", "blockquote", "h2")


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.words.append(" " if tag in _APART else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _said(draft: Draft) -> set[str]:
    return _words(" ".join([*_leaves(draft.values), *draft.remarks]))


def _silent(all_fields: list[Fields], drafts: list[Draft], notes: list[Note]) -> list[Cell]:
    """Return the values that are neither in the record of their entry nor in the report."""
    named = {note.where for note in notes}
    said: dict[Any, set[str]] = {}
    for draft in drafts:
        said.setdefault(draft.where, set()).update(_said(draft))
    for fields in all_fields:
        lines = [note.hint for note in notes if note.what.startswith(f"{fields.subject} belongs")]
        said.setdefault(fields.where, set()).update(_words(" ".join(lines)))
    return [
        cell
        for fields in all_fields
        for cell in fields.everything()
        if cell.where not in named and not _words(_meant(cell)) <= said.get(fields.where, set())
    ]


def _meant(cell: Cell) -> str:
    """Return the words of a value without what only says how they are written."""
    if cell.name == "author":
        return latex.decode(cell.text).text.replace(" and ", " ")
    return cell.text.replace(",", "") if cell.name.endswith(".year") else _visible(cell.text)


def _slides(timeline: Timeline) -> list[Fields]:
    beside = [fields for fields in (timeline.title, timeline.rest) if fields is not None]
    return [*beside, *timeline.events, *timeline.eras]


def _timeline(intake: Intake, wishes: Wishes) -> tuple[Timeline, list[Draft], Report]:
    report = Report()
    timeline = read_timeline(intake, report)
    made = import_timeline(timeline, ORIGIN, wishes, standing(BASE / "data"))
    return timeline, made.drafts, report


@pytest.mark.parametrize("name", ["slides.json", "sheet.csv"])
@pytest.mark.parametrize("media", [False, True])
def test_nothing_of_a_timeline_is_lost_in_silence(name: str, media: bool) -> None:
    timeline, drafts, report = _timeline(read_text(GOLDEN / name), Wishes(media=media))
    assert len([draft for draft in drafts if draft.kind == "events"]) >= 10
    assert _silent(_slides(timeline), drafts, report.notes) == []
    seen = {cell.text for fields in _slides(timeline) for cell in fields.everything()}
    assert {cell for cell in _values_of(GOLDEN / name) if cell.strip()} <= {
        *seen,
        *("title", "era"),  # the kinds of rows
        "\u202e".join(["Right to left ", "defaced\u202c and a bell\x07."]),
        "Two lines\nin one cell",
    }


def _values_of(path: Path) -> Iterator[str]:
    """Yield every value of a file of JSON or CSV, read by nobody but Python."""
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        yield from (cell for row in rows[1:] for cell in row)
    else:
        yield from _leaves(json.loads(path.read_text("utf-8")))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value).lower() if isinstance(value, bool) else str(value)


_NUMBERS = st.one_of(st.integers(-3000, 3000), st.integers(0, 40), st.sampled_from(["", "x", None]))
_HTML = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                *("<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<br>", "<ul>", "<li>", "</ul>"),
                *("<ol>", "</ol>", "</li>", "<blockquote>", "</blockquote>", "<h2>", "</h2>"),
                *('<a href="https://e.example/x_y">', "</a>", '<span class="x">', "</span>"),
                *(
                    "&amp;",
                    "&lt;b&gt;",
                    "<script>",
                    "</script>",
                    "[[x]]",
                    "[@y]",
                    "1. ",
                    "- ",
                    "\n",
                ),
            ]
        ),
    ),
    max_size=8,
).map("".join)
_DATE = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("year", "month", "day", "hour", "minute", "second"), _NUMBERS)
    | {"display_date": _HTML},
)
_SLIDE = st.fixed_dictionaries(
    {"start_date": _DATE, "text": st.fixed_dictionaries({"headline": _HTML, "text": _HTML})},
    optional={
        "end_date": _DATE,
        "group": _HTML,
        "unique_id": st.text(max_size=8),
        "media": st.dictionaries(st.sampled_from(["url", "caption", "credit", "alt"]), _HTML),
        "autolink": st.booleans(),
        "mood": st.recursive(st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)),
    },
)
_SLOW = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@_SLOW
@given(st.lists(_SLIDE, max_size=5), st.booleans())
def test_nothing_of_any_timeline_is_lost_in_silence(slides: list[Any], media: bool) -> None:
    intake = _intake(json.dumps({"events": slides}))
    timeline, drafts, report = _timeline(intake, Wishes(media=media))
    assert _silent(_slides(timeline), drafts, report.notes) == []
    _assert_round_trip(drafts)


def _intake(text: str, name: str = "file") -> Intake:
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    return Intake(name, text, starts)


def _assert_round_trip(drafts: list[Draft]) -> None:
    """What is written to a file of the case is read as it was made, and brings no problem."""
    with TemporaryDirectory() as place:
        data = Path(place) / "data"
        shutil.copytree(BASE / "data", data)
        for kind in {draft.kind for draft in drafts}:
            own = [draft for draft in drafts if draft.kind == kind]
            entries = [Entry(draft.values, draft.remarks) for draft in own]
            change = created(data / kind / "imported.yml", entries)
            found, problems = meaning(change.after or b"", "imported.yml")
            assert (problems, found) == ([], [_plain(draft.values) for draft in own])
            change.path.parent.mkdir(exist_ok=True)
            change.path.write_bytes(change.after or b"")
        check(data, None, drafts=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else value


_REFERENCES: dict[str, Callable[[Intake, Sorting, Standing, Report], list[Draft]]] = {
    "library.bib": import_bibtex,
    "library.ris": import_ris,
    "library.json": import_csl,
}
_LEAST = {"library.bib": 49, "library.ris": 5, "library.json": 11}


def _sources(
    name: str, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Fields], list[Draft], Report]:
    """Import references; return the fields of every entry as well."""
    entries: list[Fields] = []
    make = Fields.__init__

    def noted(self: Fields, *arguments: Any) -> None:
        make(self, *arguments)
        entries.append(self)

    report = Report()
    with monkeypatch.context() as patch:
        patch.setattr(Fields, "__init__", noted)
        drafts = _REFERENCES[name](intake, Sorting(), standing(BASE / "data"), report)
    return entries, drafts, report


@pytest.mark.parametrize("name", _REFERENCES)
def test_nothing_of_a_list_of_references_is_lost_in_silence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries, drafts, report = _sources(name, read_text(GOLDEN / name), monkeypatch)
    assert len(drafts) == _LEAST[name]
    # A type is a word of the format, which has one in CSL; the tables of them are in the docs.
    silent = _silent(entries, drafts, report.notes)
    types = {*BIBTEX_TYPES, *RIS_TYPES}
    signs = ("issued.circa", "issued.season")  # which are ~ and the last two digits
    assert [c for c in silent if c.text not in types and c.name not in signs] == []
    _assert_round_trip(drafts)


_BRACED = st.text(st.characters(exclude_characters='{}"@%\\$#~`', exclude_categories=["C"]))
_ENTRY = st.fixed_dictionaries(
    {"title": _BRACED},
    optional=dict.fromkeys(
        ("author", "year", "month", "journal", "note", "url", "doi", "language", "odd"), _BRACED
    ),
)


@_SLOW
@given(st.lists(_ENTRY, min_size=1, max_size=4))
def test_nothing_of_any_bibtex_is_lost_in_silence(found: list[dict[str, str]]) -> None:
    text = "\n".join(
        f"@article{{k{number},\n"
        + "".join(f"{name} = {{{value}}},\n" for name, value in entry.items())
        + "}"
        for number, entry in enumerate(found)
    )
    with pytest.MonkeyPatch.context() as monkeypatch:
        entries, drafts, report = _sources("library.bib", _intake(text), monkeypatch)
    assert len(entries) == len(found)
    silent = _silent(entries, drafts, report.notes)
    assert [cell for cell in silent if cell.name not in ("entry type", "author")] == []
    _assert_round_trip(drafts)


# ---- The pieces ---------------------------------------------------------------------------------


def _pieces(title: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("piece", WORDS[title], ids=str)


@_pieces("HTML becomes Markdown")
def test_html_becomes_markdown(piece: dict[str, Any]) -> None:
    made = to_markdown(piece["html"])
    assert (made.text, list(made.lost)) == (piece["markdown"], piece.get("lost", []))


@_pieces("Numbers become a date")
def test_numbers_become_a_date_as_far_as_it_is_whole(piece: dict[str, Any]) -> None:
    made = dates.moment(*piece["given"])
    assert made.text == piece["date"]
    assert [refusal.part for refusal in made.refusals] == piece.get("wrong", [])


@_pieces("Years as people write them")
def test_years_as_people_write_them(piece: dict[str, Any]) -> None:
    assert dates.loose(piece["given"]) == piece["date"]


@_pieces("Dates in words")
def test_dates_in_words(piece: dict[str, Any]) -> None:
    assert dates.worded(piece["given"], piece.get("year", "")) == piece["date"]


@_pieces("LaTeX becomes letters")
def test_latex_becomes_letters(piece: dict[str, Any]) -> None:
    made = latex.decode(piece["given"])
    assert made.text == piece["words"]
    assert (list(made.looks), list(made.kept)) == (piece.get("looks", []), piece.get("kept", []))


@_pieces("Names of authors in BibTeX")
def test_names_of_authors(piece: dict[str, Any]) -> None:
    assert bibtex_person(piece["given"]) == piece["author"]


@_pieces("Languages")
def test_languages_by_name(piece: dict[str, Any]) -> None:
    assert tag_of(piece["given"]) == piece["tag"]


@_pieces("Titles become ids")
def test_titles_become_ids(piece: dict[str, Any]) -> None:
    assert slug(piece["given"]) == piece["id"]


@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_date_is_never_more_precise_than_its_numbers(year: int, month: int, day: int) -> None:
    assume(year != 0)
    for numbers in ((year,), (year, month), (year, month, day)):
        made = dates.moment(*map(str, numbers))
        known = {1: "year", 2: "month", 3: "day"}[len(numbers) - len(made.refusals)]
        date = parse(made.text)
        assert date.precision == known
        assert date.earliest is not None
        assert date.earliest.year == (year if year > 0 else year + 1)


@given(st.text())
def test_an_id_is_one_that_a_record_may_have(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
    assert len(slug(text)) <= 60


def test_ids_are_given_once() -> None:
    ids = Ids(["a", "a-2"])
    assert [ids.give("a", "x") for _ in range(3)] == ["a-3", "a-4", "a-5"]
    assert [ids.give("", "x"), ids.give("", "x"), ids.give("index", "")] == ["x", "x-2", "index-2"]


@pytest.fixture(scope="module")
def converter() -> Converter:
    """Return what makes HTML of the texts of a case."""
    return Converter(Linking(load(BASE / "data")[0]))


_LINES = st.text(st.characters(exclude_categories=["Cs"])).map(lambda t: cleaned(t, _ignore))
_LINES = _LINES.filter(bool)


def _ignore(_: str) -> None: ...


@given(_LINES)
@example("a * b * c _d_ `e` [f](g) <h> &amp; ![i](j) \\* [[k]] [@l] [[!m]] <https://n.example>")
@example("# a")
@example("1. a")
@example("+ a")
@example("=== ")
@example(": a")
@example("https://e.example/a_b_c?d=1&copy=2 x")
def test_words_come_out_on_the_page_as_they_went_in(converter: Converter, text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;")
    wanted = " ".join(text.split())
    for made in (to_markdown(html).text, line(text)):
        passage, flaws = converter.convert(made, None, line=made == line(text))
        assert flaws == []
        assert passage.plain.split() == wanted.split()
    assert to_words(html).text.split() == wanted.split()


@given(_HTML)
def test_the_words_of_html_come_out_on_the_page(converter: Converter, html: str) -> None:
    html = cleaned(html, _ignore)
    passage, flaws = converter.convert(to_markdown(html).text, None, line=False)
    assert [flaw for flaw in flaws if flaw.code != "CB242"] == []
    if "<script" in html.casefold():
        assert "<script" not in passage.html
    else:
        # A link without words shows its address, so that it is not lost.
        shown = passage.plain.replace("https://e.example/x_y", "")
        assert _letters(shown) == _letters(_visible(html)) == _letters(to_words(html).text)


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(_JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_is_read_as_python_reads_it(value: Any, indent: Any, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    report = Report()
    raw = read_json(_intake(text), report)
    assert [cell.text for cell in cells(raw)] == [
        "" if leaf is None else leaf for leaf in _all_leaves(value)
    ]
    lines = text.split("\n")
    for cell in cells(raw):
        assert lines[cell.where.line - 1][cell.where.column - 1] in '"-0123456789tfn'
    assert (report.notes, _shape(raw)) == ([], _shape_of(value))


def _all_leaves(value: Any) -> Iterator[str | None]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _all_leaves(inner)
    else:
        yield from [None] if value is None else _leaves(value)


def _shape(raw: Raw) -> Any:
    if isinstance(raw, RawMap):
        return {key: _shape(inner) for key, inner in raw.entries.items()}
    return [_shape(item) for item in raw.items] if isinstance(raw, RawList) else None


def _shape_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape_of(inner) for key, inner in value.items()}
    return [_shape_of(inner) for inner in value] if isinstance(value, list) else None


def test_a_key_that_stands_twice_is_told() -> None:
    report = Report()
    read_json(_intake('{"a": 1,\n "a": 2}'), report)
    assert list(report.lines()) == [
        'file:1:7: "a" was not carried over. It stands again on line 2; the later one counts.'
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_of_a_table_is_found_out(mark: str) -> None:
    text = mark.join(["title", "date", "summary"]) + f'\na{mark}1990{mark}"b, c; d\te"\n'
    table = read_table(_intake(text), ["title", "date"])
    assert [cell.text for cell in table.rows[0].cells] == ["a", "1990", "b, c; d\te"]


def test_a_row_is_counted_as_a_spreadsheet_counts_and_placed_as_an_editor_does() -> None:
    table = read_table(_intake('title,date\n"a\nb",1\n\n,\nc,2\n'), ["title", "date"])
    assert [(row.number, row.where.line) for row in table.rows] == [(2, 2), (5, 6)]
    assert table.rows[1].cells[1].where.column == 2


# ---- Whole imports ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["slides.json", "library.bib"])
def test_the_report_is_the_golden_one(case: Path, name: str) -> None:
    command = "bibtex" if name.endswith(".bib") else "timelinejs"
    more = [] if command == "bibtex" else ["--issued", "2014~"]
    done = _import(case, command, str(GOLDEN / name), *more)
    assert done.stderr == (GOLDEN / f"{name}.report.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["slides.json", "sheet.csv", *_REFERENCES])
def test_the_records_are_the_golden_ones(case: Path, name: str) -> None:
    command = {".bib": "bibtex", ".ris": "ris"}.get(Path(name).suffix, "timelinejs")
    command = "csl-json" if name == "library.json" else command
    more = ["--issued", "2014~"] if command == "timelinejs" else []
    _import(case, command, str(GOLDEN / name), *more)
    kind = "events" if command == "timelinejs" else "sources"
    made = case / "data" / kind / f"{Path(name).stem}.yml"
    golden = GOLDEN / f"{name}.records.yml"
    assert _records(made) == _records(golden)
    assert _remarks(made) == _remarks(golden)


def _remarks(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.lstrip().startswith("# ")]


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "casebook", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "written"),
    [
        (["timelinejs", "slides.json", "--issued", "2014~"], 1, {"events": 12, "sources": 1}),
        (["timelinejs", "sheet.csv", "--issued", "2014~"], 1, {"events": 10, "sources": 1}),
        (["bibtex", "library.bib"], 1, {"sources": 49}),
        (["ris", "library.ris"], 1, {"sources": 5}),
        (["csl-json", "library.json"], 1, {"sources": 11}),
    ],
    ids=lambda value: value[1] if isinstance(value, list) else "",
)
def test_an_import_gives_data_that_check_accepts(
    case: Path, arguments: list[str], code: int, written: dict[str, int]
) -> None:
    command, name, *more = arguments
    before = _contents(case)
    done = _run(case, "import", command, str(GOLDEN / name), *more)
    assert done.returncode == code, done.stderr
    stem = Path(name).stem
    for kind, count in written.items():
        assert len(_records(case / "data" / kind / f"{stem}.yml")) == count
    assert before.items() <= _contents(case).items()
    checked = _run(case, "check", "--drafts")
    assert checked.returncode == 0, checked.stdout
    check(case / "data", case / "docs")
    again = _import(case, command, str(GOLDEN / name), *more)
    assert (again.exit_code, "there already" in again.stderr) == (1, True)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _events_table(count: int, random: Random) -> str:
    """Return a table of events, with the nastiness of tables."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=random.choice(",;\t"), lineterminator="\r\n")
    table.writerow(["title", "date", "summary", "status", "sources", "tags", "actors", "key"])
    titles = ["no", "1e3", "2015-05-28", "@at", "*star", "a: b", '"quoted"', "Ӣд", "line", ""]
    for number in range(count):
        year, month = random.randint(1, 2100), random.randint(1, 12)
        date = random.choice([f"{year:04d}", f"{year:04d}-{month:02d}", f"{year:04d}~"])
        table.writerow([
            f"{random.choice(titles)} {number}".strip(),
            date,
            f'Said "so", {number}; and\nso on.',
            random.choice(["claimed", "reported"]),
            "memoir-1843; babbage-1864" if number % 2 else "memoir-1843",
            "a; b: c" if number % 3 else "",
            "ada-lovelace" if number % 5 else "",
            random.choice(["TRUE", "false", ""]),
        ])  # fmt: skip
    return out.getvalue()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_hundred_events_of_a_table_are_accepted_and_whole(case: Path, seed: int) -> None:
    text = _events_table(200, Random(seed))
    name = _file(case, "events.csv", f"\ufeff{text}")
    done = _import(case, "csv", name, "--kind", "events")
    assert (done.exit_code, done.stderr) == (0, "")
    records = _records(case / "data" / "events" / "events.yml")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=text[len("title")]))
    assert len(records) == len(rows) == 200
    for record, row in zip(records, rows, strict=True):
        for key in ("title", "date", "summary", "status"):
            assert record[key] == row[key].replace("\r\n", "\n")
        for key in ("sources", "tags", "actors"):
            assert record.get(key, []) == [part.strip() for part in row[key].split(";") if part]
        assert record.get("key") == (row["key"].casefold() or None)
    assert _run(case, "check").returncode == 0


_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.text(max_size=10),
            "date": st.one_of(st.from_regex(r"[12][0-9]{3}(-0[1-9])?", fullmatch=True), st.text()),
            "summary": st.text(max_size=20),
            "status": st.sampled_from(["claimed", "reported", "disputed", "x", ""]),
            "sources": st.sampled_from(["memoir-1843", "memoir-1843;babbage-1864", ""]),
            "tags": st.text(max_size=5),
        }
    ),
    min_size=1,
    max_size=4,
)


@_SLOW
@given(_ROWS)
def test_a_row_of_any_table_is_whole_or_named(rows: list[dict[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    text = out.getvalue().replace("\r\n", "\n").replace("\r", "\n")
    made = _table(text)
    if isinstance(made, str):
        assert re.match(r"file:\d+:\d+: ", made)
        return
    rows_read, drafts = made
    if isinstance(drafts, DataError):
        lines = {row.where.line for row in rows_read}
        assert {problem.where.line for problem in drafts.problems} <= lines
        return
    for row, draft in zip(rows_read, drafts, strict=True):
        for cell in row.cells:
            value = draft.values.get(cell.name, "")
            held = ";".join(map(str, value)) if isinstance(value, list) else str(value)
            assert _words(cleaned(cell.text, _ignore)) <= _words(held)


def _table(text: str) -> str | tuple[tuple[Row, ...], list[Draft] | DataError]:
    """Return the rows of a table and their records, or why there are none."""
    layout = Layout("events")
    try:
        table = read_table(_intake(text), known_columns(layout))
    except ImportRefusedError as error:
        return str(error)
    try:
        return table.rows, import_table(table, layout, standing(BASE / "data"), Report())
    except DataError as error:
        return table.rows, error


def test_every_wrong_cell_is_named_at_once_in_the_checkers_words(case: Path) -> None:
    name = _file(
        case,
        "wrong.csv",
        "title,date,summary,status,sources,actors\n"
        "A,2015-13,One.,claimed,memoir-1843,\n"
        "B,1990,,clamed,memoir-1843,\n"
        'C,1990,"Two\nlines.",claimed,memoir-1844,ada\n'
        "D,1990,See [[nobody]].,claimed,memoir-1843,ada-lovelace\n",
    )
    before = _contents(case)
    done = _import(case, "csv", name, "--kind", "events")
    assert done.exit_code == 1
    places = [re.match(r"wrong\.csv:(\d+):(\d+): (.*)", line) for line in done.stderr.splitlines()]
    assert [match.groups()[:2] for match in places if match] == [("2", "2"), ("3", "3"), ("3", "4")]
    assert 'Did you mean "claimed"?' in done.stderr
    assert done.stderr.endswith("Nothing was written: 3 problems.\n")
    Path(name).write_text(
        Path(name).read_text().replace("-13", "").replace("clamed", "claimed").replace(",,", ",x,")
    )
    done = _import(case, "csv", name, "--kind", "events", "--ignore", "actors")
    assert 'wrong.csv:4:5: sources: no source "memoir-1844"' in done.stderr
    assert "wrong.csv:6:3: summary: " in done.stderr
    assert done.stderr.endswith("Nothing was written: 2 problems.\n")
    Path(name).unlink()
    assert {path: text for path, text in before.items() if path != name} == _contents(case)


def test_columns_are_named_mapped_ignored_and_given(case: Path) -> None:
    name = _file(
        case, "table.csv", "Headline,WHEN,summary,colour\nA,1990,One.,red\nB,1991,Two.,blue\n"
    )
    done = _import(case, "csv", name, "--kind", "events", "--map", "Hedline=title")
    assert done.exit_code == 1
    for told in (
        'table.csv:1:1: there is no column "Hedline". Did you mean "Headline"?',
        'table.csv:1:1: there is no column "sources". Add it, or say --map "COLUMN=sources"',
        'table.csv:1:2: there is no field "WHEN" in events.',
        'leave it out with --ignore "colour"',
    ):
        assert told in done.stderr
    right = ["--map", "Headline=title", "--map", "when=date", "--ignore", "Colour"]
    given = ["--set", "status=claimed", "--set", "sources=memoir-1843"]
    done = _import(case, "csv", name, "--kind", "events", *right, *given)
    assert done.exit_code == 0
    assert 'the column "colour" was left out, with 2 cells' in done.stderr
    records = _records(case / "data" / "events" / "table.yml")
    assert [(r["id"], r["date"], r["sources"]) for r in records] == [
        ("a", "1990", ["memoir-1843"]),
        ("b", "1991", ["memoir-1843"]),
    ]


TABLES = {
    "actors": (
        "name,kind,summary,sources,facts.1.label,facts.1.value,facts.1.status,facts.1.sources,"
        "identifiers.wikidata\nLuigi,person,An engineer.,memoir-1843,Born,1809,reported,"
        "memoir-1843,Q1\n"
    ),
    "places": "name,kind,lat,lon,precision,autolink\nTurin,city,45.07,7.69,town,FALSE\n",
    "glossary": "term,short,aliases\nNumber,What is counted.,digit; figure\n",
    "sources": 'type,title,issued,author\nbook,A book,1843,"Lovelace, Ada; A Society"\n',
    "questions": (
        "question,status,answer,accounts.1.says,accounts.1.sources,accounts.2.says,"
        'accounts.2.sources\nWho paid?,disputed,Nobody knows.,He.,memoir-1843,She.,"memoir-1843;'
        'babbage-1864"\n'
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_can_come_from_a_table(case: Path, kind: str) -> None:
    name = _file(case, "table.csv", TABLES[kind])
    assert _import(case, "csv", name, "--kind", kind).exit_code == 0
    record = _records(case / "data" / kind / "table.yml")[0]
    KINDS[kind].model_validate(record)
    wanted: dict[str, Any] = {
        "actors": {"facts": [{"label": "Born", "value": "1809", "status": "reported",
                              "sources": ["memoir-1843"]}], "identifiers": {"wikidata": "Q1"}},
        "places": {"lat": "45.07", "autolink": "false"},
        "glossary": {"aliases": ["digit", "figure"]},
        "sources": {"author": [{"family": "Lovelace", "given": "Ada"}, {"literal": "A Society"}]},
        "questions": {"accounts": [{"says": "He.", "sources": ["memoir-1843"]},
                                   {"says": "She.", "sources": ["memoir-1843", "babbage-1864"]}]},
    }  # fmt: skip
    assert wanted[kind].items() <= record.items()


def test_an_imported_event_says_where_it_comes_from(case: Path) -> None:
    done = _import(case, "timelinejs", str(GOLDEN / "sheet.csv"), "--issued", "2014")
    events = _records(case / "data" / "events" / "sheet.yml")
    source = _records(case / "data" / "sources" / "sheet.yml")[0]
    assert (source["type"], source["issued"]) == ("dataset", "2014")
    assert source["title"] == "Engines in a sheet"
    assert source["note"] == "The same story, kept in a spreadsheet."
    for event in events:
        told = (event["draft"], event["status"], event["sources"])
        assert told == ("true", "claimed", [source["id"]])
    assert done.stdout.endswith('  - {name: "The engines", date: 1822/1871}\n')
    assert (case / "data" / "case.yml").read_bytes() == (BASE / "data" / "case.yml").read_bytes()


def test_a_timeline_may_come_from_a_source_that_is_there(case: Path) -> None:
    name = str(GOLDEN / "sheet.csv")
    options = ["--source", "babbage-1864", "--no-draft", "--status", "reported"]
    assert "There is no source" in _import(case, "timelinejs", name, "--source", "x").stderr
    assert _import(case, "timelinejs", name, *options).exit_code == 1
    events = _records(case / "data" / "events" / "sheet.yml")
    assert all("draft" not in event for event in events)
    assert {(event["status"], *event["sources"]) for event in events} == {
        ("reported", "babbage-1864")
    }
    assert not (case / "data" / "sources").exists()
    assert "# Background" in (case / "data" / "events" / "sheet.yml").read_text("utf-8")


def test_media_are_sources_only_where_somebody_says_so(case: Path) -> None:
    name = str(GOLDEN / "sheet.csv")
    _import(case, "timelinejs", name, "--issued", "2014", "--media-as-sources")
    sources = _records(case / "data" / "sources" / "sheet.yml")
    assert [(s["type"], s["issued"]) for s in sources[1:]] == [
        ("graphic", "XXXX"),
        ("motion_picture", "XXXX"),
        ("webpage", "XXXX"),
    ]
    first = _records(case / "data" / "events" / "sheet.yml")[0]
    assert first["sources"] == ["engines-in-a-sheet", sources[1]["id"]]


def test_what_the_file_does_not_say_is_asked_for(case: Path) -> None:
    name = _file(case, "bare.csv", "Year,Headline,Text\n1990,A,B\n")
    assert _import(case, "timelinejs", name).exit_code == 2
    assert "--title" in _import(case, "timelinejs", name).stderr
    done = _import(case, "timelinejs", name, "--title", "T")
    assert (done.exit_code, "--issued" in done.stderr) == (2, True)
    done = _import(case, "timelinejs", name, "--title", "T", "--issued", "soon")
    assert (done.exit_code, "--issued" in done.stderr) == (2, True)
    assert not (case / "data" / "events" / "bare.yml").exists()
    assert _on_a_terminal(case, name, "A title\n2014\n") == 0
    source = _records(case / "data" / "sources" / "bare.yml")[0]
    assert (source["title"], source["issued"]) == ("A title", "2014")


def _on_a_terminal(folder: Path, name: str, answers: str) -> int:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    arguments = [sys.executable, "-m", "casebook", "import", "timelinejs", name]
    with subprocess.Popen(
        arguments, cwd=folder, env=environment, stdin=theirs, stdout=subprocess.PIPE
    ) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        process.communicate(timeout=60)
        os.close(ours)
    return process.returncode


def test_a_dry_run_shows_the_records_and_writes_nothing(case: Path) -> None:
    before = _contents(case)
    done = _import(case, "bibtex", str(GOLDEN / "library.bib"), "--dry-run")
    assert _contents(case) == before
    records = yaml.load(done.stdout, yaml.BaseLoader)
    assert len(records) == 49
    assert records[0]["author"][1] == {"literal": "Ada Augusta, Countess of Lovelace"}


def test_records_are_added_to_a_file_that_is_named(case: Path) -> None:
    path = case / "data" / "sources.yml"
    before = path.read_bytes()
    name = _file(case, "one.bib", "@book{one, title={One}, year={1990}}")
    assert _import(case, "bibtex", name, "--to", "sources.yml").exit_code == 0
    assert path.read_bytes().startswith(before.rstrip(b"\n"))
    assert [record["id"] for record in _records(path)][-1] == "one"
    done = _import(case, "bibtex", name, "--to", "events/one.yml")
    assert (done.exit_code, "is no place for sources" in done.stderr) == (1, True)


def test_a_source_that_the_case_has_is_not_added_twice(case: Path) -> None:
    _file(
        case / "data",
        "sources.yml",
        (case / "data" / "sources.yml").read_text("utf-8")
        + "- {id: paper, type: book, title: P, issued: '1990', URL: 'https://doi.org/10.1000/AbC'}\n"
        + "- {id: page, type: webpage, title: W, issued: '1990', URL: 'http://www.e.example/x/'}\n",
    )
    name = _file(
        case,
        "again.bib",
        "@book{a, title={A}, year={1990}, doi={10.1000/abc}}\n"
        "@book{b, title={B}, year={1990}, url={https://e.example/x}}\n"
        "@book{c, title={C}, year={1990}, url={https://e.example/y}}\n",
    )
    done = _import(case, "bibtex", name)
    assert done.exit_code == 0
    assert "entry a was not added: the source paper has the same address" in done.stderr
    assert "entry b was not added: the source page has the same address" in done.stderr
    path = case / "data" / "sources" / "again.yml"
    assert [record["id"] for record in _records(path)] == ["c"]
    path.unlink()
    _import(case, "bibtex", name, "--again")
    assert [record["id"] for record in _records(path)] == ["a", "b", "c"]


def test_no_id_is_given_that_any_record_has_or_had(case: Path) -> None:
    _file(
        case / "data",
        "places.yml",
        (case / "data" / "places.yml")
        .read_text("utf-8")
        .replace("- id: london", "- id: london\n  former_ids: [londinium]", 1),
    )
    text = "".join(
        f"@book{{{key}, title={{T}}, year={{1990}}}}\n"
        for key in ("london", "londinium", "ada-lovelace", "index", "new")
    )
    done = _import(case, "bibtex", _file(case, "ids.bib", text))
    assert done.exit_code == 0
    ids = [record["id"] for record in _records(case / "data" / "sources" / "ids.yml")]
    assert ids == ["london-2", "londinium-2", "ada-lovelace-2", "index-2", "new"]
    assert done.stderr.count("became the id") == 4


def test_a_case_with_problems_of_its_own_takes_nothing_in(case: Path) -> None:
    (case / "data" / "extra.yml").write_text("- id: x\n", "utf-8")
    name = _file(case, "one.bib", "@book{one, title={One}, year={1990}}")
    done = _import(case, "bibtex", name)
    assert done.exit_code == 1
    assert "data/extra.yml:1:1: " in done.stderr
    assert not (case / "data" / "sources").exists()


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\n",
    "zeros": b"\0" * 100,
    "all bytes": bytes(range(256)) * 20,
    "UTF-16": '{"events":[]}'.encode("utf-16"),
    "too large": b"x" * 4_000_001,
    "too much": b'{"events":[' + b"1," * 300_000 + b"1]}",
    "deep lists": b"[" * 200_000,
    "deep mappings": b'{"events":' * 5_000,
    "deep but JSON": b'{"events":[' + b"[" * 60 + b"]" * 60 + b"]}",
    "another JSON": b'{"events": 3}',
    "no mapping": b'[1, "x", null, [], {}]',
    "strange slides": b'{"events":[null, 3, [], {}, {"text": 3}], "eras": [{}], "title": 3}',
    "a number of 5,000 digits": b'{"events":[{"start_date":{"year":' + b"9" * 5_000 + b"}}]}",
    "half a character": b'{"events":[{"start_date":{"year":"1"},"text":{"headline":"\\ud800"}}]}',
    "digits of other scripts": "Year,Month,Headline\n\u0661\u0669,1,x\n9,\u00b2,y\n".encode(),
    "a quotation mark": b'Year,Headline\n1990,"never closed\n1991,x\n',
    "a long cell": b"Year,Headline\n1990," + b"x" * 200_000 + b"\n",
    "a cell too many": b"Year,Headline\n1990,x,y\n",
    "the same column": b"Year,Year\n1,2\n",
    "a lone at": b"@",
    "an open entry": b"@article{",
    "deep braces": b"@article{a, title={" + b"{" * 5_000 + b"}",
    "backslashes": b'@article{a, year=1990, title="' + b"\\" * 999 + b'"}',
    "an abbreviation of itself": b"@string{a = a # a}@article{x, title=a, year=1990}",
    "entries in a circle": b"@book{x,title={a},crossref={y}}@book{y,title={b},crossref={x}}",
    "odd names": b"@book{x, author={a,b,c,d,e and and , and {}}, title={y}, month={99}, day={77}}",
    "many fields": b"@book{a," + b'x="1",' * 250_000 + b"title={t},year=1990}",
    "an open RIS entry": b"TY  - ",
    "odd RIS tags": b"TY  - JOUR\nUK  - a\nQQ  - b\nQQ  - c\n\n x\nAU  - ,\nPY  - 99999\nER  - ",
    "RIS without a beginning": b"AU  - x\nER  - \n",
    "an empty item": b"[{}]",
    "an odd item": b'[{"title":{"a":1},"issued":{"date-parts":[]},"author":"me","accessed":3}]',
    "odd dates": b'[{"title":"x","issued":{"date-parts":[["a",null],[2,3,4]]},"type":["y"]}]',
}  # fmt: skip
COMMANDS = (
    ["timelinejs", "--title", "T", "--issued", "2000"],
    ["csv", "--kind", "events"],
    ["bibtex"],
    ["ris"],
    ["csl-json"],
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_by_a_message(case: Path, name: str) -> None:
    path = _file(case, "hostile", HOSTILE[name])
    for command, *more in COMMANDS:
        done = _import(case, command, path, *more, "--dry-run")
        assert done.exit_code in (0, 1)
        assert done.stderr or done.exit_code == 0
        done.stderr.encode("utf-8")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('Year,Headline\n1,"never closed\n2,x\n', "hostile:2:1: this row cannot be read as CSV"),
        ('Year,Headline\n1,x\n2,"a"b\n', "hostile:3:1: this row cannot be read as CSV"),
        ("Year,Headline\n1,x,y\n", "hostile:2:3: row 2 has a cell without a column"),
        ("Year,year\n1,2\n", 'hostile:1:2: the column "year" stands here twice'),
        ('{"events": [1}', "hostile:1:14: this is not JSON"),
        ('{"events": 3}', "hostile:1:12: events is not a list"),
        ("[]", 'there is no "events" here'),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(case: Path, content: str, told: str) -> None:
    name = _file(case, "hostile", content)
    done = _import(case, "timelinejs", name, "--title", "T", "--issued", "2000")
    assert (done.exit_code, told in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("kind", ["folder", "device", "pipe", "absent"])
def test_what_is_no_ordinary_file_is_not_read(case: Path, kind: str) -> None:
    path = {"folder": case, "device": Path("/dev/zero")}.get(kind, case / kind)
    if kind == "pipe":
        os.mkfifo(path)
    done = _import(case, "bibtex", str(path))
    assert done.exit_code in (1, 2)
    assert done.stderr.startswith(("Error", "Usage"))


def test_nothing_in_a_file_can_begin_a_record_of_its_own(case: Path) -> None:
    forged = "x\n- id: forged\u2028- id: forged2\x85- id: forged3\r- id: forged4"
    slide = {
        "start_date": {"year": 1990},
        "text": {"headline": "A"},
        forged: forged,
        "mood": forged,
    }
    name = _file(case, "forged.json", json.dumps({"events": [slide], forged: forged}))
    options = ["--title", forged, "--issued", "2000"]
    assert _import(case, "timelinejs", name, *options).exit_code == 0
    for kind in ("events", "sources"):
        records = _records(case / "data" / kind / "forged.yml")
        assert len(records) == 1
    assert _run(case, "check", "--drafts").returncode == 0


def test_other_encodings_are_read_where_they_are_named(case: Path) -> None:
    name = _file(case, "latin.bib", "@book{one, title={Café}, year={1990}}".encode("latin-1"))
    done = _import(case, "bibtex", name)
    assert (done.exit_code, "--encoding" in done.stderr) == (1, True)
    assert _import(case, "bibtex", name, "--encoding", "nonsense").exit_code == 1
    assert _import(case, "bibtex", name, "--encoding", "rot13").exit_code == 1
    assert _import(case, "bibtex", name, "--encoding", "latin-1").exit_code == 0
    assert _records(case / "data" / "sources" / "latin.yml")[0]["title"] == "Café"


@given(st.text(), st.text())
def test_a_remark_is_one_line_whatever_it_holds(name: str, text: str) -> None:
    report = Report()
    fields = Fields("slide", report_place(), [Cell(name, text, report_place())], report)
    for remark in fields.remarks({}):
        assert len(remark.splitlines()) == 1
        content = f"- {{a: b}}\n  # {remark}\n".encode()
        assert meaning(content, "file.yml") == ([{"a": "b"}], [])
    for told in report.lines():
        assert len(told.splitlines()) == 1


def report_place() -> Any:
    return _intake("x").where(0)


def test_the_documentation_says_which_types_become_which() -> None:
    page = (ROOT / "docs" / "editing" / "importing.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (.*) \| (.*) \|$", page, re.MULTILINE)
    for column, types in ((1, BIBTEX_TYPES), (2, RIS_TYPES)):
        told = {code: row[0] for row in rows for code in re.findall(r"`(\w+)`", row[column])}
        assert told == types


def test_the_documentation_names_every_command_and_option() -> None:
    page = (ROOT / "docs" / "editing" / "importing.md").read_text("utf-8")
    commands = main.commands["import"].commands  # type: ignore[attr-defined]
    assert all(f"casebook import {name}" in page for name in commands)
    options = {
        option.split(" ")[0]
        for command in commands.values()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    missing = {option for option in options if option.startswith("--") and option not in page}
    assert missing == set()


def test_markdown_that_is_escaped_twice_says_so_twice() -> None:
    assert escaped(escaped("*a*")) == "\\\\\\*a\\\\\\*"
