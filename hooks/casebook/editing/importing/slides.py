"""A timeline made for TimelineJS, from its JSON or from the CSV of its sheet -> slides.

Both are brought to the names of the JSON (https://timeline.knightlab.com/docs/json-format.html), so
that one way leads on from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casebook.editing.importing.fields import Cell, Fields
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.jsonfile import cells, items, read_json
from casebook.editing.importing.report import ImportRefusedError, Report
from casebook.editing.importing.table import Row, read_table
from casebook.problems import Where
from casebook.reading import Raw, RawMap

# The columns of the sheet that TimelineJS hands out, and what its reader makes of them.
COLUMNS = {
    "Year": "start_date.year",
    "Month": "start_date.month",
    "Day": "start_date.day",
    "Time": "start_date.time",
    "End Year": "end_date.year",
    "End Month": "end_date.month",
    "End Day": "end_date.day",
    "End Time": "end_date.time",
    "Display Date": "display_date",
    "Headline": "text.headline",
    "Text": "text.text",
    "Media": "media.url",
    "Media Credit": "media.credit",
    "Media Caption": "media.caption",
    "Media Thumbnail": "media.thumbnail",
    "Media Alt Text": "media.alt",
    "Type": "type",
    "Group": "group",
    "Tag": "group",
    "Background": "background",
}


@dataclass
class Timeline:
    """The slides of a timeline: its title, its events, its eras, and what stands beside them."""

    where: Where
    title: Fields | None = None
    events: list[Fields] = field(default_factory=list)
    eras: list[Fields] = field(default_factory=list)
    rest: Fields | None = None


def read_timeline(intake: Intake, report: Report) -> Timeline:
    """Return the timeline in a file of JSON, or in the CSV of a sheet.

    Raises `ImportRefusedError` for what is neither.
    """
    if intake.text.lstrip()[:1] in ("{", "["):
        return _from_json(intake, report)
    return _from_sheet(intake, report)


def _from_json(intake: Intake, report: Report) -> Timeline:
    root = read_json(intake, report)
    if not isinstance(root, RawMap) or "events" not in root.entries:
        raise ImportRefusedError(
            f'{root.where}: there is no "events" here, so this is no timeline of TimelineJS 3. '
            "Timelines of versions 1 and 2 have another form."
        )
    timeline = Timeline(root.where)
    timeline.events = list(_slides(root.entries["events"], "slide", "events", report))
    if "eras" in root.entries:
        timeline.eras = list(_slides(root.entries["eras"], "era", "eras", report))
    title = root.entries.get("title")
    if title is not None:
        timeline.title = Fields("title slide", title.where, cells(title), report)
    known = ("events", "eras", "title")
    others = {key: raw for key, raw in root.entries.items() if key not in known}
    found = cells(RawMap(others, root.keys, root.where))
    timeline.rest = Fields("timeline", root.where, found, report)
    return timeline


def _slides(values: Raw, noun: str, name: str, report: Report) -> Iterator[Fields]:
    for number, value in enumerate(items(values, name), 1):
        own = cells(value) if isinstance(value, RawMap) else cells(value, "value")
        yield Fields(f"{noun} {number}", value.where, own, report)


def _from_sheet(intake: Intake, report: Report) -> Timeline:
    table = read_table(intake, COLUMNS)
    names = {name.casefold() for name, _ in table.columns}
    if not names & {"headline", "year"}:
        raise ImportRefusedError(
            f"{table.columns[0][1]}: this is neither JSON nor the sheet of TimelineJS 3: it has no "
            'column "Year" or "Headline". For another table, use import csv.'
        )
    timeline = Timeline(table.columns[0][1])
    for row in table.rows:
        slide = Fields(f"row {row.number}", row.where, _cells(row), report)
        kind = slide.get("type").casefold()
        if kind == "era":
            slide.take("type")
            timeline.eras.append(slide)
        elif kind == "title" and timeline.title is None:
            slide.take("type")
            timeline.title = slide
        else:
            timeline.events.append(slide)
    return timeline


def _cells(row: Row) -> Iterator[Cell]:
    names = {column.casefold(): name for column, name in COLUMNS.items()}
    for cell in row.cells:
        name = names.get(cell.name.casefold(), cell.name)
        yield Cell(name, cell.text, cell.where, cell.name)
