"""Values as FollowTheMoney has them: ids, dates, languages, names (followthemoney.tech)."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import urlsplit

from casebook.case import Case
from casebook.dates import EdtfDate

_LONGEST_PREFIX = 60
_YEARS = range(1000, 3000)
"""The years in which FollowTheMoney has dates."""

# Its languages, which it names by ISO 639-3, by the shortest code that ISO 639 has for each.
_LANGUAGES = {
    "af": "afr", "am": "amh", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben",
    "bs": "bos", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng",
    "es": "spa", "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "he": "heb",
    "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl", "it": "ita",
    "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm", "kn": "kan", "ko": "kor", "ky": "kir",
    "lb": "ltz", "lo": "lao", "lt": "lit", "lv": "lav", "mk": "mkd", "mn": "mon", "ms": "msa",
    "mt": "mlt", "my": "mya", "ne": "nep", "nl": "nld", "no": "nor", "pl": "pol", "ps": "pus",
    "pt": "por", "ro": "ron", "ru": "rus", "si": "sin", "sk": "slk", "sl": "slv", "sq": "sqi",
    "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel", "tg": "tgk", "th": "tha",
    "tk": "tuk", "tl": "tgl", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie",
    "zh": "zho", "cnr": "cnr", "fil": "fil", "mul": "mul",
}  # fmt: skip


def prefix_of(case: Case) -> str:
    """Return what the ids of all entities of a case begin with, lest two cases share one.

    It comes from the address in the case, or else its title, and not from where a build publishes:
    the same entity has the same id in the preview.
    """
    name = re.sub(r"^https?://", "", case.about.url or case.about.title)
    whole = unicodedata.normalize("NFKD", name)
    plain = whole.encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))
    kept = sum(map(str.isalnum, plain)) == sum(map(str.isalnum, whole))
    if words and kept and len(words) <= _LONGEST_PREFIX:
        return words
    # What is left of the letters might be the same for another case.
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return "-".join(filter(None, [words[:_LONGEST_PREFIX].rstrip("-"), digest]))


def date_of(date: EdtfDate | None) -> str | None:
    """Return a date as a year, a month or a day that it certainly lies in; None where none does.

    A date of FollowTheMoney is the beginning of an ISO 8601 date; it cannot be doubted.
    """
    if date is None or date.uncertain or date.approximate or date.precision == "interval":
        return None
    first, last = date.earliest, date.latest
    if first is None or last is None or first.year != last.year or first.year not in _YEARS:
        return None
    if first.month != last.month:
        return f"{first.year}"
    return f"{first.year}-{first.month:02}" if first.day != last.day else first.iso


def dates_of(date: EdtfDate | None) -> dict[str, str | None]:
    """Return the properties of an interval there that say `date`, as far as they can."""
    if date is None or date.precision != "interval":
        return {"date": date_of(date)}
    start, end = date.start, date.end
    return {
        "startDate": date_of(start) if isinstance(start, EdtfDate) else None,
        "endDate": date_of(end) if isinstance(end, EdtfDate) else None,
    }


def said_whole(date: EdtfDate) -> bool:
    """Whether `dates_of` says all of a date."""
    if date.precision != "interval":
        return date_of(date) == date.text
    ends = [end.text if isinstance(end, EdtfDate) else None for end in (date.start, date.end)]
    return None not in ends and [*dates_of(date).values()] == ends


def language_of(tag: str | None) -> str | None:
    """Return a language (BCP 47) by the code that FollowTheMoney has for it, or None."""
    return _LANGUAGES.get((tag or "").partition("-")[0].lower())


def name_of(text: str) -> str | None:
    """Return a name as it is kept there, on one line and out of quotes, or None for no name.

    What has no letter, digit or sign is no name there.
    """
    words = " ".join(text.split()).strip("\"' ")
    seen = (letter for letter in words if unicodedata.category(letter)[0] in "LNSP")
    return words if any(seen) else None


def url_of(address: str | None) -> str | None:
    """Return an address if its host is one that FollowTheMoney takes for a host, else None."""
    host = urlsplit(address or "").hostname or ""
    return address if _HOST.fullmatch(host) else None


_HOST = re.compile(
    r"(?:[\w-]*[^\W_][\w-]*\.)*[\w-]*[^\W\d_][\w-]+|[\d.]{7,15}|[0-9a-f:.]*:[0-9a-f:.]*"
)
