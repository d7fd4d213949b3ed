"""One language: what the interface says in it, and its rules for numbers, months and order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import NullTranslations
from typing import Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from casebook.language import catalogues, collation

Direction = Literal["ltr", "rtl"]

# Scripts that run from right to left, by their code in ISO 15924, where a tag names the script.
_RIGHT_TO_LEFT = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"})


class Message(NamedTuple):
    """An English word that stands in a table; `context` tells apart what English says alike."""

    text: str
    context: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language by its BCP 47 tag; made by `language_of`.

    Values fill the named places of a message, `%(name)s`; a percent sign is written twice.
    """

    tag: str
    ways: tuple[str, ...]
    """The tag and those it belongs to, the narrowest first."""

    locale: Locale
    catalogue: NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message in this language, or in English where its catalogue lacks it."""
        return self.catalogue.gettext(message) % values

    def ngettext(self, singular: str, plural: str, num: int, /, **values: object) -> str:
        """Return the message that goes with the count `num`, which fills `%(num)s`."""
        text = self.catalogue.ngettext(singular, plural, num)
        return text % {"num": self.number(num), **values}

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Return a message by its context."""
        return self.catalogue.pgettext(context, message) % values

    def npgettext(
        self, context: str, singular: str, plural: str, num: int, /, **values: object
    ) -> str:
        """Return the message that goes with a count, by its context."""
        text = self.catalogue.npgettext(context, singular, plural, num)
        return text % {"num": self.number(num), **values}

    def word(self, message: Message | str) -> str:
        """Return a word of a table; a text that no catalogue knows comes back as it is."""
        if isinstance(message, Message) and message.context:
            return self.catalogue.pgettext(message.context, message.text)
        text = message.text if isinstance(message, Message) else message
        # The empty message is the head of the catalogue.
        return self.catalogue.gettext(text) if text else ""

    def number(self, value: float) -> str:
        """Return a number with the separators of this language (CLDR), in Latin digits."""
        return _number(value, self.locale)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list without a last "and": `A, B, C`."""
        # Translators: what stands between two items of a list.
        return self.pgettext("list", ", ").join(items)

    def month(self, number: int, *, alone: bool = False) -> str:
        """Return the name of a month, 1 to 12 (CLDR): inside a date, or as it stands `alone`."""
        names = self.locale.months["stand-alone" if alone else "format"]["wide"]
        return str(names[number])

    def language_name(self, tag: str) -> str:
        """Return what the language of a tag is called; the tag itself where nothing is known."""
        return _language_name(tag, self.locale)

    @property
    def direction(self) -> Direction:
        """The direction in which this language is written."""
        scripts = {part.casefold() for part in self.tag.split("-")[1:]}
        right_to_left = scripts & _RIGHT_TO_LEFT or self.locale.text_direction == "rtl"
        return "rtl" if right_to_left else "ltr"

    def sort_key(self, words: str) -> tuple[collation.Weight, ...]:
        """Return the key by which this language sorts `words`, case and foreign accents aside."""
        return collation.key(words, self.locale.language)

    def first_letter(self, words: str) -> str:
        """Return the capital under which an index of this language lists `words`, or `#`."""
        return collation.first_letter(words, self.locale.language)


@lru_cache(maxsize=4096)
def _number(value: float, locale: Locale) -> str:
    # Babel takes a tenth of a millisecond, and the counts of a large case are many and alike.
    return format_decimal(value, locale=locale, decimal_quantization=False)


@lru_cache(maxsize=1024)
def _language_name(tag: str, locale: Locale) -> str:
    try:
        return Locale.parse(tag, sep="-").get_language_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


@cache
def language_of(tag: str) -> Language:
    """Return the language of a BCP 47 tag.

    A tag without a catalogue takes that of the language it belongs to, or English words; numbers,
    months and order follow the tag wherever CLDR, as Babel brings it, knows it.
    """
    ways = tuple(_ways(tag))
    locale = next((found for way in ways if (found := _locale(way))), Locale("en"))
    return Language(tag, ways, locale, catalogues.read(ways))


def _ways(tag: str) -> Iterator[str]:
    """Yield a tag and what it belongs to: "ru-Cyrl-TJ", "ru-Cyrl", "ru"."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


ENGLISH = language_of("en")
