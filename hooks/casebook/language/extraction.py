"""Code and templates -> message catalogues: `python -m casebook.language.extraction`.

Babel's own command would write the day and every line number into the files, so that any edit
changed all of them; here they change only with the messages. The template and the English
catalogue follow from the code alone; other catalogues keep their translations.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import write_po

from casebook.language import catalogues

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = catalogues.LOCALE / f"{catalogues.DOMAIN}.pot"

_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_OPTIONS = {"**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
_KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["Message:1,1t", "Message:1,2c,2t"])
_COMMENTS = ("Translators:",)
# Lines that differ from one run or version of Babel to the next, or that nobody has filled in.
_UNSTEADY = (b"POT-Creation-Date", b"PO-Revision-Date", b"Generated-By", b"Project-Id-Version")
_BLANK = (b"EMAIL@ADDRESS", b"LL@li.org")
_WIDTH = 100
_HEADER = "# Messages of the interface{}.\n# Distributed under the same licence as the code."


def extract() -> Catalog:
    """Return every message of the code and the templates, in the order of the files."""
    found = Catalog(domain=catalogues.DOMAIN, project="Casebook", header_comment=_HEADER.format(""))
    found.fuzzy = False
    for file, _, message, comments, context in sorted(_found(), key=lambda item: item[:2]):
        found.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return found


def english(template: Catalog) -> Catalog:
    """Return the English catalogue, in which each message says itself."""
    made = Catalog(
        "en", catalogues.DOMAIN, project="Casebook", header_comment=_HEADER.format(" in English")
    )
    made.update(template)
    made.fuzzy = False
    for message in made:
        if message.id:
            message.string = message.id
    return made


def updated(path: Path, template: Catalog) -> Catalog:
    """Return the catalogue of another language with the messages there are now."""
    made = catalogues.load(path)
    made.update(template, no_fuzzy_matching=True)
    return made


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as a PO file that depends on its messages alone."""
    file = BytesIO()
    write_po(file, catalogue, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    return b"".join(line for line in file.getvalue().splitlines(keepends=True) if _kept(line))


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield the path and the content of every catalogue as it should be."""
    template = extract()
    yield TEMPLATE, written(template)
    source = catalogues.path_of("en")
    yield source, written(english(template))
    for path in sorted(catalogues.LOCALE.glob(f"*/LC_MESSAGES/{catalogues.DOMAIN}.po")):
        if path != source:
            yield path, written(updated(path, template))


def _kept(line: bytes) -> bool:
    return not line.startswith(b'"') or not any(blank in line for blank in _UNSTEADY + _BLANK)


def _found() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    return extract_from_dir(ROOT, _METHODS, _OPTIONS, _KEYWORDS, _COMMENTS, strip_comment_tags=True)


def main() -> None:
    """Write every catalogue."""
    for path, content in files():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
