"""The words by which records are known, and which record each of them leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from casebook.records import Actor, Key, Place, Record, Term


@dataclass(frozen=True, slots=True)
class Claim:
    """`words` are a name of the record `key`; a text that has them is linked to `target`."""

    words: str
    key: Key
    target: Key
    match_case: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """Two records that claim the same words."""

    words: str
    first: Key
    second: Key


def name_of(record: Record) -> str:
    """Return the name under which a record is listed."""
    for field in _fields_of_names(type(record)):
        if value := getattr(record, field):
            return str(value)
    return record.id


# A model that is asked for what it does not have looks for it in other places first.
@cache
def _fields_of_names(kind: type[Record]) -> tuple[str, ...]:
    fields = ("name", "term", "title", "question")
    return tuple(field for field in fields if field in kind.model_fields)


def words_of(record: Record) -> tuple[str, ...]:
    """Return every name, spelling and form of an actor, a place or a term, without repetition."""
    if isinstance(record, Actor | Place):
        native = [name.name for name in record.names]
        words = [record.name, *native, *record.also_known_as, *record.forms]
    elif isinstance(record, Term):
        words = [record.term, *record.aliases, *record.forms, *filter(None, [record.original])]
    else:
        words = []
    return tuple(dict.fromkeys(words))


def claims(records: Iterable[tuple[Key, Record]], named: dict[Key, Key]) -> Iterator[Claim]:
    """Yield a claim for each word of each record that is linked by itself.

    `named` leads from a term to the actor or place that it is the name of.
    """
    for key, record in records:
        if not isinstance(record, Actor | Place | Term) or not record.autolink:
            continue
        for words in words_of(record):
            plural = isinstance(record, Term)
            yield Claim(words, key, named.get(key, key), record.match_case, plural)


def settle(found: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Clash, ...]]:
    """Return one claim for each word, and the clashes.

    Claims that lead to the same record agree; one that holds the case of letters and one that does
    not still meet, because a text may begin a sentence with either.
    """
    first: dict[str, Claim] = {}
    settled: dict[str, Claim] = {}
    clashes: list[Clash] = []
    for claim in found:
        folded = claim.words.casefold()
        other = first.setdefault(folded, claim)
        if other.target != claim.target:
            clashes.append(Clash(claim.words, other.key, claim.key))
        elif claim.words not in settled:
            settled[claim.words] = claim
    return tuple(settled.values()), tuple(clashes)
