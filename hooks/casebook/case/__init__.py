"""Raw records -> one Case: ids resolved, references both ways, names, order, known since."""

from casebook.case.index import Index, UnresolvedError
from casebook.case.kept import KeptRecords
from casebook.case.known import account_since, first_source, issued_by, known_since
from casebook.case.load import load
from casebook.case.model import Case
from casebook.case.names import Claim, name_of, words_of
from casebook.case.references import Reference

__all__ = [
    "Case",
    "Claim",
    "Index",
    "KeptRecords",
    "Reference",
    "UnresolvedError",
    "account_since",
    "first_source",
    "issued_by",
    "known_since",
    "load",
    "name_of",
    "words_of",
]
