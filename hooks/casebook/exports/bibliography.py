"""Sources for programs that keep bibliographies: all in one file, and those of each page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from casebook.case import Case
from casebook.exports import bibtex, csl, ris
from casebook.exports.model import FOLDER, Export, Format, Given, OfPage
from casebook.language import Message
from casebook.records import Key, Source
from casebook.text import Texts

_PLACE = "references/"


def path_of(key: Key | None) -> str:
    """Return the path of the file with what the page of a record cites, from the root of the site.

    For a source it is the file with the source itself; for no record, that with all sources.
    """
    return f"{FOLDER}{_PLACE}{key}.ris" if key else f"{FOLDER}sources.ris"


def _note(texts: Texts, source: Source) -> str:
    return texts.get(Key("sources", source.id), "note").plain


def _bibtex(given: Given) -> Iterator[Export]:
    sources = given.case.sources.values()
    if entries := [bibtex.entry(source, _note(given.texts, source)) for source in sources]:
        yield Export("sources.bib", ("\n\n".join(entries) + "\n").encode())


def _csl(given: Given) -> Iterator[Export]:
    sources = given.case.sources.values()
    if items := [csl.item(source, _note(given.texts, source)) for source in sources]:
        text = json.dumps(items, ensure_ascii=False, indent=1)
        yield Export("sources.csl.json", f"{text}\n".encode())


def _ris(given: Given) -> Iterator[Export]:
    entry = _entries(given.case, given.texts)
    if entries := [entry(name) for name in given.case.sources]:
        yield Export("sources.ris", b"".join(entries))


def _ris_of_page(case: Case, texts: Texts) -> OfPage:
    entry = _entries(case, texts)

    def made(key: Key, cited: Sequence[str]) -> Export | None:
        names = (key.id,) if key.kind == "sources" else cited
        content = b"".join([entry(name) for name in names])
        return Export(path_of(key).removeprefix(FOLDER), content, key) if names else None

    return made


def _entries(case: Case, texts: Texts) -> Callable[[str], bytes]:
    """Return a function that gives the entry of a source, by its id."""

    @cache
    def entry(name: str) -> bytes:
        source = case.sources[name]
        return ris.entry(source, _note(texts, source)).encode()

    return entry


BIBTEX = Format(
    "bibtex",
    Message("Sources as BibTeX"),
    Message("Every source, with uncertain dates as EDTF, which biblatex reads."),
    Message(
        "Add it to a LaTeX document with \\addbibresource, or import it into JabRef or Zotero."
    ),
    _bibtex,
)

CSL = Format(
    "csl",
    Message("Sources as CSL-JSON"),
    Message("Every source in the terms of the Citation Style Language."),
    Message("Import it into Zotero, or give it to pandoc with --bibliography."),
    _csl,
)

RIS = Format(
    "ris",
    Message("Sources as RIS"),
    Message("Every source, and the references of each page; a date that is not certain is EDTF."),
    Message("Import it into Zotero, EndNote, Mendeley or JabRef."),
    _ris,
    _ris_of_page,
)
