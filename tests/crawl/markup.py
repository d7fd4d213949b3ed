"""What must hold for every page, whatever it is about."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from bs4 import Comment, Doctype, Tag
from bs4.element import NavigableString

from crawl.records import Data
from crawl.site import Page, Site, attribute, words

# Words that only a mistake in a template or an unfinished mark leaves behind. "None" may begin
# a sentence; standing alone it is Python's.
_LEFT_OVER = re.compile(
    r"\bNone\b(?! [a-z])|\bundefined\b|\{\{|\{%|\}\}|\[\[|\]\]|\[@|\bcb:|\bcite:"
    r"|object at 0x|\bMarkup\(|\bEdtfDate\b|klzzwxh|[\x02\x03\ufffc]"
)
_UNSEEN = ("script", "style", "code", "pre", "template")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def ids_are_unique(site: Site, _: Data) -> Iterator[str]:
    """No id stands twice on a page."""
    for page in site.pages.values():
        for name, count in Counter(page.ids).items():
            if count > 1:
                yield f"{page.path}: the id {name} stands {count} times"


def headings_never_skip(site: Site, _: Data) -> Iterator[str]:
    """A page has one h1, its first heading, and goes down by one level at a time."""
    for page in site.pages.values():
        headings = page.soup.find_all(_HEADINGS)
        levels = [int(heading.name[1]) for heading in headings]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield f"{page.path}: begins with other than one h1: {levels}"
        for heading, before, level in zip(headings[1:], levels, levels[1:], strict=False):
            if level > before + 1:
                yield f"{page.path}: h{level} after h{before}: {words(heading)}"
        yield from (f"{page.path}: an empty {h.name}" for h in headings if not words(h))


def nothing_is_left_over(site: Site, _: Data) -> Iterator[str]:
    """No mark, placeholder or Python value shows."""
    for page in site.pages.values():
        texts = [text for text in page.soup.find_all(string=_LEFT_OVER) if _is_seen(text)]
        for text in [*texts, *_spoken(page)]:
            if found := _LEFT_OVER.search(text):
                yield f"{page.path}: {found[0]!r} in {text.strip()[:80]!r}"


def names_say_their_language(site: Site, data: Data) -> Iterator[str]:
    """A name in another language carries `lang`, and `dir` as its letters run."""
    for name, fields in data.records.items():
        wanted = [
            (entry["lang"], entry["name"])
            for entry in fields.get("names", [])
            if isinstance(entry, dict)
        ]
        if name.kind == "glossary" and "lang" in fields and "original" in fields:
            wanted.append((fields["lang"], fields["original"]))
        for language, written in wanted:
            if not _is_marked(site.page(name.address), language, written):
                yield f"{name}: {written} lacks lang={language} or dir={_direction(written)}"


def _is_marked(page: Page, language: str, written: str) -> bool:
    primary = language.partition("-")[0]
    return any(
        words(tag) == " ".join(written.split())
        and attribute(tag, "lang").partition("-")[0] == primary
        and attribute(tag, "dir") in ("auto", _direction(written))
        for tag in page.main.find_all(lang=True)
    )


def _direction(written: str) -> str:
    """Return the direction of the first letter that has one (Unicode, UAX 9, rule P2)."""
    strong = (unicodedata.bidirectional(letter) for letter in written)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def _is_seen(text: NavigableString) -> bool:
    return not isinstance(text, Comment | Doctype) and text.find_parent(_UNSEEN) is None


def _spoken(page: Page) -> Iterator[str]:
    for tag in page.soup.find_all("script", type="application/ld+json"):
        yield from _strings(json.loads(tag.get_text()))
    for tag in page.soup.find_all(_has_words):
        yield from (attribute(tag, key) for key in _SPOKEN if tag.has_attr(key))


def _strings(value: object) -> Iterator[str]:
    """Yield every text in a value of JSON, whose own braces are no marks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


_SPOKEN = ("href", "src", "content", "title", "alt", "aria-label", "id", "class", "datetime")


def _has_words(tag: Tag) -> bool:
    return any(tag.has_attr(key) for key in _SPOKEN)
