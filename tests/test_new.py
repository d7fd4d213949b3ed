"""`new`: a record that the checker has nothing against, in the right file, and nothing else."""

from __future__ import annotations

import os
import pty
import re
import select
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from casebook import records
from casebook.build import check
from casebook.editing.rendering import render
from casebook.editing.writing import EditError, Entry, appended, created, put
from casebook.terminal import main
from casebook.terminal.new import KINDS
from tools import ROOT
from tools.laying import lay, snapshot

GOLDEN = Path(__file__).parent / "golden" / "editing" / "new.yml"
TABLE: dict[str, Any] = yaml.load(GOLDEN.read_text("utf-8"), yaml.BaseLoader)
CASES: dict[str, Any] = TABLE["cases"]
EVENT = "- {id: a, title: A, date: '1911', summary: A, status: reported, sources: [s]}\n"
TOLD = ("--title", "X", "--date", "1911", "--summary", "X", "--status", "reported")
WHOLE = (*TOLD, "--sources", "s")


def _lay(root: Path, files: Mapping[str, str], newline: str = "\n") -> dict[str, bytes]:
    return lay(root, {**TABLE["base"], **files}, newline)


def _new(root: Path, *arguments: str) -> Result:
    folders = ("--data", str(root / "data"), "--docs", str(root / "docs"))
    return CliRunner().invoke(main, ["new", *arguments, *folders])


@pytest.mark.parametrize("name", CASES)
def test_a_golden_record_is_written(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    newline = "\r\n" if case.get("newline") == "crlf" else "\n"
    expected = _lay(tmp_path, case["files"], newline)
    expected |= {file: text.replace("\n", newline).encode() for file, text in case["wrote"].items()}
    done = _new(tmp_path, *case["run"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{case['place']}\n"
    made = snapshot(tmp_path)
    assert made == expected
    check(tmp_path / "data", tmp_path / "docs", drafts=True)


@pytest.mark.parametrize("name", CASES)
def test_a_golden_record_is_not_written_twice(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    _lay(tmp_path, case["files"])
    assert _new(tmp_path, *case["run"]).exit_code == 0
    before = snapshot(tmp_path)
    done = _new(tmp_path, *case["run"])
    assert done.exit_code == 2
    assert "is taken (data/" in done.stderr
    assert snapshot(tmp_path) == before


def test_every_kind_of_the_case_can_be_made() -> None:
    assert set(KINDS.values()) == set(records.KINDS)


def test_each_key_of_a_record_has_an_option() -> None:
    done = CliRunner().invoke(main, ["new", "event", "--help"])
    for option in ("--title", "--known-since", "--sources", "--between", "--tags", "--draft"):
        assert f"  {option} " in done.stdout
    assert "One of: established, reported," in done.stdout
    assert "--former-ids" not in done.stdout


REFUSED = {
    "what is missing, named as options": (
        ["event", "--title", "X"],
        "These options are missing: --date (or --between), --summary, --status, --sources",
    ),
    "the accounts of what is disputed": (
        ["event", "--title", "X", "--date", "1911", "--summary", "X", "--status", "disputed",
         "--sources", "s"],
        "This option is missing: --accounts",
    ),
    "a date that does not exist": (
        ["event", *WHOLE, "--date", "2015-02-30"], "--date: "
    ),
    "a word that is not allowed": (
        ["event", *WHOLE, "--status", "sure"], '--status: "sure" is not one of the words allowed'
    ),
    "a reference that leads nowhere": (
        ["event", *TOLD, "--sources", "s,tt"], '--sources: no source "tt".'
    ),
    "a mark in a text that leads nowhere": (
        ["event", *WHOLE, "--body", "See [[nobody]]."], '--body: [[nobody]]: no record "nobody"'
    ),
    "an address that could run a script": (
        ["event", *WHOLE, "--body", "[x](javascript:x)"], "--body: the address"
    ),
    "an id that is none": (["event", "X y", *WHOLE], 'ID: "X y" is not an id'),
    "an id that leaves the folder": (
        ["article", "../x", "--title", "X"], 'ID: "../x" is not an id'),
    "an id that is taken": (["event", "a", *WHOLE], "ID: events/a is taken (data/events.yml:1:3)"),
    "an id that was taken once": (["place", "old", "--name", "X", "--kind", "city"],
        "ID: places/old is a former id of places/p (data/places.yml:1"),
    "a mapping that is none": (["place", "--name", "X", "--kind", "city", "--names", "Y"],
        "--names: "),
    "a key that no mapping has": (
        ["place", "--name", "X", "--kind", "city", "--names", "{lng: de, name: Y}"],
        'there is no key "lng" here. Did you mean "lang"?'),
    "a latitude that is no number": (
        ["place", "--name", "X", "--kind", "city", "--lat", "north"], "--lat: "),
    "a name from which no id can be made": (
        ["event", "--title", "ئۈرۈمچى", *WHOLE[2:]], "No id can be made from the title"),
    "a file of another kind": (["event", *WHOLE, "--file", "places.yml"], "is no place for events"),
    "a file outside of the data": (["event", *WHOLE, "--file", "../x.yml"], "is not in "),
    "a file of another form": (
        ["event", *WHOLE, "--file", "events/x.txt"], "is no place for events"),
    "half a letter": (["event", "x", "--title", "a\udcff", *WHOLE[2:]], "not UTF-8"),
    "half a letter in a mapping": (
        ["place", "--name", "X", "--kind", "city", "--names", "{lang: de, name: \udcff}"],
        "not UTF-8"),
    "an option that is none": (["event", "--tilte", "X"], "No such option"),
    "a kind that is none": (["evnet"], "No such command"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_use_is_named_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    arguments, message = REFUSED[name]
    places = "- {id: p, former_ids: [old], kind: city, name: P}\n"
    before = _lay(tmp_path, {"data/events.yml": EVENT, "data/places.yml": places})
    done = _new(tmp_path, *arguments)
    assert message in done.stderr
    assert done.exit_code == 2
    assert snapshot(tmp_path) == before


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    _lay(tmp_path, {})
    done = _new(tmp_path, "event", "--date", "x", "--status", "y", "--sources", "z")
    assert all(f"--{key}: " in done.stderr for key in ("date", "status", "sources"))


BRINGS = {
    "a name that another record has": ["place", "x", "--name", "P", "--kind", "city"],
    "a point without precision": [
        "place", "--name", "X", "--kind", "city", "--lat", "1", "--lon", "2"],
    "one account of what is disputed": [
        "event", "--title", "X", "--date", "1911", "--summary", "X", "--status", "disputed",
        "--sources", "s", "--accounts", "{says: x, sources: [s]}"],
    "a control character": ["place", "--name", "X\x07", "--kind", "city"],
    "a page at its address": ["place", "taken", "--name", "X", "--kind", "city"],
}  # fmt: skip


@pytest.mark.parametrize("name", BRINGS)
def test_a_record_that_brings_problems_is_not_written(tmp_path: Path, name: str) -> None:
    places = "- {id: p, kind: city, name: P}\n"
    before = _lay(tmp_path, {"data/places.yml": places, "docs/places/taken.md": "By hand.\n"})
    done = _new(tmp_path, *BRINGS[name])
    assert done.exit_code == 1
    assert "Nothing was written: the new record brings these problems." in done.stderr
    assert re.search(r"^(data|docs)/\S+:\d+:\d+: .*\[CB\d+\]$", done.stderr, re.MULTILINE)
    assert snapshot(tmp_path) == before


def test_a_record_can_be_added_to_a_case_that_has_other_problems(tmp_path: Path) -> None:
    wrong = "- {id: a, title: A, date: nope, summary: A, status: reported, sources: [zz]}\n"
    terms = "- {id: b, term: Bb, short: B., names: nobody}\n"
    _lay(tmp_path, {"data/events.yml": wrong, "data/glossary.yml": terms})
    done = _new(tmp_path, "event", *WHOLE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (tmp_path / "data/events.yml").read_text("utf-8").startswith(f"{wrong}\n- id: x\n")


@pytest.mark.parametrize("text", ["- [\n", "id: a\ntitle: A\n", "[{id: a}]\n", "x\n"])
def test_a_file_that_is_no_list_in_lines_is_left(tmp_path: Path, text: str) -> None:
    before = _lay(tmp_path, {"data/events.yml": text})
    done = _new(tmp_path, "event", *WHOLE, "--file", "events.yml")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert snapshot(tmp_path) == before


def test_without_a_folder_of_data_it_is_a_wrong_use(tmp_path: Path) -> None:
    done = _new(tmp_path, "event")
    assert done.exit_code == 2
    assert "There is no folder" in done.stderr


# On a terminal.

ASKED = """\
# Others.

- id: a-2
  title: "A"
  date: "1911-12"
  summary: "S."
  status: disputed
  accounts:
    - says: "One."
      sources: [s]
    - says: "Two."
      sources: [s, t]
  sources: [s]
"""


def _talk(
    root: Path, arguments: Sequence[str], talk: Sequence[tuple[str, str]], again: str = ""
) -> tuple[int, str]:
    """Run `new` on a pseudo-terminal; wait for each prompt, and answer it.

    `again` is pressed once more where the command does not end: a signal that comes in the moment
    before Python waits for a key is only seen with the next one.
    """
    program = [sys.executable, "-m", "casebook", "new", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONUTF8": "1"}
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(root)
        os.execve(program[0], program, environment)
    said, mark = "", 0
    for prompt, answer in talk:
        while prompt not in said[mark:]:
            said += _heard(terminal)
        mark = said.index(prompt, mark) + len(prompt)
        os.write(terminal, answer.encode("utf-8", "surrogateescape"))
    while more := _heard(terminal, ended=True, again=again):
        said += more
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.replace("\r\n", "\n")


def _heard(terminal: int, *, ended: bool = False, again: str = "") -> str:
    for _ in range(60):
        if select.select([terminal], [], [], 1)[0]:
            break
        os.write(terminal, again.encode())
    else:
        pytest.fail("nothing was said in a minute")
    try:
        more = os.read(terminal, 4096)
    except OSError:  # the other end is closed
        more = b""
    assert more or ended, "the command ended before it asked"
    return more.decode("utf-8", "replace")


def test_what_is_missing_is_asked_for_until_it_is_right(tmp_path: Path) -> None:
    _lay(tmp_path, {"data/events/1911.yml": EVENT, "data/events/other.yml": "# Others.\n"})
    code, said = _talk(
        tmp_path,
        ["event", "--summary", "S."],
        [
            ("title: ", "A\n"),
            ("id [a-2]: ", "a\n"),
            ("events/a is taken (data/events/1911.yml:1:3)", ""),
            ("id [a-2]: ", "\n"),
            ("date, empty where only the order is known: ", "1911-13\n"),
            ("there is no month 13", ""),
            ("date, empty where only the order is known: ", "1911-12\n"),
            ("status (established, reported, claimed, disputed): ", "sure\n"),
            ('"sure" is not one of the words allowed here', ""),
            ("status (established, reported, claimed, disputed): ", "disputed\n"),
            ("accounts 1, says: ", "See [[nobody]]\n"),
            ('no record "nobody"', ""),
            ("accounts 1, says: ", "One.\n"),
            ("accounts 1, sources (ids, with commas): ", "ss\n"),
            ('no source "ss". Did you mean "s"?', ""),
            ("accounts 1, sources (ids, with commas): ", "s\n"),
            ("accounts 2, says: ", "Two.\n"),
            ("accounts 2, sources (ids, with commas): ", "s, t\n"),
            ("Another? [y/N]: ", "n\n"),
            ("sources (ids, with commas): ", "s\n"),
            ("file [data/events/1911.yml]: ", "places.yml\n"),
            ("is no place for events", ""),
            ("file [data/events/1911.yml]: ", "data/events/other.yml\n"),
        ],
    )
    assert code == 0, said
    assert said.splitlines()[-1] == "data/events/other.yml:3"
    made = (tmp_path / "data/events/other.yml").read_text("utf-8")
    assert made[: made.index("  # kind")] == ASKED
    check(tmp_path / "data", tmp_path / "docs")


def test_an_event_of_unknown_date_stands_between_two_others(tmp_path: Path) -> None:
    _lay(tmp_path, {"data/events.yml": EVENT + EVENT.replace("id: a", "id: b")})
    code, said = _talk(
        tmp_path,
        ["event", "x", "--title", "X", "--summary", "S.", "--status", "reported", "--sources", "s"],
        [("date, empty", "\n"), ("between (ids, with commas): ", "a, b\n")],
    )
    assert code == 0, said
    assert "between: [a, b]" in (tmp_path / "data/events.yml").read_text("utf-8")


@pytest.mark.parametrize("end", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_whoever_stops_halfway_has_changed_nothing(tmp_path: Path, end: str) -> None:
    before = _lay(tmp_path, {"data/events.yml": EVENT})
    talk = [("title: ", "X\n"), ("id [x]: ", end)]
    code, said = _talk(tmp_path, ["event"], talk, again=end)
    assert code == 1
    assert "Aborted!" in said
    assert "Traceback" not in said
    assert snapshot(tmp_path) == before


def test_what_is_typed_in_another_encoding_is_named(tmp_path: Path) -> None:
    before = _lay(tmp_path, {"data/events.yml": EVENT})
    # It asks once more, or ends where Python itself cannot read the line.
    code, said = _talk(tmp_path, ["event"], [("title: ", "caf\udce9\n")], again="\x04")
    assert code in (1, 2)
    assert "UTF-8" in said
    assert "Traceback" not in said
    assert snapshot(tmp_path) == before


# The writing itself, which imports use as well.

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=60
)
WORDS = st.one_of(
    TEXT,
    st.lists(
        st.sampled_from(["one", "zwei", "«три»", "#", ":", "- a", "no", "1992", "'", '"', "\n"])
    ).map(" ".join),
    st.sampled_from(["no", "~", "null", "2015-05-28", "0x1F", "1e3", "- x", "? x", "a: b", "a #b"]),
    st.integers(0, 300).map(lambda n: "word " * n),
)
RECORD = st.dictionaries(
    st.sampled_from(["id", "title", "container-title", "summary", "body", "tags", "names"]),
    st.one_of(
        WORDS, st.booleans(), st.none(), st.lists(WORDS, max_size=4),
        st.lists(st.dictionaries(st.sampled_from(["says", "lang"]), WORDS, max_size=2), max_size=3),
    ),
    min_size=1,
)  # fmt: skip


@given(RECORD)
def test_what_is_rendered_reads_as_it_was_told(record: dict[str, Any]) -> None:
    lines = render({"id": "x", **record})
    text = "\n".join(lines) + "\n"
    read_back = yaml.load(text, Loader=yaml.CBaseLoader)
    assert {key: _read_back(value) for key, value in read_back.items()} == _told(
        {"id": "x", **record}
    )


def _told(value: Any) -> Any:
    """Return a value as the case keeps it: texts without the space around them."""
    if isinstance(value, dict):
        return {k: _told(v) for k, v in value.items() if v not in (None, [], {}, "")}
    if isinstance(value, list):
        return [_told(v) for v in value if v not in (None, [], {}, "")]
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def _read_back(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _read_back(v) for k, v in value.items()}
    return [_read_back(v) for v in value] if isinstance(value, list) else str(value).strip()


def test_a_long_text_is_folded_and_a_bare_word_stays_bare() -> None:
    text = "A sentence that goes on. " * 8
    lines = render(
        {"id": "x", "status": "reported", "summary": text, "tags": ["a-b", "no", "1992"]}
    )
    assert lines[:3] == ["id: x", "status: reported", "summary: >-"]
    assert max(map(len, lines)) <= 120
    assert lines[-1] == 'tags: [a-b, "no", "1992"]'


def test_several_records_are_added_in_one_change(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_bytes("\ufeff- id: a # é\n- id: b".encode())
    change = appended(path, [{"id": "c"}, Entry({"id": "d"}, ["note: ..."])])
    put([change])
    assert (
        path.read_bytes()
        == "\ufeff- id: a # é\n- id: b\n- id: c\n- id: d\n  # note: ...\n".encode()
    )


def test_a_record_goes_before_the_end_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text("---\n- id: a\n...\n# after all\n", "utf-8")
    put([appended(path, [{"id": "b"}])])
    assert path.read_text("utf-8") == "---\n- id: a\n\n- id: b\n...\n# after all\n"


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("id: x\n", "utf-8")
    with pytest.raises(EditError, match="is there already"):
        created(path, [{"id": "y"}], single=True)
    change = created(tmp_path / "y.yml", [{"id": "y"}], single=True)
    (tmp_path / "y.yml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(EditError, match="changed by somebody else"):
        put([change])
    assert path.read_text("utf-8") == "id: x\n"
