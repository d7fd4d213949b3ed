"""The timeline as TimelineJS 3 reads it (https://timeline.knightlab.com/docs/json-format.html).

TimelineJS cannot do without a beginning. So a slide begins with as much of its date as is certain
(a year, a month, a day), and shows the date in words, which alone say what is known. Where not even
the year is certain it goes from the first year to the last; where an end is open or unknown it
stands at the end that is known. Events without a date stand on the title slide, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from casebook.dates import Day, EdtfDate
from casebook.exports.entries import Entry, entries, extent
from casebook.exports.model import Export, Format, Given
from casebook.json_bytes import json_bytes
from casebook.language import Language, Message, language_of

FILE = "timelinejs.json"

_YEARS = range(-270_000, 270_000)
"""Beyond these JavaScript has no days, and TimelineJS would count all dates in whole years."""


def _make(given: Given) -> Iterator[Export]:
    found = entries(given)
    placed = [entry for entry in found if entry.event.date and _fits(entry.event.date)]
    if not placed:
        return
    language = language_of(given.case.about.language)
    others = [entry for entry in found if not (entry.event.date and _fits(entry.event.date))]
    whole = {
        "title": _title(given, others, language),
        "events": [_slide(entry, language) for entry in placed],
        "eras": [_era(era.name, era.date) for era in given.case.about.eras if _fits(era.date)],
    }
    lines = [b"%b: %b" % (json_bytes(key), _lines(value)) for key, value in whole.items()]
    yield Export(FILE, b"{\n%b\n}\n" % b",\n".join(lines))


def _lines(value: Any) -> bytes:
    if isinstance(value, list):
        return b"[\n%b\n]" % b",\n".join(map(_lines, value)) if value else b"[]"
    return json_bytes(value)


def _title(given: Given, others: Iterable[Entry], language: Language) -> dict[str, Any]:
    paragraphs = [given.texts.get(None, "standfirst").plain]
    listed = "; ".join(f"{entry.event.title} ({entry.when})" for entry in others)
    if listed:
        paragraphs.append(language.gettext("Not on this timeline: %(events)s.", events=listed))
    text = {"headline": escape(given.case.about.title), "text": _paragraphs(paragraphs)}
    # An id of an event has no slash.
    return {"unique_id": "casebook/title", "text": text}


def _slide(entry: Entry, language: Language) -> dict[str, Any]:
    event = entry.event
    assert event.date is not None  # the caller has looked
    sources = language.gettext("Sources: %(sources)s", sources="; ".join(entry.sources))
    status = language.gettext("Status: %(status)s.", status=entry.status)
    text = _paragraphs([entry.summary, f"{status} {sources}"])
    if ":" in entry.page:
        text += f'<p><a href="{escape(entry.page)}">{escape(entry.page)}</a></p>'
    return {
        "unique_id": event.id,
        **_dates(event.date),
        "display_date": escape(entry.when),
        "text": {"headline": escape(event.title), "text": text},
    }


def _era(name: str, date: EdtfDate) -> dict[str, Any]:
    found = _dates(date)
    # An era must have both, even where they are the same.
    return {"end_date": found["start_date"], **found, "text": {"headline": escape(name)}}


def _dates(date: EdtfDate) -> dict[str, dict[str, int]]:
    """Return where a date begins, and where it ends if it spans more than one certain part."""
    if isinstance(date.start, EdtfDate) and isinstance(date.end, EdtfDate):
        first, last = _dates(date.start), _dates(date.end)
        return _span(first["start_date"], last.get("end_date", last["start_date"]))
    first_day, last_day = extent(date)
    certain = 0
    for one, other in zip(first_day, last_day, strict=True):
        if one != other:
            break
        certain += 1
    if not certain:
        return _span(_parts(first_day, 1), _parts(last_day, 1))
    start = _parts(first_day, certain)
    if date.clock:
        start |= {"hour": date.clock.hour, "minute": date.clock.minute}
    return {"start_date": start}


def _span(start: dict[str, int], end: dict[str, int]) -> dict[str, dict[str, int]]:
    return {"start_date": start} if start == end else {"start_date": start, "end_date": end}


def _parts(day: Day, count: int) -> dict[str, int]:
    """Return the year, the month and the day, as many as are certain; 44 BC is the year -44."""
    year = day.year if day.year > 0 else day.year - 1
    return dict(zip(("year", "month", "day"), (year, *day[1:])[:count], strict=False))


def _fits(date: EdtfDate) -> bool:
    return all(day.year in _YEARS for day in extent(date))


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


FORMAT = Format(
    "timelinejs",
    Message("The timeline for TimelineJS"),
    Message(
        "A slide for each event, with its date in words; a slide stands where as much of the date"
        " as is certain puts it."
    ),
    Message("Load it as the JSON of a timeline made with TimelineJS 3."),
    _make,
)
