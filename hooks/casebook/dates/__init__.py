"""Dates as a record knows them: EDTF (ISO 8601-2:2019, levels 0 to 2).

`parse` reads a text, `say` words the date for a reader in a language, `html_datetime` gives the
value for `<time datetime>`. An `EdtfDate` knows its first and last possible day, its precision and
qualifiers, and stands in a total order. Only `say` needs more than the standard library.
"""

from __future__ import annotations

from casebook.dates.calendar import Day
from casebook.dates.edtf import parse
from casebook.dates.html import html_datetime
from casebook.dates.model import Clock, Edge, EdtfDate, Membership, Part, Precision
from casebook.dates.refusals import DateError
from casebook.dates.words import say

__all__ = [
    "Clock",
    "DateError",
    "Day",
    "Edge",
    "EdtfDate",
    "Membership",
    "Part",
    "Precision",
    "html_datetime",
    "parse",
    "say",
]
