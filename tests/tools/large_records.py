"""The records of a case about nothing, of any number, the same each time."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tools.invention import Invention, Name

Record = dict[str, Any]

FIRST, LAST = date(1990, 1, 1), date(2021, 12, 31)
"""Between these everything happens; most of it in a few bursts."""

_PER_BURST = 150
_PAPERS = ("Morning", "Evening", "Courier", "Gazette", "Observer", "Herald", "Tribune")
_STATUSES = ("established", "reported", "disputed", "claimed")
_STATUS_WEIGHTS = (33, 33, 25, 9)
_ACTOR_KINDS = ("person", "organisation", "media", "unit", "state")
_ACTOR_WEIGHTS = (45, 30, 12, 8, 5)
_PRECISIONS = ("town", "exact", "area", "country")
_PLACE_KINDS = {"town": "city", "exact": "site", "area": "region", "country": "country"}
_ROLES = ("subject", "speaker", "witness", "publisher", "reported it")
_TIES = (
    ("leads", "is led by"),
    ("is a member of", "has as a member"),
    ("is an ally of", "is an ally of"),
    ("belongs to", "includes"),
    ("reported on", "was reported on by"),
    ("is a ministry of", "has as a ministry"),
)


@dataclass(frozen=True)
class Size:
    """How many records of each kind a case has."""

    events: int
    actors: int
    places: int
    relations: int
    sources: int
    questions: int
    terms: int
    articles: int = 2

    @classmethod
    def of(cls, events: int) -> Size:
        """Return the size of a case of so many events, in proportion to the shipped one."""
        actors = max(3, min(300, events // 2))
        return cls(
            events=events,
            actors=actors,
            places=max(2, min(120, events // 3)),
            relations=actors + actors // 4,
            sources=max(6, min(800, events + events // 3)),
            questions=max(1, min(80, events // 3)),
            terms=max(2, min(120, events // 2)),
        )


class Records:
    """The records, which know one another's ids; made in one order, so that they stay the same.

    `about` is the mapping of the case; `records` are those of each kind.
    """

    def __init__(self, size: Size) -> None:
        self.size = size
        self.made = Invention()
        self.random = self.made.random
        self.bursts = tuple(
            FIRST + (LAST - FIRST) * self.random.uniform(0.3, 0.95)
            for _ in range(1 + size.events // _PER_BURST)
        )
        self.ids: set[str] = set()
        self.actors = self._named(size.actors)
        self.places = self._named(size.places)
        self.titles = self._titled(size.events)
        self.issued = sorted(self._day() for _ in range(size.sources))
        self.sources = [
            self._id(f"{_PAPERS[number % len(_PAPERS)]} {day}")
            for number, day in enumerate(self.issued)
        ]
        self.names = tuple(name.latin for name in (self.actors | self.places).values())

    def about(self) -> Record:
        """Return the mapping that describes the case as a whole."""
        return {
            "title": "A case about nothing",
            "standfirst": self.made.text(3),
            "language": "en",
            "as_of": f"{LAST}",
            "period": f"{FIRST.year}/{LAST.year}",
            "eras": [
                {"name": self.made.phrase(2, 3), "date": f"{year}/{year + 6}"}
                for year in range(FIRST.year, LAST.year - 6, 8)
            ],
            "featured": [f"events/{next(iter(self.titles))}", "questions/question-1"],
        }

    def records(self) -> dict[str, list[Record]]:
        """Return the records of each kind."""
        return {
            "sources": [self._source(number) for number in range(self.size.sources)],
            "places": [self._place(id_, name) for id_, name in self.places.items()],
            "actors": self._actors(),
            "events": [self._event(id_, title) for id_, title in self.titles.items()],
            "questions": [self._question(number) for number in range(1, self.size.questions + 1)],
            "glossary": [self._term(number) for number in range(1, self.size.terms + 1)],
            "articles": [self._article(number) for number in range(1, self.size.articles + 1)],
        }

    def _event(self, id_: str, title: str) -> Record:
        day = self._day()
        status = self.made.one_of(_STATUSES, _STATUS_WEIGHTS)
        event: Record = {
            "id": id_,
            "title": title,
            "summary": self.made.text(self.made.one_of((1, 2, 2, 2, 3)), self.names),
            "kind": self.made.one_of(
                ("event", "background", "biography", "figure"), (67, 16, 10, 7)
            ),
            "key": "true" if self.made.chance(0.2) else "false",
            "actors": [
                {"id": actor, "role": self.made.one_of(_ROLES)} if self.made.chance(0.7) else actor
                for actor in self._involved()
            ],
            "status": status,
            "sources": self._sources(day, 2 if status == "established" else 1, 5),
            "tags": self.made.some(tuple(f"tag-{tag}" for tag in range(12)), 0, 3),
        }
        first, second, *_ = self.titles
        if id_ not in (first, second) and self.made.chance(0.01):
            event["between"] = [first, second]
        else:
            event["date"] = self.made.edtf(day)
        if status == "disputed":
            event["accounts"] = self._accounts(day, 2, 4)
        if self.made.chance(0.7):
            event["place"] = self.made.one_of(tuple(self.places))
        if self.made.chance(0.3):
            event["body"] = self._cited(day, 2)
        if self.made.chance(0.05):
            event["known_since"] = f"{day + timedelta(days=9)}"
        return event

    def _actors(self) -> list[Record]:
        actors = {id_: self._actor(id_, name) for id_, name in self.actors.items()}
        for _ in range(self.size.relations):
            subject, to = self.random.sample(tuple(self.actors), 2)
            kind, inverse = self.made.one_of(_TIES)
            cited = self._sources(self._day(), 1, 2)
            relation: Record = {"to": to, "kind": kind, "inverse": inverse, "sources": cited}
            if self.made.chance(0.5):
                relation["dates"] = self.made.edtf(self._day())
            if self.made.chance(0.4):
                relation["status"] = self.made.one_of(_STATUSES[:2], (1, 1))
            actors[subject].setdefault("relations", []).append(relation)
        return list(actors.values())

    def _actor(self, id_: str, name: Name) -> Record:
        day = self._day()
        actor: Record = {
            "id": id_,
            "kind": self.made.one_of(_ACTOR_KINDS, _ACTOR_WEIGHTS),
            "name": name.latin,
            "summary": self.made.text(2, self.names),
            "roles": [
                {
                    "title": self.made.phrase(1, 3),
                    "organisation": self.made.one_of([a for a in self.actors if a != id_]),
                    "dates": self.made.edtf(self._day()),
                    "sources": self._sources(day, 1, 2),
                }
                for _ in range(self.random.randint(0, 3))
            ],
            "sources": self._sources(day, 1, 3),
        }
        if self.made.chance(0.6):
            actor["names"] = name.spellings()
            actor["also_known_as"] = [self.made.name(3).latin]
        if self.made.chance(0.3):
            actor["body"] = self._cited(day, 4)
        return actor

    def _place(self, id_: str, name: Name) -> Record:
        precision = self.made.one_of(_PRECISIONS, (55, 15, 20, 10))
        return {
            "id": id_,
            "name": name.latin,
            "kind": _PLACE_KINDS[precision],
            "lat": f"{self.random.uniform(20, 55):.2f}",
            "lon": f"{self.random.uniform(10, 80):.2f}",
            "precision": precision,
            "names": name.spellings(),
            "summary": self.made.text(1),
        }

    def _question(self, number: int) -> Record:
        day = self._day()
        return {
            "id": f"question-{number}",
            "question": f"{self.made.phrase(4, 8)}?",
            "status": self.made.one_of(("open", "disputed", "settled"), (40, 50, 10)),
            "answer": self._cited(day, 3),
            "accounts": self._accounts(day, 2, 6),
            "about": [f"actors/{actor}" for actor in self._involved()],
        }

    def _accounts(self, day: date, least: int, most: int) -> list[Record]:
        given = (
            day + timedelta(days=self.random.randint(0, 900))
            for _ in range(self.random.randint(least, most))
        )
        return [
            {"says": self.made.text(1, self.names), "sources": self._sources(then, 1, 2)}
            for then in given
        ]

    def _term(self, number: int) -> Record:
        name = self.made.name(1)
        term: Record = {
            "id": f"term-{number}",
            "term": name.latin,
            "short": self.made.text(1),
            "definition": self.made.text(3, self.names),
        }
        if self.made.chance(0.5):
            term |= {"lang": "ar", "original": name.arabic}
        return term

    def _article(self, number: int) -> Record:
        day = self._day()
        parts = [f"## {self.made.phrase(2, 4)}\n\n{self._cited(day, 6)}" for _ in range(5)]
        return {
            "id": f"article-{number}",
            "title": self.made.phrase(3, 7),
            "kind": "report",
            "published": f"{day}",
            "standfirst": self.made.text(2),
            "body": "\n\n".join(parts),
        }

    def _source(self, number: int) -> Record:
        day = self.issued[number]
        source: Record = {
            "id": self.sources[number],
            "type": self.made.one_of(("article-newspaper", "webpage", "report"), (5, 4, 1)),
            "title": self.made.phrase(4, 9),
            "container-title": f"The {_PAPERS[number % len(_PAPERS)]}",
            "issued": f"{day:%Y-%m}" if self.made.chance(0.3) else f"{day}",
            "URL": f"https://www.example.org/{day:%Y/%m/%d}/{self.sources[number]}.html",
            "language": self.made.one_of(("en", "ru", "ar"), (6, 3, 1)),
        }
        if self.made.chance(0.3):
            source["interest"] = f"Party to the case, {self.made.phrase(1, 3).lower()}"
        return source

    def _named(self, count: int) -> dict[str, Name]:
        names = (self.made.name() for _ in range(count))
        return {self._id(name.latin): name for name in names}

    def _titled(self, count: int) -> dict[str, str]:
        titles = [self.made.phrase(2, 6) for _ in range(count)]
        return {self._id(title): title for title in titles}

    def _id(self, words: str) -> str:
        """Return an id of the first words, and of a number where others begin so too."""
        slug = "-".join(words.lower().split()[:3])
        found = slug
        while found in self.ids:
            found = f"{slug}-{self.random.randint(2, 999)}"
        self.ids.add(found)
        return found

    def _involved(self) -> list[str]:
        """Return one to four actors; the first of all are in much, the last in little."""
        actors = tuple(self.actors)
        picked = [int(len(actors) * self.random.random() ** 2.5) for _ in range(4)]
        return list(dict.fromkeys(actors[place] for place in picked[: self.random.randint(1, 4)]))

    def _sources(self, day: date, least: int, most: int) -> list[str]:
        """Return some of the sources that came out soon after a day."""
        after = bisect_left(self.issued, day)
        start = max(0, min(after, len(self.issued) - 3 * most))
        window = range(start, min(start + 3 * most, len(self.issued)))
        return [self.sources[number] for number in self.made.some(tuple(window), least, most)]

    def _cited(self, day: date, sentences: int) -> str:
        """Return a text each of whose sentences names its sources."""
        texts = [self.made.text(1, self.names).removesuffix(".") for _ in range(sentences)]
        cites = ["; @".join(self._sources(day, 1, 2)) for _ in texts]
        return " ".join(f"{text} [@{cite}]." for text, cite in zip(texts, cites, strict=True))

    def _day(self) -> date:
        return self.made.day(self.bursts, FIRST, LAST)
