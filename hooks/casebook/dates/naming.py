"""What years, months and days are called in a language, alone or side by side."""

from __future__ import annotations

from collections.abc import Sequence

from casebook.dates import phrases
from casebook.dates.phrases import Form
from casebook.language import Language, Message

# A day, month or year as numbers, so that neighbours can leave out what they share.
Numbers = tuple[int, ...]

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class Naming:
    """Names years, months and days in one language; years are astronomical, 0 is 1 BC.

    `inside` asks for the form that a date takes inside a phrase (see `phrases`).
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        # Where the year comes first, what two dates share is said with the first of them.
        self._year_first = str(language.locale.date_formats["long"].pattern).startswith("y")

    def named(self, dates: Sequence[Numbers], *, inside: bool = False) -> list[str]:
        """Return words for days, months or years of one kind; what all share is said once."""
        shared = next(
            (at for at in range(len(dates[0])) if len({date[at] for date in dates}) > 1),
            len(dates[0]) - 1,
        )
        whole = 0 if self._year_first else len(dates) - 1
        return [
            self._plain(date, 0 if place == whole else shared, inside)
            for place, date in enumerate(dates)
        ]

    def form(self, form: Form, *, inside: bool, **values: object) -> str:
        """Return the message for a date alone, or the one for a phrase where it is translated."""
        text = self.language.word(form.alone)
        if inside and form.inside is not None:
            other = self.language.word(form.inside)
            text = text if other == form.inside.text else other
        return text % values

    def year(self, year: int) -> str:
        """Return a year as a number with its era: `2015`, `AD 79`, `44 BC`."""
        if year <= 0:
            return self._before(self.grouped(1 - year))
        if year < 1000:
            return self.language.gettext("AD %(year)s", year=year)
        if year > 9999:
            return self.language.gettext("the year %(year)s", year=self.language.number(year))
        return str(year)

    def grouped(self, number: int) -> str:
        """Return the number of a year, its thousands set apart from five digits on."""
        return self.language.number(number) if number > 9999 else str(number)

    def between_years(self, first: int, last: int) -> str:
        """Return two years as the ends within which one is meant."""
        if first > 9999:
            start, end = self.language.number(first), self.language.number(last)
            return self.language.gettext(
                "between the years %(first)s and %(last)s", first=start, last=end
            )
        return self.between(*self.years_between(first, last))

    def years_between(self, first: int, last: int) -> tuple[str, str]:
        """Return two years to stand after "between"; their era is said once."""
        start, end = (self.named([(year,)], inside=True)[0] for year in (first, last))
        return (self.grouped(1 - first) if last <= 0 else start), end

    def between(self, first: str, last: str) -> str:
        """Return two dates in words as the ends within which one is meant."""
        return self.language.gettext("between %(first)s and %(last)s", first=first, last=last)

    def any_of(self, words: Sequence[str]) -> str:
        """Return dates of which one is meant."""
        # Translators: dates of which one is meant; %(first)s may hold several, with commas.
        return self._joined(words, Message("%(first)s or %(last)s"))

    def any_of_phrases(self, words: Sequence[str]) -> str:
        """Return dates and ranges of which one is meant."""
        # Translators: the same, where an item may hold an "or" itself.
        return self._joined(words, Message("%(first)s, or %(last)s"))

    def all_of(self, words: Sequence[str]) -> str:
        """Return dates, or parts of one, that are all meant."""
        # Translators: dates that are all meant; %(first)s may hold several, with commas.
        return self._joined(words, Message("%(first)s and %(last)s"))

    def all_of_phrases(self, words: Sequence[str]) -> str:
        """Return dates and ranges that are all meant."""
        # Translators: the same, where an item may hold an "and" itself.
        return self._joined(words, Message("%(first)s, and %(last)s"))

    def decade(self, year: int, *, inside: bool) -> str:
        """Return the decade that begins with `year`: `the 2010s`."""
        return self.form(phrases.DECADE, inside=inside, decade=year)

    def century(self, number: int, *, before: bool, inside: bool) -> str:
        """Return a century by its number; `before` our era or in it."""
        form = phrases.CENTURY_BC if before else phrases.CENTURY
        return self.form(form, inside=inside, **self._counted(number))

    def millennium(self, number: int, *, before: bool, inside: bool) -> str:
        """Return a millennium by its number; `before` our era or in it."""
        form = phrases.MILLENNIUM_BC if before else phrases.MILLENNIUM
        return self.form(form, inside=inside, **self._counted(number))

    def unknown_year(self, *, before: bool, inside: bool) -> str:
        """Return what a year of which nothing is known is called."""
        return self.form(phrases.UNKNOWN_BC if before else phrases.UNKNOWN, inside=inside)

    def ordinal(self, number: int) -> str:
        """Return a number that counts: `1st`, `2nd`."""
        category = self.language.locale.ordinal_form(number)
        return self.language.word(phrases.ORDINALS[category]) % {"number": number}

    def _plain(self, date: Numbers, skip: int, inside: bool) -> str:
        before = date[0] <= 0
        year = self.grouped(1 - date[0]) if before else self.year(date[0])
        values: dict[str, object] = {"year": year}
        if len(date) > 1:
            alone = len(date) == 2 and not inside
            values["month"] = self.language.month(date[1], alone=alone)
        if len(date) > 2:
            values["day"] = date[2]
        words = self.form(phrases.DATES[len(date), skip], inside=inside, **values)
        return self._before(words) if before and not skip else words

    def _before(self, words: str) -> str:
        # Translators: a year before our era, or a day or month of one, such as 15 March 44 BC.
        return self.language.gettext("%(date)s BC", date=words)

    def _joined(self, words: Sequence[str], message: Message) -> str:
        if len(words) == 1:
            return words[0]
        first = self.language.listed(words[:-1])
        return self.language.word(message) % {"first": first, "last": words[-1]}

    def _counted(self, number: int) -> dict[str, object]:
        return {"ordinal": self.ordinal(number), "number": number, "roman": _roman(number)}


def _roman(number: int) -> str:
    digits = ""
    for value, digit in _ROMAN:
        count, number = divmod(number, value)
        digits += count * digit
    return digits
