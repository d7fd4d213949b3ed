"""Names of authors -> family and given name, or the name of a body."""

from __future__ import annotations

import re

from pybtex.database import InvalidNameString, Person

from casebook.editing.importing.latex import decode


def person(text: str) -> dict[str, str]:
    """Return a name written `Family, Given, Suffix`; one without a comma is that of a body.

    A body and a person by one name alone look the same to readers, so the literal name is right
    for both (CSL).
    """
    parts = [" ".join(part.split()) for part in text.split(",")]
    family, given = parts[0], " ".join(filter(None, parts[1:]))
    if not family:
        return {"literal": given} if given else {}
    return {"family": family, "given": given} if given else {"literal": family}


def bibtex_person(text: str) -> dict[str, str]:
    """Return a name as BibTeX writes it; braces around the whole of it make it that of a body.

    Particles stand before the family name, a suffix behind the given one.
    """
    if _is_guarded(text):
        return {"literal": decode(text).text}
    try:
        # A group of several words is one name; other braces are there for the letters in them.
        person = Person(text if re.search(r"\{[^{}\\]*[\s,]", text) else decode(text).text)
    except (InvalidNameString, ValueError):
        return {"literal": decode(text).text}
    family = [*person.prelast_names, *person.last_names]
    given = [*person.first_names, *person.middle_names, *person.lineage_names]
    names = [" ".join(decode(part).text for part in parts) for parts in (family, given)]
    if all(names):
        return {"family": names[0], "given": names[1]}
    return {"literal": "".join(names)} if any(names) else {}


def _is_guarded(text: str) -> bool:
    """Tell whether one pair of braces stands around a whole name, which makes it that of a body."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if depth == 0 and place < len(text) - 1:
            return False
    return text.startswith("{") and not text.startswith("{\\")
