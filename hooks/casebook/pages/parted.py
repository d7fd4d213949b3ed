"""Where the items of lists stand: on the list's own page or on a part, and what that is called.

Whatever leads to an entry of a list asks here.
"""

from __future__ import annotations

from dataclasses import dataclass

from casebook.case import Case
from casebook.language import Language
from casebook.pages import addresses
from casebook.records import Key
from casebook.views.parts import Part, parts

_ANCHORS = {
    "actors": "actor",
    "places": "place",
    "questions": "question",
    "glossary": "term",
    "sources": "source",
    "timeline": "event",
    "network": "tie",
}
"""What the anchors of items begin with, by list; an item of another list has none."""

_LEADS = {"timeline": ("events", ""), "network": ("actors", "relations")}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page of a whole list says of one of its parts."""

    words: str
    address: str
    count: int
    ends: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a list, its items counted, and the entries of the parts below it."""

    name: str
    anchor: str
    count: int
    entries: tuple[Entry, ...]


def of_record(case: Case, key: Key) -> tuple[Part, str] | None:
    """Return the part that lists a record, and the address of its entry there.

    None where the list stands whole on its own page.
    """
    part = parts(case).holding(key.kind, key.id)
    if part is None:
        return None
    anchor = f"#{_ANCHORS[key.kind]}-{key.id}" if key.kind in _ANCHORS else ""
    return part, addresses.part(key.kind, part.name) + anchor


def entry_of(folder: str) -> tuple[str, str, str] | None:
    """Return what the anchors of the items of a list begin with, and where else each is found.

    That is the page of a record of a kind, and an anchor there or nothing.
    """
    anchor = _ANCHORS.get(folder)
    return (anchor, *_LEADS.get(folder, (folder, ""))) if anchor else None


def of_relation(case: Case, name: str) -> str:
    """Return the address of the row of a relation, by its id, in the table that has it."""
    part = parts(case).holding("network", name)
    page = addresses.part("network", part.name) if part else addresses.NETWORK
    return f"{page}#tie-{name}"


def title(part: Part, language: Language, *, below: bool = False) -> str:
    """Return what a part is called beside the name of its list, or `below` its heading there."""
    words = part.letter if below and part.letter else part.section
    if part.letter and not below:
        # Translators: a heading of a list that is cut by letters: "People, K".
        words = language.gettext(
            "%(heading)s, %(letter)s", heading=part.section, letter=part.letter
        )
    if part.count == 1:
        return words
    if not words:
        return language.gettext("Part %(part)s of %(parts)s", part=part.number, parts=part.count)
    return piece(words, part.number, part.count, language)


def piece(words: str, number: int, count: int, language: Language) -> str:
    """Return what a piece of something cut into `count` is called."""
    if count == 1:
        return words
    # Translators: what is long is cut into parts: a year of the timeline, a letter of a list, as in
    # "2015, part 2 of 3".
    return language.gettext(
        "%(year)s, part %(part)s of %(parts)s", year=words, part=number, parts=count
    )


def ends(first: str, last: str, language: Language) -> str:
    """Return what a part begins and ends with."""
    if first == last:
        return first
    # Translators: what a part of a list begins and ends with.
    return language.gettext("%(first)s – %(last)s", first=first, last=last)
