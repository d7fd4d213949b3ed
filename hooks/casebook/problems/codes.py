"""The kinds of problem, each with its code: CB1xx in files, CB2xx in records and texts,
CB3xx in the research itself (warnings that the case can tune), CB4xx in hand-written pages,
CB5xx in what the case links to (of which `links` tells, and nothing else).

Each has a page in the documentation, made from its example in `examples/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from casebook.problems.model import Level


class Code(NamedTuple):
    """One kind of problem: its code, how grave it is by itself, and its name."""

    id: str
    level: Level
    title: str


_FILES = {
    "CB101": "There is no data folder",
    "CB102": "The case has no description",
    "CB103": "A file that belongs to no kind",
    "CB104": "A file that does not end in .yml",
    "CB105": "A symbolic link",
    "CB106": "A file that cannot be opened",
    "CB107": "A file that is too large",
    "CB108": "A file that is not UTF-8",
    "CB109": "An invisible bidirectional control",
    "CB110": "A control character",
    "CB111": "A tab in the indentation",
    "CB112": "A line that cannot be read",
    "CB113": "A second YAML document",
    "CB114": "A YAML tag",
    "CB115": "A key that stands twice",
    "CB116": "A key that is not a word",
    "CB117": "Values that nest too deeply or expand without bound",
    "CB118": "Something that is not a record",
    "CB119": "A text that needs quotes",
    "CB120": "A quotation mark or bracket that is not closed",
    "CB121": "A missing colon, or a missing space",
    "CB122": "A line that is indented wrongly",
    "CB123": "A backslash in double quotes",
    "CB124": "A file name that cannot be shown",
    "CB125": "A second description of the case",
}
_RECORDS = {
    "CB201": "A required key is missing",
    "CB202": "An unknown key",
    "CB203": "An empty value",
    "CB204": "A word that is not one of those allowed",
    "CB205": "A value of the wrong shape",
    "CB206": "A date that does not exist or cannot be read",
    "CB207": "A date that is not of the wanted form",
    "CB208": "Something that is not an id",
    "CB209": "Something that is not a web address",
    "CB210": "A line that runs over several lines",
    "CB211": "A value that stands twice in a list",
    "CB212": "Neither true nor false",
    "CB213": "A number that is none, or out of range",
    "CB214": "Something that is not a language tag",
    "CB221": "A reference that leads nowhere",
    "CB222": "A reference to more than one record",
    "CB223": "A reference to a draft",
    "CB224": "A reference to an unknown kind",
    "CB225": "A reference to a kind that cannot stand here",
    "CB226": "An id that is taken",
    "CB227": "A former id that is a record of its own",
    "CB228": "A former id that belongs to another record",
    "CB229": "Events that wait for each other",
    "CB230": "Words that two records claim",
    "CB231": "An event without a time",
    "CB232": "An event that is not between two others",
    "CB233": "Disputed without rival accounts",
    "CB234": "A question without rival answers",
    "CB235": "A fact without a source",
    "CB236": "A relation to itself",
    "CB237": "A latitude or longitude alone",
    "CB238": "A point without a precision",
    "CB239": "An author who is neither a person nor a body",
    "CB241": "An address that could run a script",
    "CB242": "A picture in the text of a record",
    "CB243": "A line that begins like a list or a heading",
    "CB244": "A text that is too long or nests too deeply",
}
_RESEARCH = {
    "CB301": "A statement with no source",
    "CB302": "Established on one source",
    "CB303": "A claim whose sources all share one interested party",
    "CB304": "A record that no page mentions",
    "CB305": "A source that no one cites",
    "CB306": "A term that is never used",
    "CB307": "A record that was reviewed long ago",
    "CB308": "An article that cites a later source",
    "CB309": "An event after all its sources",
    "CB310": "A role or relation outside a lifetime",
    "CB311": "Two actors whose names differ by spelling only",
    "CB312": "An address that is not https",
    "CB313": "A source without an archived copy",
    "CB314": "A picture without alternative text",
    "CB315": "A picture without a licence",
}
_PAGES = {
    "CB401": "A link to a page that is not there",
    "CB402": "Front matter that cannot be read",
    "CB403": "A file where the case has a page",
}

_LOST = {
    "CB501": "A page that is gone",
    "CB502": "A page without an answer",
}
_DOUBTFUL = {
    "CB503": "A page that has moved for good",
    "CB504": "A page that programs may not see",
}


GROUPS: Mapping[str, str] = {
    "CB1": "Files of the data",
    "CB2": "Records and their texts",
    "CB3": "The research",
    "CB4": "Pages written by hand",
    "CB5": "Pages elsewhere",
}
"""What the kinds of problem are about, by how their codes begin."""


def _table() -> Mapping[str, Code]:
    errors = {**_FILES, **_RECORDS, **_PAGES, **_LOST}
    found = [Code(name, "error", title) for name, title in errors.items()]
    found += [Code(name, "warning", title) for name, title in {**_RESEARCH, **_DOUBTFUL}.items()]
    return {code.id: code for code in sorted(found)}


CODES: Mapping[str, Code] = _table()
"""Every kind of problem by its code."""
