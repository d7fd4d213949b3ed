"""Our scripts are typed, keep to themselves, reach for nothing, and say no word of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools import ROOT
from tools.browser import View, opened
from tools.javascript import read_script
from tools.typescript import type_errors

ASSETS = ROOT / "hooks" / "mkdocs_adapter" / "theme" / "assets"
SCRIPTS = tuple(sorted((ASSETS / "js").glob("*.js")))

REACHING = (
    *("fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource", "Worker", "import"),
    *("eval", "Function", "localStorage", "sessionStorage", "indexedDB", "cookie"),
    *("innerHTML", "outerHTML", "insertAdjacentHTML", "document\\.write", "srcdoc", "\\.src"),
    *("DOMParser", "createContextualFragment", "parseHTMLUnsafe", "setHTMLUnsafe", "export"),
)
"""What loads, remembers, or makes code or markup of a text."""

_LOADING = ("file.src =", "script.src)")
GRANTED = {"cards.js": ("pop.innerHTML = html", *_LOADING), "search.js": _LOADING}
"""Where one of those is right: cards come ready-made and sanitised, in scripts of the site; so does
the index of the search."""

_KEYS = {"Alt", "Backspace", "Delete", "End", "Enter", "Escape", "Home", "Shift", "Space", "Tab"}
_UNITS = {"px", "em", "rem", "ms", "deg", "vh", "vw"}
_SELECTOR = re.compile(r"[.#:\[\]=<>(){}*/_@-]")
_PLAIN = '"use strict";\n{\n  const list = document.querySelector(".none");\n}\n'

each_script = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)


def test_there_are_scripts() -> None:
    assert SCRIPTS


def test_types_hold_in_all_of_them_together() -> None:
    assert not (faults := type_errors(SCRIPTS)), "\n".join(faults)


@each_script
def test_a_script_is_a_strict_block_of_its_own(script: Path) -> None:
    """A plain script shares its names with all others, unless it keeps them in a block."""
    code = read_script(script.read_text(encoding="utf-8")).code
    assert re.fullmatch(r'\s*"";\s*\{.*\}\s*', code, re.DOTALL)
    assert '"use strict";\n{' in script.read_text(encoding="utf-8")


@each_script
def test_a_script_reaches_for_nothing(script: Path) -> None:
    assert _reaches(script.read_text(encoding="utf-8"), GRANTED.get(script.name, ())) == []


@each_script
def test_a_script_has_no_word_of_the_interface(script: Path) -> None:
    texts = read_script(script.read_text(encoding="utf-8")).texts
    assert [text for text in texts if _is_said(text)] == []


@pytest.mark.parametrize(
    "line",
    [
        'fetch("a.json");',
        "const a = await import(`./${name}.js`);",
        "list.innerHTML = text;",
        'image.src = "a.png";',
        "eval(text);",
        'localStorage.setItem("a", "b");',
    ],
)
def test_what_reaches_is_found(line: str) -> None:
    assert _reaches(_PLAIN.replace("}", f"  {line}\n}}"), ()) != []


@pytest.mark.parametrize(
    "text", ["Show more", "Close", "no match", "of ", " events", "Clear all filters…", "3 of 5"]
)
def test_words_are_found(text: str) -> None:
    assert _is_said(text)


@pytest.mark.parametrize(
    "text",
    ["Escape", "ArrowDown", "click", "a.cb-x, li > b", "cb-key", "#", "main a[href]", "px ", "q"],
)
def test_names_for_machines_are_no_words(text: str) -> None:
    assert not _is_said(text)


def test_a_script_comes_apart_into_code_and_texts() -> None:
    source = """const a = "b"; // don't "look"
    const c = /["']/.test('d') ? `e ${f} g` : a / 2; /* "h" */"""
    script = read_script(source)
    assert script.texts == ("b", "d", "e ", " g")
    assert "look" not in script.code
    assert "f" in script.code


def test_scripts_do_nothing_on_a_page_that_has_nothing_for_them(
    tmp_path: Path, chromium: Browser, serve_site: Callable[[Path], str]
) -> None:
    loaded = "".join(f'<script defer src="{path.name}"></script>' for path in SCRIPTS)
    for path in SCRIPTS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    page_of_nothing = f"<!doctype html><title>x</title>{loaded}<p>Text <a href='#x'>link</a></p>"
    (tmp_path / "index.html").write_text(page_of_nothing, encoding="utf-8")
    with opened(chromium, View(), serve_site(tmp_path)) as (page, log):
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(error.message))
        page.goto("index.html")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        page.locator("a").click()
        assert errors == []
        assert page.locator("body").inner_html().strip() == '<p>Text <a href="#x">link</a></p>'
        names = [address.rsplit("/", 1)[1].split("#")[0] for address in log.addresses]
    assert set(names) == {"index.html", *(path.name for path in SCRIPTS)}


def _reaches(source: str, granted: tuple[str, ...]) -> list[str]:
    """Return every line of code that does what no script should."""
    code = read_script(source).code
    for allowed in granted:
        code = code.replace(allowed, "")
    found = re.compile(rf"(?:\b|(?=\.))(?:{'|'.join(REACHING)})\b")
    return [line.strip() for line in code.splitlines() if found.search(line)]


def _is_said(text: str) -> bool:
    """Whether a text looks like words for a reader, not like a name, a selector or a unit."""
    if text == "use strict" or _SELECTOR.search(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if re.fullmatch(r"[A-Z][a-z]+\W*", text):
        return text not in _KEYS
    meant = [word for word in words if len(word) > 1 and word not in _UNITS]
    return " " in text and bool(meant)
