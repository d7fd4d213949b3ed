"""The timeline in order and whole; the figures of the home page; the index of the search."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from casebook.pages import folding
from crawl.found import read_found
from crawl.records import KINDS, Data
from crawl.site import Site, attribute, timeline, words

_STATUSES = ("established", "reported", "claimed", "disputed")


def timeline_is_whole_and_in_order(site: Site, data: Data) -> Iterator[str]:
    """Every event once, by its earliest day; one without a date between its neighbours."""
    shown = [event for event, _ in timeline(site)]
    events = data.of("events")
    if sorted(shown) != sorted(events):
        yield f"timeline: differs from the data in {sorted(set(shown) ^ set(events))}"
        return
    dated = [(_earliest(events[name]), name) for name in shown if _earliest(events[name])]
    for before, after in pairwise(dated):
        if before[0] > after[0]:
            yield f"timeline: {before} stands before {after}"
    place = {name: number for number, name in enumerate(shown)}
    for name, fields in events.items():
        ends = sorted(place[other] for other in fields.get("between", []))
        if "date" not in fields and ends and not ends[0] < place[name] < ends[1]:
            yield f"timeline: {name} does not stand between {fields['between']}"


def years_hold_their_events(site: Site, data: Data) -> Iterator[str]:
    """An event with a plain date stands under the heading of its year."""
    events = data.of("events")
    for name, item in timeline(site):
        year = re.match(r"\d{4}(?=-|$)", events[name].get("date", ""))
        section = item.find_parent("section") or item.find_parent("main")
        heading = section.find(["h1", "h2"]) if section else None
        if year and (heading is None or words(heading).split(",")[0] != year[0]):
            yield f"timeline: {name} of {year[0]} stands under {heading}"


def events_can_be_pointed_at(site: Site, _: Data) -> Iterator[str]:
    """Each event on the timeline has an anchor that holds its id."""
    for name, item in timeline(site):
        if not attribute(item, "id").endswith(name):
            yield f"timeline: {name} has the anchor {attribute(item, 'id')!r}"


def neighbours_follow_the_timeline(site: Site, _: Data) -> Iterator[str]:
    """Previous and next on an event's page are its neighbours on the timeline."""
    shown = [event for event, _ in timeline(site)]
    for before, name, after in zip(["", *shown], shown, [*shown[1:], ""], strict=False):
        page = site.page(f"events/{name}/")
        for rel, other in (("prev", before), ("next", after)):
            link = page.main.find("a", rel=rel)
            target = page.resolve(attribute(link, "href")) if link else None
            wanted = f"events/{other}/index.html" if other else None
            if (target.path if target else None) != wanted:
                yield f"{page.path}: {rel} leads to {target}, not {wanted}"


def home_counts_right(site: Site, data: Data) -> Iterator[str]:
    """The figures on the home page are those of the data."""
    page = site.page("")
    statuses = Counter(fields["status"] for fields in data.of("events").values())
    unsettled = sum(q["status"] != "settled" for q in data.of("questions").values())
    wanted = {**{status: statuses[status] for status in _STATUSES}, "open": unsettled}
    shown = {
        words(tag): int(words(tag.find_next("dd") or tag).split()[0])
        for tag in page.main.select(".cb-figures dt")
    }
    if shown != wanted:
        yield f"home: shows {shown}, the data have {wanted}"
    yield from _contents(site, data)
    said = words(page.main)
    for count, noun in ((len(data.of("sources")), "sources"), (len(data.of("events")), "events")):
        if not re.search(rf"\b{count} {noun}\b", said):
            yield f"home: does not say {count} {noun}"


def search_finds_every_name(site: Site, data: Data) -> Iterator[str]:
    """The search knows each record by every name and spelling; what it finds is there."""
    found = read_found(site.read)
    of_page: defaultdict[str, set[str]] = defaultdict(set)
    for entry in found:
        file, _, anchor = entry.location.partition("#")
        of_page[file] |= entry.words
        if file not in site.pages or (anchor and anchor not in site.pages[file].ids):
            yield f"search: {entry.location} leads nowhere"
    for name, fields in data.records.items():
        for spelling in _spellings(fields):
            if not set(folding.words(spelling)) <= of_page[name.file]:
                yield f"search: {spelling} does not find {name}"


def _contents(site: Site, data: Data) -> Iterator[str]:
    page = site.page("")
    shown = {
        target: words(item)
        for item in page.main.select("#everything ~ ul li")
        for target in page.targets(item)
    }
    for kind in KINDS:
        index = "timeline/index.html" if kind == "events" else f"{kind}/index.html"
        count = len(data.of(kind))
        if not re.search(rf"\b{count}$", shown.get(index, "")):
            yield f"home: says {shown.get(index)!r} of {kind}, the data have {count}"


def _spellings(fields: Mapping[str, Any]) -> Iterator[str]:
    keys = ("name", "term", "original") if "term" in fields else ("name", "title")
    yield from (fields[key] for key in keys if key in fields)
    yield from (entry["name"] for entry in fields.get("names", []) if isinstance(entry, dict))
    yield from [*fields.get("also_known_as", []), *fields.get("aliases", [])]


def _earliest(fields: Mapping[str, Any]) -> str:
    """Return the first day of an EDTF date as text that sorts, empty where it has none."""
    first = re.split(r"\.\.|[/,]", fields.get("date", "").strip("[]{}"))[0]
    match = re.match(r"(\d[\dX]{3})(?:-(\d[\dX]|X\d|XX))?(?:-(\d[\dX]|X\d|XX))?", _bare(first))
    if match is None:
        return ""
    year, month, day = (match[1], match[2] or "01", match[3] or "01")
    month = {"21": "03", "22": "06", "23": "09", "24": "12"}.get(month, month)
    return f"{year.replace('X', '0')}-{_at_least_one(month)}-{_at_least_one(day)}"


def _bare(date: str) -> str:
    return re.sub(r"[~?%]", "", date)


def _at_least_one(digits: str) -> str:
    return max(digits.replace("X", "0"), "01")
