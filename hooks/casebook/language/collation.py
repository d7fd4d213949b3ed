"""The order of words in a language.

ICU, which knows every language's order, has no wheels for Python (PyICU), and pyuca, last released
in 2017, knows none; so accents are set aside except where the language's own alphabet has the
letter, and those alphabets stand in a table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from casebook.language.alphabets import ALPHABETS

Weight = tuple[int, int, str]
"""Group (what is no letter, the language's own alphabet, other letters), place in it, character."""


_NAMES = 2**14
"""So many words are remembered with their place: a case has its names sorted again and again."""

# Here i and ı are two letters, each with a capital of its own (Unicode's SpecialCasing.txt).
_DOTTED = ("az", "tr")


@lru_cache(_NAMES)
def key(words: str, language: str) -> tuple[Weight, ...]:
    """Return a key that sorts `words` as a dictionary of the language (ISO 639 code) would.

    Letters of the language's alphabet come in its order, then all others by Unicode; case and
    accents that make no letter of that language do not count.
    """
    places, _ = _alphabet(language)
    return tuple(_weight(letter, places) for letter in _letters(words, language))


@lru_cache(_NAMES)
def first_letter(words: str, language: str) -> str:
    """Return the capital letter that words begin with; `#` where a digit comes first, or none does.

    An accent is left away unless it makes a letter of the language.
    """
    for letter in _letters(words, language):
        if letter[0].isalnum():
            return _capital(letter, language) if letter[0].isalpha() else "#"
    return "#"


def _letters(words: str, language: str) -> list[str]:
    """Return the letters of `words` in small form: those of the alphabet whole, others bare."""
    text = unicodedata.normalize("NFC", _small(words, language))
    pattern = _alphabet(language)[1]
    found: list[str] = []
    place = 0
    while place < len(text):
        match = pattern.match(text, place) if pattern else None
        if match:
            found.append(match[0])
            place = match.end()
        else:
            found += _bare(text[place])
            place += 1
    return found


@lru_cache(1024)
def _bare(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _weight(letter: str, places: dict[str, int]) -> Weight:
    if letter in places:
        return 1, places[letter], letter
    return (2 if letter[0].isalpha() else 0), 0, letter


def _small(words: str, language: str) -> str:
    if language in _DOTTED:
        words = words.replace("I", "ı").replace("İ", "i")
    return unicodedata.normalize("NFC", words).casefold()


def _capital(letter: str, language: str) -> str:
    if letter == "i" and language in _DOTTED:
        return "İ"
    return letter.upper() if len(letter) == 1 else letter.capitalize()


@cache
def _alphabet(language: str) -> tuple[dict[str, int], re.Pattern[str] | None]:
    letters = ALPHABETS.get(language, "").split()
    if not letters:
        return {}, None
    longest_first = sorted(letters, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(letter) for letter in longest_first))
    return {letter: place for place, letter in enumerate(letters)}, pattern
