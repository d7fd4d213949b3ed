"""Templates -> HTML: the environment that every page shares."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from casebook.case import account_since, first_source, name_of
from casebook.compiled import Compiled
from casebook.dates import parse, say
from casebook.exports import bibtex, csl
from casebook.language import ENGLISH, Language, Message
from casebook.pages import addresses, networks, ribbons, signs
from casebook.pages.quick import QuickEnvironment
from casebook.pages.references import EXTERNAL, called, reference, spoken
from casebook.records import Key, Name
from casebook.views.later import event_since, question_since
from casebook.views.words import source_name, tables

_states: dict[str, str] = {}
"""How the templates were when they were last looked at."""

_COMPILED = Compiled()
TEMPLATES = Path(__file__).parent.parent / "templates"
DESCRIPTION = 160

POINTS = {
    "N": Message("%(degrees)s° N", "latitude"),
    "S": Message("%(degrees)s° S", "latitude"),
    "E": Message("%(degrees)s° E", "longitude"),
    "W": Message("%(degrees)s° W", "longitude"),
}


@cache
def environment(language: Language = ENGLISH) -> jinja2.Environment:
    """Return the environment of a language.

    A name that a template misspells is an error, not an empty text.
    """
    env = QuickEnvironment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        bytecode_cache=_COMPILED,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        # Whether a template has changed is looked up once for a site, by `renew`.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    # Values are filled in by the functions themselves (see `_messages`), not by the template.
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
    env.filters |= {
        "say": partial(say, language=language),
        "time": partial(signs.time, language=language),
        "external": external,
        "point": partial(point, language=language),
        "number": language.number,
        "edtf": parse,
        "key": lambda pair: Key(*pair),
    }
    env.globals |= _messages(language)
    env.globals |= tables(language)
    env.globals |= {
        "language": language,
        "addresses": addresses,
        "bibtex": bibtex.entry,
        "csl": csl.dump,
        "reference": partial(reference, language=language),
        "called": partial(called, language=language),
        "spoken": spoken,
        "mark": partial(signs.mark, language=language),
        "shape": signs.shape,
        "ribbon_svg": partial(ribbons.svg, language=language),
        "network_svg": partial(networks.svg, language=language),
        "actor_shape": networks.shape,
        "name_of": name_of,
        "first_source": first_source,
        "account_since": account_since,
        "event_since": event_since,
        "question_since": question_since,
        "language_name": language.language_name,
        "source_name": partial(source_name, language=language),
        "direction": direction,
        "tag": tag,
        "comma": language.pgettext("list", ", "),
        "semicolon": language.pgettext("remarks", "; "),
    }
    return env


def renew() -> str:
    """Read the templates again if any has changed; return a text that tells their states apart."""
    found = sorted((p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in TEMPLATES.iterdir())
    state = repr(found)
    if state != _states.get("templates", state):
        environment.cache_clear()
        _template.cache_clear()
    _states["templates"] = state
    return state


def body(template: str, *, language: Language = ENGLISH, **values: Any) -> str:
    """Return the HTML that a template makes of `values`, in the words of a language."""
    return _template(template, language).render(values)


@cache
def _template(name: str, language: Language) -> jinja2.Template:
    """Return a template; the environment has each, but looks up whether it has for every page."""
    return environment(language).get_template(name)


def _messages(language: Language) -> dict[str, Callable[..., Markup]]:
    """Return the functions by which templates ask for messages; the values are escaped."""
    gettext = _escaping(language.gettext)
    return {
        "_": gettext,
        "gettext": gettext,
        "ngettext": _escaping(language.ngettext),
        "pgettext": _escaping(language.pgettext),
        "npgettext": _escaping(language.npgettext),
    }


def _escaping(message: Callable[..., str]) -> Callable[..., Markup]:
    @lru_cache(maxsize=1024)
    def bare(*words: str | int) -> Markup:
        return Markup(message(*words))

    def html(*words: str | int, **values: object) -> Markup:
        if not values:
            return bare(*words)
        return Markup(message(*words, **{name: escape(value) for name, value in values.items()}))

    return html


def external(address: str, words: str | None = None) -> Markup:
    """Return a link that leaves the site."""
    return EXTERNAL.format(address, words or address)


def point(degrees: float, axis: str, language: Language = ENGLISH) -> str:
    """Return degrees with their direction: `38.56° N`; `axis` is "NS" or "EW"."""
    at = POINTS[axis[0] if degrees >= 0 else axis[1]]
    return language.word(at) % {"degrees": language.number(abs(degrees))}


def describe(plain: str) -> str:
    """Return `plain` cut to the length that search engines show, at the end of a word."""
    return cut(plain, DESCRIPTION)


def cut(plain: str, most: int) -> str:
    """Return `plain` cut to `most` letters, at the end of a word."""
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def direction(words: str) -> str:
    """Return `rtl` or `ltr`: that of the first letter that has one (UAX #9, rules P2 and P3)."""
    for letter in words:
        if (kind := unicodedata.bidirectional(letter)) in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "auto"


def tag(name: Name) -> str:
    """Return the language tag of a name, with its script where the record says it (BCP 47)."""
    return f"{name.lang}-{name.script}" if name.script else name.lang
