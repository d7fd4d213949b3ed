"""The filters of each index page: which facets it has, and how they are worded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from markupsafe import Markup

from casebook.case import Case
from casebook.language import Language, Message
from casebook.pages.references import short, tongue_of
from casebook.records import Actor, Event, Place, Question, Source, Term
from casebook.views.facets import Values, facets, span
from casebook.views.words import (
    ACTOR_NAMES,
    EVENT_NAMES,
    PLACE_NAMES,
    STATUS_NAMES,
    source_name,
)

T = TypeVar("T")
Span = tuple[int | None, int | None]
Naming = Callable[[str], str] | Mapping[str, Message]
"""How the values of a facet are called: by a function, or by a table of words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen: how addresses and readers have it, and how many items do.

    `lang` is the language of the label where it is not that of the case.
    """

    value: str
    label: str
    count: int
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question to the list under its label, and its answers."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list can be filtered by, and where each of its items stands.

    `shown` says how many of the `total` items are left; `spans` are the first and last year of
    each item, `years` those of all.
    """

    shown: str
    total: int
    facets: tuple[Facet, ...] = ()
    places: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    years: tuple[int, int] | None = None

    def values(self, name: str) -> Markup:
        """Return the attributes by which the script finds the values of an item.

        They are the places among the options of each facet, and years: the last where it is not
        the first, empty where it is open.
        """
        made = [
            f' data-{facet}="{" ".join(map(str, places))}"'
            for facet, places in self.places[name].items()
            if places
        ]
        first, last = self.spans.get(name, (None, None))
        if first is not None:
            made.append(f' data-from="{first}"')
        if last != first:
            made.append(f' data-to="{"" if last is None else last}"')
        return Markup("".join(made))


def of_events(case: Case, events: Iterable[Event], language: Language) -> Filters:
    """Return the filters of the timeline, or of some events of it."""
    items = {event.id: event for event in events}
    values: dict[str, Values[Event]] = {
        "actor": lambda event: [actor.id for actor in event.actors],
        "place": lambda event: [event.place] if event.place else [],
        "status": lambda event: [event.status],
        "kind": lambda event: [event.kind],
        "tag": lambda event: event.tags,
        "key": lambda event: ["1"] if event.key else [],
    }
    names: dict[str, Naming] = {
        "actor": lambda name: case.actors[name].name,
        "place": lambda name: case.places[name].name,
        "status": STATUS_NAMES,
        "kind": EVENT_NAMES,
        "key": lambda _: language.gettext("Key events only"),
    }
    total = len(items)
    shown = language.ngettext(
        "%(shown)s of %(total)s event", "%(shown)s of %(total)s events", total, **COUNTS
    )
    spans = {event.id: span(event.date) for event in items.values()}
    return assembled(items, values, names, language, shown, spans=spans)


def of_actors(actors: Iterable[Actor], language: Language) -> Filters:
    """Return the filters of the index of actors."""
    items = {actor.id: actor for actor in actors}
    values: dict[str, Values[Actor]] = {"kind": lambda actor: [actor.kind]}
    shown = language.ngettext(
        "%(shown)s of %(total)s actor",
        "%(shown)s of %(total)s actors",
        len(items),
        **COUNTS,
    )
    return assembled(items, values, {"kind": ACTOR_NAMES}, language, shown)


def of_places(places: Iterable[Place], language: Language) -> Filters:
    """Return the filters of the index of places."""
    items = {place.id: place for place in places}
    values: dict[str, Values[Place]] = {
        "kind": lambda place: [place.kind],
        "country": lambda place: [place.country or place.name],
    }
    shown = language.ngettext(
        "%(shown)s of %(total)s place",
        "%(shown)s of %(total)s places",
        len(items),
        **COUNTS,
    )
    return assembled(items, values, {"kind": PLACE_NAMES}, language, shown)


def of_questions(case: Case, questions: Iterable[Question], language: Language) -> Filters:
    """Return the filters of the index of questions."""
    items = {question.id: question for question in questions}
    values: dict[str, Values[Question]] = {
        "status": lambda question: [question.status],
        "actor": lambda question: [
            key.id for text in question.about if (key := case.index.resolve(text)).kind == "actors"
        ],
    }
    names: dict[str, Naming] = {
        "actor": lambda name: case.actors[name].name,
        "status": STATUS_NAMES,
    }
    shown = language.ngettext(
        "%(shown)s of %(total)s question",
        "%(shown)s of %(total)s questions",
        len(items),
        **COUNTS,
    )
    return assembled(items, values, names, language, shown)


def of_terms(terms: Iterable[Term], language: Language) -> Filters:
    """Return the filters of the glossary: words alone."""
    items = {term.id: term for term in terms}
    shown = language.ngettext(
        "%(shown)s of %(total)s term",
        "%(shown)s of %(total)s terms",
        len(items),
        **COUNTS,
    )
    none: dict[str, Values[Term]] = {}
    return assembled(items, none, {}, language, shown)


def of_sources(sources: Iterable[Source], language: Language) -> Filters:
    """Return the filters of the bibliography."""
    items = {source.id: source for source in sources}
    values: dict[str, Values[Source]] = {
        "publisher": lambda source: [short(source, language)],
        "language": lambda source: [source.language] if source.language else [],
        "type": lambda source: [source.type],
    }
    names: dict[str, Naming] = {
        "language": language.language_name,
        "type": lambda kind: source_name(kind, language),
    }
    shown = language.ngettext(
        "%(shown)s of %(total)s source",
        "%(shown)s of %(total)s sources",
        len(items),
        **COUNTS,
    )
    spans = {source.id: span(source.issued) for source in items.values()}
    found = [(short(source, language), source) for source in items.values()]
    tongues = {called: tongue_of(called, source) for called, source in found}
    return assembled(items, values, names, language, shown, spans=spans, tongues=tongues)


def assembled(
    items: Mapping[str, T],
    values: Mapping[str, Values[T]],
    names: Mapping[str, Naming],
    language: Language,
    shown: str,
    *,
    spans: Mapping[str, Span] | None = None,
    orders: Mapping[str, Sequence[str]] | None = None,
    tongues: Mapping[str, str] | None = None,
) -> Filters:
    """Return the filters of any list: its items by id, what each has under a facet, and the words.

    `names` word the values of a facet, `orders` sort them; `tongues` say the language of labels
    that are not in the case's own.
    """
    found = facets(items, values, {**_ORDERS, **(orders or {})})
    made = []
    for facet in found.facets:
        naming = names.get(facet.name, str)
        options = tuple(
            Choice(
                option.value,
                _called(option.value, naming, language),
                option.count,
                (tongues or {}).get(option.value, ""),
            )
            for option in facet.options
        )
        made.append(Facet(facet.name, language.word(_LABELS[facet.name]), options))
    ends = [year for pair in (spans or {}).values() for year in pair if year is not None]
    years = (min(ends), max(ends)) if ends and min(ends) < max(ends) else None
    return Filters(shown, len(items), tuple(made), found.places, spans or {}, years)


COUNTS = {"shown": "%(shown)s", "total": "%(total)s"}
"""Left for the script to fill."""

_LABELS = {
    "actor": Message("Who"),
    "place": Message("Where"),
    "status": Message("How sure"),
    "kind": Message("Kind"),
    "party": Message("Kind of actor"),
    "relation": Message("Relation"),
    "tag": Message("Tag"),
    "key": Message("Key events"),
    "country": Message("Country"),
    "publisher": Message("Published by"),
    "language": Message("Language"),
    "type": Message("Type"),
}
# From the firmest to the least settled.
_ORDERS = {"status": ("established", "reported", "claimed", "disputed", "open", "settled")}


def _called(value: str, naming: Naming, language: Language) -> str:
    return naming(value) if callable(naming) else language.word(naming.get(value, value))
