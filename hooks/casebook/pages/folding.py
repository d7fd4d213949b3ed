"""Words as the search compares them: without case, accents and the habits of one spelling.

`assets/js/search.js` does the same to what a reader types; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Signs inside a word that many leave out when they type: apostrophes, and the Arabic tatweel.
_SIGNS = "'’‘ʼʻʹʿʾ`ـ"
# Letters that Unicode does not take apart, and what is typed where a keyboard has none of them:
# Cyrillic, Arabic and Persian, Latin, the last sigma of a Greek word.
_LETTERS = dict(zip("ҳқғҷґٱةىکیہøłđıς", "хкгчгاهيكيهoldiσ", strict=True)) | {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
}


class _Table(dict[int, str | None]):
    """What becomes of each letter; marks above and below others are looked up as they come."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = kept = None if unicodedata.category(letter)[0] == "M" else letter
        return kept


_TABLE = _Table({ord(letter): other for letter, other in _LETTERS.items()})
_TABLE.update(dict.fromkeys(map(ord, _SIGNS)))
# Chinese and Japanese stand without spaces: each sign counts as a word.
_SIGN = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_ARTICLE = "ال"
# What parts the words of a text of ASCII alone, as nearly all are in English.
_PARTING = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})


def words(text: str) -> list[str]:
    """Return the words of a plain text in their order, folded."""
    folded = fold(text)
    # Takes a third of the time.
    return folded.translate(_PARTING).split() if folded.isascii() else _WORD.findall(folded)


def fold(text: str) -> str:
    """Return a text as it is compared."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return unicodedata.normalize("NFKD", text).lower().translate(_TABLE)


def spelled(name: str) -> Iterator[list[str]]:
    """Yield the folded words of a name, and of what else a reader may type for it.

    The letter ҷ is typed as ч, as ж and, in Russian, as дж; the Arabic article is left out.
    """
    yield words(name)
    if {"ҷ", "Ҷ"} & set(name):
        for russian in ("ж", "дж"):
            yield words(name.lower().replace("ҷ", russian))
    bare = [word.removeprefix(_ARTICLE) for word in words(name)]
    if _ARTICLE in name and all(len(word) > 2 for word in bare):
        yield bare
