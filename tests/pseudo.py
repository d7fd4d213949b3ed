"""A language that marks every word of the interface, and a case that has no Latin letter.

In the marked language each message says itself between ⟦ and ⟧, its values and tags left outside.
In the foreign case every Latin letter of the texts is another, Cyrillic one. So on a page made of
both, a Latin letter outside the marks is a word that no catalogue can translate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from lxml import html
from pydantic import BaseModel

from casebook.language import ENGLISH, extraction
from casebook.records import Ref, Relation, parts

M = TypeVar("M", bound=BaseModel)

TAG = "qaa"
"""A tag that ISO 639 leaves to private use; CLDR does not know it, so months are English."""

_PIECE = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;)")
# References, citations, addresses, tags and attributes inside Markdown.
_KEPT_IN_TEXT = re.compile(
    r"(\[\[(?!!)[^]|]*|(?<=[\[\s;])@[^],;\s]+|\]\([^)]*\)|https?://\S+|<[^>]+>|&\w+;)"
)
_KEPT_FIELDS = frozenset({
    "id", "former_ids", "kind", "status", "type", "precision", "language", "lang", "script", "url",
    "archived",
})  # fmt: skip
_SAID = ("aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "alt",
         "placeholder", "label", "summary", "content")  # fmt: skip
_SILENT = ("script", "style", "pre", "code")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
# Ids, numbers, addresses inside the site and CSS selectors.
_LIST_OF_IDS = re.compile(r"""[a-z0-9 ._/:#,;="'()\[\]>-]*""")
# What no catalogue of ours holds: addresses, places for a script to fill, letters that number
# things, names of formats, and what CLDR says in English for want of a better language.
_NAMES = sorted(
    {
        *(name for form in ("format", "stand-alone") for width in ("wide", "abbreviated")
          for name in ENGLISH.locale.months[form][width].values()),
        *Locale("en").languages.values(), "BibTeX", "CSL-JSON", "Atom", "JSON", "APA",
        "Chicago", "MLA",
    },
    key=len, reverse=True,
)  # fmt: skip
_FOREIGN = re.compile(
    r"https?://\S+|%\(\w+\)s|\{\w+\}|\b(?:[A-Z]|" + "|".join(map(re.escape, _NAMES)) + r")\b"
)


def plant(locale: Path) -> None:
    """Write the catalogue of the marked language into the folder of catalogues `locale`."""
    found = Catalog(domain="casebook")
    for message in extraction.extract():
        if message.id:
            found.add(message.id, _marked(message.id), context=message.context)
    path = locale / TAG / "LC_MESSAGES" / "casebook.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, found)


def foreign(record: M) -> M:
    """Return a record whose texts have no Latin letter; ids, kinds and addresses stay."""
    values = {
        name: _foreign(getattr(record, name), kept=_kept(record, name))
        for name in type(record).model_fields
    }
    return record.model_copy(update=values)


def unmarked(page: str) -> Iterator[str]:
    """Yield every text and attribute of an HTML page that shows a word outside the marks."""
    for element in html.fragment_fromstring(page, create_parent=True).iter():
        if not isinstance(element.tag, str):
            continue
        around = {above.tag for above in element.iterancestors()}
        for text, within in ((element.text, {element.tag, *around}), (element.tail, around)):
            if text and not within.intersection(_SILENT) and leftover(text):
                yield text.strip()
        for name, value in element.attrib.items():
            words = str(name).startswith("data-") and not _LIST_OF_IDS.fullmatch(value)
            if (words or name in _SAID) and leftover(value):
                yield f"{name}={value}"


def leftover(text: str) -> str:
    """Return the words of a text that stand outside the marks and come from nowhere else."""
    rest = _FOREIGN.sub(" ", _MARKED.sub(" ", text))
    return rest if any(_latin(letter) for letter in rest) else ""


def _marked(message: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    if not isinstance(message, str):
        return tuple(str(_marked(form)) for form in message)
    pieces = _PIECE.split(message)
    return "".join(
        f"⟦{piece}⟧" if any(map(str.isalpha, piece)) and not _PIECE.fullmatch(piece) else piece
        for piece in pieces
    )


def _kept(record: BaseModel, name: str) -> bool:
    if name in _KEPT_FIELDS:
        return name != "kind" or not isinstance(record, Relation)
    return any(
        isinstance(mark, Ref) and location[0] == name and not any(map(_named, location[1:]))
        for location, _, mark in parts(record)
    )


def _named(step: str | int) -> bool:
    return isinstance(step, str)


def _foreign(value: Any, *, kept: bool) -> Any:
    if isinstance(value, BaseModel):
        return foreign(value)
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_foreign(item, kept=kept) for item in value)
    if isinstance(value, dict):
        return {_foreign(k, kept=kept): _foreign(v, kept=kept) for k, v in value.items()}
    return _text(value) if isinstance(value, str) and not kept else value


def _text(text: str) -> str:
    # Every other piece is what the pattern found.
    pieces = enumerate(_KEPT_IN_TEXT.split(text))
    return "".join(piece if at % 2 else "".join(map(_letter, piece)) for at, piece in pieces)


def _letter(letter: str) -> str:
    if not _latin(letter):
        return letter
    return chr((0x410 if letter.isupper() else 0x430) + ord(letter) % 32)


def _latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")
