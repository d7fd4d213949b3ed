"""`python -m tools codes`: the pages about the kinds of problem, made from their examples."""

from __future__ import annotations

from casebook.problems import CODES
from casebook.problems.manual import index, page
from tools import ROOT

FOLDER = ROOT / "docs" / "editing" / "problems"


def pages() -> dict[str, str]:
    """Return what each page should hold, by the name of its file."""
    return {"index.md": index(), **{f"{code}.md": page(code) for code in CODES}}


def write_pages() -> None:
    """Write every page, and remove those of codes that are no more."""
    wanted = pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
