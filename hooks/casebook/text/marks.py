"""The marks that Casebook adds to Markdown: `[[references]]` and `[@citations]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from casebook.case import UnresolvedError
from casebook.text.passage import Citation, Flaw

if TYPE_CHECKING:
    from casebook.text.linking import Linking

REFERENCE = r"\[\[(!?)([^\[\]|]+?)(?:\\?\|([^\[\]]+))?\]\]"
CITATION = r"\[@([^\[\]]+)\]"

_ITEM = re.compile(r"@?([^\s,;]+)(?:,\s*(.+))?", re.DOTALL)


class ReferenceMark(InlineProcessor):
    """`[[id]]`, `[[kind/id]]`, `[[id|words]]`, and `[[!words]]`, which are never linked."""

    def __init__(self, linking: Linking) -> None:
        super().__init__(REFERENCE)
        self.linking = linking

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name is Python-Markdown's)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ET.Element, int, int]:
        """Return the link, or the bare words where the reference leads nowhere."""
        never, name, words = m[1], m[2].strip(), m[3]
        if never:
            return self.linking.marker.plain(AtomicString(words or name)), m.start(0), m.end(0)
        try:
            key = self.linking.resolve(name)
        except UnresolvedError as error:
            what = f"[[{name}]]: {error.what}"
            self.linking.flaws.append(Flaw(what, error.hint, m[0][:40], error.code))
            return self.linking.marker.plain(AtomicString(words or name)), m.start(0), m.end(0)
        shown = _words(words) if words else AtomicString(self.linking.name(key))
        return self.linking.marker.reference(key, shown), m.start(0), m.end(0)


class CitationMark(InlineProcessor):
    """`[@id]`, `[@id, p. 4; @other]`: numbers that the page gives."""

    def __init__(self, linking: Linking) -> None:
        super().__init__(CITATION)
        self.linking = linking

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name is Python-Markdown's)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ET.Element, int, int]:
        """Return one group that holds a link for each source cited."""
        found = [self._citation(item.strip()) for item in m[1].split(";")]
        citations = [citation for citation in found if citation is not None]
        self.linking.citations += citations
        return self.linking.marker.citations(citations), m.start(0), m.end(0)

    def _citation(self, item: str) -> Citation | None:
        try:
            return cited(item, self.linking)
        except UnresolvedError as error:
            name = _parsed(item)[0]
            what = f"[@{name}]: {error.what}"
            self.linking.flaws.append(Flaw(what, error.hint, name, error.code))
            return None


def cited(item: str, linking: Linking) -> Citation:
    """Return what one item of a mark cites; raises `UnresolvedError` where that leads nowhere."""
    name, locator = _parsed(item)
    return Citation(linking.resolve(name, ("sources",)).id, locator)


def _parsed(item: str) -> tuple[str, str]:
    parsed = _ITEM.fullmatch(item)
    return (parsed[1], " ".join((parsed[2] or "").split())) if parsed else (item, "")


def _words(words: str) -> str:
    """Words may be Markdown, but no HTML: a tag opened here could close elsewhere."""
    return AtomicString(words.strip()) if "<" in words else words.strip()
