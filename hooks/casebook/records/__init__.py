"""The kinds of record, as frozen pydantic models: what an editor may write, field by field."""

from casebook.records.base import Correction, Key, Record
from casebook.records.fields import Prose, Ref, parts
from casebook.records.kinds import KINDS, Article, CaseRecord, Event, Question, Source
from casebook.records.named import Actor, Place, Term
from casebook.records.pieces import Account, Fact, Name, Relation, Role
from casebook.records.validate import build

__all__ = [
    "KINDS",
    "Account",
    "Actor",
    "Article",
    "CaseRecord",
    "Correction",
    "Event",
    "Fact",
    "Key",
    "Name",
    "Place",
    "Prose",
    "Question",
    "Record",
    "Ref",
    "Relation",
    "Role",
    "Source",
    "Term",
    "build",
    "parts",
]
