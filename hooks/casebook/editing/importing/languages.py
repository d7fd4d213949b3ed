"""Names of languages -> BCP 47 tags, where it is certain which language is meant."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers

# The names that babel and polyglossia, which typeset in LaTeX, have for some of them.
_LATEX = {
    "american": "en-US",
    "usenglish": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "australian": "en-AU",
    "canadian": "en-CA",
    "ngerman": "de",
    "germanb": "de",
    "austrian": "de-AT",
    "naustrian": "de-AT",
    "swissgerman": "de-CH",
    "nswissgerman": "de-CH",
    "francais": "fr",
    "frenchb": "fr",
    "acadian": "fr-CA",
    "canadien": "fr-CA",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "portuges": "pt",
    "polutonikogreek": "el",
    "norsk": "nb",
    "nynorsk": "nn",
    "farsi": "fa",
    "magyar": "hu",
    "bahasai": "id",
    "bahasam": "ms",
}
# What ISO 639-2 has beside the two letters of ISO 639-1, as librarians and RIS files write them.
_THREE = {
    "ara": "ar",
    "chi": "zh",
    "deu": "de",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "ger": "de",
    "ita": "it",
    "jpn": "ja",
    "per": "fa",
    "por": "pt",
    "rus": "ru",
    "spa": "es",
    "tur": "tr",
    "ukr": "uk",
}


def tag_of(text: str) -> str:
    """Return the tag of a language by its tag or its name, or an empty text where it is not clear.

    Names are those in English, in the language itself, and those of LaTeX.
    """
    word = text.strip().casefold()
    if word in _THREE:
        return _THREE[word]
    if re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", word) and _is_tag(word):
        return text.strip().replace("_", "-")
    return _LATEX.get(word) or _names().get(word, "")


def _is_tag(word: str) -> bool:
    return re.split(r"[-_]", word)[0] in Locale("en").languages


@cache
def _names() -> dict[str, str]:
    """Return the tags of languages by their names, without the names that two of them share."""
    found: dict[str, set[str]] = {}
    # A language whose own name is looked up costs a file; those of two letters are the common ones.
    two = {name for name in locale_identifiers() if len(name) == 2}
    for tag, name in Locale("en").languages.items():
        found.setdefault(name.casefold(), set()).add(tag)
        own = Locale.parse(tag).display_name if tag in two else None
        if own:
            found.setdefault(own.casefold(), set()).add(tag)
    return {name: min(tags).replace("_", "-") for name, tags in found.items() if len(tags) == 1}
