"""The case: ids resolved, names settled, order, known since, references in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from casebook.case import (
    Case,
    Index,
    UnresolvedError,
    account_since,
    known_since,
    load,
    name_of,
    words_of,
)
from casebook.dates import Day, parse
from casebook.problems import Where
from casebook.reading import Document, RawMap, RawRecord
from casebook.records import KINDS, CaseRecord, Event, Key, Record, Source
from casebook.views.profile import ties_by_actor

GOLDEN = Path(__file__).parent / "golden" / "case"

CASE = "title: T\nstandfirst: S\nlanguage: en\nas_of: 2020-01-01\n"
REQUIRED: dict[str, dict[str, Any]] = {
    "articles": {"title": "T", "kind": "report", "published": "1900", "body": "B"},
    "events": {"title": "T", "summary": "S", "status": "claimed", "sources": ["s"]},
    "actors": {"name": "N", "kind": "person", "summary": "S", "sources": ["s"]},
    "places": {"name": "N", "kind": "city"},
    "questions": {
        "question": "Q",
        "status": "open",
        "answer": "A",
        "accounts": [{"says": "One", "sources": ["s"]}, {"says": "Two", "sources": ["s"]}],
    },
    "glossary": {"term": "T", "short": "S"},
    "sources": {"type": "book", "title": "T", "issued": "1900"},
}


def _table(name: str) -> dict[str, Any]:
    table = yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(table, dict)
    return table


def _cases(name: str) -> list[Any]:
    return [pytest.param(case, id=title) for title, case in _table(name).items()]


def _record(kind: str, **fields: Any) -> Record:
    made = KINDS[kind].model_validate({**REQUIRED[kind], **fields})
    assert isinstance(made, Record)
    return made


def _case(*found: tuple[str, Record]) -> Case:
    """Return a case made of records alone, without files."""
    records = {Key(kind, record.id): record for kind, record in found}
    ids = {kind: frozenset(key.id for key in records if key.kind == kind) for kind in KINDS}
    about = CaseRecord.model_validate(yaml.load(CASE, yaml.BaseLoader))
    where = Where("data/case.yml")
    raw = RawRecord("case", RawMap({}, {}, where), Document("data/case.yml", "", None), None)
    return Case(about, records, Index(ids), {}, raw)


def _load(
    tmp_path: Path, files: Mapping[str, str], *, drafts: bool = False
) -> tuple[Case, list[str]]:
    """Return the case in these files (beside a description and a source `s`), and its problems."""
    root = tmp_path / "data"
    given_files = {
        "case.yml": CASE,
        "sources.yml": "- {id: s, type: book, title: T, issued: 1900}\n",
    }
    for name, text in {**given_files, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    case, problems = load(root, drafts=drafts)
    return case, [str(problem) for problem in problems]


RESOLVE = _table("resolve")


@pytest.mark.parametrize("case", [pytest.param(c, id=str(c)) for c in RESOLVE["cases"]])
def test_a_reference_leads_to_one_record_or_says_why_not(case: dict[str, str]) -> None:
    ids = {kind: frozenset(RESOLVE["ids"].get(kind, ())) for kind in KINDS}
    drafts = frozenset(Key(*text.split("/")) for text in RESOLVE["drafts"])
    index, kinds = Index(ids, drafts), tuple(case.get("kinds", "").split())
    if "key" in case:
        assert str(index.resolve(case["text"], kinds)) == case["key"]
        return
    with pytest.raises(UnresolvedError) as caught:
        index.resolve(case["text"], kinds)
    assert caught.value.hint
    for words in case["refused"].split(" | "):
        assert words in f"{caught.value.what} {caught.value.hint}"


@pytest.mark.parametrize("case", _cases("names"))
def test_words_lead_to_one_record_or_clash(case: dict[str, Any]) -> None:
    records = [
        (kind, _record(kind, **fields))
        for kind, several in yaml.load(case["records"], yaml.BaseLoader).items()
        for fields in several
    ]
    made = _case(*records)
    found = {claim.words: str(claim.target) for claim in made.claims}
    if "words" in case:
        assert found == case["words"]


@pytest.mark.parametrize("case", _cases("names"))
def test_a_clash_of_names_is_named_with_both_records(tmp_path: Path, case: dict[str, Any]) -> None:
    files = {
        f"{kind}.yml": yaml.safe_dump(
            [{**REQUIRED[kind], **f} for f in several], allow_unicode=True
        )
        for kind, several in yaml.load(case["records"], yaml.BaseLoader).items()
    }
    _, problems = _load(tmp_path, files)
    expected = case.get("clashes", [])
    assert len(problems) == len(expected)
    for clash in expected:
        words, keys = clash.split(": ")
        first, second = keys.split()
        told = [p for p in problems if f'"{words}"' in p and first in p and second in p]
        assert len(told) == 1
        assert told[0].startswith(f"data/{second.split('/')[0]}.yml:")


def test_all_names_of_a_record_are_known_and_none_twice() -> None:
    actor = _record("actors", id="a", name="N", also_known_as=["M", "N"], forms=["M"])
    assert words_of(actor) == ("N", "M")
    assert words_of(_record("sources", id="s")) == ()


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        ("actors", {"name": "A"}, "A"),
        ("glossary", {"term": "B"}, "B"),
        ("events", {"title": "C"}, "C"),
        ("questions", {"question": "D?"}, "D?"),
    ],
)
def test_a_record_is_listed_under_its_name(kind: str, fields: dict[str, str], name: str) -> None:
    assert name_of(_record(kind, id="x", **fields)) == name


@pytest.mark.parametrize("case", _cases("order"))
def test_events_come_in_order_of_time(case: dict[str, Any]) -> None:
    assert list(_case(*_events(case["events"])).events) == case["order"].split()


def _events(events: Mapping[str, Any]) -> list[tuple[str, Record]]:
    def fields(value: Any) -> dict[str, Any]:
        if isinstance(value, list):
            return {"between": value}
        return value if isinstance(value, dict) else {"date": value}

    return [("events", _record("events", id=name, **fields(v))) for name, v in events.items()]


@given(st.permutations(["a", "b", "c", "x", "y", "z"]))
def test_an_event_lies_between_its_two_whatever_the_order_of_the_file(order: list[str]) -> None:
    when = {
        "a": "1900",
        "b": "1901",
        "c": "1902",
        "x": ["a", "b"],
        "y": ["x", "b"],
        "z": ["y", "c"],
    }
    events = _case(*_events({name: when[name] for name in order})).events
    places = list(events)
    for event in events.values():
        if event.between:
            before, after = sorted(places.index(name) for name in event.between)
            assert before < places.index(event.id) < after


def test_events_that_wait_for_each_other_are_named(tmp_path: Path) -> None:
    lines = [
        f"- {{id: {name}, title: T, summary: S, status: claimed, sources: [s], {when}}}"
        for name, when in {
            "a": "date: 1900",
            "x": "between: [y, a]",
            "y": "between: [x, a]",
        }.items()
    ]
    _, problems = _load(tmp_path, {"events.yml": "\n".join(lines)})
    assert [p.split(": ")[0] for p in problems] == ["data/events.yml:2:73", "data/events.yml:3:73"]


@pytest.mark.parametrize("between", ["[a]", "[a, a]", "[a, x]", "[a, b, c]"])
def test_between_wants_two_other_events(tmp_path: Path, between: str) -> None:
    lines = [
        f"- {{id: {name}, title: T, summary: S, status: claimed, sources: [s], {when}}}"
        for name, when in {
            "a": "date: 1900",
            "b": "date: 1901",
            "c": "date: 1902",
            "x": f"between: {between}",
        }.items()
    ]
    _, problems = _load(tmp_path, {"events.yml": "\n".join(lines)})
    assert {problem.split(": ")[0] for problem in problems} == {"data/events.yml:4:73"}
    assert "two other events" in problems[0]


def _source(name: str, issued: str) -> Source:
    made = _record("sources", id=name, issued=issued)
    assert isinstance(made, Source)
    return made


@pytest.mark.parametrize("case", _cases("known"))
def test_known_since_claims_no_earlier_knowledge_than_can_be_proved(case: dict[str, Any]) -> None:
    sources = {f"s{n}": _source(f"s{n}", issued) for n, issued in enumerate(case["issued"])}
    override = parse(case["override"]) if "override" in case else None
    since = known_since(sources, sources, override)
    assert (since.iso if since else "none") == case["since"]


ACCOUNTS = [
    {"says": "late", "sources": ["late"]},
    {"says": "early", "sources": ["late", "early"]},
    {"says": "never", "sources": ["open"]},
    {"says": "dated", "sources": ["late"], "date": "1901-06"},
    {"says": "early again", "sources": ["early"]},
]
ISSUED = {"early": "1901", "late": "1905-05", "open": "1800/.."}


def _disputed() -> tuple[Case, Event]:
    event = _record(
        "events", id="e", date="1900", status="disputed", accounts=ACCOUNTS, sources=["late"]
    )
    assert isinstance(event, Event)
    sources = [("sources", _source(name, issued)) for name, issued in ISSUED.items()]
    return _case(("events", event), *sources), event


def test_accounts_come_in_the_order_in_which_they_were_given() -> None:
    case, event = _disputed()
    assert [(number, account.says) for number, account in case.accounts(event)] == [
        (3, "dated"),
        (1, "early"),
        (4, "early again"),
        (0, "late"),
        (2, "never"),
    ]


def test_an_account_is_known_from_its_sources_not_from_the_day_it_was_given() -> None:
    case, event = _disputed()
    since = [account_since(account, case.sources) for account in event.accounts]
    assert since == [
        Day(1905, 5, 31),
        Day(1901, 12, 31),
        None,
        Day(1905, 5, 31),
        Day(1901, 12, 31),
    ]


def test_articles_come_in_order_of_publication() -> None:
    dates = {"c": "1902", "b": "1901-05", "a": "1901-05"}
    articles = [("articles", _record("articles", id=n, published=d)) for n, d in dates.items()]
    assert list(_case(*articles).articles) == ["a", "b", "c"]


def test_a_relation_declared_once_is_told_from_both_sides() -> None:
    relation = {"to": "b", "kind": "led", "inverse": "was led by", "sources": ["s"]}
    one = _record("actors", id="a", name="A", relations=[relation])
    other = _record(
        "actors", id="b", name="B", relations=[{**relation, "to": "a", "inverse": None}]
    )
    case = _case(("actors", one), ("actors", other))
    told = {
        name: [(t.subject, t.verb, t.other) for t in ties_by_actor(case)[name]] for name in "ab"
    }
    # Without an inverse nobody turns the phrase round: the sentence stays as declared.
    assert told == {
        "a": [("a", "led", "b"), ("b", "led", "a")],
        "b": [("b", "led", "a"), ("b", "was led by", "a")],
    }


def test_former_ids_may_neither_be_taken_nor_shared(tmp_path: Path) -> None:
    lines = [
        "- {id: a, term: A, short: S, former_ids: [old, b]}",
        "- {id: b, term: B, short: S, former_ids: [old]}",
    ]
    _, problems = _load(
        tmp_path,
        {"glossary.yml": "\n".join(lines), "places.yml": "- {id: old, name: O, kind: city}"},
    )
    assert [p.split(": ")[0] for p in problems] == [
        "data/glossary.yml:1:48",
        "data/glossary.yml:2:43",
    ]
    assert "glossary/b" in problems[0]
    assert "glossary/a" in problems[1]


def test_a_draft_is_left_out_of_a_build_and_shown_in_a_preview(tmp_path: Path) -> None:
    files = {
        "glossary.yml": "- {id: a, term: A, short: S}\n- {id: b, term: B, short: S, draft: true}"
    }
    case, problems = _load(tmp_path, files)
    assert (problems, list(case.glossary)) == ([], ["a"])
    case, problems = _load(tmp_path, files, drafts=True)
    assert (problems, list(case.glossary)) == ([], ["a", "b"])


def test_a_draft_does_not_stand_in_the_way_of_its_words(tmp_path: Path) -> None:
    files = {
        "glossary.yml": "- {id: a, term: A, short: S}\n- {id: b, term: a, short: S, draft: true}"
    }
    assert _load(tmp_path, files)[1] == []
    assert len(_load(tmp_path, files, drafts=True)[1]) == 1


def test_a_reference_to_a_draft_stops_a_build_and_not_a_preview(tmp_path: Path) -> None:
    term = "- {id: a, term: A, short: S, see_also: [b]}\n- {id: b, term: B, short: S, draft: true}"
    _, problems = _load(tmp_path, {"glossary.yml": term})
    assert len(problems) == 1
    assert problems[0].startswith("data/glossary.yml:1:41: ")
    assert "draft" in problems[0]
    assert _load(tmp_path, {"glossary.yml": term}, drafts=True)[1] == []


def test_a_case_needs_its_description(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    _, problems = load(tmp_path / "data")
    assert [str(p.where) for p in problems] == ["data/case.yml:1:1"]


IDS = st.sampled_from(["a", "b", "c"])
SOURCES = st.lists(st.sampled_from(["s", "t"]), min_size=1, max_size=2, unique=True)


@st.composite
def _random_case(draw: st.DrawFn) -> Case:
    """Draw a small case in which every field that can name a record may name one."""
    account = st.fixed_dictionaries({"says": st.just("X"), "sources": SOURCES})
    some = st.lists(IDS, max_size=3, unique=True)
    records = [("sources", _record("sources", id=name)) for name in ("s", "t")]
    for name in ("a", "b", "c"):
        fields = {"id": name, "name": f"{name} {name}"}
        relations = [{"to": to, "kind": "k", "sources": draw(SOURCES)} for to in draw(some)]
        roles = [{"title": "T", "organisation": o, "sources": draw(SOURCES)} for o in draw(some)]
        facts = [{"label": "L", "value": "V", "status": "claimed", "accounts": [draw(account)]}]
        actor = {"relations": relations, "roles": roles, "facts": facts, "sources": draw(SOURCES)}
        records.append(("actors", _record("actors", **fields, **actor)))
        records.append(("places", _record("places", **fields, sources=draw(SOURCES))))
        events = {
            "between": draw(some),
            "place": draw(IDS),
            "actors": [{"id": actor_id} for actor_id in draw(some)],
            "accounts": [draw(account)],
            "sources": draw(SOURCES),
        }
        records.append(("events", _record("events", id=name, date="1900", **events)))
        about = draw(st.lists(st.sampled_from(["actors/a", "events/b", "s"]), unique=True))
        records.append(("questions", _record("questions", id=name, about=about)))
        terms = {"names": f"places/{draw(IDS)}", "see_also": draw(some)}
        records.append(("glossary", _record("glossary", id=name, **terms)))
        article = {"dateline": draw(IDS), "original": draw(st.sampled_from(["s", "t"]))}
        records.append(("articles", _record("articles", id=name, **article, sources=draw(SOURCES))))
    return _case(*records)


@given(_random_case())
def test_every_reference_appears_in_both_directions(case: Case) -> None:
    written = {(key, *pair) for key, record in case.records.items() for pair in _named(record)}
    out = {(r.source, r.field, str(r.target)) for r in case.references}
    back = {
        (r.source, r.field, str(target))
        for target, references in case.backlinks.items()
        for r in references
    }
    assert out == written
    assert back == written
    assert sum(map(len, case.backlinks.values())) == len(case.references)


KIND_OF_FIELD = {
    "sources": "sources",
    "original": "sources",
    "place": "places",
    "dateline": "places",
    "between": "events",
    "actors": "actors",
    "roles": "actors",
    "relations": "actors",
    "see_also": "glossary",
}


def _named(record: Record) -> set[tuple[str, str]]:
    """Return the records that the fields of a record name, read off its plain values."""
    found: set[tuple[str, str]] = set()
    for field, value in _plain(record).items():
        if field in ("about", "names") and value and field in type(record).model_fields:
            targets = [value] if isinstance(value, str) else value
            found |= {(field, t if "/" in t else f"sources/{t}") for t in targets}
            continue
        for item in value if isinstance(value, tuple) else [value]:
            found |= {(field, target) for target in _targets(field, item)}
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(inner) for name, inner in value}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _targets(field: str, item: Any) -> set[str]:
    if isinstance(item, str):
        return {f"{KIND_OF_FIELD[field]}/{item}"} if field in KIND_OF_FIELD else set()
    if not isinstance(item, dict):
        return set()
    found = {f"sources/{name}" for name in item.get("sources", ())}
    for account in item.get("accounts", ()):
        found |= {f"sources/{name}" for name in account["sources"]}
    named = item.get("id") or item.get("organisation") or item.get("to")
    return found | ({f"actors/{named}"} if named else set())
