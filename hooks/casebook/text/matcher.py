"""Finding the names of records in a text: whole words, longest first, in any script."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from casebook.case import Claim

# Letters stay where they are when a text is folded, so that a match has the same place in both.
# The zero-width joiner and non-joiner stand inside words of Persian, among others.
_JOINING = "_\u200c\u200d"
# A text is searched in stretches: of names within names there may be as many as it has letters,
# times the letters of the longest. So no name is longer than that.
_STRETCH = 1000
_LONGEST = 200
_SAME_LENGTH = str.maketrans({"’": "'", "\n": " ", "\u00a0": " ", "\u2011": "-"})


class Match(NamedTuple):
    """The words `text[start:end]` are a name of `claim`."""

    start: int
    end: int
    claim: Claim


class Matcher:
    """All names of a case, ready to be found."""

    def __init__(self, claims: Iterable[Claim], *, english: bool) -> None:
        """Take the claimed words; in an `english` case, plurals of terms are found too."""
        patterns: defaultdict[str, list[tuple[str, Claim]]] = defaultdict(list)
        claims = tuple(claims)
        written = [(claim.words, claim) for claim in claims]
        if english:
            written += [
                (p, claim) for claim in claims if claim.plural for p in _plurals(claim.words)
            ]
        # What somebody wrote comes before what a rule makes of another word.
        for words, claim in written:
            if len(words) > _LONGEST:
                continue
            patterns[fold(words)].append((words.translate(_SAME_LENGTH), claim))
        self._claims = list(patterns.values())
        self._automaton = _automaton(list(patterns)) if patterns else None

    def find(self, text: str) -> list[Match]:
        """Return the names in `text`: the longest at each place, from the left, not overlapping."""
        if self._automaton is None:
            return []
        folded = fold(text)
        chosen: list[Match] = []
        end_of_last = 0
        for start, end, number in self._whole_words(self._automaton, folded):
            if start < end_of_last:
                continue
            if (claim := self._claim(number, text[start:end])) is not None:
                chosen.append(Match(start, end, claim))
                end_of_last = end
        return chosen

    def _whole_words(self, automaton: AhoCorasick, folded: str) -> Iterator[tuple[int, int, int]]:
        """Yield where names start and end, and their numbers: from the left, the longest first."""
        for first in range(0, len(folded), _STRETCH):
            stretch = folded[first : first + _STRETCH + _LONGEST]
            matches = automaton.find_matches_as_indexes(stretch, overlapping=True)
            found = [
                (first + start, -(first + end), number)
                for number, start, end in matches
                if start < _STRETCH
                and not _joins_before(folded, first + start)
                and not _joins_after(folded, first + end)
            ]
            yield from ((start, -end, number) for start, end, number in sorted(found))

    def _claim(self, number: int, words: str) -> Claim | None:
        for expected, claim in self._claims[number]:
            if not claim.match_case or expected == words.translate(_SAME_LENGTH):
                return claim
        return None


def fold(text: str) -> str:
    """Return `text` without regard to the case of letters, each letter in its place."""
    text = text.translate(_SAME_LENGTH)
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _plurals(words: str) -> Iterator[str]:
    """Yield the regular English plural of the last word."""
    if not words[-1:].isascii() or not words[-1:].isalpha():
        return
    if words.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{words}es"
    elif words.endswith("y") and words[-2:-1] not in "aeiou":
        yield f"{words[:-1]}ies"
    else:
        yield f"{words}s"


def _automaton(patterns: list[str]) -> AhoCorasick:
    # The library would take a larger automaton for few names, whose making takes the square of
    # their length.
    return AhoCorasick(patterns, implementation=Implementation.ContiguousNFA)


def _joins_before(folded: str, start: int) -> bool:
    before = folded[start - 1 : start]
    if before == "'":
        return start >= 2 and _is_letter(folded[start - 2])
    return bool(before) and _is_letter(before)


def _joins_after(folded: str, end: int) -> bool:
    after = folded[end : end + 1]
    if after == "'":
        tail = folded[end + 1 : end + 3]
        possessive = tail[:1] == "s" and not (tail[1:] and _is_letter(tail[1:]))
        return bool(tail) and _is_letter(tail[0]) and not possessive
    return bool(after) and _is_letter(after)


def _is_letter(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    return (
        character.isalnum()
        or character in _JOINING
        or unicodedata.category(character).startswith("M")
    )
