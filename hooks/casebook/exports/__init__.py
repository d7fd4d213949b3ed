"""Case -> files in other formats: one format, one module, each listed in `FORMATS`.

Whoever adds a format writes a module with one `FORMAT` and names it here; the Data page, the build
and the tests of all formats take it from this table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casebook.exports import (
    bibliography,
    feeds,
    ftm,
    geojson,
    ical,
    jsonld,
    package,
    timeline_csv,
    timelinejs,
    whole,
)
from casebook.exports.model import (
    FOLDER,
    Export,
    Exported,
    Format,
    Given,
    Listed,
    Listing,
    OfPage,
)
from casebook.processes import share_out
from casebook.records import Key

__all__ = [
    "FOLDER",
    "FORMATS",
    "Export",
    "Exported",
    "Format",
    "Given",
    "Listed",
    "Listing",
    "OfPage",
    "make",
]

FORMATS: tuple[Format, ...] = (
    whole.FORMAT,
    package.FORMAT,
    timelinejs.FORMAT,
    ical.FORMAT,
    timeline_csv.FORMAT,
    bibliography.BIBTEX,
    bibliography.CSL,
    bibliography.RIS,
    feeds.ATOM,
    feeds.JSON,
    jsonld.FORMAT,
    ftm.FORMAT,
    geojson.FORMAT,
)
"""Every format, in the order of the Data page."""


def make(given: Given, cited: Mapping[Key, Sequence[str]]) -> tuple[Exported, ...]:
    """Return the files of every format. A format that has nothing to say of a case has none.

    `cited` are the ids of the sources that the page of each record lists, in their order.
    """
    made = share_out(lambda form: tuple(form.make(given)), FORMATS, pieces=len(given.case.records))
    found = (
        Exported(form, (*files, *_of_pages(form, given, cited)))
        for form, files in zip(FORMATS, made, strict=True)
    )
    return tuple(exported for exported in found if exported.files)


def _of_pages(form: Format, given: Given, cited: Mapping[Key, Sequence[str]]) -> Iterator[Export]:
    if form.of_page is None:
        return
    of_page = form.of_page(given.case, given.texts)
    for key in given.case.records:
        if export := of_page(key, cited.get(key, ())):
            yield export
