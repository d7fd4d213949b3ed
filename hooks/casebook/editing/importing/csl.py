"""CSL-JSON (https://docs.citationstyles.org, schema csl-data) -> sources."""

from __future__ import annotations

import re

from casebook.editing.importing import dates
from casebook.editing.importing.drafts import Draft
from casebook.editing.importing.fields import Fields
from casebook.editing.importing.intake import Intake
from casebook.editing.importing.jsonfile import cells, items, read_json
from casebook.editing.importing.markup import to_words
from casebook.editing.importing.references import Reference, Sorting, finish
from casebook.editing.importing.report import Report
from casebook.editing.importing.standing import Standing
from casebook.reading import Raw, RawList, RawMap

_SEASONS = {"1": "21", "2": "22", "3": "23", "4": "24"}
_PARTS = ("year", "month", "day")


def import_csl(intake: Intake, sorting: Sorting, standing: Standing, report: Report) -> list[Draft]:
    """Return the sources in CSL-JSON: a list of items, or one item.

    Raises `ImportRefusedError` for what is neither.
    """
    found: list[Draft] = []
    for number, item in enumerate(_items(read_json(intake, report)), 1):
        own = cells(item) if isinstance(item, RawMap) else cells(item, "value")
        fields = Fields(f"item {number}", item.where, own, report)
        found += _source(fields, sorting, standing)
    return found


def _items(root: Raw) -> tuple[Raw, ...]:
    if isinstance(root, RawMap):
        inner = root.entries.get("items")
        return inner.items if isinstance(inner, RawList) else (root,)
    return tuple(items(root, "the file"))


def _source(fields: Fields, sorting: Sorting, standing: Standing) -> list[Draft]:
    reference = Reference(fields)
    reference.put_first("type", ["type"])
    if not reference.has("type"):
        reference.draft.put("type", "document")
        fields.changed("", "it has no type, and became document")
    for name in ("title", "container-title", "publisher"):
        _words(reference, name)
    _authors(reference)
    reference.put("issued", *_date(fields, "issued"))
    reference.put("accessed", *_date(fields, "accessed"))
    reference.put_address("DOI", "URL")
    reference.put_language("language")
    reference.put_note("note")
    return finish(reference, standing, sorting, {}, "id")


def _words(reference: Reference, name: str) -> None:
    """Set a field without the few tags that CSL allows in it."""
    made = to_words(reference.fields.get(name))
    reference.put(name, made.text, name)
    for lost in made.lost:
        reference.fields.changed(name, f"{lost} was taken off")


def _authors(reference: Reference) -> None:
    fields = reference.fields
    groups: dict[str, list[str]] = {}
    for name in fields.names():
        if found := re.match(r"author\.(\d+)\.", name):
            groups.setdefault(found[1], []).append(name)
    made: list[dict[str, str]] = []
    taken: list[str] = []
    for number, names in groups.items():
        author, used = _author(fields, f"author.{number}", names)
        if author:
            made.append(author)
            taken += used
    reference.put("author", made, *taken)


def _author(fields: Fields, prefix: str, names: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return an author, and the fields that are in it.

    A particle belongs to the family name, a suffix stands behind the given one.
    """
    joined = {
        "family": ("dropping-particle", "non-dropping-particle", "family"),
        "given": ("given", "suffix"),
    }
    used = [f"{prefix}.{part}" for parts in joined.values() for part in parts]
    used = [name for name in used if name in names]
    author = {
        key: " ".join(text for part in parts if (text := fields.get(f"{prefix}.{part}")))
        for key, parts in joined.items()
    }
    if author["family"]:
        return {key: " ".join(text.split()) for key, text in author.items() if text}, used
    literal = fields.get(f"{prefix}.literal") or author["given"]
    own = f"{prefix}.literal"
    return ({"literal": " ".join(literal.split())} if literal else {}), (
        [own] if own in names else used
    )


def _date(fields: Fields, name: str) -> tuple[str, ...]:
    """Return a date of CSL in EDTF and the fields that it says whole (nothing: no such date)."""
    ends = [_end(fields, f"{name}.date-parts.{number}") for number in (0, 1)]
    if not ends[0][0]:
        return _said(fields, name)
    text, used = ends[0]
    season = fields.get(f"{name}.season")
    if ends[1][0] and (whole := dates.interval(text, ends[1][0])):
        text, used = whole, used + ends[1][1]
    elif season and len(text) == 4 and (code := _SEASONS.get(season) or dates.month_of(season)):
        text, used = f"{text}-{code}", [*used, f"{name}.season"]
    if _is_true(fields.get(f"{name}.circa")):
        text, used = "/".join(f"{end}~" for end in text.split("/")), [*used, f"{name}.circa"]
    return (text, *used)


def _end(fields: Fields, prefix: str) -> tuple[str, list[str]]:
    """Return one end of a date, and the fields that it holds."""
    names = [f"{prefix}.{number}" for number in range(3)]
    found = dates.moment(*(fields.get(name) for name in names))
    wrong = {refusal.part: refusal.why for refusal in found.refusals}
    for part, name in zip(_PARTS, names, strict=True):
        if part in wrong:
            fields.leave(name, wrong[part])
    if found.bc:
        fields.changed(names[0], f"{fields.get(names[0])} became {found.text}, as EDTF counts")
    used = [n for part, n in zip(_PARTS, names, strict=True) if part not in wrong and n in fields]
    return found.text, used


def _said(fields: Fields, name: str) -> tuple[str, ...]:
    """Return a date in words, where it is certain what they mean."""
    for part in ("raw", "literal"):
        given = fields.get(f"{name}.{part}")
        found = dates.loose(given) or dates.worded(given)
        if found:
            return found, f"{name}.{part}"
    return ("",)


def _is_true(text: str) -> bool:
    return text.casefold() not in ("", "0", "false")
