"""Case -> files in other formats: one format, one module, each listed in `FORMATS`.

Whoever adds a format writes a module with one `FORMAT` and names it here; the Data page, the build
and the tests of all formats take it from this table.
"""

from __future__ import annotations

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
from casebook.exports.model import FOLDER, Export, Exported, Format, Given
from casebook.processes import share_out

__all__ = ["FOLDER", "FORMATS", "Export", "Exported", "Format", "Given", "make"]

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


def make(given: Given) -> tuple[Exported, ...]:
    """Return the files of every format. A format that has nothing to say of a case has none."""
    made = share_out(lambda form: tuple(form.make(given)), FORMATS, pieces=len(given.case.records))
    return tuple(Exported(form, files) for form, files in zip(FORMATS, made, strict=True) if files)
