"""Cards: what a link to a record shows before it is followed.

Each is a few lines of HTML. They stand in small scripts beside the pages, `assets/cards/<n>.js`,
because a page from a folder may load a script and may not fetch a file. The script of the cards
(`assets/js/cards.js`) loads the one it needs when a reader first asks for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache, partial

import sentencex

from casebook.case import Case
from casebook.language import Language, language_of
from casebook.pages import addresses
from casebook.pages.fragments import Fragments
from casebook.pages.page import DataFile, PlannedFile
from casebook.pages.render import body
from casebook.pages.sheet import Sheet
from casebook.records import Key, Source, Term
from casebook.text import Texts

FOLDER = "assets/cards/"
LONGEST = 240
"""How many letters a sentence in a card may have."""

# A file has about half of the records it may have, so that the sum below can spread them unevenly.
_USUAL = 100
_MOST = 200


def files(case: Case, texts: Texts, fragments: Fragments | None = None) -> tuple[PlannedFile, ...]:
    """Return the scripts with the card of every record; each calls `casebookCards` with its own."""
    count = shards(case.records)
    cards = Cards(case, texts, fragments)
    held: defaultdict[int, list[Key]] = defaultdict(list)
    for key in case.records:
        held[shard(key, count)].append(key)

    def make(path: str, number: int) -> DataFile:
        made = {str(key): cards.card(key) for key in held[number]}
        return DataFile.calling(path, "casebookCards", made)

    paths = (f"{FOLDER}{number}.js" for number in range(count))
    return tuple(
        PlannedFile(path, partial(make, path, number)) for number, path in enumerate(paths)
    )


def data(case: Case) -> str:
    """Return the attributes that the script of the cards reads from its own element, as HTML."""
    language = language_of(case.about.language)
    return body("_card_data.html", language=language, shards=shards(case.records)).strip()


def shards(keys: Iterable[Key]) -> int:
    """Return the number of files that hold the cards of these records, none more than 200."""
    keys = tuple(keys)
    count = 1 + len(keys) // _USUAL
    while max(Counter(shard(key, count) for key in keys).values(), default=0) > _MOST:
        count += 1
    return count


def shard(key: Key, count: int) -> int:
    """Return which of `count` files holds the card of a record; cards.js has the same sum."""
    return _sum(str(key)) % count


# A preview asks for them all at every save.
@lru_cache(maxsize=65_536)
def _sum(text: str) -> int:
    total = 0
    for letter in text:
        total = (total * 31 + ord(letter)) % 65521
    return total


class Cards:
    """Makes the card of any record of a case."""

    def __init__(self, case: Case, texts: Texts, fragments: Fragments | None = None) -> None:
        """Take the case, and what its pages share with the cards."""
        self.case = case
        self.texts = texts
        self.language = language_of(case.about.language)
        self._sheet = Sheet(case, texts, addresses.HOME, fragments=fragments)
        self._terms = {target: case.glossary[term.id] for term, target in case.named.items()}

    def card(self, key: Key) -> str:
        """Return the card of a record as HTML without a link: the link it stands at leads on."""
        record = self.case.records[key]
        term = self._terms.get(key)
        html = body(
            "_card.html",
            language=self.language,
            case=self.case,
            sheet=self._sheet,
            key=key,
            record=record,
            says=self._says(key),
            term=term,
            short=self._short(term) if term else "",
            interest=self.texts.get(key, "interest").plain if isinstance(record, Source) else "",
        )
        return " ".join(html.split()).replace("> <p", "><p")

    def _says(self, key: Key) -> str:
        """Return one sentence about a record; the whole definition of a term."""
        record = self.case.records[key]
        if isinstance(record, Term):
            return self._short(record)
        for field in ("summary", "standfirst", "answer", "body"):
            if words := self.texts.get(key, field).plain:
                return sentence(words, self.language)
        return ""

    def _short(self, term: Term) -> str:
        return cut(self.texts.get(Key("glossary", term.id), "short").plain)


def sentence(words: str, language: Language) -> str:
    """Return the first sentence of a text, cut at the end of a word where it is very long."""
    found = sentencex.segment(language.locale.language, words)
    return cut(next(iter(found), "").strip())


def cut(words: str) -> str:
    """Return `words` up to `LONGEST` letters, at the end of a word."""
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:.–—") + "…"
