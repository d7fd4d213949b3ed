"""What MkDocs is told of a case that cannot be published."""

from __future__ import annotations

from mkdocs.exceptions import PluginError

from casebook import DataError


class CaseError(PluginError):
    """The case cannot be published; `problems` has what stands in the way."""

    def __init__(self, error: DataError) -> None:
        super().__init__(f"\n{error}")
        self.problems = error.problems
