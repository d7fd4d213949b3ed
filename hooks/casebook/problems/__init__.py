"""Problems in what an editor wrote: where, what is wrong, what to write instead, and its code."""

from casebook.problems.codes import CODES, GROUPS, Code
from casebook.problems.model import DataError, Level, Problem, Where, count, did_you_mean

__all__ = [
    "CODES",
    "GROUPS",
    "Code",
    "DataError",
    "Level",
    "Problem",
    "Where",
    "count",
    "did_you_mean",
]
