"""RIS -> sources.

`rispy` knows the tags, their names and their lines. Records are put together here, because it keeps
no line numbers, and passes over a tag that comes twice and a record that is never ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rispy import RisParser
from rispy.config import TAG_KEY_MAPPING

from casebook.editing.importing import dates
from casebook.editing.importing.drafts import Draft
from casebook.editing.importing.fields import Cell, Fields
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.names import person
from casebook.editing.importing.references import Reference, Sorting, finish
from casebook.editing.importing.report import ImportRefusedError, Report, quoted
from casebook.editing.importing.standing import Standing
from casebook.problems import Where

_TYPES = {
    "article-journal": "ABST EJOUR INPR JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK CONF CTLG EBOOK EDBOOK SER",
    "chapter": "CHAP ECHAP",
    "classic": "ANCIENT CLSWK",
    "dataset": "AGGR DATA DBASE",
    "document": "GEN GRANT",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "EQUA FIGURE",
    "graphic": "ART CHART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "LEGAL STAT",
    "manuscript": "MANSCPT UNPB",
    "map": "MAP",
    "motion_picture": "ADVS MPCT VIDEO",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "ICOMM PCOMM",
    "post-weblog": "BLOG",
    "report": "GOVDOC RPRT",
    "software": "COMP",
    "song": "MUSIC SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC MULTI",
}
TYPES = {code: name for name, codes in _TYPES.items() for code in codes.split()}
"""The types of CSL by those of RIS."""

_PARTS = ("CHAP", "ECHAP", "CPAPER", "ENCYC", "DICT")
_REASONS = {
    "AB": "A source has no abstract",
    "N2": "A source has no abstract",
    "KW": "Sources have no keywords",
}


def import_ris(intake: Intake, sorting: Sorting, standing: Standing, report: Report) -> list[Draft]:
    """Return the sources in a file of RIS; raise `ImportRefusedError` where it has no entry."""
    found = list(_records(intake, report))
    if not found:
        raise ImportRefusedError(f"{intake.name}:1:1: no entry begins with a line TY  - here.")
    return [draft for fields in found for draft in _source(fields, sorting, standing)]


@dataclass
class _Open:
    """An entry whose end has not come yet."""

    where: Where
    cells: list[Cell] = field(default_factory=list)
    ended: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, tag: str, text: str, where: Where) -> None:
        count = self.counts[tag]
        self.counts[tag] += 1
        name = TAG_KEY_MAPPING.get(tag, "")
        label = f"{tag} ({name.replace('_', ' ')})" if name else tag
        self.cells.append(Cell(f"{tag}.{count}" if count else tag, text, where, label))

    def go_on(self, text: str) -> None:
        last = self.cells[-1]
        joined = f"{last.text} {text}".strip()
        self.cells[-1] = Cell(last.name, joined, last.where, last.label)


def _records(intake: Intake, report: Report) -> Iterator[Fields]:
    for number, record in enumerate(_entries(intake, report), 1):
        subject = f"entry {number}"
        if not record.ended:
            report.changed(record.where, f"{subject} has no line ER  - at its end", "It was taken")
        yield Fields(subject, record.where, record.cells, report)


def _entries(intake: Intake, report: Report) -> Iterator[_Open]:
    parser = RisParser()
    record: _Open | None = None
    for number, text in enumerate(intake.text.split("\n"), 1):
        where = Where(intake.name, number)
        tag, content = parser.parse_line(text)
        if tag == "TY":
            if record is not None:
                yield record
            record = _Open(where)
            record.add(tag, content, where)
        elif record is None:
            if text.strip():
                what = f"{quoted(text.strip())} stands outside of every entry"
                report.left(where, what, "It was not carried over")
        elif tag == "ER":
            record.ended = True
            yield record
            record = None
        elif tag is None:
            record.go_on(content)
        else:
            record.add(tag, content, where)
    if record is not None:
        yield record


def _source(fields: Fields, sorting: Sorting, standing: Standing) -> list[Draft]:
    reference = Reference(fields)
    code = fields.get("TY").upper()
    if code not in TYPES:
        fields.changed("TY", f'the type "{code}" is not known, and became document')
    reference.put("type", TYPES.get(code, "document"), "TY")
    own = ("TI", "T1", "CT")
    reference.put_first("title", own if code in _PARTS else (*own, "BT"))
    containers = ("JF", "JO", "T2", "JA", "J2", "J1")
    reference.put_first("container-title", ("BT", *containers) if code in _PARTS else containers)
    reference.put_first("publisher", ["PB"])
    _authors(reference)
    _issued(reference)
    reference.put_address("DO", "UR")
    reference.put_language("LA")
    _accessed(reference)
    reference.put_note("N1")
    return finish(reference, standing, sorting, _REASONS, "ID")


def _authors(reference: Reference) -> None:
    names = [n for n in reference.fields.names() if re.fullmatch(r"(?:AU|A1)(?:\.\d+)?", n)]
    made = [(name, person(reference.fields.get(name))) for name in names]
    good = [name for name, author in made if author]
    reference.put("author", [author for _, author in made if author], *good)


def _issued(reference: Reference) -> None:
    """Take the date that says most, and the others where it holds all they say."""
    fields = reference.fields
    year = fields.get("PY") or fields.get("Y1")
    found = {name: _date(fields.get(name), year[:4]) for name in ("DA", "Y1", "PY")}
    best = max(found, key=lambda name: len(found[name]))
    made = found[best]
    reference.put("issued", made, *(n for n in found if found[n] and made.startswith(found[n])))
    given = fields.get(best)
    if made and not made.endswith("~") and re.findall(r"\w+", given) != made.split("-"):
        fields.changed(best, f'"{given}" became {made}')


def _date(text: str, year: str) -> str:
    """Return the EDTF of `1992/05/27/`, `1992///spring`, a year, or words, as far as it goes."""
    numbers = [part.strip() for part in text.split("/")]
    if len(numbers) == 1 or dates.readable(text):
        return dates.loose(text) or dates.worded(text, year)
    made = dates.moment(*numbers[:3]).text
    season = dates.month_of("".join(numbers[3:]))
    return f"{made}-{season}" if season and re.fullmatch(r"\d{4}", made) else made


def _accessed(reference: Reference) -> None:
    found = _date(reference.fields.get("Y2"), "")
    reference.put("accessed", found, "Y2")
