"""Titles and keys -> ids: lower-case ASCII, joined by hyphens, and nobody else's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST = 60  # characters of an id made from a title

# Letters that Unicode does not take apart into an ASCII letter and its mark.
_LATIN = "ß=ss æ=ae œ=oe ø=o đ=d ð=d þ=th ł=l ı=i ŋ=ng ħ=h ĸ=k"
_CYRILLIC = (
    "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh "
    "ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ё=yo ђ=dj ѓ=g є=ye і=i ї=yi ј=j љ=lj њ=nj ќ=k "
    "ћ=c ў=u џ=dz ґ=g ғ=gh қ=q ҳ=h ҷ=j ң=ng ү=u ұ=u ө=o ә=a һ=h"
)
_GREEK = (
    "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s τ=t υ=y φ=f χ=ch "
    "ψ=ps ω=o"
)
_LETTERS: dict[str, str] = dict(re.findall(r"(\S)=(\w*)", f"{_LATIN} {_CYRILLIC} {_GREEK}"))


def slug(text: str, most: int = MOST) -> str:
    """Return the id that a text suggests, at most `most` characters; empty where it has no letters.

    Latin letters lose their marks, Cyrillic and Greek ones are written in Latin; of other scripts
    nothing is left.
    """
    plain = "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text.casefold()))
    words = re.findall(r"[a-z0-9]+", re.sub("(?<=[a-z])['’ʼ](?=[a-z])", "", plain))
    made = words[0][:most] if words else ""
    for word in words[1:]:
        if len(made) + 1 + len(word) > most:
            break
        made = f"{made}-{word}"
    return made


class Ids:
    """The ids that are taken, and those given away since."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {"index", *taken}
        self._next: dict[str, int] = {}

    def give(self, wanted: str, otherwise: str) -> str:
        """Return `wanted`, or with a number behind it where it is taken, and remember it.

        `otherwise` stands in for an empty one.
        """
        base = found = wanted or otherwise
        while found in self._taken:
            self._next[base] = self._next.get(base, 1) + 1
            found = f"{base}-{self._next[base]}"
        self._taken.add(found)
        return found


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _LETTERS:
        return _LETTERS[letter]
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(_LETTERS.get(part, part) for part in parts if part.isalnum())
