"""Dates with unknown digits, in words: "the 2010s", "some day in April 2015"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casebook.dates.calendar import Day, month_length
from casebook.dates.masks import fits
from casebook.dates.model import EdtfDate
from casebook.dates.naming import Naming, Numbers


class Said(NamedTuple):
    """A date in words; `loose` words, such as "some day in May", cannot follow "about"."""

    words: str
    loose: bool = False


class Masked:
    """Words dates with unknown digits in the language of `naming`."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._language = naming.language

    def say(self, date: EdtfDate, *, inside: bool = False) -> Said:
        """Return what is known of a date, and whether that is a date that others can govern."""
        year, month, day = (*(part.written for part in date.parts), "", "")[:3]
        if not month:
            return self._years(date, inside)
        if not day:
            return self._month(date, month, inside)
        if day == "XX":
            return self._some_day(date, month)
        if "X" not in day and "X" not in month:
            return Said(self._fixed_day(date, int(day), int(month)))
        if "X" not in day and month == "XX":
            return Said(self._fixed_day_of_some_month(date, int(day)))
        if "X" not in month + year:
            number = int(year), int(month)
            return self._listed([(*number, one) for one in fits(day, month_length(*number))])
        return self._some_day_between(*self._ends(date))

    def _month(self, date: EdtfDate, month: str, inside: bool) -> Said:
        if month == "XX":
            return self._some_month(date)
        if "X" not in month:
            return Said(self._fixed_month(date, int(month), inside=inside))
        if not date.parts[0].masked:
            year = int(date.parts[0].written)
            return self._listed([(year, one) for one in fits(month, 12)])
        return self._some_month_between(*self._naming.named(_months(date), inside=True))

    def _fixed_month(self, date: EdtfDate, month: int, *, inside: bool) -> str:
        """Return a known month of a year that may be masked."""
        if not date.parts[0].masked:
            number = int(date.parts[0].written), month
            return self._naming.named([number], inside=inside)[0]
        name = self._language.month(month)
        # Translators: %(years)s is, for example, "some year in the 1560s" or "an unknown year".
        return self._language.gettext(
            "%(month)s of %(years)s", month=name, years=self._some_year(date)
        )

    def _fixed_day(self, date: EdtfDate, day: int, month: int) -> str:
        if not date.parts[0].masked:
            return self._naming.named([(int(date.parts[0].written), month, day)])[0]
        # Translators: %(years)s is, for example, "some year in the 1560s" or "an unknown year".
        return self._language.gettext(
            "%(day)s %(month)s of %(years)s",
            day=day,
            month=self._language.month(month),
            years=self._some_year(date),
        )

    def _some_year(self, date: EdtfDate) -> str:
        """Return the masked year of a date as one that is not named: "some year in the 1560s"."""
        years = self._years(date, inside=True)
        if not years.loose:
            # Translators: %(years)s is a decade, a century or a millennium.
            return self._language.gettext("some year in %(years)s", years=years.words)
        if not date.parts[0].written.strip("-X"):
            return years.words
        # Translators: %(between)s is, for example, "between 1900 and 1909".
        return self._language.gettext("some year %(between)s", between=years.words)

    def _some_month(self, date: EdtfDate) -> Said:
        if self._spans(date):
            return self._some_month_between(*self._span(date))
        year = self._year_inside(date)
        return Said(self._language.gettext("some month in %(year)s", year=year), loose=True)

    def _some_month_between(self, first: str, last: str) -> Said:
        message = self._language.gettext(
            "some month between %(first)s and %(last)s", first=first, last=last
        )
        return Said(message, loose=True)

    def _some_day(self, date: EdtfDate, month: str) -> Said:
        if "X" not in month:
            whole = self._fixed_month(date, int(month), inside=True)
            return Said(self._language.gettext("some day in %(month)s", month=whole), loose=True)
        if month != "XX":
            return self._some_day_between(*self._ends(date))
        if self._spans(date):
            return self._some_day_between(*self._span(date))
        year = self._year_inside(date)
        return Said(self._language.gettext("some day in %(year)s", year=year), loose=True)

    def _some_day_between(self, first: str, last: str) -> Said:
        message = self._language.gettext(
            "some day between %(first)s and %(last)s", first=first, last=last
        )
        return Said(message, loose=True)

    def _fixed_day_of_some_month(self, date: EdtfDate, day: int) -> str:
        ordinal = self._naming.ordinal(day)
        if self._spans(date):
            first, last = self._span(date)
            # Translators: %(ordinal)s is, for example, 23rd; %(day)s, 23, may be used instead.
            return self._language.gettext(
                "the %(ordinal)s of some month between %(first)s and %(last)s",
                ordinal=ordinal,
                day=day,
                first=first,
                last=last,
            )
        # Translators: %(ordinal)s is, for example, 23rd; %(day)s, 23, may be used instead.
        return self._language.gettext(
            "the %(ordinal)s of some month in %(year)s",
            ordinal=ordinal,
            day=day,
            year=self._year_inside(date),
        )

    def _years(self, date: EdtfDate, inside: bool) -> Said:
        """Return what a year with unknown digits is called."""
        mask, first, last = date.parts[0].written, *(end.year for end in bounds(date))
        known, before = mask.lstrip("-").rstrip("X"), last < 0
        if not known:
            return Said(self._naming.unknown_year(before=before, inside=inside), loose=True)
        if "X" not in known and len(known) < 3:
            name = self._naming.century if len(known) == 2 else self._naming.millennium
            return Said(name(int(known) + 1, before=before, inside=inside))
        # "the 1900s" would be taken for the century; decades this side of 1000 have no name.
        if "X" not in known and not before and first > 1000 and first % 100:
            return Said(self._naming.decade(first, inside=inside))
        return Said(self._naming.between_years(first, last), loose=True)

    def _spans(self, date: EdtfDate) -> bool:
        """Return whether the year is said as two years between which it lies."""
        known = date.parts[0].written.strip("-X")
        return date.parts[0].masked and bool(known) and self._years(date, inside=True).loose

    def _span(self, date: EdtfDate) -> tuple[str, str]:
        first, last = (end.year for end in bounds(date))
        return self._naming.years_between(first, last)

    def _year_inside(self, date: EdtfDate) -> str:
        if date.parts[0].masked:
            return self._years(date, inside=True).words
        return self._naming.named([(int(date.parts[0].written),)], inside=True)[0]

    def _ends(self, date: EdtfDate) -> list[str]:
        return self._naming.named(bounds(date), inside=True)

    def _listed(self, days: Sequence[Numbers]) -> Said:
        """Return days or months of which one is meant: as a range where none is left out."""
        if len(days) > 2 and days[-1][-1] - days[0][-1] == len(days) - 1:
            ends = self._naming.named((days[0], days[-1]), inside=True)
            return Said(self._naming.between(*ends), loose=True)
        return Said(self._naming.any_of(self._naming.named(days)), loose=len(days) > 1)


def bounds(date: EdtfDate) -> tuple[Day, Day]:
    """Return the first and the last possible day of a date that is neither interval nor set."""
    # Only the ends of intervals and sets are ever open.
    assert date.earliest
    assert date.latest
    return date.earliest, date.latest


def _months(date: EdtfDate) -> list[Numbers]:
    return [end[:2] for end in bounds(date)]
