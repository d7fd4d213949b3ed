"""The marks that Casebook adds to Markdown: `[[references]]` and `[@citations]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from casebook.case import UnresolvedError
from casebook.text.passage import CITATION_SCHEME, RECORD_SCHEME, Citation, Flaw

if TYPE_CHECKING:
    from casebook.text.linking import Linking

REFERENCE = r"\[\[(!?)([^\[\]|]+?)(?:\\?\|([^\[\]]+))?\]\]"
CITATION = r"\[@([^\[\]]+)\]"
PLAIN_CLASS = "cb-plain"
CITE_CLASS = "cb-cite"

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
            return _span(words or name), m.start(0), m.end(0)
        try:
            key = self.linking.resolve(name)
        except UnresolvedError as error:
            self.linking.flaws.append(Flaw(f"[[{name}]]: {error.what}", error.hint, m[0][:40]))
            return _span(words or name), m.start(0), m.end(0)
        link = ET.Element("a", {"href": f"{RECORD_SCHEME}:{key}"})
        link.text = words.strip() if words else AtomicString(self.linking.name(key))
        return link, m.start(0), m.end(0)


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
        """Return a superscript that holds one link for each source cited."""
        group = ET.Element("sup", {"class": CITE_CLASS})
        for item in m[1].split(";"):
            if (citation := self._citation(item.strip())) is None:
                continue
            attributes = {"href": f"{CITATION_SCHEME}:{citation.source}"}
            if citation.locator:
                attributes["title"] = citation.locator
            link = ET.SubElement(group, "a", attributes)
            link.text = AtomicString(citation.source)
        return group, m.start(0), m.end(0)

    def _citation(self, item: str) -> Citation | None:
        parsed = _ITEM.fullmatch(item)
        name = parsed[1] if parsed else item
        try:
            key = self.linking.resolve(name, ("sources",))
        except UnresolvedError as error:
            self.linking.flaws.append(Flaw(f"[@{name}]: {error.what}", error.hint, name))
            return None
        locator = " ".join((parsed[2] or "").split()) if parsed else ""
        citation = Citation(key.id, locator)
        self.linking.citations.append(citation)
        return citation


def _span(words: str) -> ET.Element:
    span = ET.Element("span", {"class": PLAIN_CLASS})
    span.text = AtomicString(words.strip())
    return span
