"""Markdown -> Passage, one text at a time."""

from __future__ import annotations

import html
import re
from collections import Counter

from markdown import Markdown

from casebook.records import Key
from casebook.text import quick
from casebook.text.bounds import excess
from casebook.text.extension import CasebookExtension
from casebook.text.linking import Linking
from casebook.text.markers import expand, without_markers
from casebook.text.passage import EMPTY, Flaw, Heading, Passage
from casebook.text.sanitise import sanitise
from casebook.text.weaving import weave

EXTENSIONS = ("tables", "sane_lists", "def_list")

_HEADING = re.compile(r"<h([2-4])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CITE = re.compile(r'<sup class="cb-cite">.*?</sup>', re.DOTALL)
_ONE_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
# One paragraph without a character that Markdown or HTML knows: it needs neither of them.
_WORDS = re.compile(r"[^\W\d_][^\x00-\x1f\x7f-\xa0\ue000-\ue008\\`*_{}\[\]<>&|#]*(?<!\s)")
# Keeps the anchors of a text apart from those of the page that shows it.
ANCHOR = "s-"


class Converter:
    """Turns the texts of one case into passages."""

    def __init__(self, linking: Linking) -> None:
        self.linking = linking
        self._markdown = Markdown(extensions=[*EXTENSIONS, CasebookExtension(linking)])

    def convert(self, text: str, own: Key | None, *, line: bool) -> tuple[Passage, list[Flaw]]:
        """Convert one text of the record `own`; `line` takes one line of inline Markdown.

        Returns the passage and the mistakes in it.
        """
        self.linking.begin(own)
        if beyond := excess(text):
            return EMPTY, [beyond]
        made = self._linked(text, own)
        flaws = list(self.linking.flaws)
        if line:
            made = _unwrap(made, text, flaws)
        made, headings = _anchored(made)
        mentions, citations = tuple(self.linking.mentions), tuple(self.linking.citations)
        return Passage(made, plain(made), mentions, citations, headings), flaws

    def _linked(self, text: str, own: Key | None) -> str:
        if _WORDS.fullmatch(text):
            made = f"<p>{text}</p>"
            return weave(made, self.linking) if self.linking.matcher.find(text) else made
        if (quickly := quick.convert(text, self.linking)) is not None:
            return weave(quickly, self.linking)
        self.linking.begin(own)
        made = self._markdown.reset().convert(without_markers(text))
        return weave(expand(sanitise(made)), self.linking)


def plain(made: str) -> str:
    """Return the words of HTML, without tags and citations, as one line."""
    return " ".join(html.unescape(_TAG.sub("", _CITE.sub("", made))).split())


def _unwrap(made: str, text: str, flaws: list[Flaw]) -> str:
    inner = _ONE_PARAGRAPH.fullmatch(made.strip())
    if inner is None or "<p>" in inner[1]:
        hint = "Begin the line with a word; put a backslash before a leading mark or number"
        flaws.append(Flaw("this line begins like a list or a heading", hint, text[:20], "CB243"))
        return made
    return inner[1]


def _anchored(made: str) -> tuple[str, tuple[Heading, ...]]:
    headings: list[Heading] = []
    taken: Counter[str] = Counter()

    def anchor(match: re.Match[str]) -> str:
        words = plain(match[2])
        base = ANCHOR + (re.sub(r"[^\w]+", "-", words.lower()).strip("-") or "section")
        name = _free(base, taken)
        headings.append(Heading(int(match[1]), name, words))
        return f'<h{match[1]} id="{html.escape(name)}">{match[2]}</h{match[1]}>'

    return _HEADING.sub(anchor, made), tuple(headings)


def _free(base: str, taken: Counter[str]) -> str:
    """Return `base`, or the first of `base-2`, `base-3` ... that is not taken; it is now."""
    name = base
    while taken[name]:
        taken[base] += 1
        name = f"{base}-{taken[base]}"
    taken[name] += 1
    return name
