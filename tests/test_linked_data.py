"""Linked data: the graph of the case and that of each page, read back by the package PyLD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, given, settings
from pyld import jsonld

from casebook import build, pages
from casebook.dates import EdtfDate, html_datetime
from casebook.exports import FOLDER, Given
from casebook.exports.jsonld import CONTEXT, FORMAT
from casebook.records import Actor, Event
from crawl.runs import SITES
from tools.cases import BASE, DRAFT, givens, shipped
from tools.schema_org import Use, schema_faults, uses

_SOME = settings(suppress_health_check=list(HealthCheck), max_examples=40)
SCHEMA = "http://schema.org/"
WHERE = "https://published.example/deep/"
"""Where a case lies that does not know its address."""

Node = dict[str, Any]


def _text(given: Given) -> str:
    (file,) = FORMAT.make(given)
    return file.content.decode()


def _graph(given: Given) -> list[Node]:
    graph: list[Node] = json.loads(_text(given))["@graph"]
    return graph


def _site_of(address: str, _options: object) -> Node:
    """Give PyLD the one context that pages name; nothing else may be asked for."""
    assert address == "https://schema.org"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": {"@context": CONTEXT},
    }


def _nodes(document: Any, base: str) -> dict[str, Node]:
    """Return every node that has a name, as PyLD reads a document that lies at `base`."""
    options = {"base": base, "documentLoader": _site_of}
    flat = jsonld.flatten(document, None, options)
    return {node["@id"]: node for node in flat if not node["@id"].startswith("_:")}


def _file(given: Given) -> dict[str, Node]:
    return _nodes(json.loads(_text(given)), f"{given.base or WHERE}{FOLDER}case.jsonld")


def _shipped(base: str = "") -> Given:
    built = shipped()
    return Given(built.case, built.texts, base)


def _types(graph: list[Node]) -> dict[str, str]:
    return {node["@id"]: node["@type"] for node in graph}


def test_properties_and_values_are_those_of_schema_org() -> None:
    used: set[Use] = set()

    @_SOME
    @given(given=givens())
    def look(given: Given) -> None:
        graph = _graph(given)
        used.update(use for node in graph for use in uses(node, _types(graph)))
        site = pages.make(given.case, given.texts, given.base)
        for page in site.pages:
            used.update(uses(page.json_ld, {}))

    look()
    assert len(used) > 100
    assert schema_faults(used) == ()


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "Person", "name": "x", "startDate": "2011"}, "startDate"),
        ({"@type": "Person", "name": 1}, "not assignable"),
        ({"@type": "Nonsense", "name": "x"}, "Nonsense"),
        ({"@type": "Event", "location": {"@id": "a-claim"}}, "not assignable"),
        ({"@type": "Event", "about": {"@type": "Role", "rol": "x", "about": {"@id": "y"}}}, "rol"),
    ],
)
def test_what_is_not_of_schema_org_is_found(node: Node, fault: str) -> None:
    (found,) = schema_faults(uses(node, {"a-claim": "Claim"}))
    assert fault in found


@_SOME
@given(given=givens())
def test_every_record_of_any_case_is_read_back(given: Given) -> None:
    assert DRAFT not in _text(given)
    found, root = _file(given), given.base or WHERE
    for key, record in given.case.records.items():
        node = found[f"{root}{key}/"]
        name = "headline" if key.kind == "articles" else "name"
        if told := [value["@value"] for value in node.get(SCHEMA + name, [])]:
            wanted = [getattr(record, field, None) for field in ("name", "term", "title")]
            assert told[0] in wanted or key.kind == "questions"
        else:
            assert key.kind == "questions"
    assert {kind for node in found.values() for kind in node.get("@type", [])}


@_SOME
@given(given=givens())
def test_everything_that_is_named_is_there(given: Given) -> None:
    root = given.base or WHERE
    found = _nodes(json.loads(_text(given)), f"{root}{FOLDER}case.jsonld")
    pages_ = {root, *(f"{root}{key}/" for key in given.case.records), f"{root}glossary/"}
    for name, node in found.items():
        if name.startswith(root):
            assert name.partition("#")[0] in pages_
            assert node.get("@type") or name == f"{root}glossary/", name


def test_an_account_is_named_by_its_anchor_on_the_page() -> None:
    built = shipped()
    found = _file(_shipped())
    named = {name.removeprefix(WHERE) for name in found if "#" in name and WHERE in name}
    assert len(named) > 10
    bodies = {page.address: page.body for page in built.site.pages}
    for name in named:
        address, _, anchor = name.partition("#")
        assert f'id="{anchor}"' in bodies[address], name


@_SOME
@given(given=givens())
def test_no_date_of_any_case_is_more_exact_than_the_record(given: Given) -> None:
    graph = {node["@id"]: node for node in _graph(given)}
    root = given.base or "../"
    for event in given.case.events.values():
        node = graph[f"{root}events/{event.id}/"]
        told = {name: node[name] for name in ("startDate", "endDate") if name in node}
        assert told == dict(_certain(event.date))
        # Nothing is lost: the claim has the date as it was written.
        wanted = event.date.text if event.date else None
        assert node["subjectOf"].get("temporalCoverage") == wanted
    for source in given.case.sources.values():
        node = graph[f"{root}sources/{source.id}/"]
        exact = html_datetime(source.issued)
        assert node.get("datePublished") == exact
        edtf = {"@type": "edtf:EDTF", "@value": source.issued.text}
        assert node.get("dcterms:issued") == (None if exact else edtf)


def _certain(date: EdtfDate | None) -> Iterator[tuple[str, str]]:
    ends = [("startDate", date)]
    if date and date.precision == "interval":
        starts, stops = date.start, date.end
        ends = [
            ("startDate", starts if isinstance(starts, EdtfDate) else None),
            ("endDate", stops if isinstance(stops, EdtfDate) else None),
        ]
    for name, end in ends:
        # The years before 1 cannot be written, whatever the clock says.
        if end and (end.is_plain or end.clock) and end.earliest and end.earliest.year > 0:
            yield name, html_datetime(end) or ""


@_SOME
@given(given=givens())
def test_claims_have_their_sources_and_their_rivals(given: Given) -> None:
    graph = {node["@id"]: node for node in _graph(given)}
    root = given.base or "../"
    for key, record in given.case.records.items():
        if isinstance(record, Event):
            claim = graph[f"{root}{key}/"]["subjectOf"]
            assert claim["creativeWorkStatus"] == record.status
            assert _sources(claim, root) == list(record.sources)
            rivals = claim.get("interpretedAsClaim", [])
            told = sorted(_sources(rival, root) for rival in rivals)
            assert told == sorted(list(account.sources) for account in record.accounts)


def _sources(claim: Node, root: str) -> list[str]:
    return [
        source["@id"].removeprefix(f"{root}sources/").rstrip("/")
        for source in claim.get("appearance", [])
    ]


def test_every_tie_role_and_fact_of_an_actor_is_told() -> None:
    graph = {node["@id"]: node for node in _graph(_shipped())}
    for actor in _shipped().case.actors.values():
        node = graph[f"../actors/{actor.id}/"]
        claims = node["subjectOf"]
        held = ("affiliation", "memberOf", "hasOccupation")
        roles = [role["roleName"] for name in held for role in node.get(name, [])]
        named = [claim.get("name") for claim in claims]
        texts = [claim.get("text", "") for claim in claims]
        for role in actor.roles:
            assert role.title in [*roles, *named]
        for fact in actor.facts:
            assert fact.label in named
        for tie in actor.relations:
            other = _shipped().case.actors[tie.to]
            assert f"{actor.name} {tie.kind} {other.name}" in texts


def test_names_say_their_language_and_script() -> None:
    graph = {node["@id"]: node for node in _graph(_shipped())}
    names = graph["../actors/gulmurod-khalimov/"]["alternateName"]
    tagged = {name["@language"] for name in names if isinstance(name, dict)}
    assert tagged == {"tg-Cyrl", "ru-Cyrl", "ar-Arab"}


def test_other_collections_are_named_by_their_addresses() -> None:
    built = build(SITES / "south-pole" / "data", None)
    given = Given(built.case, built.texts)
    graph = {node["@id"]: node for node in _graph(given)}
    found = {
        key: record.identifiers["wikidata"]
        for key, record in built.case.records.items()
        if isinstance(record, Actor) and "wikidata" in record.identifiers
    }
    assert found
    for key, name in found.items():
        node = graph[f"../{key}/"]
        assert node["sameAs"] == [f"http://www.wikidata.org/entity/{name}"]
        assert {"@type": "PropertyValue", "propertyID": "wikidata", "value": name} in node[
            "identifier"
        ]


@pytest.mark.parametrize("base", ["", BASE])
def test_a_page_and_the_file_name_the_same_things_alike(base: str) -> None:
    """Wherever the site lies, and whether a page is opened as a folder or as its file."""
    case, texts = shipped().case, shipped().texts
    file = _file(Given(case, texts, base))
    root = base or WHERE
    for page in pages.make(case, texts, base).pages:
        for opened in ("", "index.html"):
            found = _nodes(dict(page.json_ld), urljoin(root, page.address + opened))
            own = found[root + page.address]
            if page.key:
                assert own["@type"] == file[root + page.address]["@type"]
            for name, node in found.items():
                if name.startswith(root) and name != root + page.address:
                    assert name in file, (page.address, name)
                    assert node.get("@type", []) in ([], file[name]["@type"])


def test_a_page_tells_nothing_that_the_file_does_not() -> None:
    case, texts = shipped().case, shipped().texts
    file = _file(Given(case, texts, BASE))
    for page in pages.make(case, texts, BASE).pages:
        if page.key is None:
            continue
        own = _nodes(dict(page.json_ld), BASE + page.address)[BASE + page.address]
        whole = file[BASE + page.address]
        brief = {f"{SCHEMA}{name}" for name in ("url", "description", "about", "alternateName")}
        for name in own.keys() - brief - {"@id", "@type"}:
            assert name in whole, (page.address, name)
            assert [v for v in own[name] if "@value" in v] == [
                v for v in whole[name] if "@value" in v
            ]


def test_the_file_asks_nobody_what_its_words_mean() -> None:
    context = json.loads(_text(_shipped()))["@context"]
    assert context == CONTEXT

    def refuse(address: str, _options: object) -> Node:
        raise AssertionError(address)

    expanded = jsonld.expand(
        json.loads(_text(_shipped())), {"documentLoader": refuse, "base": "https://x.example/"}
    )
    assert len(expanded) == len(_shipped().case.records) + 1


def test_the_site_itself_is_described() -> None:
    site = _graph(_shipped(BASE))[0]
    about = _shipped().case.about
    assert (site["@id"], site["@type"], site["name"]) == (BASE, "WebSite", about.title)
    assert site["license"] == f"https://spdx.org/licenses/{about.licence}"
    assert about.period
    assert site["temporalCoverage"] == about.period.text


def test_a_brief_description_stays_brief() -> None:
    """What a page says of a record to machines is a small part of the page."""
    for page in shipped().site.pages:
        if page.key and page.key.kind not in ("articles", "questions"):
            size = len(json.dumps(page.json_ld, ensure_ascii=False).encode())
            assert size < max(1500, len(page.body.encode()) / 3), (page.key, size)
