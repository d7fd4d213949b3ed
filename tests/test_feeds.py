"""Feeds, read back by a reader that is not ours: what changed, when, and no more than is known."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given as drawn
from hypothesis import settings
from lxml import etree

from casebook.case import load
from casebook.exports import FOLDER, Given, feeds
from casebook.exports.feeds.contents import MOST, MOST_OF_ONE, OF_THEIR_OWN
from casebook.reading import History
from casebook.records import Key
from casebook.text import link
from casebook.views.changes import Changes, changes
from tools.cases import BASE, DRAFT, givens, large, shipped

ATOM = "{http://www.w3.org/2005/Atom}"
NOON = datetime(2020, 5, 4, 12, 30, 5, tzinfo=UTC)


def _dated(given: Given, since: datetime = NOON) -> Given:
    """Return the same where each record changed at a moment of its own, the first one last."""
    times = {
        key: since - timedelta(minutes=number) for number, key in enumerate(given.case.records)
    }
    return replace(given, changes=replace(given.changes, records=times))


def _files(given: Given) -> dict[str, bytes]:
    made = [*feeds.ATOM.make(given), *feeds.JSON.make(given)]
    return {file.path: file.content for file in made}


def _read(content: bytes) -> Any:
    found = feedparser.parse(content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@pytest.fixture(scope="module")
def given() -> Given:
    built = shipped()
    return _dated(Given(built.case, built.texts, BASE))


def test_the_feed_of_all_changes_has_the_newest_first(given: Given) -> None:
    found = _read(_files(given)["feeds/changes.atom"])
    assert found.feed.title == f"{given.case.about.title}: what has changed"
    assert found.feed.updated == "2026-11-22T00:00:00Z"
    assert found.feed.author == given.case.about.publisher
    assert found.feed.link == BASE
    state, *entries = found.entries
    assert (state.link, state.updated) == (BASE, "2026-11-22T00:00:00Z")
    assert state.summary == "Research closed 22 November 2026"
    first = list(given.case.records)[: MOST - 1]
    assert [entry.id for entry in entries] == [f"{BASE}{key}/" for key in first]
    assert [entry.link for entry in entries] == [f"{BASE}{key}/" for key in first]
    assert entries[1].updated == "2020-05-04T12:29:05Z"


def test_an_entry_says_when_it_was_and_how_sure_it_is(given: Given) -> None:
    only = Changes({Key("events", "recording-appears"): NOON, Key("questions", "fate"): NOON})
    found = _read(_files(replace(given, changes=only))["feeds/changes.atom"]).entries
    by_id = {entry.id: entry for entry in found}
    event = given.case.events["recording-appears"]
    made = by_id[f"{BASE}events/{event.id}/"]
    assert made.title == event.title
    plain = given.texts.get(Key("events", event.id), "summary").plain
    assert made.summary == f"27 May 2015 · {event.status}\n{plain}"
    assert [(tag.term, tag.label) for tag in made.tags] == [
        ("events", "Event"), (event.status, event.status),
    ]  # fmt: skip
    question = by_id[f"{BASE}questions/fate/"]
    assert question.title == given.texts.get(Key("questions", "fate"), "question").plain
    assert question.summary.startswith(f"{given.case.questions['fate'].status}\n")


def test_a_record_that_nobody_dates_is_in_no_feed(given: Given) -> None:
    files = _files(replace(given, changes=Changes()))
    for path, content in files.items():
        if path.endswith(".atom"):
            found = _read(content)
            assert len(found.entries) == (path == "feeds/changes.atom"), path
            assert found.feed.updated == "2026-11-22T00:00:00Z"


def test_an_actor_and_a_question_have_a_feed_of_what_concerns_them(given: Given) -> None:
    case, files = given.case, _files(given)
    keys = [key for key in case.records if key.kind in OF_THEIR_OWN]
    assert len(files) == 2 * (2 + len(keys))
    for key in keys:
        found = _read(files[f"feeds/{key}.atom"])
        about = {key, *(one.source for one in case.backlinks.get(key, ()))}
        about |= {one.source for one in given.texts.backlinks.get(key, ())}
        if key.kind == "questions":
            named = case.questions[key.id].about
            about |= {other for other in case.records if {other.id, str(other)} & set(named)}
        ids = {entry.id for entry in found.entries}
        assert ids <= {f"{BASE}{other}/" for other in about}, key
        assert len(ids) == min(len(about), MOST_OF_ONE), key
        assert found.feed.link == f"{BASE}{key}/"


CORRECTED = """\
- id: a
  name: Alpha & <Beta>
  kind: city
  corrections:
  - {date: 2020-03-01, text: "It said [[a|one]] *thing*."}
  - {date: 2020-03-02, text: Later.}
  - {date: 2020-03-01, text: The same day.}
"""


@pytest.fixture
def corrected(tmp_path: Path) -> Given:
    data = tmp_path / "data"
    data.mkdir()
    about = 'title: T\nstandfirst: S\nlanguage: en\nas_of: "2020-01-31"\n'
    (data / "case.yml").write_text(about, encoding="utf-8")
    (data / "places.yml").write_text(CORRECTED, encoding="utf-8")
    case, problems = load(data)
    assert problems == []
    return Given(case, link(case)[0], BASE, changes(case, History()))


def test_corrections_have_a_feed_of_their_own(corrected: Given) -> None:
    found = _read(_files(corrected)["feeds/corrections.atom"])
    assert found.feed.title == "T: corrections"
    assert [(entry.updated[:10], entry.summary) for entry in found.entries] == [
        ("2020-03-02", "Later."),
        ("2020-03-01", "It said one thing."),
        ("2020-03-01", "The same day."),
    ]
    assert {entry.title for entry in found.entries} == {"Correction: Alpha & <Beta>"}
    links = [entry.link.removeprefix(f"{BASE}places/a/#correction-") for entry in found.entries]
    assert links == ["2020-03-02", "2020-03-01", "2020-03-01-2"]
    changed = _read(_files(corrected)["feeds/changes.atom"]).entries[0]
    assert changed.summary.splitlines() == [
        "1 March 2020: It said one thing.", "2 March 2020: Later.", "1 March 2020: The same day.",
    ]  # fmt: skip


def test_without_an_address_ids_stay_and_links_lead_from_the_root(given: Given) -> None:
    named, nameless = _files(given), _files(replace(given, base=""))
    assert named.keys() == nameless.keys()
    for path in ("feeds/changes.atom", "feeds/actors/gulmurod-khalimov.atom"):
        here = f"https://example.org/elsewhere/{FOLDER}{path}"
        found = _read(nameless[path])
        ids = [entry.id for entry in found.entries]
        assert all(name.startswith("urn:uuid:") for name in [*ids, found.feed.id])
        tree = etree.fromstring(nameless[path])
        root = urljoin(here, tree.get("{http://www.w3.org/XML/1998/namespace}base"))
        assert root == "https://example.org/elsewhere/"
        links = [urljoin(root, one.get("href")) for one in tree.iter(f"{ATOM}link")]
        pages = [one.link.replace(BASE, root) for one in _read(named[path]).entries]
        assert links[1:] == [f"{page}index.html" for page in pages]
        assert not tree.findall(f"{ATOM}link[@rel='self']")
    again = _files(replace(given, base=""))
    assert again == nameless
    head = json.loads(nameless["feeds/changes.json"])
    assert not {"feed_url", "home_page_url"} & head.keys()
    assert not any("url" in item for item in head["items"])


def test_the_same_entry_has_the_same_id_in_every_feed(given: Given) -> None:
    for base in ("", BASE):
        titles: dict[str, str] = {}
        for path, content in _files(replace(given, base=base)).items():
            if path.endswith(".json"):
                for item in json.loads(content)["items"]:
                    assert titles.setdefault(item["id"], item["title"]) == item["title"]
        assert len(titles) > 50


@settings(max_examples=25)
@drawn(given=givens())
def test_any_case_can_be_read_back(given: Given) -> None:
    made = _dated(given)
    for one in (given, made):
        _check(one)


def test_a_large_case_can_be_read_back() -> None:
    _check(_dated(large(300)))


def _check(given: Given) -> None:
    files = _files(given)
    for path, content in files.items():
        assert DRAFT.encode() not in content, path
        if path.endswith(".atom"):
            _check_atom(given, path, content)
            _check_json(given, content, json.loads(files[f"{path[:-5]}.json"]))
    whole = json.loads(files["feeds/changes.json"])["items"]
    assert len(whole) == min(MOST, len(given.changes.records) + 1)
    corrections = json.loads(files["feeds/corrections.json"])["items"]
    assert len(corrections) == min(MOST, len(given.changes.corrections))


def _check_atom(given: Given, path: str, content: bytes) -> None:
    """Hold a feed to RFC 4287, sections 4.1.1 and 4.1.2, and to the case."""
    tree = etree.fromstring(content)
    assert tree.tag == f"{ATOM}feed"
    _exactly_one(tree, "id", "title", "updated")
    assert tree.find(f"{ATOM}author/{ATOM}name") is not None
    own = tree.findall(f"{ATOM}link[@rel='self']")
    assert [one.get("href") for one in own] == ([f"{BASE}{FOLDER}{path}"] if given.base else [])
    seen = []
    for entry in tree.iterfind(f"{ATOM}entry"):
        _exactly_one(entry, "id", "title", "updated", "summary")
        assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
        seen.append((entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")))
    assert len(set(seen)) == len(seen) <= MOST
    times = [updated or "" for _, updated in seen]
    assert times == sorted(times, reverse=True)
    for when in tree.iter(f"{ATOM}updated"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", when.text or "")
    assert len(_read(content).entries) == len(seen)


def _exactly_one(element: Any, *names: str) -> None:
    for name in names:
        (found,) = element.findall(f"{ATOM}{name}")
        assert found.text, (name, etree.tostring(element))


def _check_json(given: Given, atom: bytes, feed: dict[str, Any]) -> None:
    """Hold a feed to https://www.jsonfeed.org/version/1.1/, and to the same feed as Atom."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    tree = etree.fromstring(atom)
    assert tree.findtext(f"{ATOM}title") == _xml(feed["title"])
    entries = tree.findall(f"{ATOM}entry")
    for item, entry in zip(feed["items"], entries, strict=True):
        assert isinstance(item["id"], str)
        assert entry.findtext(f"{ATOM}id") == item["id"]
        assert entry.findtext(f"{ATOM}title") == _xml(item["title"])
        assert entry.findtext(f"{ATOM}updated") == item["date_modified"]
        assert entry.findtext(f"{ATOM}summary") == _xml(item["content_text"])
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert item.get("url") == (link.get("href") if given.base else None)


def _xml(text: str) -> str:
    """Return a text as XML can hold it and as a parser gives it back."""
    return re.sub("[\ufffe\uffff]", "", text).replace("\r", "\n")


def test_the_pages_lead_to_their_feeds(built_site: Path) -> None:
    for path in built_site.rglob("index.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        if page.find("meta", {"http-equiv": "refresh"}):
            continue
        place = path.relative_to(built_site).as_posix()
        kind, _, rest = place.partition("/")
        wanted = [f"{FOLDER}feeds/changes.atom"]
        if kind in OF_THEIR_OWN and rest != "index.html":
            wanted.append(f"{FOLDER}feeds/{place.removesuffix('/index.html')}.atom")
        links = page.select("head link[rel=alternate][type='application/atom+xml']")
        named = [_resolved(path, str(one["href"]), built_site) for one in links]
        assert named == wanted, place
        assert all(one["title"] for one in links)
        shown = [
            _resolved(path, str(one["href"]), built_site)
            for one in page.select("body a[type='application/atom+xml']")
        ]
        assert set(shown) == set(wanted), place


def _resolved(page: Path, href: str, site: Path) -> str:
    target = (page.parent / href).resolve()
    assert target.is_file(), f"{page}: {href}"
    return target.relative_to(site.resolve()).as_posix()
