"""Dates in words, for a reader: never more precise than the record.

Every phrase is a message, English where no catalogue translates it; months, numbers and the order
of day, month and year follow the language. Nothing else in the package words dates for readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from casebook.dates import phrases
from casebook.dates.masked import Masked, Said, bounds
from casebook.dates.model import Clock, Edge, EdtfDate, Part
from casebook.dates.naming import Naming, Numbers
from casebook.language import ENGLISH, Language


def say(date: EdtfDate, language: Language = ENGLISH, *, inside: bool = False) -> str:
    """Return the date in words, to stand on its own or, with `inside`, after a word like "since".

    The two differ in languages that decline: see `phrases`.
    """
    return _said(date, language, inside)


# A page words the same few dates again and again, and so do its neighbours. Dates that are written
# alike are equal.
@lru_cache(maxsize=8192)
def _said(date: EdtfDate, language: Language, inside: bool) -> str:
    return _speaker(language).say(date, inside)


@cache
def _speaker(language: Language) -> _Speaker:
    return _Speaker(language)


class _Speaker:
    def __init__(self, language: Language) -> None:
        self._language = language
        self._naming = Naming(language)
        self._masked = Masked(self._naming)

    def say(self, date: EdtfDate, inside: bool) -> str:
        if date.precision == "set":
            return self._set(date)
        if date.precision == "interval":
            return self._interval(date, inside)
        return self._single(date, inside)

    def _interval(self, date: EdtfDate, inside: bool) -> str:
        start, end = date.start, date.end
        if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
            return self._from_to(start, end, inside)
        gettext = self._language.gettext
        if isinstance(start, EdtfDate):
            first = self._single(start, inside=True)
            if end is Edge.OPEN:
                return gettext("from %(start)s, still going on", start=first)
            return gettext("from %(start)s, end unknown", start=first)
        assert isinstance(end, EdtfDate)  # the parser refuses an interval without any date
        last = self._single(end, inside=True)
        if start is Edge.UNKNOWN:
            return gettext("until %(end)s, start unknown", end=last)
        return gettext("until %(end)s", end=last)

    def _from_to(self, start: EdtfDate, end: EdtfDate, inside: bool) -> str:
        if start.is_plain and start == end:
            return self._single(start, inside)
        first, last = self._each((start, end), inside=True)
        if start.is_plain and end.is_plain and "year" not in (start.precision, end.precision):
            # Translators: two days or two months, such as "4 to 16 September 2015".
            return self._language.gettext("%(start)s to %(end)s", start=first, end=last)
        return self._language.gettext("from %(start)s to %(end)s", start=first, end=last)

    def _set(self, date: EdtfDate) -> str:
        one = date.membership == "one of"
        if all(choice.precision != "interval" for choice in date.choices):
            words = self._each(date.choices)
            return self._naming.any_of(words) if one else self._naming.all_of(words)
        choose = self._one_of_range if one else self._all_of_range
        said = [
            choose(choice) if choice.precision == "interval" else self._single(choice)
            for choice in date.choices
        ]
        # A range may hold a conjunction itself, so a comma sets the last item apart.
        return self._naming.any_of_phrases(said) if one else self._naming.all_of_phrases(said)

    def _one_of_range(self, choice: EdtfDate) -> str:
        start, end = choice.start, choice.end
        if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
            return self._naming.between(*self._each((start, end), inside=True))
        if isinstance(start, EdtfDate):
            return self._language.gettext("%(date)s or later", date=self._single(start))
        assert isinstance(end, EdtfDate)  # as in _interval
        return self._language.gettext("%(date)s or before", date=self._single(end))

    def _all_of_range(self, choice: EdtfDate) -> str:
        ends = [end for end in (choice.start, choice.end) if isinstance(end, EdtfDate)]
        unit = min((end.precision for end in ends), key=phrases.FINEST_FIRST.index)
        from_to, from_on, up_to = map(self._language.word, phrases.EVERY[unit])
        words = self._each(ends, inside=True)
        if len(ends) == 2:
            return from_to % {"first": words[0], "last": words[1]}
        return (from_on if choice.end is Edge.OPEN else up_to) % {
            "first": words[0],
            "last": words[0],
        }

    def _single(self, date: EdtfDate, inside: bool = False) -> str:
        if date.clock:
            day = self._naming.named([_numbers(date)], inside=inside)[0]
            time = self._clock(date.clock)
            # Translators: a day with the time of day.
            return self._language.gettext("%(day)s, %(time)s", day=day, time=time)
        if date.digits is not None:
            return self._estimate(date)
        about = date.approximate and not self._parted(date)
        if date.masked:
            said = self._masked.say(date, inside=inside or about)
        else:
            said = Said(self._whole(date, inside or about))
        return self._doubted(said, date) if date.approximate or date.uncertain else said.words

    def _whole(self, date: EdtfDate, inside: bool) -> str:
        if date.precision != "season":
            return self._naming.named([_numbers(date)], inside=inside)[0]
        code = int(date.parts[1].written)
        year = self._naming.year(int(date.parts[0].written))
        if code in phrases.STRETCHES:
            return self._language.word(phrases.STRETCHES[code]) % {"year": year}
        form = phrases.SEASONS[(code - 21) % 4]
        season = self._naming.form(form, inside=inside, year=year)
        if code < 25:
            return season
        half = phrases.NORTHERN if code < 29 else phrases.SOUTHERN
        return self._language.word(half) % {"season": season}

    def _estimate(self, date: EdtfDate) -> str:
        first, last = bounds(date)
        years = self._naming.between_years(first.year, last.year)
        year = self._naming.named([(int(date.parts[0].written),)], inside=True)[0]
        if date.uncertain:
            # Translators: %(range)s is, for example, "between 1900 and 1999".
            return self._language.gettext(
                "perhaps about %(year)s (%(range)s)", year=year, range=years
            )
        # Translators: %(range)s is, for example, "between 1900 and 1999".
        return self._language.gettext("about %(year)s (%(range)s)", year=year, range=years)

    def _doubted(self, said: Said, date: EdtfDate) -> str:
        """Say the qualifiers: before the words where they cover the whole date, else after."""
        gettext = self._language.gettext
        if self._parted(date):
            return self._remarked(said.words, self._remarks(date))
        if said.loose:
            return self._remarked(said.words, self._doubt(date.parts[0]))
        if date.uncertain and date.approximate:
            return gettext("perhaps about %(date)s", date=said.words)
        if date.uncertain:
            return gettext("perhaps %(date)s", date=said.words)
        return gettext("about %(date)s", date=said.words)

    def _remarked(self, words: str, remark: str) -> str:
        # Translators: %(remark)s says what is doubtful, such as "year uncertain".
        return self._language.gettext("%(date)s (%(remark)s)", date=words, remark=remark)

    def _parted(self, date: EdtfDate) -> bool:
        """Return whether some part of the date is doubted and another is not, or not as much."""
        return len({(part.uncertain, part.approximate) for part in date.parts}) > 1

    def _remarks(self, date: EdtfDate) -> str:
        names = ("year", "season" if date.precision == "season" else "month", "day")
        doubted = [part for part in date.parts if part.uncertain or part.approximate]
        remarks = []
        for kind in dict.fromkeys((part.uncertain, part.approximate) for part in doubted):
            own = [
                self._language.word(phrases.PARTS[name])
                for name, part in zip(names, date.parts, strict=False)
                if (part.uncertain, part.approximate) == kind
            ]
            remarks.append(self._doubt(Part("", *kind), self._naming.all_of(own)))
        # Translators: what stands between two remarks.
        return self._language.pgettext("remarks", "; ").join(remarks)

    def _doubt(self, part: Part, parts: str = "") -> str:
        gettext, pgettext = self._language.gettext, self._language.pgettext
        if part.uncertain and part.approximate:
            if parts:
                # Translators: %(parts)s is, for example, "year and month".
                return gettext("%(parts)s uncertain and approximate", parts=parts)
            return pgettext("date", "uncertain and approximate")
        if part.uncertain:
            # Translators: %(parts)s is, for example, "year and month".
            named = gettext("%(parts)s uncertain", parts=parts)
            return named if parts else pgettext("date", "uncertain")
        # Translators: %(parts)s is, for example, "year and month".
        named = gettext("%(parts)s approximate", parts=parts)
        return named if parts else pgettext("date", "approximate")

    def _each(self, dates: Sequence[EdtfDate], inside: bool = False) -> list[str]:
        """Return words for dates side by side; plain ones share their month and year."""
        if all(date.is_plain for date in dates) and len({date.precision for date in dates}) == 1:
            return self._naming.named([_numbers(date) for date in dates], inside=inside)
        return [self._single(date, inside) for date in dates]

    def _clock(self, clock: Clock) -> str:
        seconds = "" if clock.second is None else f":{clock.second:02}"
        time = f"{clock.hour:02}:{clock.minute:02}{seconds}"
        if clock.offset is None:
            return time
        if clock.offset == 0:
            return self._language.gettext("%(time)s UTC", time=time)
        hours, minutes = divmod(abs(clock.offset), 60)
        sign = "\N{MINUS SIGN}" if clock.offset < 0 else "+"
        offset = f"{sign}{hours}" + (f":{minutes:02}" if minutes else "")
        # Translators: a time of day with its distance from UTC, such as 10:30 UTC+5.
        return self._language.gettext("%(time)s UTC%(offset)s", time=time, offset=offset)


def _numbers(date: EdtfDate) -> Numbers:
    return tuple(int(part.written) for part in date.parts)
