"""Links that nobody wrote: the first mention of each name in each section of an HTML text.

Works on finished HTML, so that a name in a link, in code or in a quotation is seen as such however
it was written, and so that texts of records and hand-written pages are treated alike.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import sentencex

from casebook.records import Key
from casebook.text.linking import Linking
from casebook.text.markers import CITE_CLASS, PLAIN_CLASS, TAG
from casebook.text.passage import CITATION_SCHEME, RECORD_SCHEME, Mention

AUTO_CLASS = "cb-auto"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A quotation keeps its own words; code, links and headings are not prose.
UNLINKED = HEADINGS | {
    "a", "blockquote", "button", "cite", "code", "kbd", "pre", "q", "samp", "script", "style",
    "svg", "textarea", "title", "var",
}  # fmt: skip
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
    "var", "wbr",
})  # fmt: skip
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})

# Stands for whatever must not be matched: no name can hold it, and no word reaches across it.
_HOLE = "\x01"
_NOTHING = f"{_HOLE} \n"
_CITATION = f'<sup class="{CITE_CLASS}">'
# Every other tag is one of a group of citations, which is balanced and holds nothing to be linked:
# it is taken as one.
_PIECE = re.compile(
    rf'{_CITATION}(?:<a href="{CITATION_SCHEME}:[^"<>]*"(?: title="[^"<>]*")?>[^<]*</a>)+</sup>'
    rf"|{TAG.pattern}",
    TAG.flags,
)
_ANCHOR = re.compile(r"</?a\b[^>]*>")
# A sentence is shown as far as this from the words in question: none is read that is longer.
_FAR = 1000
# Whitespace that is not one space already.
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_RECORD = re.compile(rf'href="{RECORD_SCHEME}:([a-z]+)/([^"]+)"')


def weave(made: str, linking: Linking) -> str:
    """Return HTML with names linked; `linking` gathers each mention with its sentence."""
    # No space before the number of a source.
    *before, last = made.split(_CITATION)
    return _Weaver(linking).weave(_CITATION.join([*(part.rstrip() for part in before), last]))


@dataclass(slots=True)
class _Run:
    """A stretch of text of a block: the piece that holds it, where it starts, what it says."""

    piece: int
    start: int
    text: str
    open: bool


@dataclass(slots=True)
class _Link:
    """A reference somebody wrote, from `start` to `end` in the text of its block."""

    key: Key
    start: int
    end: int


class _Open(NamedTuple):
    """An element that is open, and whether text in it is within a link, `closed` to links, or
    `silent` (not read out); one that is `dropped` is left out of the result.
    """

    name: str
    link: bool = False
    closed: bool = False
    silent: bool = False
    dropped: bool = False


_OUTSIDE = _Open("")


class _Weaver:
    def __init__(self, linking: Linking) -> None:
        self._linking = linking
        self._pieces: list[str] = []
        self._open = [_OUTSIDE]
        self._seen: set[Key] = set()
        self._runs: list[_Run] = []
        self._links: list[_Link] = []
        self._length = 0

    def weave(self, made: str) -> str:
        end = 0
        for piece in _PIECE.finditer(made):
            self._text(made[end : piece.start()])
            if piece[2]:
                self._tag(piece)
            else:
                self._pieces.append(self._untouched(piece[0]))
            end = piece.end()
        self._text(made[end:])
        self._flush()
        return "".join(self._pieces)

    def _text(self, raw: str) -> None:
        around = self._open[-1]
        if raw and not around.silent:
            text = html.unescape(raw)
            self._runs.append(_Run(len(self._pieces), self._length, text, not around.closed))
            self._length += len(text)
        self._pieces.append(raw)

    def _untouched(self, piece: str) -> str:
        """Return a remark, or a group of citations: without its links where it is within one."""
        nested = self._open[-1].link and piece.startswith(_CITATION)
        return _ANCHOR.sub("", piece) if nested else piece

    def _tag(self, tag: re.Match[str]) -> None:
        name = tag[2].lower()
        if name not in INLINE:
            self._flush()
            if name in HEADINGS:
                self._seen.clear()
        if tag[1]:
            self._close(name, tag[0])
        else:
            self._begin(name, tag)

    def _begin(self, name: str, tag: re.Match[str]) -> None:
        attributes = tag[3]
        around = self._open[-1]
        nested = name == "a" and around.link
        plain = f'class="{PLAIN_CLASS}"' in attributes
        if name not in VOID and not attributes.endswith("/"):
            closed = around.closed or plain or name in UNLINKED
            silent = around.silent or (name == "sup" and CITE_CLASS in attributes)
            self._open.append(_Open(name, around.link or name == "a", closed, silent, nested))
        if not nested:
            self._pieces.append("<span>" if plain else tag[0])
            if name == "a" and (record := _RECORD.search(attributes)):
                self._links.append(_Link(Key(record[1], record[2]), self._length, -1))

    def _close(self, name: str, tag: str) -> None:
        place = len(self._open) - 1
        while place and self._open[place].name != name:
            place -= 1
        if not place:
            self._pieces.append(tag)
            return
        element = self._open[place]
        del self._open[place:]
        if element.dropped:
            return
        self._pieces.append(tag)
        if name == "a" and self._links and self._links[-1].end < 0:
            self._links[-1].end = self._length

    def _flush(self) -> None:
        """Link the names of the block that ends here."""
        text = "".join([run.text if run.open else _HOLE * len(run.text) for run in self._runs])
        if self._links or text.strip(_NOTHING):
            spoken = _Spoken("".join([run.text for run in self._runs]), self._linking.language)
            for link in self._links:
                end = link.end if link.end >= 0 else self._length
                self._note(link.key, spoken, link.start, end)
                self._seen.add(link.key)
            self._link(text, spoken)
        self._runs, self._links, self._length = [], [], 0

    def _link(self, text: str, spoken: _Spoken) -> None:
        starts = [run.start for run in self._runs]
        cuts: dict[int, list[tuple[int, int, Key]]] = {}
        for match in self._linking.matcher.find(text):
            target = match.claim.target
            own = self._linking.own in (target, match.claim.key)
            run = self._runs[bisect_right(starts, match.start) - 1]
            if target in self._seen or own or match.end > run.start + len(run.text):
                continue
            self._seen.add(target)
            self._note(target, spoken, match.start, match.end)
            span = (match.start - run.start, match.end - run.start, target)
            cuts.setdefault(run.piece, []).append(span)
        for run in self._runs:
            if run.piece in cuts:
                self._pieces[run.piece] = _linked(run.text, cuts[run.piece])

    def _note(self, target: Key, spoken: _Spoken, start: int, end: int) -> None:
        if target != self._linking.own:
            self._linking.mentions.append(Mention(target, *spoken.around(start, end)))


class _Spoken:
    """The words of a block, and the sentences in it, which are looked for once."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language.split("-", maxsplit=1)[0]
        self._ends: Sequence[int] = ()
        # Nothing is to be mended where each space is a single one, as nearly everywhere.
        self._is_spaced = text.isprintable() and "  " not in text

    def around(self, start: int, end: int) -> tuple[str, str, str]:
        """Return the words from `start` to `end`, and what comes before and after them in the
        sentence they begin in.
        """
        first, last = self._sentence(start)
        before = self._text[max(first, start - _FAR) : start]
        words = self._text[start:end]
        after = self._text[end : min(max(last, end), end + _FAR)]
        if self._is_spaced:
            return before, words, after
        return _say(before), _say(words), _say(after)

    def _sentence(self, place: int) -> tuple[int, int]:
        if not self._ends:
            sentences = sentencex.segment(self._language, self._text)
            self._ends = tuple(accumulate(map(len, sentences)))
        number = bisect_right(self._ends, place)
        if number == len(self._ends):
            return 0, len(self._text)
        return self._ends[number - 1] if number else 0, self._ends[number]


def _linked(text: str, cuts: list[tuple[int, int, Key]]) -> str:
    made: list[str] = []
    place = 0
    for start, end, target in cuts:
        made.append(html.escape(text[place:start], quote=False))
        words = html.escape(text[start:end], quote=False)
        made.append(f'<a class="{AUTO_CLASS}" href="{RECORD_SCHEME}:{target}">{words}</a>')
        place = end
    made.append(html.escape(text[place:], quote=False))
    return "".join(made)


def _say(text: str) -> str:
    return _SPACES.sub(" ", text)
