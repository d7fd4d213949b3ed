"""All stages in a row: folders in, a site in memory out, or every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casebook import pages
from casebook.case import Case, load
from casebook.problems import DataError, Problem, Where
from casebook.text import HandWritten, Texts, check_documents, link, read_documents


@dataclass(frozen=True)
class Built:
    """A checked case, its linked texts, and its pages."""

    case: Case
    texts: Texts
    site: pages.Site


def check(data: Path, documents: Path | None, *, drafts: bool = False) -> tuple[Case, Texts]:
    """Read the case in `data` and the hand-written pages below `documents`.

    Returns the case and its linked texts; raises `DataError` with every problem in either.
    """
    case, problems = load(data, drafts=drafts)
    texts, flaws = link(case)
    problems += flaws
    if documents is not None and documents.is_dir():
        written = read_documents(documents)
        problems += [*check_documents(case, written), *_taken(case, written, documents)]
    if problems:
        raise DataError(problems)
    return case, texts


def build(data: Path, documents: Path | None, *, drafts: bool = False, base: str = "") -> Built:
    """Check the case and make every page; see `check` and `pages.make`.

    Without a `base`, the address that the case itself gives is taken.
    """
    case, texts = check(data, documents, drafts=drafts)
    base = base or case.about.url or ""
    return Built(case, texts, pages.make(case, texts, f"{base.rstrip('/')}/" if base else ""))


def _taken(case: Case, written: list[HandWritten], root: Path) -> list[Problem]:
    """Return hand-written pages that stand where the case has a page of its own."""
    own = {pages.addresses.NETWORK, *pages.addresses.INDEXES.values()}
    own |= {pages.addresses.of(key) for key in case.records}
    found = []
    for page in written:
        path = page.name.removeprefix(f"{root.name}/").removesuffix(".md").removesuffix("/index")
        if f"{path}/" in own:
            hint = "Give it another name"
            what = "this page stands where the case has a page of its own"
            found.append(Problem(Where(page.name), what, hint))
    return found
