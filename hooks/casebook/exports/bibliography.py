"""All sources of a case in one file, for programs that keep bibliographies."""

from __future__ import annotations

import json
from collections.abc import Iterator

from casebook.exports import bibtex, csl
from casebook.exports.model import Export, Format, Given
from casebook.language import Message


def _bibtex(given: Given) -> Iterator[Export]:
    if entries := [bibtex.entry(source) for source in given.case.sources.values()]:
        yield Export("sources.bib", ("\n\n".join(entries) + "\n").encode())


def _csl(given: Given) -> Iterator[Export]:
    if items := [csl.item(source) for source in given.case.sources.values()]:
        text = json.dumps(items, ensure_ascii=False, indent=1)
        yield Export("sources.csl.json", f"{text}\n".encode())


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
