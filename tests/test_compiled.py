"""Compiled templates that are kept: used while they are whole, and never instead of a new text."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from casebook.compiled import Compiled

TEXT = "{% for n in range(3) %}{{ n }}, {% endfor %}{{ word }}"


@pytest.fixture(autouse=True)
def _as_python_does_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is compiled, whatever the environment of the tests says."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def _render(folder: Path, text: str = TEXT) -> str:
    env = jinja2.Environment(
        loader=jinja2.DictLoader({"page.html": text}),
        bytecode_cache=Compiled(folder),
        autoescape=True,
    )
    return env.get_template("page.html").render(word="<end>")


def _kept(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_was_compiled_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _render(tmp_path) == "0, 1, 2, &lt;end&gt;"
    before = _kept(tmp_path).read_bytes()
    monkeypatch.setattr(jinja2.Environment, "_compile", _never)
    assert _render(tmp_path) == "0, 1, 2, &lt;end&gt;"
    assert _kept(tmp_path).read_bytes() == before


def test_another_text_is_compiled_anew(tmp_path: Path) -> None:
    _render(tmp_path)
    assert _render(tmp_path, "other {{ word }}") == "other &lt;end&gt;"
    assert _render(tmp_path) == "0, 1, 2, &lt;end&gt;"


@pytest.mark.parametrize("length", [0, 1, 31, 32, 40, 200, -1])
def test_a_file_that_is_cut_short_is_made_again(tmp_path: Path, length: int) -> None:
    _render(tmp_path)
    whole = _kept(tmp_path).read_bytes()
    _kept(tmp_path).write_bytes(whole[:length])
    assert _render(tmp_path) == "0, 1, 2, &lt;end&gt;"
    assert _kept(tmp_path).read_bytes() == whole


def test_a_file_that_is_damaged_is_made_again(tmp_path: Path) -> None:
    _render(tmp_path)
    whole = _kept(tmp_path).read_bytes()
    for place in range(0, len(whole), 37):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        _kept(tmp_path).write_bytes(bytes(damaged))
        assert _render(tmp_path) == "0, 1, 2, &lt;end&gt;"


def test_where_nothing_can_be_written_all_goes_on(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder", "utf-8")
    assert _render(taken) == "0, 1, 2, &lt;end&gt;"
    assert taken.read_text("utf-8") == "no folder"


def test_whoever_wants_nothing_kept_by_python_has_nothing_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _render(tmp_path) == "0, 1, 2, &lt;end&gt;"
    assert list(tmp_path.iterdir()) == []


def _never(*_: object) -> None:
    raise AssertionError("compiled again")
