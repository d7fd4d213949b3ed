"""The page that lists the files of the case in other formats: size, licence, use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from casebook.case import Case
from casebook.exports import FOLDER, Format, Listed, Listing
from casebook.language import Language, language_of
from casebook.pages import addresses, citing
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page
from casebook.pages.records import common
from casebook.pages.render import body, describe
from casebook.pages.sheet import Sheet
from casebook.text import Heading, Texts
from casebook.views.words import KIND_NAMES

_UNITS = ((1_000_000, "MB"), (1_000, "KB"))


@dataclass(frozen=True, slots=True)
class _Many:
    """The files of one format that belong to the records of one kind, each to one."""

    kind: str
    example: str
    """The path of the first."""
    count: int
    size: int
    """In bytes, of all together."""


@dataclass(frozen=True, slots=True)
class _Section:
    format: Format
    files: tuple[Listed, ...]
    many: tuple[_Many, ...]


def page(case: Case, texts: Texts, listings: Iterable[Listing], base: str = "") -> Page:
    """Return the page that lists files; the sizes are those of the files themselves."""
    listings = tuple(listings)
    language = language_of(case.about.language)
    sheet = Sheet(case, texts, addresses.DATA)
    title = language.gettext("Data")
    description = describe(
        # Translators: %(case)s is the title of the case.
        language.gettext("%(case)s, in formats for other programs.", case=case.about.title)
    )
    html = body(
        "data.html",
        **common(case, sheet),
        sections=[_section(listing) for listing in listings],
        size=lambda count: size(count, language),
        kinds={kind: language.word(words) for kind, words in KIND_NAMES.items()},
        folder=FOLDER,
    )
    html += citing.block(citing.Work(title), case, addresses.DATA, base)
    return Page(
        addresses.DATA,
        title,
        description,
        html,
        tuple(Heading(2, of.format.name, language.word(of.format.title)) for of in listings),
        Metadata(case, texts, base).index(addresses.DATA, title, description),
    )


def size(count: int, language: Language) -> str:
    """Return a number of bytes in the unit that fits it, as `12.3 KB` (of 1,000 bytes)."""
    for unit, name in _UNITS:
        if count >= unit:
            number = language.number(round(count / unit, 1))
            # Translators: the size of a file; %(unit)s is KB or MB.
            return language.gettext("%(number)s %(unit)s", number=number, unit=name)
    return language.ngettext("%(num)s byte", "%(num)s bytes", count)


def _section(listing: Listing) -> _Section:
    alone = tuple(file for file in listing.files if file.key is None)
    return _Section(listing.format, alone, tuple(_by_kind(listing.files)))


def _by_kind(files: Iterable[Listed]) -> Iterable[_Many]:
    found: defaultdict[str, list[Listed]] = defaultdict(list)
    for file in files:
        if file.key is not None:
            found[file.key.kind].append(file)
    for kind, some in found.items():
        yield _Many(kind, some[0].path, len(some), sum(file.size for file in some))
