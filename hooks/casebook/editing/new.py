"""A new record: what must be told of it, where it goes, and the change that puts it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.case import Case, load
from casebook.editing.answers import Judge
from casebook.editing.documents import named, record_files
from casebook.editing.files import Change
from casebook.editing.importing.slugs import Ids, slug
from casebook.editing.lines import Lines
from casebook.editing.placing import Place, chosen, heading, proposed
from casebook.editing.rendering import Value
from casebook.editing.stubs import Field, fields_of
from casebook.editing.tree import parse
from casebook.editing.writing import Entry, appended, brought, created
from casebook.problems import DataError
from casebook.records import KINDS

# What is kept about a record, rather than said in it, is not for its beginning.
_KEPT = ("id", "draft", "reviewed", "autolink", "match_case")
# One of the two is there.
_TIMES = ("date", "between")
_NAMES = ("name", "term", "title", "question")


def fields_told(kind: str) -> tuple[Field, ...]:
    """Return the fields that a new record may be given: all but those of its later history."""
    return tuple(f for f in fields_of(KINDS[kind]) if f.key not in ("former_ids", "corrections"))


@dataclass(frozen=True)
class Stub:
    """A record that is ready: the change that writes it, and the place it will have."""

    change: Change
    where: str


class Maker:
    """Makes new records of one kind of a case."""

    def __init__(self, data: Path, documents: Path, kind: str) -> None:
        """Take the folders of the data and of the hand-written pages, and a kind of record."""
        self.data = data
        self.documents = documents
        self.kind = kind
        self.fields = fields_told(kind)
        self._case: Case = load(data, drafts=True)[0]
        self._judge = Judge(self._case, kind)

    def field(self, key: str) -> Field:
        """Return one of the fields by its key."""
        return next(field for field in self.fields if field.key == key)

    @property
    def name(self) -> Field:
        """The field that names a record of the kind."""
        return next(field for field in self.fields if field.key in _NAMES)

    def wanted(self, given: Mapping[str, Value]) -> list[Field]:
        """Return the fields that a record must still have, what it is called first."""
        keys = {field.key for field in self.fields if field.required and field.key != "id"}
        if self.kind == "events" and not given.get("between"):
            keys.add("date")
        if given.get("status") == "disputed" and self.kind != "questions":
            keys.add("accounts")
        missing = [f for f in self.fields if f.key in keys and given.get(f.key) in (None, "", [])]
        return sorted(missing, key=lambda field: field != self.name)

    def faults(self, key: str, value: Value) -> tuple[str, ...]:
        """Return what the checker has against a value, in its words."""
        return self._judge.faults(key, value)

    def faults_within(self, key: str, inner: str, value: Value) -> tuple[str, ...]:
        """Return what the checker has against a value in a mapping of the list at `key`."""
        return self._judge.faults_within(key, inner, value)

    def least(self, field: Field) -> int:
        """Return how many a list must have."""
        return 2 if field.key == "accounts" else field.least

    def id_for(self, given: Mapping[str, Value]) -> str:
        """Return the id that the record's name suggests; empty where it suggests none."""
        return slug(str(given.get(self.name.key) or ""))

    def free(self, wanted: str) -> str:
        """Return an id, or with a number behind it where somebody has it or had it."""
        taken = {key.id for key in self._case.raw if key.kind == self.kind}
        taken |= {old for _, record in self._case.of(self.kind) for old in record.former_ids}
        return Ids(taken).give(wanted, "") if wanted else ""

    def place(self, given: Mapping[str, Value], file: str | None) -> Place:
        """Return the file for the record: `file`, or the one that suits it."""
        name = str(given["id"])
        if file is not None:
            return chosen(self.data, self.kind, name, file)
        return proposed(self.data, self.kind, name, given)

    def has_choice(self) -> bool:
        """Tell whether the kind is kept in several files."""
        return sum(file.kind == self.kind for file in record_files(self.data)) > 1

    def stub(self, given: Mapping[str, Value], place: Place) -> Stub:
        """Return the record ready to be written; raise `DataError` if it brings problems.

        What was not given stands below it, a remark for each key.
        """
        values = {f.key: given[f.key] for f in self.fields if given.get(f.key) not in (None, "")}
        more = [f.key for f in self.fields if f.key not in (*values, *_KEPT, *_TIMES)]
        entry = Entry(values, [f"{key}: ..." for key in more])
        if place.path.exists() and not place.single:
            change = appended(place.path, [entry])
        else:
            head = heading(self.data, self.kind, place.path)
            change = created(place.path, [entry], single=place.single, head=head)
        if problems := brought(self.data, self.documents, [change]):
            raise DataError(problems)
        return Stub(change, f"{named(self.data, place.path)}:{_line(change)}")


def _line(change: Change) -> int:
    """Return the line of the last record of a file."""
    text = (change.after or b"").decode("utf-8")
    return Lines(text).place(parse(text).records()[-1].start)[0]
