"""A new id for a record, wherever the case names it; the old one stays as an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from casebook.build import Checked, check
from casebook.case import Case, UnresolvedError
from casebook.editing.files import Change, EditError
from casebook.editing.places import Plan
from casebook.editing.trial import tried
from casebook.problems import DataError
from casebook.records import Key
from casebook.records.fields import Location, Slug


@dataclass(frozen=True)
class Renaming:
    """What is to change: the files, and each place in them as it will be."""

    old: Key
    new: Key
    changes: tuple[Change, ...]
    places: tuple[str, ...]


def rename(data: Path, documents: Path, old: str, new: str) -> Renaming:
    """Return what makes the record `old` the record `new`; nothing is written yet.

    `old` is an id that only one record has, or `kind/id`; `new` an id that none of the kind has.
    Raises `DataError` where the case has problems, `EditError` where there is no such record or the
    new id cannot be had.
    """
    checked = check(data, documents, drafts=True)
    key = _existing(checked.case, old)
    wanted = _free(checked.case, key, new)
    plan = Plan(data, checked.case, key, wanted)
    plan.read_records()
    if documents.is_dir():
        plan.read_documents(documents)
    changes = plan.changes()
    _verify(checked, _afterwards(data, documents, changes), key, wanted)
    return Renaming(key, wanted, changes, tuple(plan.places()))


def _existing(case: Case, text: str) -> Key:
    try:
        return case.index.resolve(text)
    except UnresolvedError as error:
        raise EditError(error.what, error.hint) from None


def _free(case: Case, old: Key, text: str) -> Key:
    """Return the new key; refuse one that is none, or that another record has or had."""
    new = Key(old.kind, text.removeprefix(f"{old.kind}/"))
    try:
        TypeAdapter(Slug).validate_python(new.id)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        what = context.get("what", "the new id is empty")
        raise EditError(what, context.get("hint", "Write one")) from None
    if new == old:
        raise EditError(f"{old} has this id already")
    if new.id in case.index.ids[new.kind]:
        raise EditError(f"{new} is taken ({case.where(new)})", "Choose another id")
    for key, record in case.of(new.kind):
        if new.id in record.former_ids and key != old:
            where = case.where(key, ("former_ids",))
            raise EditError(f"{new} is a former id of {key} ({where})", "Choose another id")
    return new


def _afterwards(data: Path, documents: Path, changes: tuple[Change, ...]) -> Checked:
    try:
        return tried(data, documents, changes)
    except DataError as error:
        found = "\n".join(map(str, error.problems))
        what = f"Nothing was changed: under the new id the case would have problems\n{found}"
        raise EditError(what) from None


def _verify(before: Checked, after: Checked, old: Key, new: Key) -> None:
    """Refuse a change after which some record would refer to another one than before."""
    if _referring(before, {old: new}) != _referring(after, {}):
        raise EditError("some references would lead elsewhere", "Nothing was changed")


def _referring(checked: Checked, moved: Mapping[Key, Key]) -> Counter[tuple[object, ...]]:
    """Return who refers to whom, in fields and in texts, with the keys in `moved` exchanged."""
    found = [(ref.source, ref.target, ref.location) for ref in checked.case.references]
    links: list[tuple[Key | None, Key, Location]] = [*found]
    for (key, location), passage in checked.texts.passages.items():
        links += [(key, mention.target, location) for mention in passage.mentions]
        links += [(key, Key("sources", cited.source), location) for cited in passage.citations]
    return Counter(
        (moved.get(source, source) if source else None, moved.get(target, target), location)
        for source, target, location in links
    )
