"""`rename`: a new id everywhere, at the exact places and nowhere else."""

from __future__ import annotations

import difflib
import os
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from casebook.build import check
from casebook.case import load
from casebook.editing.files import Change, EditError, put
from casebook.editing.rename import rename
from casebook.records import Key
from casebook.terminal import main
from tools import ROOT
from tools.laying import lay, snapshot

GOLDEN = Path(__file__).parent / "golden" / "editing" / "rename.yml"
TABLE: dict[str, Any] = yaml.load(GOLDEN.read_text("utf-8"), yaml.BaseLoader)
CASES: dict[str, Any] = TABLE["cases"]
PLACES = "- {id: c, kind: city, name: C}\n- {id: e, former_ids: [old], kind: city, name: E}\n"


def _lay(root: Path, files: Mapping[str, str], newline: str = "\n") -> dict[str, bytes]:
    return lay(root, {**TABLE["base"], **files}, newline)


def _rename(root: Path, *arguments: str) -> Result:
    folders = ("--data", str(root / "data"), "--docs", str(root / "docs"))
    return CliRunner().invoke(main, ["rename", *arguments, *folders])


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", CASES)
def test_a_golden_case_is_renamed(tmp_path: Path, name: str, newline: str) -> None:
    case = CASES[name]
    expected = _lay(tmp_path, case["before"], newline)
    for file, text in case["after"].items():
        expected[file] = text.replace("\n", newline).encode()
        if not text:
            del expected[file]
    done = _rename(tmp_path, case["old"], case["new"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert snapshot(tmp_path) == expected
    if "places" in case:
        assert done.stdout == case["places"]
    check(tmp_path / "data", tmp_path / "docs", drafts=True)


@pytest.mark.parametrize("name", CASES)
def test_a_dry_run_shows_the_difference_and_changes_nothing(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    before = _lay(tmp_path, case["before"])
    done = _rename(tmp_path, "--dry-run", case["old"], case["new"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert snapshot(tmp_path) == before
    added = {line[1:] for line in done.stdout.splitlines() if line[:1] == "+" and line[:2] != "++"}
    texts = {**TABLE["base"], **case["before"]}
    for file, text in case["after"].items():
        lines = difflib.ndiff(texts.get(file, "").splitlines(), (text or "").splitlines())
        assert {line[2:] for line in lines if line.startswith("+ ")} <= added


@pytest.mark.site
def test_random_records_of_the_shipped_case_go_there_and_back(tmp_path: Path) -> None:
    for folder in ("data", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    before = snapshot(tmp_path)
    keys = sorted(load(tmp_path / "data", drafts=True)[0].raw)
    for key in random.Random(4).sample(keys, 8):
        there = Key(key.kind, f"{key.id[:80]}-renamed")
        put(rename(tmp_path / "data", tmp_path / "docs", str(key), there.id).changes)
        assert key.id not in load(tmp_path / "data", drafts=True)[0].index.ids[key.kind]
        put(rename(tmp_path / "data", tmp_path / "docs", str(there), key.id).changes)
        after = snapshot(tmp_path)
        assert after.keys() == before.keys()
        added = [line for line in _difference(before, after) if line[0] in "+-"]
        # The one line is the note of the name it had for a while.
        assert [line.strip("+ \n") for line in added] == [f"former_ids: [{there.id}]"], key
        before = after
    check(tmp_path / "data", tmp_path / "docs", drafts=True)


def _difference(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    found: list[str] = []
    for name in before:
        if before[name] != after[name]:
            old, new = before[name].decode().split("\n"), after[name].decode().split("\n")
            found += list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    return found


REFUSED = {
    "an unknown record": ("cc", "d", 'no record "cc". Did you mean "c"?'),
    "an unknown kind": ("plces/c", "d", 'there is no kind "plces"'),
    "an id of two kinds": ("s", "d", '"s" names 2 records. Write places/s or sources/s.'),
    "an id that is taken": ("c", "e", "places/e is taken (data/places.yml:2:3)"),
    "a former id of another": (
        "c",
        "old",
        "places/old is a former id of places/e (data/places.yml:2",
    ),
    "an id that is none": ("c", "D d", '"D d" is not an id. Use lower-case ASCII letters'),
    "an id that leaves the folder": ("c", "../x", '"../x" is not an id'),
    "an id of another kind": ("c", "actors/c", '"actors/c" is not an id'),
    "an empty id": ("c", "", "the new id is empty"),
    "the id of the index": ("c", "index", '"index" names the page of the whole kind'),
    "the same id": ("c", "places/c", "places/c has this id already"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_renamed_is_refused_and_nothing_changes(tmp_path: Path, name: str) -> None:
    old, new, message = REFUSED[name]
    before = _lay(tmp_path, {"data/places.yml": PLACES + "- {id: s, kind: city, name: S}\n"})
    done = _rename(tmp_path, old, new)
    assert done.exit_code == 1
    assert f"Error: {message}" in done.stderr
    assert snapshot(tmp_path) == before


def test_a_broken_case_is_shown_and_left(tmp_path: Path) -> None:
    before = _lay(tmp_path, {"data/places.yml": PLACES, "docs/index.md": "[[nobody]]\n"})
    done = _rename(tmp_path, "c", "d")
    assert done.exit_code == 1
    assert "docs/index.md:1:1: [[nobody]]" in done.stderr
    assert "Nothing was renamed" in done.stderr
    assert snapshot(tmp_path) == before


def test_a_reference_written_with_escapes_is_named_and_nothing_changes(tmp_path: Path) -> None:
    odd = PLACES + '- {id: x, kind: city, name: X, summary: "See [[\\x63]]."}\n'
    before = _lay(tmp_path, {"data/places.yml": odd})
    done = _rename(tmp_path, "c", "d")
    assert done.exit_code == 1
    assert "data/places.yml:3:41: the place of a reference in this text is not clear" in done.stderr
    assert snapshot(tmp_path) == before


def test_a_file_that_stands_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    text = "title: One\nkind: report\npublished: '2000'\nbody: Text.\n"
    other = "- {id: x, title: X, kind: report, published: '2000', body: Text.}\n"
    files = {"data/articles/one.yml": text, "data/articles/two.yml": other}
    before = _lay(tmp_path, files)
    done = _rename(tmp_path, "one", "two")
    assert done.exit_code == 1
    assert "two.yml is there already" in done.stderr
    assert snapshot(tmp_path) == before


def test_a_page_that_stands_at_the_new_address_is_not_hidden(tmp_path: Path) -> None:
    files = {"data/places.yml": PLACES, "docs/places/d.md": "By hand.\n"}
    before = _lay(tmp_path, files)
    done = _rename(tmp_path, "c", "d")
    assert done.exit_code == 1
    assert "under the new id the case would have problems" in done.stderr
    assert "docs/places/d.md:1:1" in done.stderr
    assert snapshot(tmp_path) == before


# All or nothing.


def test_where_one_file_cannot_be_replaced_all_old_contents_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES["everything that names a record"]
    before = _lay(tmp_path, case["before"])
    replaced: list[Path] = []
    true_replace = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if len(replaced) == 2:
            replaced.append(target)
            raise OSError(28, "No space left on device")
        replaced.append(target)
        return true_replace(self, target)

    found = rename(tmp_path / "data", tmp_path / "docs", case["old"], case["new"])
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="No space"):
        put(found.changes)
    assert len(replaced) > 3
    assert snapshot(tmp_path) == before


def test_where_a_new_content_cannot_be_written_nothing_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES["an id that comes from the name of the file"]
    before = _lay(tmp_path, case["before"])
    found = rename(tmp_path / "data", tmp_path / "docs", case["old"], case["new"])
    written: list[int] = []

    def fsync(number: int) -> None:
        written.append(number)
        if len(written) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        put(found.changes)
    assert snapshot(tmp_path) == before


def test_a_file_that_was_saved_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    _lay(tmp_path, {"data/places.yml": PLACES})
    found = rename(tmp_path / "data", tmp_path / "docs", "c", "d")
    (tmp_path / "data/places.yml").write_text(PLACES + "# saved\n", "utf-8")
    with pytest.raises(EditError, match="changed by somebody else"):
        put(found.changes)
    assert (tmp_path / "data/places.yml").read_text("utf-8") == PLACES + "# saved\n"


def test_a_new_file_in_a_new_folder_leaves_nothing_behind_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="No space"):
        put([Change(tmp_path / "a" / "b" / "c.yml", None, b"x")])
    assert list(tmp_path.iterdir()) == []
