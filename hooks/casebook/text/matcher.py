"""Finding the names of records in a text: whole words, longest first, in any script."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from casebook.case import Claim

# Letters stay where they are when a text is folded, so that a match has the same place in both.
# The zero-width joiner and non-joiner stand inside words of Persian, among others.
_JOINING = "_\u200c\u200d"
_SAME_LENGTH = str.maketrans({"’": "'", "\n": " ", "\u00a0": " ", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Match:
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
            patterns[fold(words)].append((words.translate(_SAME_LENGTH), claim))
        self._claims = list(patterns.values())
        self._automaton = AhoCorasick(list(patterns)) if patterns else None

    def find(self, text: str) -> list[Match]:
        """Return the names in `text`: the longest at each place, from the left, not overlapping."""
        if self._automaton is None:
            return []
        folded = fold(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        chosen: list[Match] = []
        end_of_last = 0
        for number, start, end in sorted(found, key=lambda match: (match[1], -match[2])):
            if start < end_of_last or not _whole_words(folded, start, end):
                continue
            if (claim := self._claim(number, text[start:end])) is not None:
                chosen.append(Match(start, end, claim))
                end_of_last = end
        return chosen

    def _claim(self, number: int, words: str) -> Claim | None:
        written = words.translate(_SAME_LENGTH)
        for expected, claim in self._claims[number]:
            if not claim.match_case or expected == written:
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


def _whole_words(folded: str, start: int, end: int) -> bool:
    return not _joins_before(folded, start) and not _joins_after(folded, end)


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
    return (
        character.isalnum()
        or character in _JOINING
        or unicodedata.category(character).startswith("M")
    )
