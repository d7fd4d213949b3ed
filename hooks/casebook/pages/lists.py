"""The pages that list records, and the home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from casebook.case import Case
from casebook.language import Message, language_of
from casebook.pages import addresses, citing, drawings, filters, known, parted
from casebook.pages.chapters import headings as headings_of_timeline
from casebook.pages.collection import Collections
from casebook.pages.contents import Contents
from casebook.pages.fragments import Fragments
from casebook.pages.page import Page, Planned
from casebook.pages.parted import Heading
from casebook.pages.parts import PartPages
from casebook.pages.records import common
from casebook.pages.render import body, describe
from casebook.pages.sheet import Sheet
from casebook.records import KINDS, Key
from casebook.text import Texts
from casebook.views import limits
from casebook.views.chapters import chapters, in_lines
from casebook.views.indexes import Group, by_country, by_kind, by_letter, by_year
from casebook.views.network import Network
from casebook.views.opening import opening
from casebook.views.parts import parts
from casebook.views.timeline import years
from casebook.views.words import INDEX_NAMES, RECORD_NAMES, UNDATED

STATUSES = ("established", "reported", "claimed", "disputed")


class ListPages:
    """Makes the pages of a case that many records share."""

    def __init__(
        self, case: Case, texts: Texts, base: str, fragments: Fragments | None = None
    ) -> None:
        """Take the case, and what its other pages share with these."""
        self.case = case
        self.fragments = fragments or Fragments(case, texts)
        self.texts = texts
        self.language = language_of(case.about.language)
        self._collections = Collections(self.fragments, base)
        self.metadata = self._collections.metadata
        self.contents = Contents(case, texts)
        self.parts = PartPages(self._collections, self.contents)

    def pages(self) -> tuple[Planned, ...]:
        """Return every index page, and its parts."""
        return tuple(page for definition in _DEFINITIONS for page in self._planned(*definition))

    def home(self) -> Planned:
        """Return the home page."""
        title = self.case.about.title
        words = describe(self.texts.get(None, "standfirst").plain)
        graph = self.metadata.index(addresses.HOME, title, words)
        return Planned(addresses.HOME, title, self.home_page, words, json_ld=graph)

    def home_page(self, introduction: str | None = None) -> Page:
        """Make the home page.

        `introduction` is what somebody wrote by hand (converted, its links not yet filled in);
        without it the page begins with the title of the case and its standfirst.
        """
        case = self.case
        sheet = Sheet(case, self.texts, addresses.HOME, fragments=self.fragments)
        statuses = Counter[str](event.status for event in case.events.values())
        people = [actor for actor in case.actors.values() if actor.kind == "person"]
        unsettled = [q for q in case.questions.values() if q.status != "settled"]
        html = body(
            "home.html",
            **common(case, sheet),
            introduction=Markup(sheet.fill_html(introduction)) if introduction else None,
            featured=self._featured(),
            counts=[(status, statuses[status]) for status in STATUSES],
            opening=opening(case),
            drawing=drawings.of_overview(case, self.language),
            crowded=bool(case.events) and not drawings.overview(case),
            unsettled=len(unsettled),
            key_events=[event for event in case.events.values() if event.key],
            people=[actor for group in by_kind(people, self.language) for actor in group.records],
            questions=unsettled,
            most=limits.HOME,
            contents=self._contents(),
        )
        home = self.home()
        work = citing.Work(home.title)
        html += citing.block(work, case, addresses.HOME, self.metadata.base)
        return Page(home.address, home.title, home.description, html, json_ld=home.json_ld)

    def _planned(
        self, address: str, title: Message, description: Message, extra: _Extra
    ) -> Iterator[Planned]:
        folder, named = address.rstrip("/"), self.language.word(title)
        words = describe(self._described(description))
        headings = self._headings(folder)
        template = "parts.html" if headings else f"{folder}.html"

        def gather(_sheet: Sheet) -> dict[str, Any]:
            return self._leading(folder, headings) if headings else extra(self)

        scripts = _SCRIPTS.get(template, ())
        yield self._collections.planned(address, named, words, template, gather, scripts)
        if headings:
            yield from self.parts.pages(folder, named)

    def _headings(self, folder: str) -> tuple[Heading, ...]:
        """Return the headings of a list that leads to its parts; none where it stands whole."""
        if folder in parts(self.case).sections:
            return self.parts.headings(folder)
        if folder == "timeline" and not in_lines(self.case):
            return headings_of_timeline(self.case, self.language)
        return ()

    def _leading(self, folder: str, headings: tuple[Heading, ...]) -> dict[str, Any]:
        """Return what the page of a list shows that stands on pages of its own."""
        shown: dict[str, Any] = {"list": folder, "headings": headings}
        shown["entry"] = parted.entry_of(folder)
        if folder == "places":
            shown["atlas"] = self.contents.atlas
        elif folder == "network":
            shown["drawings"] = Network(self.case).whole()
        elif folder == "timeline":
            shown["drawing"] = drawings.of_overview(self.case, self.language)
            shown["drawn"] = len(drawings.overview(self.case))
        return shown

    def _whole(self, kind: str) -> dict[str, Any]:
        return self.contents.of(kind, tuple(getattr(self.case, kind).values()))

    def _timeline(self) -> dict[str, Any]:
        found = years(self.case.events, self.language)
        undated = self.language.word(UNDATED)
        return {
            "drawing": drawings.of_case(self.case, self.language),
            "years": found,
            "chapters": chapters(found),
            "STATUSES": STATUSES,
            "UNDATED": undated,
            "jumps": [(year.name or undated, year.anchor, len(year.events)) for year in found],
            "found": filters.of_events(self.case, self.case.events.values(), self.language),
            "events_known": known.events(self.case.events.values(), self.language),
            "versions_known": known.versions(self.case.events.values(), self.language),
        }

    def _actors(self) -> dict[str, Any]:
        groups = by_kind(self.case.actors.values(), self.language)
        return {**self._whole("actors"), **_grouped(groups)}

    def _places(self) -> dict[str, Any]:
        groups = by_country(self.case.places.values(), self.language)
        return {**self._whole("places"), **_grouped(groups)}

    def _glossary(self) -> dict[str, Any]:
        groups = by_letter(self.case.glossary.values(), self.language)
        return {**self._whole("glossary"), **_grouped(groups, counted=False)}

    def _sources(self) -> dict[str, Any]:
        groups = by_year(self.case.sources.values(), self.language)
        return {**self._whole("sources"), **_grouped(groups)}

    def _questions(self) -> dict[str, Any]:
        return self._whole("questions")

    def _articles(self) -> dict[str, Any]:
        return self._whole("articles")

    def _network(self) -> dict[str, Any]:
        network = Network(self.case)
        drawings = network.whole()
        numbered = drawings is not None and drawings.wide.numbered
        return {
            **self.contents.of("network", network.ties),
            "ties": network.ties,
            "drawings": drawings,
            "numbers": network.numbers if numbered else {},
        }

    def _featured(self) -> list[dict[str, Any]]:
        keys = [self.case.index.resolve(text) for text in self.case.about.featured]
        return [
            {
                "key": key,
                "kind": self.language.word(RECORD_NAMES[key.kind]),
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
        return [(self.language.word(INDEX_NAMES[kind]), kind, counts[kind]) for kind in KINDS]

    def _described(self, description: Message) -> str:
        # Translators: %(page)s is a sentence about the page, %(case)s the title of the case.
        return self.language.pgettext(
            "description of a page",
            "%(page)s %(case)s.",
            page=self.language.word(description),
            case=self.case.about.title,
        )


_Extra = Callable[[ListPages], dict[str, Any]]
_DEFINITIONS: tuple[tuple[str, Message, Message, _Extra], ...] = (
    ("articles/", Message("Articles"),
     Message("Reports, background and explainers, every paragraph cited."),
     ListPages._articles),
    ("timeline/", Message("Timeline"),
     Message("What happened, in order, dated as exactly as the sources allow."),
     ListPages._timeline),
    ("actors/", Message("Actors"),
     Message("The people, organisations, units, states and media of the case."),
     ListPages._actors),
    ("network/", Message("Network"),
     Message("Every relation between the actors of the case, with its sources."),
     ListPages._network),
    ("places/", Message("Places"),
     Message("Where it happened, and how exactly that is known."),
     ListPages._places),
    ("questions/", Message("Open questions"),
     Message("What is disputed or unknown, with the rival answers."),
     ListPages._questions),
    ("glossary/", Message("Glossary"),
     Message("The terms of the case, from A to Z."),
     ListPages._glossary),
    ("sources/", Message("Sources"),
     Message("Everything that the case rests on."),
     ListPages._sources),
)  # fmt: skip


_SCRIPTS = {
    "timeline.html": ("known.js", "filters.js"),
    "actors.html": ("filters.js",),
    "network.html": ("filters.js", "network.js", "sort.js"),
    "places.html": ("filters.js",),
    "questions.html": ("known.js", "filters.js"),
    "glossary.html": ("filters.js",),
    "sources.html": ("filters.js",),
    "parts.html": ("parts.js",),
}


def _grouped(groups: Sequence[Group[Any]], *, counted: bool = True) -> dict[str, Any]:
    jumps = [(g.name, g.anchor, len(g.records) if counted else 0) for g in groups]
    return {"groups": groups, "jumps": jumps}
