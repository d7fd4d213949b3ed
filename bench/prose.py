"""Texts that know what they mention and cite, so that each can be written for any tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Literal, TypeAlias

from casebook.records import Key
from tools.invention import Invention

LEAST, MOST = 80, 200
"""Words of a text."""

MENTIONS, CITATIONS = 6, 2
"""In a hundred words."""

_SENTENCE = (8, 20)
_PARAGRAPH = (2, 4)
_SHARE_WRITTEN = 0.1
_SHARE_EMPHASISED = 0.25
_SHARE_LISTED = 0.06


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text."""

    target: Key
    words: str
    written: bool
    """The editor wrote the reference; other names are linked by themselves."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, named at the end of a sentence."""

    source: str


Piece: TypeAlias = str | Mention | Citation
Sentence: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences in a row, or as the points of a list; or a heading, which is one without a stop."""

    sentences: tuple[Sentence, ...]
    kind: Literal["text", "list", "heading"] = "text"


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in one field of a record."""

    paragraphs: tuple[Paragraph, ...]

    def pieces(self) -> Iterator[Piece]:
        """Return all pieces in order, those of headings left out."""
        for paragraph in self.paragraphs:
            if paragraph.kind != "heading":
                for sentence in paragraph.sentences:
                    yield from sentence

    def mentions(self) -> tuple[Mention, ...]:
        """Return every mention in order."""
        return tuple(piece for piece in self.pieces() if isinstance(piece, Mention))

    def citations(self) -> tuple[Citation, ...]:
        """Return every citation in order."""
        return tuple(piece for piece in self.pieces() if isinstance(piece, Citation))

    def words(self) -> int:
        """Return how many words it has; those of a name count, numbers of citations do not."""
        return sum(len(_words(piece).split()) for piece in self.pieces())


def render(text: Text, say: Callable[[Piece], str]) -> str:
    """Return the text as Markdown in which `say` has written each piece."""
    return "\n\n".join(_paragraph(paragraph, say) for paragraph in text.paragraphs)


def as_case(piece: Piece) -> str:
    """Return a piece as an editor of a case writes it."""
    if isinstance(piece, Citation):
        return f"[@{piece.source}]"
    if isinstance(piece, Mention) and piece.written:
        return f"[[{piece.target.kind}/{piece.target.id}|{piece.words}]]"
    return _words(piece)


def sentence_words(sentence: Sentence) -> str:
    """Return a sentence as plain words, without its citations."""
    said = " ".join(filter(None, map(_words, sentence))).replace("*", "")
    return f"{said[:1].upper()}{said[1:]}."


class Author:
    """Writes texts in which names of a case are mentioned; the first names are in much."""

    def __init__(self, made: Invention, names: Sequence[tuple[Key, str]]) -> None:
        self.made = made
        self.names = names

    def text(self, own: Key, sources: Sequence[str], least: int = LEAST, most: int = MOST) -> Text:
        """Return a text of `least` to `most` words on the record `own`, which it does not name.

        It mentions and cites as densely as said above, `sources` in turn, and no name twice: only
        the first mention of a name is linked.
        """
        total = self.made.random.randint(least, most)
        mentions = self._mentions(own, round(total * MENTIONS / 100))
        filled = total - sum(len(mention.words.split()) for mention in mentions)
        pieces: list[Piece] = [*self.made.phrase(filled, filled).lower().split()]
        for mention in mentions:
            pieces.insert(self.made.random.randint(1, len(pieces)), mention)
        sentences = self._sentences(pieces)
        self._cite(sentences, sources, round(total * CITATIONS / 100))
        return Text(self._paragraphs([tuple(sentence) for sentence in sentences]))

    def _mentions(self, own: Key, count: int) -> list[Mention]:
        found: dict[Key, Mention] = {}
        while len(found) < min(count, len(self.names) - 1):
            # Half of all mentions are of the few that much is written about.
            skew = 2.5 if self.made.chance(0.5) else 1
            place = int(len(self.names) * self.made.random.random() ** skew)
            target, words = self.names[place]
            if target != own and target not in found:
                found[target] = Mention(target, words, self.made.chance(_SHARE_WRITTEN))
        return list(found.values())

    def _sentences(self, pieces: list[Piece]) -> list[list[Piece]]:
        sentences: list[list[Piece]] = []
        start = 0
        while start < len(pieces):
            end = start + self.made.random.randint(*_SENTENCE)
            # What is left must make a sentence too.
            if len(pieces) - end < _SENTENCE[0]:
                end = len(pieces)
            sentences.append(pieces[start:end])
            start = end
        for sentence in sentences:
            if isinstance(first := sentence[0], str):
                sentence[0] = first.capitalize()
        return sentences

    def _cite(self, sentences: list[list[Piece]], sources: Sequence[str], count: int) -> None:
        places = self.made.random.choices(range(len(sentences)), k=count)
        for place, source in zip(sorted(places), cycle(sources), strict=False):
            sentences[place].append(Citation(source))

    def _paragraphs(self, sentences: list[Sentence]) -> tuple[Paragraph, ...]:
        paragraphs: list[Paragraph] = []
        while sentences:
            count = self.made.random.randint(*_PARAGRAPH)
            taken, sentences = sentences[:count], sentences[count:]
            listed = bool(paragraphs) and self.made.chance(_SHARE_LISTED)
            if self.made.chance(_SHARE_EMPHASISED):
                taken[0] = _emphasised(taken[0])
            paragraphs.append(Paragraph(tuple(taken), "list" if listed else "text"))
        return tuple(paragraphs)


def _emphasised(sentence: Sentence) -> Sentence:
    place = next((n for n, piece in enumerate(sentence) if n and isinstance(piece, str)), None)
    if place is None:
        return sentence
    return (*sentence[:place], f"*{sentence[place]}*", *sentence[place + 1 :])


def _paragraph(paragraph: Paragraph, say: Callable[[Piece], str]) -> str:
    said = [" ".join(map(say, sentence)) for sentence in paragraph.sentences]
    if paragraph.kind == "heading":
        return f"## {said[0]}"
    if paragraph.kind == "list":
        return "\n".join(f"- {words}." for words in said)
    return " ".join(f"{words}." for words in said)


def _words(piece: Piece) -> str:
    if isinstance(piece, Citation):
        return ""
    return piece.words if isinstance(piece, Mention) else piece
