"""All stages in a row: folders in, a site in memory out, or every problem at once."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Generic, TypeAlias

from casebook import exports, pages
from casebook.case import Case, KeptRecords, load
from casebook.dates import Day
from casebook.exports import Listing
from casebook.language import language_of
from casebook.lint import Research, WrittenPage, lint, read_pages
from casebook.pages import P_co
from casebook.problems import DataError, Problem, Where
from casebook.reading import History, files_below, read_history
from casebook.records import Key
from casebook.text import (
    HandWritten,
    KeptTexts,
    Texts,
    check_documents,
    link,
    read_documents,
)
from casebook.views.changes import changes
from casebook.views.chapters import chapters
from casebook.views.timeline import years


@dataclass(frozen=True)
class Checked:
    """A case without errors, its linked texts, and what an editor is warned of."""

    case: Case
    texts: Texts
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class CaseSite(Checked, Generic[P_co]):
    """A checked case as a site, its pages made (`Page`) or still to be made (`Planned`)."""

    site: pages.Site[P_co]
    base: str = ""
    """The address under which the site is published, with a slash at its end, or empty."""
    folder: Path | None = None
    """The folder of the data, if its history is to be asked when records changed."""

    @cached_property
    def given(self) -> exports.Given:
        """What files in other formats are made from."""
        return _given(self.case, self.texts, self.base, self.folder)

    @cached_property
    def exports(self) -> tuple[exports.Exported, ...]:
        """The files in other formats, made when first asked for."""
        return exports.make(self.given, self._cited())

    def data_page(self, listings: Iterable[Listing] | None = None) -> pages.Page:
        """Return the page that lists them; without `listings`, they are made for that."""
        listed = [made.listing for made in self.exports] if listings is None else listings
        return pages.data_page(self.case, self.texts, listed, self.base)

    def _cited(self) -> Mapping[Key, tuple[str, ...]]:
        made = (
            page if isinstance(page, pages.Page) else page.make()
            for page in self.site.pages
            if page.key
        )
        return {page.key: page.cited for page in made if page.key and page.cited}


@dataclass(frozen=True)
class Built(CaseSite[pages.Page]):
    """A checked case, and its pages."""


MakeGiven: TypeAlias = Callable[[], exports.Given]
"""Makes what files in other formats are made from, which asks for the history of the case."""


class KeptDocuments:
    """Hand-written pages of the last build, for as long as they and what they rest on are equal."""

    def __init__(self) -> None:
        self._asked: object = None
        self._problems: list[Problem] = []
        self._pages: tuple[WrittenPage, ...] | None = None

    def check(self, case: Case, written: list[HandWritten], ground: object) -> list[Problem]:
        """Do the same as `check_documents`."""
        if (asked := (ground, tuple(written))) != self._asked:
            self._asked, self._pages = asked, None
            self._problems = check_documents(case, written)
        return self._problems

    def read(self, case: Case, written: list[HandWritten]) -> tuple[WrittenPage, ...]:
        """Do the same as `read_pages`, when the pages have been checked."""
        if self._pages is None:
            self._pages = read_pages(case, written)
        return self._pages


@dataclass
class Kept:
    """What one build leaves for the next in the same process: it saves time and changes nothing."""

    records: KeptRecords = field(default_factory=KeptRecords)
    texts: KeptTexts = field(default_factory=KeptTexts)
    documents: KeptDocuments = field(default_factory=KeptDocuments)


def check(
    data: Path,
    documents: Path | None,
    *,
    drafts: bool = False,
    kept: Kept | None = None,
    linked: Callable[[Case, Texts], None] | None = None,
) -> Checked:
    """Read the case in `data` and the hand-written pages below `documents`.

    Returns the case, its linked texts and what an editor is warned of; raises `DataError` with
    every problem in them, warnings among them where the case calls one of these an error. `linked`
    gets case and texts when these are without errors, before warnings are looked for.
    """
    written: list[HandWritten] = []
    kept = kept if kept is not None else Kept()
    case, problems = load(data, drafts=drafts, kept=kept.records)
    texts, flaws = link(case, kept.texts)
    problems += flaws
    if documents is not None and documents.is_dir():
        written, trouble = read_documents(documents)
        problems += trouble
        problems += kept.documents.check(case, written, kept.texts.ground)
        problems += _taken(case, documents)
    if problems:
        raise DataError(problems)
    if linked is not None:
        linked(case, texts)
    warnings = lint(Research(case, texts, kept.documents.read(case, written), today()))
    if any(problem.level == "error" for problem in warnings):
        raise DataError(warnings)
    return Checked(case, texts, warnings)


def calm_collector() -> None:
    """Let Python look for garbage less often, and not at all when the process ends.

    What a build reads it keeps until it ends: looking through it over and over finds none, and
    takes a quarter of the time; a last look takes a tenth, for memory that is given back anyway.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.freeze)


@contextmanager
def _all_of_it_stays() -> Iterator[None]:
    """Let nothing be looked through for garbage that is made in the block, now or later."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def today() -> Day:
    """Return the day it is (UTC), or the day that `SOURCE_DATE_EPOCH` says it is.

    See https://reproducible-builds.org/specs/source-date-epoch/; what is not a number of seconds
    is passed over here: MkDocs refuses it.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        now = datetime.now(UTC)
    return Day(now.year, now.month, now.day)


def build(
    data: Path,
    documents: Path | None,
    *,
    drafts: bool = False,
    base: str = "",
    kept: Kept | None = None,
) -> Built:
    """Check the case and make every page; see `check` and `pages.make`.

    Without a `base`, the address that the case itself gives is taken. A preview, which has drafts,
    does not ask for the history of the files.
    """
    found = check(data, documents, drafts=drafts, kept=kept)
    base = _base(found.case, base)
    site = pages.make(found.case, found.texts, base)
    folder = None if drafts else data
    return Built(found.case, found.texts, found.warnings, site, base, folder)


def plan(
    data: Path,
    documents: Path | None,
    *,
    drafts: bool = False,
    base: str = "",
    kept: Kept | None = None,
    meanwhile: Callable[[Case, Texts, MakeGiven], None] | None = None,
) -> CaseSite[pages.Planned]:
    """Do as `build` does, and leave the pages to be made one by one; see `pages.plan`.

    Without `kept` nobody reads the case a second time, so where its values stand is forgotten.
    `meanwhile` may begin with what rests on the linked texts alone, such as files in other formats,
    while warnings are looked for and pages are planned.
    """
    folder = None if drafts else data

    def linked(case: Case, texts: Texts) -> None:
        given = partial(_given, case, texts, _base(case, base), folder)
        if meanwhile is not None:
            meanwhile(case, texts, given)

    if kept is None:
        with _all_of_it_stays():
            found = check(data, documents, drafts=drafts, linked=linked)
            found.case.forget_values()
    else:
        found = check(data, documents, drafts=drafts, kept=kept, linked=linked)
    base = _base(found.case, base)
    site = pages.plan(found.case, found.texts, base)
    return CaseSite(found.case, found.texts, found.warnings, site, base, folder)


def _given(case: Case, texts: Texts, base: str, folder: Path | None) -> exports.Given:
    history = read_history(folder) if folder else History()
    return exports.Given(case, texts, base, changes(case, history))


def _base(case: Case, given: str) -> str:
    """Return the address of the site with a slash at its end, or an empty text."""
    base = given or case.about.url or ""
    return f"{base.rstrip('/')}/" if base else ""


def _taken(case: Case, root: Path) -> list[Problem]:
    """Return hand-written files that stand where the case has a page of its own."""
    own = {pages.addresses.NETWORK, pages.addresses.DATA, *pages.addresses.INDEXES.values()}
    found = chapters(years(case.events, language_of(case.about.language)))
    own |= {pages.addresses.chapter(chapter.name) for chapter in found}
    for key, record in case.records.items():
        own.add(pages.addresses.of(key))
        own |= {pages.addresses.of(Key(key.kind, name)) for name in record.former_ids}
    # Ids are lower case already; many disks do not tell Timeline.md from timeline.md.
    what = "this file stands where the case has a page of its own"
    return [
        Problem(Where(name), what, "Rename it", "CB403")
        for path, name, _ in files_below(root)
        if (address := pages.addresses.written(path.relative_to(root)).casefold()) in own
        or address.startswith(exports.FOLDER)
        or pages.addresses.is_further(address)
    ]
