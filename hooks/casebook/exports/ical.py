"""The events as a calendar: iCalendar (RFC 5545), for programs that keep appointments.

An event takes whole days, from the first to the last on which it may lie; what is not known to the
day is said in words in its name. What no calendar has a day for (only the order is known, or the
year is none of 2 to 9998) becomes a journal entry without a day. The lines are our own, since
the library for them takes half a second for a thousand events; in the tests it reads them back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from casebook.dates import Clock, Day, EdtfDate, parse, say
from casebook.exports.entries import Entry, entries, extent, is_exact
from casebook.exports.model import Export, Format, Given
from casebook.language import Language, Message, language_of
from casebook.records import Key

FILE = "timeline.ics"

_YEARS = range(2, 9999)
"""The years that have four digits, as have the day before and the day after each."""

_WIDTH = 75
"""The octets that a line may have (RFC 5545, 3.1)."""

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:casebook:event")


def _make(given: Given) -> Iterator[Export]:
    if given.case.events:
        lines = _Calendar(given).lines()
        yield Export(FILE, b"".join(map(_folded, lines)))


class _Calendar:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.about = given.case.about
        self.language: Language = language_of(self.about.language)
        day = self.about.as_of.earliest
        self.stamp = f"{_date(day)}T000000Z" if day and _fits(day) else "19700101T000000Z"

    def lines(self) -> Iterator[str]:
        yield from ("BEGIN:VCALENDAR", "PRODID:-//Casebook//Casebook//EN", "VERSION:2.0")
        yield _text("NAME", self.about.title)
        yield _text("X-WR-CALNAME", self.about.title)  # what most programs read instead of NAME
        yield _text("DESCRIPTION", self.given.texts.get(None, "standfirst").plain)
        for entry in entries(self.given):
            yield from self._entry(entry)
        yield "END:VCALENDAR"

    def _entry(self, entry: Entry) -> Iterator[str]:
        event, when = entry.event, entry.event.date
        days = extent(when) if when else None
        fits = days is not None and all(map(_fits, days))
        kind = "VEVENT" if fits else "VJOURNAL"
        yield f"BEGIN:{kind}"
        yield f"UID:{self._uid(event.id)}"
        yield f"DTSTAMP:{self.stamp}"
        if when and days and fits:
            yield from _when(when, days)
            yield "TRANSP:TRANSPARENT"  # it keeps nobody from other appointments
        exact = when is not None and is_exact(when) and not event.between
        yield _text("SUMMARY", event.title if exact else f"{event.title} ({entry.when})")
        yield _text("DESCRIPTION", "\n\n".join(self._description(entry, days if fits else None)))
        yield "CATEGORIES:" + ",".join(map(_escaped, (entry.status, *event.tags)))
        if fits and entry.place:
            yield _text("LOCATION", entry.place)
        if self.given.base:
            yield f"URL:{entry.page}"
        yield f"END:{kind}"

    def _uid(self, name: str) -> str:
        """Return the name of an event in every calendar that ever has it, by its address."""
        site = self.given.base or self.about.url or self.about.title
        return str(uuid5(_NAMESPACE, f"{site} {Key('events', name)}"))

    def _description(self, entry: Entry, days: tuple[Day, Day] | None) -> Iterator[str]:
        gettext = self.language.gettext
        yield entry.summary
        when = entry.event.date
        if when and days and not is_exact(when):
            first, last = (say(parse(day.iso), self.language) for day in days)
            shown = first if first == last else f"{first} – {last}"
            yield gettext(
                "Date: %(date)s. A calendar cannot say that: it shows %(shown)s.",
                date=entry.when,
                shown=shown,
            )
        else:
            yield gettext("Date: %(date)s.", date=entry.when)
        yield gettext("Status: %(status)s.", status=entry.status)
        if entry.actors:
            yield gettext("Actors: %(actors)s", actors="; ".join(entry.actors))
        yield gettext("Sources: %(sources)s", sources="; ".join(entry.sources))


def _when(when: EdtfDate, days: tuple[Day, Day]) -> Iterator[str]:
    first, last = days
    if when.clock:
        yield f"DTSTART:{_moment(first, when.clock)}"
        return
    yield f"DTSTART;VALUE=DATE:{_date(first)}"
    yield f"DTEND;VALUE=DATE:{_date(last, 1)}"


def _moment(day: Day, clock: Clock) -> str:
    """Return a time of day in UTC, or as the clocks show it where no zone is known."""
    days, minutes = divmod(clock.hour * 60 + clock.minute - (clock.offset or 0), 24 * 60)
    hours, minutes = divmod(minutes, 60)
    zone = "" if clock.offset is None else "Z"
    return f"{_date(day, days)}T{hours:02}{minutes:02}{clock.second or 0:02}{zone}"


def _text(name: str, value: str) -> str:
    return f"{name}:{_escaped(value)}"


def _escaped(value: str) -> str:
    """Return a text as RFC 5545 (3.3.11) writes it, on one line."""
    for letter in "\\;,":
        value = value.replace(letter, f"\\{letter}")
    return value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """Return a line in pieces that no program finds too long, each a whole number of letters."""
    octets = line.encode()
    if len(octets) <= _WIDTH:
        return octets + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, _WIDTH
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _WIDTH - 1
    return b"\r\n ".join(pieces) + b"\r\n"


def _fits(day: Day) -> bool:
    return day.year in _YEARS


def _date(day: Day, later: int = 0) -> str:
    """Return the day that comes so many days later than `day`."""
    return f"{date.fromordinal(day.ordinal + later):%Y%m%d}".zfill(8)


FORMAT = Format(
    "calendar",
    Message("The timeline as a calendar"),
    Message(
        "Every event on the days on which it may lie; where the day is not known, the words say so"
        " in its name. Events without a day that a calendar knows are journal entries."
    ),
    Message("Add it to a calendar program, as a file or by its address."),
    _make,
)
