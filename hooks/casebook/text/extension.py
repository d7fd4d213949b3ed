"""The Python-Markdown extension: one for the texts of records and for hand-written pages alike."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from casebook.text.checks import Checks
from casebook.text.linking import Linking
from casebook.text.marks import CitationMark, ReferenceMark

# Code spans (190) come first, so that a mark inside one stays as written; backslash escapes (180)
# and Markdown's own links (170) come after.
_MARKS = 185
# After the inline patterns (20) have run.
_CHECKS = 5


class CasebookExtension(Extension):
    """Adds references and citations to a Markdown instance; automatic links are woven in later."""

    def __init__(self, linking: Linking) -> None:
        super().__init__()
        self.linking = linking

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Python-Markdown's)
        """Register the marks and the checks."""
        md.inlinePatterns.register(ReferenceMark(self.linking), "casebook-reference", _MARKS)
        md.inlinePatterns.register(CitationMark(self.linking), "casebook-citation", _MARKS - 1)
        md.treeprocessors.register(Checks(md, self.linking), "casebook-checks", _CHECKS)
