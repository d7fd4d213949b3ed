"""The message catalogues: PO files, read as they are, so that no compiled file is kept."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "locale"
DOMAIN = "casebook"
MESSAGES = "en"
"""The language of the messages: its catalogue says each of them as it is, and is not read."""


def read(tags: Iterable[str]) -> NullTranslations:
    """Return the messages of the first of `tags` that has a catalogue, else the English ones.

    Where a catalogue lacks a message, those of the tags after it are asked.
    """
    others = (path_of(tag) for tag in tags if tag != MESSAGES)
    found = [_compiled(load(path)) for path in others if path.is_file()]
    for first, second in pairwise(found):
        first.add_fallback(second)
    return found[0] if found else NullTranslations()


def load(path: Path) -> Catalog:
    """Return the catalogue in a PO file; raises `PoFileError` where it cannot be read."""
    with path.open("rb") as file:
        return read_po(file, domain=DOMAIN, abort_invalid=True)


def path_of(tag: str) -> Path:
    """Return where the catalogue of a language stands, in the folders that gettext names."""
    return LOCALE / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


def _compiled(catalogue: Catalog) -> GNUTranslations:
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return GNUTranslations(file)
