"""Templates -> HTML: the environment that every page shares."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from casebook.case import account_since, first_source, name_of
from casebook.dates import EdtfDate, html_datetime, say
from casebook.exports import bibtex, csl
from casebook.pages import addresses
from casebook.pages.references import EXTERNAL, called, reference, spoken
from casebook.records import Key, Name

TEMPLATES = Path(__file__).parent.parent / "templates"
DESCRIPTION = 160


@cache
def environment() -> jinja2.Environment:
    """Return the environment; a name that a template misspells is an error, not an empty text."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "say": say,
        "time": time,
        "external": external,
        "point": point,
        "key": lambda pair: Key(*pair),
    }
    env.globals |= {
        "addresses": addresses,
        "bibtex": bibtex.entry,
        "csl": csl.dump,
        "reference": reference,
        "called": called,
        "spoken": spoken,
        "name_of": name_of,
        "first_source": first_source,
        "account_since": account_since,
        "language_name": language_name,
        "direction": direction,
        "tag": tag,
    }
    return env


def body(template: str, **values: Any) -> str:
    """Return the HTML that a template makes of `values`."""
    return environment().get_template(template).render(**values)


def time(date: EdtfDate) -> Markup:
    """Return a date in words, as a `<time>` where HTML has a value for it."""
    value = html_datetime(date)
    if value is None:
        return Markup('<span class="cb-date">{}</span>').format(say(date))
    return Markup('<time datetime="{}">{}</time>').format(value, say(date))


def external(address: str, words: str | None = None) -> Markup:
    """Return a link that leaves the site."""
    return EXTERNAL.format(address, words or address)


def point(degrees: float, directions: str) -> str:
    """Return degrees with the letter of their direction: `38.56° N`."""
    return f"{abs(degrees):g}° {directions[0] if degrees >= 0 else directions[1]}"


def describe(plain: str) -> str:
    """Return `plain` cut to the length that search engines show, at the end of a word."""
    if len(plain) <= DESCRIPTION:
        return plain
    return plain[: DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def direction(words: str) -> str:
    """Return `rtl` or `ltr`: that of the first letter that has one (UAX #9, rules P2 and P3)."""
    for letter in words:
        if (kind := unicodedata.bidirectional(letter)) in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "auto"


def tag(name: Name) -> str:
    """Return the language tag of a name, with its script where the record says it (BCP 47)."""
    return f"{name.lang}-{name.script}" if name.script else name.lang


def language_name(tag: str, language: str = "en") -> str:
    """Return what a language is called in `language`; the tag itself where nothing is known."""
    try:
        return Locale.parse(tag, sep="-").get_language_name(language) or tag
    except (UnknownLocaleError, ValueError):
        return tag
