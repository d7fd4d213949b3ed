"""Links that nobody wrote: the first mention of each name in each section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import sentencex
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from casebook.records import Key
from casebook.text.linking import Linking
from casebook.text.marks import CITE_CLASS, PLAIN_CLASS
from casebook.text.passage import RECORD_SCHEME, Flaw, Mention

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A quotation keeps its own words; code and links are not prose.
UNLINKED = frozenset(
    {"a", "code", "pre", "q", "cite", "blockquote", "sup", "script", "style", "kbd"}
)
INLINE = frozenset(
    {"em", "strong", "b", "i", "span", "del", "ins", "sub", "sup", "small", "br", "img"}
)
READ = INLINE | {"a", "code", "q", "cite", "kbd"}
AUTO_CLASS = "cb-auto"

# Stands for whatever must not be matched: no name has it, and no word reaches across it.
_HOLE = "\ufffc"
_ESCAPED = re.compile(f"{STX}(\\d+)\u0003")
_STASHED = re.compile(f"{STX}[^\u0003]*\u0003")
_SAFE = re.compile(r"(?:https?:|mailto:|cb:|cite:|#|[^:/?#]*(?:[/?#]|$))", re.IGNORECASE)


@dataclass(slots=True)
class _Run:
    """A stretch of text inside a block: the element and the slot (text or tail) that hold it."""

    element: ET.Element
    slot: str
    parent: ET.Element | None
    start: int
    text: str
    link: Key | None
    open: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class AutoLinks(Treeprocessor):
    """Link names in the tree that Markdown made, and note each mention with its sentence."""

    def __init__(self, md: Markdown, linking: Linking) -> None:
        super().__init__(md)
        self.linking = linking

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        self._check_addresses(root)
        _close_up(root)
        seen: set[Key] = set()
        for block in _blocks(root):
            if block.tag in HEADINGS:
                seen.clear()
            self._block(block, seen)

    def _block(self, block: ET.Element, seen: set[Key]) -> None:
        runs = list(_runs(block))
        text = "".join(run.text if run.open else _hole(run) for run in runs)
        spoken = "".join(run.text for run in runs)
        for run in runs:
            if run.link is not None:
                self._note(run.link, spoken, run.start, run.end)
                seen.add(run.link)
        if block.tag not in HEADINGS:
            self._link(runs, text, spoken, seen)

    def _link(self, runs: list[_Run], text: str, spoken: str, seen: set[Key]) -> None:
        cuts: list[tuple[_Run, int, int, Key]] = []
        for match in self.linking.matcher.find(text):
            target = match.claim.target
            own = self.linking.own in (target, match.claim.key)
            run = next((r for r in runs if r.start <= match.start and match.end <= r.end), None)
            if target in seen or own or run is None:
                continue
            seen.add(target)
            self._note(target, spoken, match.start, match.end)
            cuts.append((run, match.start - run.start, match.end - run.start, target))
        for run, start, end, target in reversed(cuts):
            _insert(run, start, end, target)

    def _note(self, target: Key, text: str, start: int, end: int) -> None:
        if target == self.linking.own:
            return
        first, last = _sentence(self.linking.language, text, start)
        self.linking.mentions.append(
            Mention(target, _say(text[first:start]), _say(text[start:end]), _say(text[end:last]))
        )

    def _check_addresses(self, root: ET.Element) -> None:
        for element in root.iter("a"):
            address = element.get("href", "")
            if not _SAFE.match(address.strip()):
                what = f'the address "{address[:40]}" is not allowed'
                self.linking.flaws.append(Flaw(what, "Write one with https://", address[:30]))


def _close_up(root: ET.Element) -> None:
    """Take out the space before a citation: its number stands close to the word it follows."""
    for parent in root.iter():
        before: ET.Element | None = None
        for child in parent:
            if child.get("class") == CITE_CLASS:
                if before is None:
                    parent.text = (parent.text or "").rstrip()
                else:
                    before.tail = (before.tail or "").rstrip()
            before = child


def _blocks(element: ET.Element) -> Iterator[ET.Element]:
    """Yield the blocks that hold prose, in the order of reading."""
    for child in element:
        if child.tag in UNLINKED or not isinstance(child.tag, str):
            continue
        if child.tag not in INLINE:
            yield child
            yield from _blocks(child)


def _runs(block: ET.Element) -> Iterator[_Run]:
    place = 0
    for run in _flatten(block, None, None, True):
        run.start = place
        place += len(run.text)
        yield run


def _flatten(
    element: ET.Element, parent: ET.Element | None, link: Key | None, is_open: bool
) -> Iterator[_Run]:
    if element.text:
        plain = is_open and not isinstance(element.text, AtomicString)
        yield _Run(element, "text", parent, 0, element.text, link, plain)
    for child in element:
        if child.get("class") != CITE_CLASS and child.tag in READ:
            yield from _flatten(child, element, _record(child), is_open and _is_open(child))
        if child.tail:
            yield _Run(child, "tail", element, 0, child.tail, None, is_open)


def _is_open(element: ET.Element) -> bool:
    return element.tag not in UNLINKED and element.get("class") != PLAIN_CLASS


def _record(element: ET.Element) -> Key | None:
    scheme, _, name = element.get("href", "").partition(":")
    if element.tag != "a" or scheme != RECORD_SCHEME:
        return None
    kind, _, record = name.partition("/")
    return Key(kind, record)


def _hole(run: _Run) -> str:
    return _HOLE * len(run.text)


def _insert(run: _Run, start: int, end: int, target: Key) -> None:
    """Put a link around `run.text[start:end]`; what follows becomes the tail of the link."""
    link = ET.Element("a", {"href": f"{RECORD_SCHEME}:{target}", "class": AUTO_CLASS})
    link.text = AtomicString(run.text[start:end])
    link.tail = run.text[end:]
    run.text = run.text[:start]
    if run.slot == "text":
        run.element.text = run.text
        run.element.insert(0, link)
    elif run.parent is not None:
        run.element.tail = run.text
        run.parent.insert(list(run.parent).index(run.element) + 1, link)


def _sentence(language: str, text: str, place: int) -> tuple[int, int]:
    """Return where the sentence around `place` begins and ends."""
    end = 0
    for sentence in sentencex.segment(language.split("-", maxsplit=1)[0], text):
        start, end = end, end + len(sentence)
        if start <= place < end:
            return start, end
    return 0, len(text)


def _say(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1])), text)
    return re.sub(r"\s+", " ", _STASHED.sub("", text))
