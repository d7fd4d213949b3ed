"""Casebook's core: a documented case in YAML -> checked, cross-linked pages.

The stages, each of which imports only from those before it:

`language` has the words, months, numbers and order of a language. `problems` and `dates` know
nothing of a case. `reading` turns the files of the data folder into raw records that know their
file and line. `records` types them, field by field. `case` resolves ids and gathers what refers to
what. `text` converts Markdown, links names and collects citations. `views` compute what pages
show, `pages` writes them, `exports` writes other formats. Whoever publishes the pages (the MkDocs
adapter, or `python -m casebook`) takes them from here; nothing in here knows MkDocs.
"""

from __future__ import annotations

from casebook.build import Built, CaseSite, Kept, MakeGiven, build, plan
from casebook.problems import DataError, Problem, Where

__all__ = [
    "Built",
    "CaseSite",
    "DataError",
    "Kept",
    "MakeGiven",
    "Problem",
    "Where",
    "build",
    "plan",
]
