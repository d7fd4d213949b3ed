"""`fmt`: keys in order, by moving lines, and nothing else."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from casebook.editing import fmt as tidying
from casebook.editing.arrange import arrange
from casebook.editing.meaning import meaning
from casebook.editing.order import inner_model, model_of, order_of
from casebook.editing.tree import Node, parse
from casebook.records import KINDS
from casebook.terminal import main
from tools import ROOT

GOLDEN = Path(__file__).parent / "golden" / "editing" / "fmt.yml"
CASES: dict[str, Any] = yaml.load(GOLDEN.read_text("utf-8"), yaml.BaseLoader)
EVENT = 'title: "An event"\nid: an-event\nstatus: reported\nsummary: It happened.\nsources: [s]\n'
ARRANGED = (
    'id: an-event\ntitle: "An event"\nsummary: It happened.\nstatus: reported\nsources: [s]\n'
)


def _model(kind: str) -> type[BaseModel]:
    model = model_of(kind)
    assert model is not None
    return model


@pytest.mark.parametrize("name", CASES)
def test_a_golden_file_is_arranged(name: str) -> None:
    case = CASES[name]
    made = arrange(case["before"], _model(case["kind"]))
    assert made == case.get("after", case["before"])
    assert arrange(made, _model(case["kind"])) == made


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("dress", ["crlf", "no newline at the end", "byte order mark"])
def test_a_golden_file_is_arranged_however_its_lines_end(name: str, dress: str) -> None:
    case = CASES[name]
    before, after = case["before"], case.get("after", case["before"])
    if dress == "crlf":
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    elif dress == "byte order mark":
        before, after = f"\ufeff{before}", f"\ufeff{after}"
    else:
        before, after = before.removesuffix("\n"), after.removesuffix("\n")
    assert arrange(before, _model(case["kind"])) == after


def test_the_shipped_data_are_in_order() -> None:
    done = _fmt(ROOT, "--check", "--data", str(ROOT / "data"))
    assert (done.exit_code, done.stderr) == (0, "")


def test_every_key_of_every_kind_has_one_place_in_the_order() -> None:
    for kind in ("case", *KINDS):
        model = _model(kind)
        keys = [field.alias or name for name, field in model.model_fields.items()]
        assert sorted(order_of(model)) == sorted(keys), kind


# Files as people write them: any order of keys, remarks and blank lines anywhere, every style.

WORDS = st.sampled_from(
    ["one", "[[a-b|two]] words", "#no", "a # b", "x: y", "é – ж", "don't", "  "]
)
REMARK = st.sampled_from(["", "", "", " # why", " # - not: a key"])
GAP = st.sampled_from([[], [], [], [""], ["# above"], ["", "# above"], ["# above", ""], ["", ""]])
DEEP = st.sampled_from([[], [], [], ["  # deeper"], ["  # deeper", ""]])


@st.composite
def _text(draw: st.DrawFn, indent: int) -> list[str]:
    """Return the lines of a text: what goes behind its key, and the lines below."""
    words = draw(WORDS)
    style = draw(st.sampled_from(["bare", "single", "double", "|", ">-", "|+", "|2", "over lines"]))
    space = " " * (indent + 2)
    if style == "single":
        return ["'" + words.replace("'", "''") + "'" + draw(REMARK)]
    if style == "double":
        return [yaml.dump(words, default_style='"', width=999, allow_unicode=True).strip()]
    if style == "over lines":
        return ["bare words" + draw(REMARK)] if draw(st.booleans()) else ["", f"{space}over", space]
    if style in ("|", ">-", "|+", "|2"):
        more = draw(st.sampled_from([[], [""], ["", f"{space}# no remark"], [f"{space}  in"]]))
        return [style + draw(REMARK), f"{space}{words.strip() or 'x'}", *more]
    return [draw(st.sampled_from(["bare", "2015-05-27", "no", ""])) + draw(REMARK)]


@st.composite
def _mapping(draw: st.DrawFn, model: type[BaseModel], indent: int, depth: int = 0) -> list[str]:
    """Return the lines of a mapping, indented; the first line begins with its first key."""
    keys = draw(st.lists(st.sampled_from(order_of(model)), min_size=1, max_size=5, unique=True))
    lines: list[str] = []
    space = " " * indent
    for number, key in enumerate(keys):
        gap = draw(GAP) if number else []
        lines += [space + line if line else "" for line in gap]
        first, *rest = draw(_value(model, key, indent, depth))
        lines += [f"{space}{key}: {first}".rstrip(), *rest]
        lines += [space + line if line else "" for line in draw(DEEP)]
    return lines


@st.composite
def _value(draw: st.DrawFn, model: type[BaseModel], key: str, indent: int, depth: int) -> list[str]:
    inner = inner_model(model, key)
    if inner is None or depth > 1:
        listed = draw(st.sampled_from(["text", "text", "text", "flow", "lines"]))
        if listed == "flow":
            return [draw(st.sampled_from(["[a, b]", "[ a,b ]", "[]", '["a", [b]]'])) + draw(REMARK)]
        if listed == "lines":
            space = " " * (indent + draw(st.sampled_from([0, 2])))
            return [draw(REMARK).strip(), f"{space}- a", f"{space}# between", f"{space}- b # c"]
        return draw(_text(indent))
    if draw(st.booleans()):
        return [_braces(draw, inner) + draw(REMARK)]
    lines: list[str] = [draw(REMARK).strip()]
    for _ in range(draw(st.integers(1, 2))):
        lines += [f"{' ' * indent}  {line}" if line else "" for line in draw(GAP)]
        lines += _dashed(draw, draw(_mapping(inner, indent + 4, depth + 1)), indent + 2)
    return lines


def _braces(draw: st.DrawFn, model: type[BaseModel]) -> str:
    keys = draw(st.lists(st.sampled_from(order_of(model)), min_size=1, max_size=3, unique=True))
    value = st.sampled_from(["a", '"b, c"', "[d, e]", "{f: g}", "'h'"])
    entries = draw(st.sampled_from([", ", ",  ", " , "])).join(f"{k}: {draw(value)}" for k in keys)
    return f"[{{{entries}}}]" if draw(st.booleans()) else f"[{{ {entries} }}, {{}}]"


def _dashed(draw: st.DrawFn, lines: list[str], indent: int) -> list[str]:
    space = " " * indent
    if draw(st.integers(0, 3)) == 0:
        return [f"{space}-{draw(REMARK)}", f"{space}  # below the dash", *lines]
    return [f"{space}- {lines[0].lstrip()}", *lines[1:]]


@st.composite
def _file(draw: st.DrawFn) -> tuple[str, str]:
    """Return a kind, and the text of a file that holds records of it."""
    kind = draw(st.sampled_from(["events", "actors", "questions", "case"]))
    model = _model(kind)
    lines = draw(st.sampled_from([[], ["# top"], ["# top", ""], ["---"], ["%YAML 1.1", "---"]]))
    if kind == "case" or draw(st.booleans()):
        lines += draw(_mapping(model, 0))
    else:
        for _ in range(draw(st.integers(1, 3))):
            lines += _dashed(draw, draw(_mapping(model, 2)), 0)
            lines += draw(st.sampled_from([[], [""], ["", "# between records"]]))
    lines += draw(st.sampled_from([[], [], ["# the end"], ["..."]]))
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return kind, newline.join(lines) + draw(st.sampled_from(["", newline]))


@settings(
    max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(_file())
@example(("events", "title: x\nid: a"))
@example(("events", "body: |+\n  x\n\n\nid: a\n"))
def test_any_file_means_the_same_afterwards_and_keeps_its_lines(file: tuple[str, str]) -> None:
    kind, text = file
    said, problems = meaning(text.encode(), "x")
    assert problems == []
    made = arrange(text, _model(kind))
    if meaning(made.encode(), "x") != (said, []):
        # Spaces on a blank line may become part of a text that now stands above: left as it is.
        assert re.search(r"^[ ]+$", text, re.MULTILINE)
        return
    assert arrange(made, _model(kind)) == made
    assert _remarks(made) == _remarks(text)
    # Of a last line without an end, nobody can say whether it is blank.
    ended = text.endswith("\n")
    assert _lines(made, blank=ended) == _lines(text, blank=ended)
    assert list(_disorder(made, kind)) == []


def _lines(text: str, *, blank: bool) -> Counter[str]:
    """Count the lines, without the indentation that is the place's own, dashes included."""
    lines = (line.lstrip(" -") for line in text.splitlines() if "{" not in line)
    return Counter(line for line in lines if line or blank)


def _remarks(text: str) -> Counter[str]:
    return Counter(line[line.find("#") :].rstrip() for line in text.splitlines() if "#" in line)


def _disorder(text: str, kind: str) -> Iterator[str]:
    """Yield each key that stands before one that should come first."""
    root = parse(text).root
    waiting: list[tuple[Node, type[BaseModel] | None]] = [(root, _model(kind))] if root else []
    while waiting:
        node, model = waiting.pop()
        if node.shape == "list":
            waiting += [(item, model) for item in node.children]
        elif model is not None:
            known = [key.value for key, _ in node.pairs if key.value in order_of(model)]
            if known != sorted(known, key=order_of(model).index):
                yield from known
            waiting += [(value, inner_model(model, key.value)) for key, value in node.pairs]


def _fmt(folder: Path, *arguments: str) -> Result:
    data = () if "--data" in arguments else ("--data", str(folder / "data"))
    return CliRunner().invoke(main, ["fmt", *arguments, *data])


def _case(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / "data" / f"{name.replace('__', '/')}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path


def test_all_files_are_arranged_and_named(tmp_path: Path) -> None:
    _case(tmp_path, events__a=EVENT, events__b=ARRANGED, places="- name: P\n  id: p\n")
    done = _fmt(tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Arranged data/events/a.yml",
        "Arranged data/places.yml",
        "3 files: 2 arranged, 1 as they were.",
    ]
    assert (tmp_path / "data/events/a.yml").read_text("utf-8") == ARRANGED
    assert _fmt(tmp_path).stdout == "3 files: 0 arranged, 3 as they were.\n"


def test_with_check_nothing_is_written_and_the_exit_says_so(tmp_path: Path) -> None:
    _case(tmp_path, events__a=EVENT, places="- id: p\n")
    done = _fmt(tmp_path, "--check")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == "Would arrange data/events/a.yml"
    assert (tmp_path / "data/events/a.yml").read_text("utf-8") == EVENT


def test_only_the_files_that_are_named_are_arranged(tmp_path: Path) -> None:
    _case(tmp_path, events__a=EVENT, events__b=EVENT, places="- name: P\n  id: p\n")
    assert _fmt(tmp_path, str(tmp_path / "data/events/b.yml")).exit_code == 0
    assert (tmp_path / "data/events/a.yml").read_text("utf-8") == EVENT
    assert (tmp_path / "data/events/b.yml").read_text("utf-8") == ARRANGED
    assert _fmt(tmp_path, str(tmp_path / "data/events")).exit_code == 0
    assert (tmp_path / "data/events/a.yml").read_text("utf-8") == ARRANGED
    assert (tmp_path / "data/places.yml").read_text("utf-8") == "- name: P\n  id: p\n"


def test_a_file_that_cannot_be_read_is_named_and_left(tmp_path: Path) -> None:
    broken = "title: [\nid: a\n"
    _case(tmp_path, events__a=broken, events__b=EVENT)
    done = _fmt(tmp_path)
    assert done.exit_code == 1
    assert "data/events/a.yml:" in done.stderr
    assert "[CB1" in done.stderr
    assert (tmp_path / "data/events/a.yml").read_text("utf-8") == broken
    assert (tmp_path / "data/events/b.yml").read_text("utf-8") == ARRANGED


def test_spaces_on_a_blank_line_do_not_become_part_of_a_text(tmp_path: Path) -> None:
    odd = "title: x\nstatus: y\n      \nbody: |\n  text\n"
    _case(tmp_path, events__a=odd)
    done = _fmt(tmp_path)
    assert done.exit_code == 1
    assert done.stderr == (
        "data/events/a.yml: left as it is. In another order it would not mean the same.\n"
    )
    assert (tmp_path / "data/events/a.yml").read_text("utf-8") == odd


@pytest.mark.parametrize("wrong", ["id: an-event\n", "id: [\n"])
def test_a_file_that_would_not_mean_the_same_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    _case(tmp_path, events__a=EVENT)
    monkeypatch.setattr(tidying, "arrange", lambda _text, _model: wrong)
    done = _fmt(tmp_path)
    assert done.exit_code == 1
    assert "data/events/a.yml: left as it is" in done.stderr
    assert (tmp_path / "data/events/a.yml").read_text("utf-8") == EVENT


@pytest.mark.parametrize("name", ["elsewhere.yml", "data/notes.txt"])
def test_a_file_without_records_is_a_wrong_use(tmp_path: Path, name: str) -> None:
    _case(tmp_path, events__a=EVENT)
    (tmp_path / name).write_text("id: a\n", "utf-8")
    done = _fmt(tmp_path, str(tmp_path / name))
    assert done.exit_code == 2
    assert "holds no records" in done.stderr


def test_a_folder_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    done = _fmt(tmp_path, "--data", str(tmp_path / "nowhere"))
    assert done.exit_code == 2
    assert "There is no folder" in done.stderr


def test_the_permissions_of_a_file_stay(tmp_path: Path) -> None:
    path = _case(tmp_path, events__a=EVENT) / "data/events/a.yml"
    path.chmod(0o640)
    assert _fmt(tmp_path).exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in path.parent.iterdir()] == ["a.yml"]


def test_shipped_data_in_reverse_order_come_back_byte_for_byte(tmp_path: Path) -> None:
    """The keys of every record turned round, the texts with them, and arranged again."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    changed = 0
    for path in sorted((tmp_path / "data").rglob("*.yml")):
        text = path.read_text("utf-8")
        turned = _turned(text)
        changed += turned != text
        path.write_bytes(turned.encode())
    assert changed > 15
    assert _fmt(tmp_path).exit_code == 0
    for path in sorted((ROOT / "data").rglob("*.yml")):
        copy = tmp_path / "data" / path.relative_to(ROOT / "data")
        assert copy.read_bytes() == path.read_bytes(), path


def _turned(text: str) -> str:
    """Return a file with the last key of each record first; the shipped style is taken for given.

    That is: a list whose records begin with `- `, or one record; comments at the top alone.
    """
    listed = re.search(r"^- ", text, re.MULTILINE) is not None
    first, indent = (r"- ", "  ") if listed else ("", "")
    cut = r"^(?=- )" if listed else r"^(?=\w)"
    head, *records = re.split(cut, text, maxsplit=0 if listed else 1, flags=re.MULTILINE)
    return head + "".join(_reversed(record, first, indent) for record in records)


def _reversed(record: str, first: str, indent: str) -> str:
    whole = re.fullmatch(r"(.*?\n)((?:#.*\n|\n)*)", record, re.DOTALL)
    assert whole is not None
    key = rf"(?:{indent}#.*\n)*{indent}[\w-]+:.*\n(?:(?!{indent}[\w#-]).*\n)*"
    turned = "".join(reversed(re.findall(key, indent + whole[1][len(first) :])))
    return first + turned[len(indent) :] + whole[2]
