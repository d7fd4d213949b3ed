"""Reading: where each value stands, what is refused, and which files belong to whom."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.build import check
from casebook.problems import DataError, Problem, Where
from casebook.reading import Document, Raw, RawList, RawMap, RawText, read, read_folder

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "reading"
BROKEN = HERE / "sites" / "broken"
KINDS = ("actors", "events", "places")


def _table(name: str) -> dict[str, Any]:
    table = yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(table, dict)
    return table


def _cases(name: str) -> list[Any]:
    return [pytest.param(case, id=title) for title, case in _table(name).items()]


def _read(tmp_path: Path, content: str | bytes) -> tuple[Document, list[Problem]]:
    path = tmp_path / "file.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read(path, "data/file.yml")


def _places(raw: Raw, way: str = "") -> Iterator[tuple[str, str]]:
    """Yield each scalar as `way: line:column text`, and each list and mapping by its place."""
    place = f"{raw.where.line}:{raw.where.column}"
    if isinstance(raw, RawText):
        yield way, f"{place} {raw.text}"
        return
    yield way or ".", place
    if isinstance(raw, RawList):
        for number, item in enumerate(raw.items):
            yield from _places(item, f"{way}/{number}")
    else:
        for key, value in raw.entries.items():
            yield from _places(value, f"{way}/{key}")


def _map(document: Document) -> RawMap:
    assert isinstance(document.root, RawMap)
    return document.root


@pytest.mark.parametrize("case", _cases("places"))
def test_each_value_knows_its_line_and_column(tmp_path: Path, case: dict[str, Any]) -> None:
    document, problems = _read(tmp_path, case["file"])
    assert problems == []
    assert document.root is not None
    assert dict(_places(document.root)) == case["values"]


@pytest.mark.parametrize("case", _cases("refused"))
def test_what_is_refused_is_named_at_its_place(tmp_path: Path, case: dict[str, Any]) -> None:
    _, problems = _read(tmp_path, case["file"])
    found = [f"{p.where.line}:{p.where.column}" for p in problems]
    assert found == case["at"].split()
    for words in case["words"].split(" | "):
        assert words.lower() in " ".join(f"{p.what} {p.hint}" for p in problems).lower()
    assert all(p.hint and p.where.file == "data/file.yml" for p in problems)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "010",
        "0x1F",
        "1992",
        "2015-05-28",
        "1e3",
        ".inf",
        "~",
        "null",
        "12:30:45",
        "=",
    ],
)
def test_a_scalar_is_the_text_that_was_written(tmp_path: Path, text: str) -> None:
    document, problems = _read(tmp_path, f"a: {text}\n")
    assert problems == []
    assert _map(document).entries["a"] == RawText(text, Where("data/file.yml", 1, 4))


def test_a_value_left_out_differs_from_a_quoted_empty_text(tmp_path: Path) -> None:
    entries = _map(_read(tmp_path, "a:\nb: ''\nc: \"\"\n")[0]).entries
    assert [value.empty for value in entries.values() if isinstance(value, RawText)] == [
        True,
        False,
        False,
    ]


def test_a_key_knows_its_place_as_well(tmp_path: Path) -> None:
    raw = _map(_read(tmp_path, "first: 1\nвторой: {третий: 2}\n")[0])
    assert raw.keys == {
        "first": Where("data/file.yml", 1, 1),
        "второй": Where("data/file.yml", 2, 1),
    }
    inner = raw.entries["второй"]
    assert isinstance(inner, RawMap)
    assert inner.keys == {"третий": Where("data/file.yml", 2, 10)}


def test_text_and_keys_are_in_nfc(tmp_path: Path) -> None:
    raw = _map(_read(tmp_path, "cafe\u0301: и\u0306 e\u0301\n")[0])
    value = raw.entries["café"]
    assert isinstance(value, RawText)
    assert value.text == "й é"


def test_two_spellings_of_one_key_are_one_key(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, "café: 1\ncafe\u0301: 2\n")
    assert [str(p.where) for p in problems] == ["data/file.yml:2:1"]


@pytest.mark.parametrize(
    "text", ["Гулмурод", "Тоҷикистон", "محمد", "می‌خواهم", "𐎠𐎭𐎶", "👩‍🔬", "a\u00adb", "ſ"]
)
def test_letters_of_any_script_are_read(tmp_path: Path, text: str) -> None:
    document, problems = _read(tmp_path, f"a: {text}\n")
    assert problems == []
    assert _map(document).entries["a"] == RawText(text, Where("data/file.yml", 1, 4))


@pytest.mark.parametrize(
    "code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C]
)
def test_every_bidirectional_control_is_refused(tmp_path: Path, code: int) -> None:
    for text in (f"a: x{chr(code)}y\n", f'a: "x\\u{code:04X}y"\n'):
        _, problems = _read(tmp_path, text)
        assert len(problems) == 1
        assert f"U+{code:04X}" in problems[0].what
        assert problems[0].where.line == 1


def test_a_byte_order_mark_moves_no_column(tmp_path: Path) -> None:
    document, problems = _read(tmp_path, b"\xef\xbb\xbfa: b\n")
    assert problems == []
    assert dict(_places(_map(document))) == {".": "1:1", "/a": "1:4 b"}


def test_windows_line_ends_move_no_line(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, b"a: b\r\nc:\r\n  - d\r\n")
    assert dict(_places(_map(document)))["/c/0"] == "3:5 d"


def test_an_alias_means_what_its_anchor_holds(tmp_path: Path) -> None:
    document, problems = _read(tmp_path, "a: &x [one, two]\nb: *x\n")
    assert problems == []
    entries = _map(document).entries
    assert entries["a"] == entries["b"]


def test_aliases_that_expand_without_bound_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    _, problems = _read(tmp_path, "\n".join(lines))
    assert len(problems) == 1
    assert "expand without bound" in problems[0].what


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "a: &a [*a, *a, *a]\n", "a: &a {b: *a}\n"])
def test_an_alias_inside_its_own_anchor_is_refused(tmp_path: Path, text: str) -> None:
    _, problems = _read(tmp_path, text)
    assert len(problems) == 1


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "a: " + "[" * 5_000 + "]" * 5_000, "- " * 20_000, "{a: " * 3_000]
)
def test_nesting_without_bound_is_refused(tmp_path: Path, text: str) -> None:
    document, problems = _read(tmp_path, text)
    assert len(problems) == 1
    assert document.root is None


def test_a_file_over_the_stated_size_is_refused(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, b"a: " + b"x" * 4_000_000)
    assert [p.what for p in problems] == ["the file is too large"]
    assert "4 MB" in problems[0].hint


def test_an_empty_file_holds_nothing_and_is_no_mistake(tmp_path: Path) -> None:
    for text in ("", "\n", "# only a remark\n", "---\n"):
        _, problems = _read(tmp_path, text)
        assert problems == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text("ab:-[]{}&*!|>'\"#%@` \n\t,?0é\u202e", max_size=60))
def test_whatever_stands_in_a_file_is_read_or_refused(tmp_path: Path, content: bytes | str) -> None:
    document, problems = _read(tmp_path, content)
    assert document.root is not None or problems or not _text(content).strip().strip("-.")
    for problem in problems:
        assert problem.where.line >= 1
        assert problem.where.column >= 1


def _text(content: bytes | str) -> str:
    """Return what a file says besides remarks and directives."""
    text = content if isinstance(content, str) else content.decode("utf-8-sig")
    return "".join(line for line in text.split("\n") if not line.lstrip().startswith(("#", "%")))


LINES = ("summary: >", "  first [[here]] and", "  then [[here]] again", "body: [[here]]")


@pytest.mark.parametrize(
    ("near", "needle", "found"),
    [
        (Where("f", 1, 1), "[[here]]", Where("f", 2, 9)),
        (Where("f", 2, 10), "[[here]]", Where("f", 3, 8)),
        (Where("f", 3, 8), "[[here]]", Where("f", 3, 8)),
        (Where("f", 3, 9), "[[here]]", Where("f", 4, 7)),
        (Where("f", 4, 8), "[[here]]", Where("f", 4, 8)),
        (Where("f", 2, 4), "[[there]]", Where("f", 2, 4)),
        (Where("f", 9, 1), "first", Where("f", 9, 1)),
    ],
)
def test_words_are_found_at_or_after_a_place(near: Where, needle: str, found: Where) -> None:
    assert Document("f", "\n".join(LINES), None).find(near, needle) == found


def test_records_come_from_a_file_or_a_folder_or_both(tmp_path: Path) -> None:
    root = _plant(
        tmp_path,
        {
            "case.yml": "title: T",
            "actors.yml": "- id: a\n- id: b",
            "actors/c.yaml": "name: C",
            "actors/units/d.yml": "name: D",
            "events/many.yml": "- id: e\n- id: f",
            "places.yaml": "id: g",
        },
    )
    folder = read_folder(root, KINDS, "case")
    assert folder.problems == ()
    found = [(r.kind, r.document.name, r.default_id) for r in folder.records]
    assert sorted(found, key=str) == [
        ("actors", "data/actors.yml", None),
        ("actors", "data/actors.yml", None),
        ("actors", "data/actors/c.yaml", "c"),
        ("actors", "data/actors/units/d.yml", "d"),
        ("case", "data/case.yml", "case"),
        ("events", "data/events/many.yml", None),
        ("events", "data/events/many.yml", None),
        ("places", "data/places.yaml", None),
    ]


def test_what_no_kind_claims_is_named(tmp_path: Path) -> None:
    root = _plant(
        tmp_path,
        {
            "actor.yml": "name: A",
            "notes.txt": "x",
            "people/a.yml": "name: A",
            "actors/a.md": "x",
            "actors/LICENSE": "x",
            "case/more.yml": "title: T",
        },
    )
    problems = read_folder(root, KINDS, "case").problems
    assert {p.where.file for p in problems} == {
        "data/actor.yml",
        "data/notes.txt",
        "data/people/a.yml",
        "data/actors/a.md",
        "data/actors/LICENSE",
        "data/case/more.yml",
    }
    hints = {p.where.file: p.hint for p in problems}
    assert '"actors"' in hints["data/actor.yml"]
    assert "events" in hints["data/people/a.yml"]


def test_what_editors_leave_beside_a_file_is_passed_over(tmp_path: Path) -> None:
    left = ["a.yml~", "#a.yml#", ".#a.yml", "4913", "a.yml___jb_tmp___", "~$a.yml", "Thumbs.db"]
    for name in [*left, "a.yml.bak"]:
        (tmp_path / name).write_text("[", "utf-8")
    found = read_folder(tmp_path, KINDS, "case")
    assert [problem.where.file for problem in found.problems] == [f"{tmp_path.name}/a.yml.bak"]


def test_hidden_files_and_generated_schemas_are_passed_over(tmp_path: Path) -> None:
    files = [".DS_Store", ".git/config", "actors/.a.yml.swp", ".hidden.yml", "schema/event.json"]
    root = _plant(tmp_path, dict.fromkeys(files, "x: ["))
    assert read_folder(root, KINDS, "case").problems == ()


def test_symbolic_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    outside = _plant(tmp_path, {"a.yml": "name: A"}, "outside")
    root = _plant(tmp_path, {"actors/real.yml": "name: R"})
    (root / "actors" / "link.yml").symlink_to(outside / "a.yml")
    (root / "actors" / "folder").symlink_to(outside)
    (root / "places.yml").symlink_to(outside / "missing.yml")
    folder = read_folder(root, KINDS, "case")
    assert [p.where.file for p in folder.problems] == [
        "data/actors/folder",
        "data/actors/link.yml",
        "data/places.yml",
    ]
    assert all("link" in p.what for p in folder.problems)
    assert [r.default_id for r in folder.records] == ["real"]


def test_a_file_that_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    root = _plant(tmp_path, {"actors/a.yml": "name: A"})
    os.mkfifo(root / "actors" / "pipe.yml")
    problems = read_folder(root, KINDS, "case").problems
    assert [p.where.file for p in problems] == ["data/actors/pipe.yml"]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    problems = read_folder(tmp_path / "data", KINDS, "case").problems
    assert [str(p.where) for p in problems] == ["data:1:1"]


@pytest.mark.parametrize(
    ("text", "at"),
    [("just words", ["1:1"]), ("- one\n- two", ["1:3", "2:3"]), ("- id: a\n- [b]", ["2:3"])],
)
def test_what_is_no_record_is_named(tmp_path: Path, text: str, at: list[str]) -> None:
    root = _plant(tmp_path, {"actors.yml": text})
    problems = read_folder(root, KINDS, "case").problems
    assert [str(p.where).removeprefix("data/actors.yml:") for p in problems] == at
    assert {p.what for p in problems} == {"this is not a record"}


FOLDERS = sorted(p.name for p in BROKEN.iterdir() if p.is_dir() and p.name != "base")


def test_the_minimal_case_below_the_broken_ones_is_whole() -> None:
    check(BROKEN / "base" / "data", None)
    assert len(FOLDERS) > 20


@pytest.mark.parametrize("name", FOLDERS)
def test_a_broken_case_is_refused_with_these_problems_and_no_others(
    tmp_path: Path, name: str
) -> None:
    shutil.copytree(BROKEN / "base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(BROKEN / name, tmp_path, dirs_exist_ok=True)
    expected = (BROKEN / name / "expected.txt").read_text("utf-8").splitlines()
    with pytest.raises(DataError) as caught:
        check(tmp_path / "data", None)
    found = [str(problem) for problem in caught.value.problems]
    assert [line.split(": ")[0] for line in found] == [line.split(": ")[0] for line in expected]
    for line, message in zip(expected, found, strict=True):
        for words in line.split(": ", 1)[1].split(" | "):
            assert words.casefold() in message.split(": ", 1)[1].casefold()


def test_every_problem_of_the_broken_cases_says_a_way_out(tmp_path: Path) -> None:
    for name in FOLDERS:
        root = tmp_path / name
        shutil.copytree(BROKEN / "base", root)
        shutil.copytree(BROKEN / name, root, dirs_exist_ok=True)
        with pytest.raises(DataError) as caught:
            check(root / "data", None)
        for problem in caught.value.problems:
            assert problem.what
            assert problem.hint
            assert not problem.what.endswith(".")


def _plant(tmp_path: Path, files: dict[str, str], name: str = "data") -> Path:
    root = tmp_path / name
    for file, text in files.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    root.mkdir(exist_ok=True)
    return root
