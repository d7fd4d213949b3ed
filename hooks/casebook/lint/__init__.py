"""What an editor is warned of: weaknesses of the research that do not stand in the way of a site.

Each rule looks at the whole case (`Research`) and yields what it finds; `RULES` has them by the
code of the problem, and `checks` in `case.yml` says what becomes of each.
"""

from casebook.lint.addresses import is_copy
from casebook.lint.external import External, external
from casebook.lint.lint import RULES, lint
from casebook.lint.research import Research, interests
from casebook.lint.statements import Statement, statements
from casebook.lint.written import WrittenPage, read_pages

__all__ = [
    "RULES",
    "External",
    "Research",
    "Statement",
    "WrittenPage",
    "external",
    "interests",
    "is_copy",
    "lint",
    "read_pages",
    "statements",
]
