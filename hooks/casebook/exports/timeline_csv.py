"""The timeline as one flat table for spreadsheets.

It begins with a byte order mark, without which Excel takes UTF-8 for something else. A cell that
a spreadsheet would run as a formula has an apostrophe before it, as OWASP advises against CSV
injection; so this table is safe to open, and the tables of the Data Package are the lossless ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from casebook.dates import Day
from casebook.exports.entries import Entry, entries
from casebook.exports.model import Export, Format, Given
from casebook.language import Message

FILE = "timeline.csv"
COLUMNS = (
    "id", "date", "date_words", "earliest_day", "latest_day", "title", "summary", "kind", "key",
    "status", "place", "actors", "sources", "tags", "page",
)  # fmt: skip

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with: https://owasp.org/www-community/attacks/CSV_Injection."""

_BETWEEN = "; "


def _make(given: Given) -> Iterator[Export]:
    if given.case.events:
        out = StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_row, entries(given)))
        yield Export(FILE, out.getvalue().encode("utf-8-sig"))


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RUN) else cell


def _row(entry: Entry) -> list[str]:
    event = entry.event
    date = event.date
    cells = [
        event.id,
        date.text if date else "",
        entry.when,
        _day(date.earliest) if date else "",
        _day(date.latest) if date else "",
        event.title,
        entry.summary,
        event.kind,
        "true" if event.key else "false",
        event.status,
        entry.place,
        _BETWEEN.join(entry.actors),
        _BETWEEN.join(entry.sources),
        _BETWEEN.join(event.tags),
        entry.page,
    ]
    return [harmless(cell) for cell in cells]


def _day(day: Day | None) -> str:
    return day.iso if day else ""


FORMAT = Format(
    "timeline-csv",
    Message("The timeline as a table"),
    Message(
        "One line for each event, with its date as EDTF and in words, and the first and the last"
        " day on which it may lie."
    ),
    Message(
        "Open it in a spreadsheet. A cell that would run as a formula begins with an apostrophe;"
        " the tables of the Data Package have every cell as it is."
    ),
    _make,
)
