"""Views: the timeline, what was learned later, appearances, and the groups of index pages."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from casebook.build import check
from casebook.case import Case
from casebook.dates import Day
from casebook.records import Actor, Event, Key, Place, Source, Term
from casebook.text import Texts
from casebook.views.appearances import Appearances
from casebook.views.indexes import by_country, by_kind, by_letter, by_year
from casebook.views.later import learned_after
from casebook.views.once import once
from casebook.views.profile import ties, ties_by_actor
from casebook.views.timeline import neighbours, years

HERE = Path(__file__).parent
SOUTH_POLE = HERE / "sites" / "south-pole" / "data"
TIMELINE = yaml.load(
    (HERE / "golden" / "views" / "timeline.yml").read_text("utf-8"), yaml.BaseLoader
)


def _event(name: str, when: Any) -> Event:
    fields = {"between": when} if isinstance(when, list) else {"date": when}
    required = {"title": "T", "summary": "S", "status": "claimed", "sources": ["s"]}
    return Event.model_validate({"id": name, **required, **fields})


@pytest.fixture(scope="module")
def south_pole() -> tuple[Case, Texts]:
    checked = check(SOUTH_POLE, None)
    return checked.case, checked.texts


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in TIMELINE.items()])
def test_the_timeline_is_grouped_by_year(case: Mapping[str, Any]) -> None:
    events = {name: _event(name, when) for name, when in case["events"].items()}
    found = {year.name or "": " ".join(e.id for e in year.events) for year in years(events)}
    assert found == case["groups"]


# fmt: off
DATES = st.sampled_from([
    "1900", "1900-05", "190X", "19XX", "1900/1905", "../1900", "/1850", "1901-21", "1905~", "-0044",
    "-0043-03-15", "0000", "Y-20000", "1XXX", "[1900,1905]", "Y12345", "1900/..",
])
# fmt: on


@given(st.lists(DATES, max_size=12))
def test_every_event_stands_in_one_group_and_in_order(dates: list[str]) -> None:
    made = [_event(f"e{number}", date) for number, date in enumerate(dates)]
    ordered = sorted(made, key=lambda event: event.date.sort_key if event.date else ())
    groups = years({event.id: event for event in ordered})
    assert [event.id for group in groups for event in group.events] == [e.id for e in ordered]
    anchors = [group.anchor for group in groups]
    assert len(set(anchors)) == len(anchors)
    assert all(group.events for group in groups)


def test_each_event_knows_those_before_and_after_it() -> None:
    events = {name: _event(name, year) for name, year in {"a": "1900", "b": "1901"}.items()}
    assert neighbours(events) == {"a": (None, events["b"]), "b": (events["a"], None)}


def test_no_events_have_no_neighbours() -> None:
    assert neighbours({}) == {}
    assert years({}) == ()


@pytest.mark.parametrize(
    "day", [Day(1900, 1, 1), Day(1912, 3, 8), Day(1912, 3, 9), Day(1913, 2, 12), Day(1999, 1, 1)]
)
def test_what_was_learned_later_is_what_no_source_had_said(
    south_pole: tuple[Case, Texts], day: Day
) -> None:
    case, _ = south_pole
    expected = []
    for event in case.events.values():
        ids = {*event.sources}.union(*(account.sources for account in event.accounts))
        since = event.known_since.latest if event.known_since else _first(case, ids)
        if since and since > day:
            expected.append((since.iso, f"events/{event.id}", None))
        else:
            expected += _late(case, f"events/{event.id}", event.accounts, day)
    for question in case.questions.values():
        expected += _late(case, f"questions/{question.id}", question.accounts, day)
    found = [(item.since.iso, str(item.key), item.account) for item in learned_after(case, day)]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert [since for since, _, _ in found] == sorted(since for since, _, _ in found)


def _late(case: Case, key: str, accounts: tuple[Any, ...], day: Day) -> list[Any]:
    known = [(number, _first(case, account.sources)) for number, account in enumerate(accounts)]
    return [(since.iso, key, number) for number, since in known if since and since > day]


def _first(case: Case, ids: Any) -> Day | None:
    ends = [case.sources[name].issued.latest for name in ids]
    return min((end for end in ends if end is not None), default=None)


def test_on_the_day_itself_a_source_was_out(south_pole: tuple[Case, Texts]) -> None:
    case, _ = south_pole
    later = {str(item.key) for item in learned_after(case, Day(1912, 3, 8))}
    assert "events/fram-at-hobart" not in later
    assert "events/norwegians-at-the-pole" not in later
    assert "events/tent-found" in later


def test_what_was_learned_is_worked_out_for_each_case_and_forgotten_with_it() -> None:
    made: list[int] = []

    @once
    def number(case: Case) -> int:
        made.append(len(case.events))
        return len(made)

    case, other = (check(SOUTH_POLE, None).case for _ in range(2))
    assert [number(case), number(other), number(case)] == [1, 2, 1]
    learned_after(case, Day(1912, 3, 8))
    gone = weakref.ref(case)
    del case
    gc.collect()
    assert gone() is None
    assert [number(other), number(check(SOUTH_POLE, None).case)] == [2, 3]


def test_every_reference_and_mention_appears_where_it_leads(
    south_pole: tuple[Case, Texts],
) -> None:
    case, texts = south_pole
    appearances = Appearances(case, texts)
    shown = {
        (item.source, key)
        for key in case.records
        for items in appearances.of(key).values()
        for item in items
    }
    made = {(r.source, r.target) for r in case.references}
    for (source, _), passage in texts.passages.items():
        if source is not None:
            made |= {(source, mention.target) for mention in passage.mentions}
            made |= {(source, Key("sources", c.source)) for c in passage.citations}
    assert shown == {(source, target) for source, target in made if source != target}
    assert len(made) > 150


def test_appearances_come_by_kind_and_in_order_of_time(south_pole: tuple[Case, Texts]) -> None:
    case, texts = south_pole
    found = Appearances(case, texts).of(Key("actors", "robert-falcon-scott"))
    assert list(found) == ["articles", "events", "actors", "questions"]
    events = [item.source.id for item in found["events"]]
    assert events == [name for name in case.events if name in events]
    roles = {item.source.id: item.how for item in found["events"]}
    assert roles["british-at-the-pole"] == ("leader",)
    assert roles["oates-walks-out"] == ()


def test_a_mention_brings_its_sentence(south_pole: tuple[Case, Texts]) -> None:
    case, texts = south_pole
    found = Appearances(case, texts).of(Key("places", "framheim"))["events"]
    sentences = {item.source.id: item.mention for item in found}
    mention = sentences["false-start"]
    assert mention is not None
    assert (mention.before.strip(), mention.words) == (
        "They left their loads at a depot and went home to",
        "Framheim",
    )


def test_relations_are_told_from_both_sides(south_pole: tuple[Case, Texts]) -> None:
    case, _ = south_pole
    told = [(tie.subject, tie.verb, tie.other) for tie in ties_by_actor(case)["lawrence-oates"]]
    assert told == [("lawrence-oates", "was commanded by", "robert-falcon-scott")]
    declared = [(actor.id, r.to) for actor in case.actors.values() for r in actor.relations]
    assert [(tie.subject, tie.other) for tie in ties(case)] == declared
    both = {(tie.declared, tie.number) for told in ties_by_actor(case).values() for tie in told}
    assert both == {(tie.declared, tie.number) for tie in ties(case)}


def _groups(groups: Any) -> dict[str, list[str]]:
    anchors = [group.anchor for group in groups]
    assert len(set(anchors)) == len(anchors)
    return {group.name: [record.id for record in group.records] for group in groups}


def test_actors_stand_by_kind_people_first_each_by_sort_name() -> None:
    fields = {"summary": "S", "sources": ["s"]}
    actors = [
        {"id": "a", "name": "Zoe Alm", "sort_name": "Alm, Zoe", "kind": "person"},
        {"id": "b", "name": "Ad Zorn", "sort_name": "Zorn, Ad", "kind": "person"},
        {"id": "c", "name": "État", "kind": "state"},
        {"id": "d", "name": "Etau", "kind": "state"},
    ]
    found = by_kind(Actor.model_validate({**fields, **actor}) for actor in reversed(actors))
    assert _groups(found) == {"People": ["a", "b"], "States": ["c", "d"]}


def test_terms_stand_by_letter_without_regard_to_accents() -> None:
    words = {"a": "émigré", "b": "Emir", "c": "zone", "d": "1267 list", "e": "яма"}
    terms = [Term(id=name, term=term, short="S") for name, term in words.items()]
    assert _groups(by_letter(terms)) == {"#": ["d"], "E": ["a", "b"], "Z": ["c"], "Я": ["e"]}


def test_sources_stand_by_year_of_issue() -> None:
    issued = {"a": "1912-03-09", "b": "1912-03-08", "c": "1912", "d": "1899", "e": "../1800"}
    sources = [
        Source.model_validate({"id": name, "type": "book", "title": "T", "issued": date})
        for name, date in issued.items()
    ]
    found = _groups(by_year(sources))
    assert found["1912"] == ["c", "b", "a"]
    assert found["1899"] == ["d"]
    assert sum(map(len, found.values())) == 5


def test_places_stand_by_country_or_under_their_own_name() -> None:
    places = [
        Place(id="a", name="Hobart", kind="city", country="Australia"),
        Place(id="b", name="Australia", kind="country"),
        Place(id="c", name="South Pole", kind="site"),
    ]
    assert _groups(by_country(places)) == {"Australia": ["b", "a"], "South Pole": ["c"]}
