"""A case about nothing, of any size: invented records with dense texts, the same for a seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.date_forms import FORMS
from bench.prose import MOST, Author, Paragraph, Text
from casebook.records import Key
from tools.large_records import FIRST, LAST, Record, Records, Size

SEED = 1

FEWEST = 2 * len(FORMS)
"""A case of fewer events has no room for dates of every form."""

SECTIONS = 5
"""How many texts an article has, each under a heading."""

_SAID = (12, 30)
"""Words of an account."""


@dataclass(frozen=True)
class Synthetic:
    """The case as a whole, and its records by kind. A field of prose holds a `Text`."""

    about: Record
    records: Mapping[str, Sequence[Record]]

    def prose(self) -> dict[tuple[Key, tuple[str | int, ...]], Text]:
        """Return every text by the record it stands in and the way to it from there."""
        return {
            (Key(kind, record["id"]), way): text
            for kind, records in self.records.items()
            for record in records
            for way, text in _texts(record)
        }


def size_of(events: int) -> Size:
    """Return how many records of each kind a case of so many events has."""
    actors = events // 2
    return Size(
        events=events,
        actors=actors,
        places=max(2, events // 20),
        relations=actors + actors // 4,
        sources=events // 4,
        questions=max(1, events // 50),
        terms=events // 2,
        articles=max(1, events // 50),
    )


def make(events: int, seed: int = SEED) -> Synthetic:
    """Return a case of so many events. Raises ValueError for fewer than `FEWEST`."""
    if events < FEWEST:
        raise ValueError(f"a case of {events} events is too small; {FEWEST} is the least")
    return _Maker(size_of(events), seed).make()


def tracer(number: int) -> str:
    """Return a word that stands in the summary of the event of that number, and nowhere else."""
    return f"entry{number}x"


class _Maker:
    """Gives the made-up records of the tests the texts, the terms and the dates wanted here."""

    def __init__(self, size: Size, seed: int) -> None:
        self.base = Records(size)
        self.made = self.base.made
        # Names, titles and sources are the same for any seed; all that is made of them is not.
        self.made.random.seed(seed)
        # Of two words, as those of actors are: one alone would be met by chance in any text.
        self.terms = [self.made.name(2).latin for _ in range(size.terms)]
        self.author = Author(self.made, self._names())

    def make(self) -> Synthetic:
        about, records = self.base.about(), self.base.records()
        for number, event in enumerate(records["events"]):
            self._event(number, event)
        for actor in records["actors"]:
            actor.update(_halves(self._text("actors", actor)))
        for place in records["places"]:
            place["summary"] = self._text("places", place)
        for question in records["questions"]:
            question["answer"] = self._text("questions", question)
            self._accounts("questions", question)
        for term, name in zip(records["glossary"], self.terms, strict=True):
            term.update({"term": name, "definition": self._text("glossary", term)})
        for article in records["articles"]:
            article["body"] = self._sections(article)
        self._date(records["events"])
        return Synthetic(about, records)

    def _names(self) -> list[tuple[Key, str]]:
        found = [(Key("actors", id_), name.latin) for id_, name in self.base.actors.items()]
        found += [(Key("places", id_), name.latin) for id_, name in self.base.places.items()]
        found += [(Key("glossary", f"term-{n}"), name) for n, name in enumerate(self.terms, 1)]
        self.made.random.shuffle(found)
        return found

    def _event(self, number: int, event: Record) -> None:
        event.pop("body", None)
        event |= _halves(self._text("events", event, ("Filed", "as", tracer(number))))
        self._accounts("events", event)

    def _accounts(self, kind: str, record: Record) -> None:
        own = Key(kind, record["id"])
        for account in record.get("accounts", ()):
            account["says"] = self.author.text(own, account["sources"], *_SAID)

    def _text(self, kind: str, record: Record, end: tuple[str, ...] = ()) -> Text:
        sources = record.get("sources") or self.made.some(self.base.sources, 2, 4)
        text = self.author.text(Key(kind, record["id"]), sources, most=MOST - len(end))
        if not end:
            return text
        first, *others = text.paragraphs
        return Text((Paragraph((*first.sentences, end)), *others))

    def _sections(self, article: Record) -> Text:
        paragraphs: list[Paragraph] = []
        for _ in range(SECTIONS):
            heading = Paragraph(((self.made.phrase(2, 4),),), "heading")
            paragraphs += [heading, *self._text("articles", article).paragraphs]
        return Text(tuple(paragraphs))

    def _date(self, events: list[Record]) -> None:
        """Let each form of a date occur at least once, among them an order without a date."""
        first, second, *others = events
        step = len(others) // (len(FORMS) + 1)
        for event, form in zip(others[::step], FORMS.values(), strict=False):
            event.pop("between", None)
            event["date"] = form(self.made.day(self.base.bursts, FIRST, LAST))
        others[-1].pop("date", None)
        others[-1]["between"] = [first["id"], second["id"]]


def _halves(text: Text) -> dict[str, Text]:
    """Return the first paragraph as a summary and all others as the body, if there are any."""
    first, *others = text.paragraphs
    body = {"body": Text(tuple(others))} if others else {}
    return {"summary": Text((first,)), **body}


def _texts(value: object) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    if isinstance(value, Text):
        yield (), value
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, item in inside:
        for way, text in _texts(item):
            yield (step, *way), text
