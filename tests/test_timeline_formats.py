"""The timeline for other programs, read back by libraries that are not ours."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar

from casebook.dates import EdtfDate, parse, say
from casebook.exports import Given, ical, timeline_csv, timelinejs
from casebook.exports.entries import extent, is_exact
from casebook.language import ENGLISH, language_of
from casebook.records import Event, Key
from tools.cases import BASE, DRAFT, givens, shipped

_CALM = settings(suppress_health_check=list(HealthCheck), max_examples=40)


def _shipped(base: str = BASE) -> Given:
    built = shipped()
    return Given(built.case, built.texts, base)


def _calendar(given: Given) -> tuple[bytes, Any]:
    (file,) = ical.FORMAT.make(given)
    return file.content, Calendar.from_ical(file.content)


def _rows(given: Given) -> list[dict[str, str]]:
    (file,) = timeline_csv.FORMAT.make(given)
    text = file.content.decode("utf-8-sig")
    assert file.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(text, newline="")))


def _timeline(given: Given) -> dict[str, Any] | None:
    files = list(timelinejs.FORMAT.make(given))
    return json.loads(files[0].content) if files else None


def _words(event: Event, given: Given) -> str:
    language = language_of(given.case.about.language)
    return say(event.date, language) if event.date else ""


# A calendar.


@_CALM
@given(given=givens())
def test_any_case_is_a_calendar_with_every_event(given: Given) -> None:
    content, calendar = _calendar(given)
    assert DRAFT.encode() not in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    entries = calendar.walk("VEVENT") + calendar.walk("VJOURNAL")
    assert len({str(entry["UID"]) for entry in entries}) == len(given.case.events)
    # NAME is a text (RFC 7986, 5.1); the library does not know that yet.
    assert re.sub(r"\\(.)", r"\1", str(calendar["NAME"])) == given.case.about.title
    found = iter(calendar.subcomponents)
    for event, entry in zip(given.case.events.values(), found, strict=True):
        assert str(entry["SUMMARY"]).startswith(event.title)
        assert _words(event, given) in f"{entry['SUMMARY']} {entry['DESCRIPTION']}"
        assert {"reported", "established", "claimed", "disputed"} & set(entry.categories)
        _keeps_the_days(event, entry)


def _keeps_the_days(event: Event, entry: Any) -> None:
    """Hold an entry to the days of the record: all of them, and no others."""
    if event.date is None:
        assert entry.name == "VJOURNAL"
        return
    first, last = extent(event.date)
    if entry.name == "VJOURNAL":
        assert not (2 <= first.year <= last.year <= 9998)
        assert "DTSTART" not in entry
    elif event.date.clock is None:
        assert entry["DTSTART"].dt == date(*first)
        assert entry["DTEND"].dt == date(*last) + timedelta(days=1)
    if event.date.precision != "time" and not is_exact(event.date):
        assert str(entry["SUMMARY"]).endswith(")")


def test_the_shipped_case_is_a_calendar_with_pages() -> None:
    given = _shipped()
    _, calendar = _calendar(given)
    entries = {str(entry["URL"]): entry for entry in calendar.walk("VEVENT")}
    pages = {given.page(Key("events", name)) for name in given.case.events}
    journal = {str(entry["URL"]) for entry in calendar.walk("VJOURNAL")}
    assert entries.keys() | journal == pages
    assert journal == {
        given.page(Key("events", event.id))
        for event in given.case.events.values()
        if event.date is None
    }
    stamps = {entry["DTSTAMP"].dt for entry in entries.values()}
    closed = datetime.fromisoformat(given.case.about.as_of.text)
    assert stamps == {closed.replace(tzinfo=UTC)}
    assert not list(calendar.walk("VALARM"))


def test_an_event_keeps_its_name_in_every_calendar_of_a_site() -> None:
    names = [str(entry["UID"]) for entry in _calendar(_shipped())[1].walk("VEVENT")]
    assert names == [str(entry["UID"]) for entry in _calendar(_shipped())[1].walk("VEVENT")]
    elsewhere = _calendar(_shipped("https://other.example/"))[1].walk("VEVENT")
    assert {str(entry["UID"]) for entry in elsewhere}.isdisjoint(names)


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2015-05-28", date(2015, 5, 28), date(2015, 5, 29)),
        ("2015-05", date(2015, 5, 1), date(2015, 6, 1)),
        ("2015~", date(2015, 1, 1), date(2016, 1, 1)),
        ("2015-12-31/2016-01-02", date(2015, 12, 31), date(2016, 1, 3)),
        ("1992-05/..", date(1992, 5, 1), date(1992, 6, 1)),
        ("/2015-05-28", date(2015, 5, 28), date(2015, 5, 29)),
        ("[2015-04-23,2015-05-01]", date(2015, 4, 23), date(2015, 5, 2)),
        ("2015-05-28T23:30+05", datetime(2015, 5, 28, 18, 30, tzinfo=UTC), None),
        ("2015-05-28T02:30+05", datetime(2015, 5, 27, 21, 30, tzinfo=UTC), None),
        ("2015-12-31T22:15:10-03", datetime(2016, 1, 1, 1, 15, 10, tzinfo=UTC), None),
        ("2015-05-28T10:30", datetime(2015, 5, 28, 10, 30), None),  # noqa: DTZ001 (as recorded)
    ],
)
def test_the_days_of_a_date_in_a_calendar(edtf: str, start: date, end: date | None) -> None:
    _, calendar = _calendar(_with_date(edtf))
    (entry,) = calendar.walk("VEVENT")
    assert entry["DTSTART"].dt == start
    assert (entry["DTEND"].dt if "DTEND" in entry else None) == end


@pytest.mark.parametrize("edtf", ["-0043", "0001", "9999", "Y17E7", "../0000"])
def test_what_no_calendar_has_a_day_for_is_a_journal_entry(edtf: str) -> None:
    _, calendar = _calendar(_with_date(edtf))
    (entry,) = calendar.walk("VJOURNAL")
    assert say(parse(edtf)) in str(entry["SUMMARY"])


# A table for spreadsheets.


@_CALM
@given(given=givens())
def test_any_case_is_a_table_that_no_spreadsheet_runs(given: Given) -> None:
    rows = _rows(given)
    assert [row["id"] for row in rows] == list(given.case.events)
    for row, event in zip(rows, given.case.events.values(), strict=True):
        assert not any(re.match(r"[=+\-@\t\r\n]", cell) for cell in row.values())
        assert _given(row["title"]) == event.title
        assert _given(row["date"]) == (event.date.text if event.date else "")
        assert row["page"] == given.page(Key("events", event.id))
        assert DRAFT not in "".join(row.values())
        if event.date:
            days = (event.date.earliest, event.date.latest)
            shown = (_given(row["earliest_day"]), _given(row["latest_day"]))
            assert shown == tuple(day.iso if day else "" for day in days)
            assert _words(event, given) in row["date_words"]


def _given(cell: str) -> str:
    """Return what a cell holds without the apostrophe before a formula."""
    return cell[1:] if re.match(r"'[=+\-@\t\r\n＝＋－＠]", cell) else cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1", "-2+3+cmd|' /C calc'!A0"]
)
def test_a_formula_is_made_harmless(cell: str) -> None:
    assert timeline_csv.harmless(cell) == f"'{cell}"
    assert timeline_csv.harmless(f"x{cell}") == f"x{cell}"


def test_the_cells_of_the_table_are_harmless() -> None:
    given = _with_date("-0043", title="=1+1")
    (row,) = _rows(given)
    assert (row["title"], row["date"]) == ("'=1+1", "'-0043")


# TimelineJS.


@_CALM
@given(given=givens())
def test_any_case_is_a_timeline_that_is_nowhere_more_exact_than_the_record(given: Given) -> None:
    timeline = _timeline(given)
    if timeline is None:
        assert not any(map(_can_stand, given.case.events.values()))
        return
    slides = {slide["unique_id"]: slide for slide in timeline["events"]}
    assert len(slides) == len(timeline["events"])
    assert DRAFT not in json.dumps(timeline)
    for event in given.case.events.values():
        if not _can_stand(event):
            assert event.title in unescape(timeline["title"]["text"]["text"])
            continue
        slide = slides.pop(event.id)
        assert unescape(slide["text"]["headline"]) == event.title
        assert _words(event, given) in unescape(slide["display_date"])
        assert event.date is not None
        _says_no_more(slide, event.date)
    assert slides == {}


def _can_stand(event: Event) -> bool:
    if event.date is None:
        return False
    return all(abs(day.year) <= 270_000 for day in extent(event.date))


def _says_no_more(slide: dict[str, Any], found: EdtfDate) -> None:
    """Hold the beginning and the end of a slide to what is certain of the date."""
    interval = isinstance(found.start, EdtfDate) and isinstance(found.end, EdtfDate)
    ends = (found.start, found.end) if interval else (found, found)
    for name, end in zip(("start_date", "end_date"), ends, strict=True):
        assert isinstance(end, EdtfDate)
        parts = slide.get(name, slide["start_date"])
        first, last = extent(end)
        if "day" in parts:
            assert first == last
        elif "month" in parts:
            assert first[:2] == last[:2]
        years = {year if year > 0 else year - 1 for year in (first.year, last.year)}
        assert parts["year"] in years


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2015-05-28", {"year": 2015, "month": 5, "day": 28}, None),
        ("2015-05", {"year": 2015, "month": 5}, None),
        ("2015-05~", {"year": 2015, "month": 5}, None),
        ("2015", {"year": 2015}, None),
        ("2015-05-2X", {"year": 2015, "month": 5}, None),
        ("2015-21", {"year": 2015}, None),
        ("199X", {"year": 1990}, {"year": 1999}),
        ("1992-05/1997-06-27", {"year": 1992, "month": 5}, {"year": 1997, "month": 6, "day": 27}),
        ("1992/..", {"year": 1992}, None),
        ("../2015-05-28", {"year": 2015, "month": 5, "day": 28}, None),
        ("[2015-04-23,2015-05-01]", {"year": 2015}, None),
        ("[2014-12-31,2015-01-02]", {"year": 2014}, {"year": 2015}),
        ("-0043", {"year": -44}, None),
        ("0000", {"year": -1}, None),
        (
            "2015-05-28T10:30Z",
            {"year": 2015, "month": 5, "day": 28, "hour": 10, "minute": 30},
            None,
        ),
    ],
)
def test_where_a_slide_stands(edtf: str, start: object, end: object) -> None:
    timeline = _timeline(_with_date(edtf))
    assert timeline is not None
    (slide,) = timeline["events"]
    assert (slide["start_date"], slide.get("end_date")) == (start, end)
    assert slide["display_date"] == say(parse(edtf), ENGLISH)


def test_the_eras_of_the_shipped_case_have_both_ends() -> None:
    timeline = _timeline(_shipped())
    assert timeline is not None
    assert [era["text"]["headline"] for era in timeline["eras"]] == [
        era.name for era in shipped().case.about.eras
    ]
    assert all(era["start_date"]["year"] <= era["end_date"]["year"] for era in timeline["eras"])


# All three.


@pytest.mark.parametrize("form", [ical.FORMAT, timeline_csv.FORMAT, timelinejs.FORMAT])
def test_a_case_without_events_has_no_timeline(form: Any) -> None:
    case = _with_date("2015").case
    without = {key: record for key, record in case.records.items() if key.kind != "events"}
    empty = type(case)(case.about, without, case.index, case.raw, case.about_raw)
    assert list(form.make(Given(empty, shipped().texts))) == []


def _with_date(edtf: str, **fields: str) -> Given:
    """Return the shipped case with a single event, on this date."""
    case, texts = shipped().case, shipped().texts
    kept: Iterator[Event] = (event for event in case.events.values() if event.date)
    event = next(kept).model_copy(update={"date": parse(edtf), "between": (), **fields})
    records = {key: record for key, record in case.records.items() if key.kind != "events"}
    records[Key("events", event.id)] = event
    return Given(type(case)(case.about, records, case.index, case.raw, case.about_raw), texts)
