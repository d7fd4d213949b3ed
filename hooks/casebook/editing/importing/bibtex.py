"""BibTeX, and the names that biblatex has besides, -> sources."""

from __future__ import annotations

import re

from pybtex.bibtex.utils import split_name_list

from casebook.editing.importing import dates
from casebook.editing.importing.bibtex_file import Entry, read_bibtex
from casebook.editing.importing.drafts import Draft
from casebook.editing.importing.fields import Cell, Fields
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.latex import decode, verbatim
from casebook.editing.importing.names import bibtex_person
from casebook.editing.importing.references import Reference, Sorting, finish
from casebook.editing.importing.report import Report
from casebook.editing.importing.standing import Standing

_TYPES = {
    "article-journal": "article suppperiodical",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "book": "book mvbook collection mvcollection manual proceedings mvproceedings reference",
    "chapter": "inbook incollection suppbook suppcollection bookinbook",
    "dataset": "dataset",
    "document": "misc",
    "entry-encyclopedia": "inreference",
    "graphic": "image artwork",
    "legal_case": "jurisdiction legal",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "map": "map",
    "motion_picture": "movie video",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings conference",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "personal_communication": "letter",
    "report": "report techreport",
    "review": "review",
    "software": "software",
    "song": "audio music",
    "standard": "standard",
    "thesis": "thesis phdthesis mastersthesis",
    "webpage": "online electronic www",
}
TYPES = {code: name for name, codes in _TYPES.items() for code in codes.split()}
"""The types of CSL by those of BibTeX and biblatex."""

# What sets no type, so that its braces and signs stand for themselves.
_VERBATIM = frozenset({"url", "doi", "eprint", "file", "key", "entry type", "crossref"})
_DATED = ("date", "year", "month")
_INHERITED = (
    *_DATED,
    "publisher",
    "organization",
    "institution",
    "school",
    "language",
    "langid",
    "journal",
    "journaltitle",
)


def import_bibtex(
    intake: Intake, sorting: Sorting, standing: Standing, report: Report
) -> list[Draft]:
    """Return the sources in a file of BibTeX; the report tells what became of everything else."""
    entries = read_bibtex(intake, report)
    by_key: dict[str | None, Entry] = {entry.key.casefold(): entry for entry in reversed(entries)}
    found: list[Draft] = []
    for number, entry in enumerate(entries, 1):
        parent = by_key.get(_value(entry, "crossref").casefold() or None)
        fields = _fields(entry, parent, f"entry {entry.key or number}", report)
        found += _source(fields, sorting, standing)
    return found


def _value(entry: Entry, name: str) -> str:
    return next((cell.text.strip() for cell in entry.cells if cell.name == name), "")


def _fields(entry: Entry, parent: Entry | None, subject: str, report: Report) -> Fields:
    """Return the fields of an entry as words, with those that it inherits from another."""
    inherited = _inherited(entry, parent) if parent and parent is not entry else []
    given = [*entry.cells, *inherited]
    cells: list[Cell] = []
    for cell in given:
        if cell.name in _VERBATIM:
            cells.append(Cell(cell.name, verbatim(cell.text), cell.where, cell.label))
        elif cell.name in ("author", "editor"):
            cells.append(cell)
        else:
            words = decode(cell.text)
            cells.append(Cell(cell.name, words.text, cell.where, cell.label))
            _tell(cell, words.looks, words.kept, subject, report)
    fields = Fields(subject, entry.where, cells, report)
    if parent is not None and inherited:
        fields.take("crossref")
        names = ", ".join(cell.name for cell in inherited)
        fields.changed("crossref", f"from {parent.key} it has its {names}")
    return fields


def _inherited(entry: Entry, parent: Entry) -> list[Cell]:
    own = {cell.name for cell in entry.cells}
    dated = own & {"date", "year"}
    names = {n: n for n in _INHERITED if n not in own and not (dated and n in _DATED)}
    if not own & {"booktitle", "journal", "journaltitle"}:
        names["title"] = "booktitle"
    return [
        Cell(names[cell.name], cell.text, cell.where, f"{names[cell.name]} of {parent.key}")
        for cell in parent.cells
        if cell.name in names
    ]


def _tell(
    cell: Cell, looks: tuple[str, ...], kept: tuple[str, ...], subject: str, report: Report
) -> None:
    for look in looks:
        report.changed(cell.where, f"{subject}, {cell.name}: \\{look} was taken off its words")
    for command in kept:
        report.changed(cell.where, f"{subject}, {cell.name}: {command} stands as it is written")


def _source(fields: Fields, sorting: Sorting, standing: Standing) -> list[Draft]:
    reference = Reference(fields)
    _type(reference)
    _title(reference)
    reference.put_first("container-title", ["journaltitle", "journal", "booktitle", "maintitle"])
    reference.put_first("publisher", ["publisher", "institution", "school", "organization"])
    _authors(reference)
    _issued(reference)
    _address(reference)
    reference.put_language("language" if "language" in fields else "langid")
    reference.put_first("accessed", ["urldate", "lastchecked", "accessed"])
    reference.put_note("note")
    return finish(reference, standing, sorting, {}, "key")


def _type(reference: Reference) -> None:
    fields = reference.fields
    code = fields.get("entry type")
    if TYPES.get(fields.get("entrysubtype")) and code == "article":
        reference.put("type", TYPES[fields.get("entrysubtype")], "entrysubtype", "entry type")
        return
    made = TYPES.get(code, "document")
    reference.put("type", made, "entry type")
    if code not in TYPES or code.endswith("sthesis") or code == "phdthesis":
        fields.changed("entry type", f"it became {made}")


def _title(reference: Reference) -> None:
    title, more = reference.fields.get("title"), reference.fields.get("subtitle")
    if title and more:
        reference.put("title", f"{title}: {more}", "title", "subtitle")
    else:
        reference.put("title", title, "title")


def _authors(reference: Reference) -> None:
    fields = reference.fields
    names = split_name_list(fields.get("author"))
    others = [name for name in names if name.casefold() == "others"]
    made = [author for name in names if name not in others and (author := bibtex_person(name))]
    reference.put("author", made, "author")
    if others and made:
        fields.changed(
            "author", '"and others" was taken off', "A source names its authors one by one"
        )
    for name in names:
        if kept := decode(name).kept:
            fields.changed("author", f"{' '.join(kept)} stands as it is written")


def _issued(reference: Reference) -> None:
    fields = reference.fields
    date = dates.loose(fields.get("date"))
    if date:
        reference.put("issued", date, "date")
        return
    year, month, day = (fields.get(name) for name in ("year", "month", "day"))
    plain = re.fullmatch(r"\d{4}", year.strip("[]() "))
    if plain and month:
        found = dates.month_of(month)
        numbered = f"{plain[0]}-{found}" if found else dates.worded(month, plain[0])
        whole = f"{numbered}-{int(day):02d}" if day.isdecimal() and len(numbered) == 7 else ""
        if whole and dates.readable(whole):
            reference.put("issued", whole, "year", "month", "day")
        elif numbered:
            reference.put("issued", numbered, "year", "month")
    if not reference.has("issued"):
        reference.put("issued", dates.loose(year), "year")
    made = str(reference.draft.values.get("issued", ""))
    if made and year and made[:4] != year[:4]:
        fields.changed("year", f'"{year}" became {made}')
    for name in _DATED:
        fields.explain(name, "EDTF has no way to say it, or it is not certain what is meant")


def _address(reference: Reference) -> None:
    """Take the address from the DOI, the URL, an identifier of arXiv, or what is said of it."""
    fields = reference.fields
    reference.put_address("doi", "url")
    archive = fields.get("eprinttype") or fields.get("archiveprefix")
    number = fields.get("eprint")
    if not reference.has("URL") and archive.casefold() == "arxiv" and number:
        names = [name for name in ("eprint", "eprinttype", "archiveprefix") if name in fields]
        reference.put("URL", f"https://arxiv.org/abs/{number}", *names)
    said = verbatim(fields.get("howpublished"))
    if not reference.has("URL") and re.fullmatch(r"https?://\S+", said):
        reference.put("URL", said, "howpublished")
