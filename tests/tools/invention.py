"""Made-up names, texts and dates, the same for the same seed: nothing in them means anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")

_SYLLABLES = re.findall(
    r"(\w+)/(\w+)/(\w+)",
    "ba/ба/با be/бе/بي bo/бо/بو da/да/دا di/ди/دي do/до/دو fa/фа/فا fi/фи/في "
    "ga/га/غا gu/гу/غو ha/ха/حا ho/хо/حو ka/ка/كا ki/ки/كي ku/ку/كو la/ла/لا "
    "li/ли/لي lo/ло/لو ma/ма/ما mi/ми/مي mu/му/مو na/на/نا ni/ни/ني nu/ну/نو "
    "ra/ра/را ri/ри/ري ru/ру/رو sa/са/سا si/си/سي so/со/سو ta/та/تا ti/ти/تي "
    "to/то/تو va/ва/فا vi/ви/في za/за/زا zi/зи/زي zo/зо/زو",
)
"""Each as it is written in Latin, Cyrillic and Arabic letters."""

_VOCABULARY = 2500
"""How many different words the texts have."""


@dataclass(frozen=True)
class Name:
    """A name in three scripts."""

    latin: str
    cyrillic: str
    arabic: str

    def spellings(self) -> list[dict[str, str]]:
        """Return the names of a record besides its Latin one."""
        return [
            {"lang": "ru", "script": "Cyrl", "name": self.cyrillic},
            {"lang": "ar", "script": "Arab", "name": self.arabic},
        ]


class Invention:
    """A source of things that look like those of a case. Whoever asks in the same order with the
    same seed gets the same.
    """

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self._given: set[str] = set()
        self._words = tuple(
            self._letters(self.random.randint(1, 5)).latin for _ in range(_VOCABULARY)
        )
        # Few words are common and many are rare; so a text shrinks as much as a real one does.
        self._weights = tuple(accumulate(1 / (rank + 30) for rank in range(_VOCABULARY)))

    def name(self, parts: int = 2) -> Name:
        """Return a name of one or more words, each of whose spellings is new."""
        while True:
            words = [self._letters(self.random.randint(2, 4)) for _ in range(parts)]
            latin = " ".join(word.latin.capitalize() for word in words)
            cyrillic = " ".join(word.cyrillic.capitalize() for word in words)
            arabic = " ".join(word.arabic for word in words)
            if self._given.isdisjoint((latin, arabic)):
                self._given |= {latin, arabic}
                return Name(latin, cyrillic, arabic)

    def phrase(self, least: int, most: int) -> str:
        """Return a few words, the first with a capital."""
        count = self.random.randint(least, most)
        words = self.random.choices(self._words, cum_weights=self._weights, k=count)
        return " ".join(words).capitalize()

    def text(self, sentences: int, names: tuple[str, ...] = ()) -> str:
        """Return sentences of 8 to 20 words, in which some of `names` are mentioned."""
        return " ".join(self._sentence(names) for _ in range(sentences))

    def day(self, bursts: tuple[date, ...], first: date, last: date) -> date:
        """Return a day: most lie in the weeks after one of `bursts`, some anywhere."""
        if self.random.random() < 0.6:
            start = self.random.choice(bursts)
            return min(last, start + timedelta(days=int(self.random.expovariate(1 / 30))))
        return first + timedelta(days=self.random.randrange((last - first).days))

    def edtf(self, day: date) -> str:
        """Return a date at or about `day`, in one of all the forms that a case may use."""
        (form,) = self.random.choices(_FORMS, cum_weights=_FORM_WEIGHTS)
        return form(day, day + timedelta(days=self.random.randint(1, 40)))

    def chance(self, share: float) -> bool:
        """Return True in so many of all cases, from 0 to 1."""
        return self.random.random() < share

    def one_of(self, values: Sequence[T], weights: Sequence[int] | None = None) -> T:
        """Return one of `values`, each as often as its weight says."""
        return self.random.choices(values, weights)[0]

    def some(self, values: Sequence[T], least: int, most: int) -> list[T]:
        """Return a few different ones of `values`, as far as there are enough."""
        return self.random.sample(values, min(len(values), self.random.randint(least, most)))

    def _sentence(self, names: tuple[str, ...]) -> str:
        words = self.phrase(8, 20)
        if names and self.random.random() < 0.5:
            words += f" {self.random.choice(names)} {self.phrase(1, 3).lower()}"
        return f"{words}."

    def _letters(self, count: int) -> Name:
        return Name(*map("".join, zip(*self.random.choices(_SYLLABLES, k=count), strict=True)))


def _season(day: date) -> str:
    return f"{day:%Y}-{21 + (day.month // 3) % 4}"


_WRITTEN: tuple[tuple[float, Callable[[date, date], str]], ...] = (
    (56, lambda day, _: f"{day}"),
    (3, lambda day, _: f"{day}~"),
    (3, lambda day, _: f"{day}?"),
    (1, lambda day, _: f"{day}%"),
    (1, lambda day, _: f"{day}T10:30Z"),
    (7, lambda day, later: f"{day}/{later}"),
    (1, lambda day, later: f"{day}~/{later}"),
    (6, lambda day, _: f"{day:%Y-%m}"),
    (2, lambda day, _: f"{day:%Y-%m}~"),
    (2, lambda day, _: f"{day:%Y-%m}?"),
    (3, lambda day, _: f"{day:%Y}"),
    (1, lambda day, _: f"{day:%Y}?"),
    (1, lambda day, _: f"{day.year}/{day.year + 3}"),
    (1, lambda day, _: f"{day:%Y-%m}/{day.year + 1}-06"),
    (2, lambda day, _: f"{day:%Y-%m}/.."),
    (1, lambda day, _: f"{day}/"),
    (1, lambda day, _: f"../{day:%Y-%m}"),
    (1, lambda day, _: f"/{day:%Y}"),
    (3, lambda day, later: f"[{day},{later}]"),
    (1, lambda day, _: f"{{{day.year},{day.year + 3}}}"),
    (1, lambda day, _: _season(day)),
    (0.5, lambda day, _: f"{day.year // 10}X"),
    (0.5, lambda day, _: f"{day:%Y-%m}-{day.day // 10 if day.month != 2 else 1}X"),
    (0.5, lambda day, _: f"{day.year}-XX-{min(day.day, 28):02d}"),
    (0.5, lambda day, _: f"{day.year}-~{day:%m-%d}"),
)
"""How often a form is used, in a hundred, and how it writes a day or that day and a later one."""

_FORM_WEIGHTS = tuple(accumulate(weight for weight, _ in _WRITTEN))
_FORMS = tuple(form for _, form in _WRITTEN)
