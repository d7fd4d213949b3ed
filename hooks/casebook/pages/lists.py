"""The pages that list records, and the home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from casebook.case import Case
from casebook.pages import addresses
from casebook.pages.metadata import Metadata
from casebook.pages.page import Page
from casebook.pages.records import common
from casebook.pages.render import body, describe
from casebook.pages.sheet import Sheet
from casebook.pages.words import RECORD_NAMES, UNDATED
from casebook.records import KINDS, Key
from casebook.text import Texts
from casebook.views.appearances import Appearances
from casebook.views.indexes import Group, by_country, by_kind, by_letter, by_year
from casebook.views.profile import ties
from casebook.views.timeline import years

STATUSES = ("established", "reported", "claimed", "disputed")


class ListPages:
    """Makes the pages of a case that many records share."""

    def __init__(self, case: Case, texts: Texts, base: str) -> None:
        self.case = case
        self.texts = texts
        self.metadata = Metadata(case, texts, base)

    def pages(self) -> tuple[Page, ...]:
        """Return every index page."""
        return tuple(self._page(*definition) for definition in _DEFINITIONS)

    def home(self, introduction: str | None = None) -> Page:
        """Return the home page.

        `introduction` is what somebody wrote by hand (converted, its links not yet filled in);
        without it the page begins with the title of the case and its standfirst.
        """
        case = self.case
        sheet = Sheet(case, self.texts, addresses.HOME)
        statuses = Counter[str](event.status for event in case.events.values())
        people = [actor for actor in case.actors.values() if actor.kind == "person"]
        unsettled = [q for q in case.questions.values() if q.status != "settled"]
        html = body(
            "home.html",
            **common(case, sheet),
            introduction=Markup(sheet.fill_html(introduction)) if introduction else None,
            featured=self._featured(),
            counts=[(status, statuses[status]) for status in STATUSES],
            unsettled=len(unsettled),
            key_events=[event for event in case.events.values() if event.key],
            people=[actor for group in by_kind(people) for actor in group.records],
            questions=unsettled,
            contents=self._contents(),
        )
        about = case.about
        description = describe(self.texts.get(None, "standfirst").plain)
        metadata = self.metadata.index(addresses.HOME, about.title, description)
        return Page(addresses.HOME, about.title, description, html, json_ld=metadata)

    def _page(
        self,
        address: str,
        title: str,
        description: str,
        extra: Callable[[ListPages], dict[str, Any]],
    ) -> Page:
        sheet = Sheet(self.case, self.texts, address)
        template = f"{address.rstrip('/')}.html"
        html = body(template, **common(self.case, sheet), **extra(self))
        words = describe(f"{description} {self.case.about.title}.")
        metadata = self.metadata.index(address, title, words)
        return Page(address, title, words, html, json_ld=metadata)

    def _timeline(self) -> dict[str, Any]:
        found = years(self.case.events)
        return {
            "years": found,
            "UNDATED": UNDATED,
            "jumps": [(year.name or UNDATED, year.anchor, len(year.events)) for year in found],
        }

    def _actors(self) -> dict[str, Any]:
        return _grouped(by_kind(self.case.actors.values()))

    def _places(self) -> dict[str, Any]:
        return _grouped(by_country(self.case.places.values()))

    def _glossary(self) -> dict[str, Any]:
        return _grouped(by_letter(self.case.glossary.values()), counted=False)

    def _sources(self) -> dict[str, Any]:
        appearances = Appearances(self.case, self.texts)
        cited = {name: _times(appearances, Key("sources", name)) for name in self.case.sources}
        return {**_grouped(by_year(self.case.sources.values())), "cited": cited}

    def _network(self) -> dict[str, Any]:
        return {"ties": ties(self.case)}

    def _nothing(self) -> dict[str, Any]:
        return {}

    def _featured(self) -> list[dict[str, Any]]:
        keys = [self.case.index.resolve(text) for text in self.case.about.featured]
        return [
            {
                "key": key,
                "kind": RECORD_NAMES[key.kind],
                "sentence": self._sentence(key),
                "status": getattr(self.case.records[key], "status", None),
            }
            for key in keys
        ]

    def _sentence(self, key: Key) -> str:
        for field in ("standfirst", "summary", "answer", "short"):
            if words := self.texts.get(key, field).plain:
                return describe(words)
        return ""

    def _contents(self) -> list[tuple[str, str, int]]:
        counts = Counter(key.kind for key in self.case.records)
        words = {"events": "Timeline", "questions": "Open questions"}
        return [(words.get(kind, kind.capitalize()), kind, counts[kind]) for kind in KINDS]


_DEFINITIONS: tuple[tuple[str, str, str, Callable[[ListPages], dict[str, Any]]], ...] = (
    ("articles/", "Articles", "Reports, background and explainers, every paragraph cited.",
     ListPages._nothing),
    ("timeline/", "Timeline", "What happened, in order, dated as exactly as the sources allow.",
     ListPages._timeline),
    ("actors/", "Actors", "The people, organisations, units, states and media of the case.",
     ListPages._actors),
    ("network/", "Network", "Every relation between the actors of the case, with its sources.",
     ListPages._network),
    ("places/", "Places", "Where it happened, and how exactly that is known.", ListPages._places),
    ("questions/", "Open questions", "What is disputed or unknown, with the rival answers.",
     ListPages._nothing),
    ("glossary/", "Glossary", "The terms of the case, from A to Z.", ListPages._glossary),
    ("sources/", "Sources", "Everything that the case rests on.", ListPages._sources),
)  # fmt: skip


def _grouped(groups: Sequence[Group[Any]], *, counted: bool = True) -> dict[str, Any]:
    jumps = [(g.name, g.anchor, len(g.records) if counted else 0) for g in groups]
    return {"groups": groups, "jumps": jumps}


def _times(appearances: Appearances, key: Key) -> str:
    count = sum(len(items) for items in appearances.of(key).values())
    if count == 0:
        return "cited nowhere"
    return "cited by one record" if count == 1 else f"cited by {count} records"
