"""What a list shows beyond its records, of the whole or of a part: filters, counts, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from casebook.case import Case
from casebook.language import language_of
from casebook.pages import filters, known, relations
from casebook.records import Actor, Article, Key, Place, Question, Source, Term
from casebook.text import Texts
from casebook.views.appearances import Appearances
from casebook.views.indexes import by_country
from casebook.views.map import Atlas, atlas, gazetteer
from casebook.views.profile import Tie


class Contents:
    """Gathers it for any items of the lists of a case; what they share is worked out once."""

    def __init__(self, case: Case, texts: Texts) -> None:
        self.case = case
        self.language = language_of(case.about.language)
        self._texts = texts

    def of(self, folder: str, items: Sequence[Any]) -> dict[str, Any]:
        """Return what a template reads of `items` of the list in that folder."""
        return _GATHERED[folder](self, items)

    @cached_property
    def atlas(self) -> Atlas:
        """The maps of all places."""
        return atlas(self.case.places.values(), self.events)

    @cached_property
    def _appearances(self) -> Appearances:
        return Appearances(self.case, self._texts)

    @cached_property
    def events(self) -> Counter[str]:
        """How many events happened at each place, by its id."""
        return Counter(event.place for event in self.case.events.values() if event.place)

    def _articles(self, _items: Sequence[Article]) -> dict[str, Any]:
        return {"found": None}

    def _actors(self, items: Sequence[Actor]) -> dict[str, Any]:
        return {"found": filters.of_actors(items, self.language)}

    def _places(self, items: Sequence[Place]) -> dict[str, Any]:
        return {
            "found": filters.of_places(items, self.language),
            "groups": by_country(items, self.language),
            "events": self.events,
            "atlas": self.atlas,
            "letters": gazetteer(items, self.language),
        }

    def _questions(self, items: Sequence[Question]) -> dict[str, Any]:
        return {
            "found": filters.of_questions(self.case, items, self.language),
            "questions_known": known.questions(items, self.language),
            "answers_known": known.answers(items, self.language),
        }

    def _glossary(self, items: Sequence[Term]) -> dict[str, Any]:
        return {"found": filters.of_terms(items, self.language)}

    def _sources(self, items: Sequence[Source]) -> dict[str, Any]:
        return {
            "found": filters.of_sources(items, self.language),
            "cited": {source.id: self._times(source) for source in items},
        }

    def _network(self, items: Sequence[Tie]) -> dict[str, Any]:
        return {
            "found": relations.filters(self.case, items, self.language),
            "dated": relations.by_date(items),
        }

    def _times(self, source: Source) -> str:
        appearing = self._appearances.of(Key("sources", source.id))
        count = sum(len(items) for items in appearing.values())
        if count == 0:
            return self.language.gettext("cited nowhere")
        return self.language.ngettext("cited by one record", "cited by %(num)s records", count)


_GATHERED: Mapping[str, Callable[[Contents, Sequence[Any]], dict[str, Any]]] = {
    "articles": Contents._articles,
    "actors": Contents._actors,
    "places": Contents._places,
    "questions": Contents._questions,
    "glossary": Contents._glossary,
    "sources": Contents._sources,
    "network": Contents._network,
}
