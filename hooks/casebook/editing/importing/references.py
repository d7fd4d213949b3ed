"""What the importers of references share: from the fields of an entry to a source of the case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casebook.editing.importing.drafts import Draft, settle
from casebook.editing.importing.escaping import line
from casebook.editing.importing.fields import Fields
from casebook.editing.importing.languages import tag_of
from casebook.editing.importing.slugs import slug
from casebook.editing.importing.standing import Standing, doi_address
from casebook.editing.rendering import Value

UNKNOWN = "XXXX"
"""EDTF for a year of which nothing is known (ISO 8601-2:2019, unspecified digits)."""

REASONS = {"abstract": "A source has no abstract", "keywords": "Sources have no keywords"}


@dataclass
class Reference:
    """An entry on its way: its fields, and the source that is made of them."""

    fields: Fields
    draft: Draft = field(init=False)

    def __post_init__(self) -> None:
        self.draft = Draft("sources", self.fields.where)

    def put(self, key: str, value: Value, *names: str) -> None:
        """Set a field of the source, made from these fields of the entry."""
        if value not in ("", None, [], {}):
            for name in names:
                self.fields.take(name)
            self.draft.put(key, value, *names)

    def has(self, key: str) -> bool:
        """Tell whether the source has this field by now."""
        return key in self.draft.values

    def put_first(self, key: str, names: Iterable[str]) -> None:
        """Set a field from the first of these fields of the entry that holds something."""
        for name in names:
            if not self.has(key) and (text := " ".join(self.fields.get(name).split())):
                self.put(key, text, name)

    def put_note(self, name: str) -> None:
        """Set the note, which is Markdown, from plain words."""
        self.put("note", line(self.fields.get(name)), name)

    def put_language(self, name: str) -> None:
        """Set the language, where it is certain which one is meant."""
        given = self.fields.get(name)
        tag = tag_of(given)
        self.put("language", tag, name)
        if tag and tag != given:
            self.fields.changed(name, f'"{given}" became {tag}')
        elif given and not tag:
            self.fields.leave(name, "It is not certain which language is meant")

    def put_address(self, doi: str, url: str) -> None:
        """Set the address: that of the DOI, which lasts, before any other."""
        address = doi_address(self.fields.get(doi))
        given = self.fields.get(url)
        if address:
            self.put("URL", address, doi)
            if given and doi_address(given) == address:
                self.fields.take(url)
            elif given:
                self.fields.leave(url, "A source has one address, and the DOI lasts longer")
        else:
            self.put("URL", given, url)


@dataclass(frozen=True, slots=True)
class Sorting:
    """How entries are to be taken: `draft` as drafts, `again` even where the case has them."""

    draft: bool = False
    again: bool = False


def finish(
    reference: Reference, standing: Standing, sorting: Sorting, reasons: Mapping[str, str], key: str
) -> list[Draft]:
    """Return the source for an entry, unless the case has it, or it lacks what a source needs.

    `key` is the field that holds the entry's own key.
    """
    fields, draft = reference.fields, reference.draft
    if not draft.values.get("title"):
        fields.refuse("it has no title", "Give it one")
        return []
    if not draft.values.get("issued"):
        draft.put("issued", UNKNOWN)
        fields.changed("", f"it has no date, so it is issued {UNKNOWN}, an unknown year")
    if not sorting.again and _stands(reference, standing):
        return []
    draft.put("draft", sorting.draft)
    draft.put("id", "new")
    if not settle(draft, fields):
        return []
    draft.values["id"] = _id(reference, standing, key)
    if address := str(draft.values.get("URL", "")):
        standing.remember(address, draft.id)
    draft.remarks += fields.remarks({**REASONS, **reasons})
    return [draft]


def _stands(reference: Reference, standing: Standing) -> bool:
    """Report a source that the case has already, with all that its entry holds."""
    known = standing.known(str(reference.draft.values.get("URL", "")))
    if known:
        fields = reference.fields
        what = f"{fields.subject} was not added: the source {known} has the same address"
        fields.report.left(fields.where, what, "Add it all the same with --again")
        fields.leave_all("It stays in the imported file")
    return bool(known)


def _id(reference: Reference, standing: Standing, key: str) -> str:
    fields, values = reference.fields, reference.draft.values
    own = fields.get(key)
    year = re.sub(r"\D.*", "", str(values["issued"]))
    wanted = slug(own) or slug(f"{_first_author(values)} {year} {values['title']}")
    given = standing.ids.give(wanted, "source")
    if own:
        fields.take(key)
    if own and given != own:
        fields.changed(key, f'the key "{own}" became the id {given}')
    return given


def _first_author(values: Mapping[str, Value]) -> str:
    authors = values.get("author")
    first = authors[0] if isinstance(authors, list) and authors else {}
    return str(first.get("family") or first.get("literal") or "") if isinstance(first, dict) else ""
