"""Every statement shows its sources; every number leads to a reference, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bs4 import Tag

from crawl.records import Data, Name
from crawl.site import Page, Site, attribute, list_pages, record_pages, timeline_of, timeline_pages

_SUMMARISED = ("events", "actors", "places", "questions", "glossary", "articles")


def records_show_their_sources(site: Site, data: Data) -> Iterator[str]:
    """What a record says of itself is followed by a link to each of its sources."""
    for name, fields in data.records.items():
        lines = site.page(name.address).main.select(".cb-sources")
        shown = _sources(site.page(name.address), lines)
        if name.kind in _SUMMARISED and (missing := set(fields.get("sources", [])) - shown):
            yield f"{name}: its summary does not show {sorted(missing)}"


def timeline_shows_sources(site: Site, data: Data) -> Iterator[str]:
    """Each event on the timeline links to each of its sources, and each account to its own."""
    for page in timeline_pages(site):
        for event, item in timeline_of(page):
            fields = data.of("events")[event]
            missing = set(fields["sources"]) - _sources(page, item.select(".cb-sources"))
            if missing:
                yield f"{page.path}: {event} does not show {sorted(missing)}"
            yield from _accounts(data, page, item, fields, f"{page.path}: {event}")


def lists_show_sources(site: Site, data: Data) -> Iterator[str]:
    """The index pages that repeat what records say show the sources of it."""
    for kind in ("actors", "places"):
        entries = {
            next(page.targets(item), ""): (page, item)
            for page in list_pages(site, kind)
            for item in page.main.select(".cb-list > li")
        }
        for record, fields in data.of(kind).items():
            page, item = entries[Name(kind, record).file]
            missing = set(fields.get("sources", [])) - _sources(page, [item])
            if missing:
                yield f"{page.path}: {record} does not show {sorted(missing)}"


def accounts_show_sources(site: Site, data: Data) -> Iterator[str]:
    """Each account of an event and of a question stands there with its sources."""
    for kind in ("events", "questions"):
        for record, fields in data.of(kind).items():
            page = site.page(f"{kind}/{record}/")
            yield from _accounts(data, page, page.main, fields, page.path)


def profiles_show_sources(site: Site, data: Data) -> Iterator[str]:
    """Each fact, role and relation of a profile stands there with its sources."""
    for actor, fields in data.of("actors").items():
        page = site.page(f"actors/{actor}/")
        facts = page.main.select(".cb-facts-wide > dd")
        for fact, item in zip(fields.get("facts", []), facts, strict=True):
            yield from _shown(page, item, fact, f"fact {fact['label']}")
            yield from _accounts(data, page, item, fact, f"{page.path}: fact {fact['label']}")
        roles = page.main.select(".cb-roles > li")
        for role, item in zip(fields.get("roles", []), roles, strict=True):
            yield from _shown(page, item, role, f"role {role['title']}")


def relations_show_sources(site: Site, data: Data) -> Iterator[str]:
    """Each relation stands on both profiles and among all relations, with its sources."""
    rows = [
        (page, row) for page in list_pages(site, "network") for row in page.main.select("tbody tr")
    ]
    for actor, fields in data.of("actors").items():
        for relation in fields.get("relations", []):
            one, other = Name("actors", actor), data.resolve(relation["to"], ("actors",))
            places = (
                ("network/", rows, (one, other)),
                (one.file, _ties(site, one), (other,)),
                (other.file, _ties(site, other), (one,)),
            )
            for where, items, names in places:
                if not any(_is_relation(page, item, names, relation) for page, item in items):
                    yield f"{where}: lacks {one} {relation['kind']} {other} with its sources"


def citations_lead_there_and_back(site: Site, _: Data) -> Iterator[str]:
    """A number opens the reference of that number; the reference leads back to that very place."""
    for page in site.whole:
        places = page.soup.select("sup.cb-cite a")
        order = list(dict.fromkeys(attribute(a, "href") for a in places))
        if order != [f"#ref-{number}" for number in range(1, len(order) + 1)]:
            yield f"{page.path}: numbers are not in the order of reading: {order[:9]}"
        for place in places:
            if not _returns(page, place):
                yield f"{page.path}: the citation {place.get_text()} has no way back"
        yield from _strays(page, {attribute(place, "id") for place in places})


def _returns(page: Page, place: Tag) -> bool:
    number = attribute(place, "href").removeprefix("#ref-")
    reference = page.places.get(f"ref-{number}")
    if reference is None or reference.find_parent(class_="cb-references") is None:
        return False
    label = re.match(r"\d+", place.get_text())
    back = reference.find("a", href=f"#{attribute(place, 'id')}")
    to_source = any(path.startswith("sources/") for path in page.targets(reference))
    own = page.path.startswith("sources/")
    if label is None or label[0] != number:
        return False
    return back is not None and (to_source or own)


def _strays(page: Page, places: set[str]) -> Iterator[str]:
    for back in page.soup.select(".cb-references a.cb-back"):
        if attribute(back, "href").removeprefix("#") not in places:
            yield f"{page.path}: {attribute(back, 'href')} leads back to no citation"


def _accounts(
    data: Data, page: Page, within: Tag, fields: Mapping[str, Any], where: str
) -> Iterator[str]:
    shown = within.select(".cb-account")
    accounts = fields.get("accounts", [])
    if len(shown) < len(accounts):
        yield f"{where}: shows {len(shown)} of {len(accounts)} accounts"
    for account in accounts:
        said = _letters(_spoken(data, account["says"]))
        item = next(
            (tag for tag in shown if _letters(_without_numbers(tag)).startswith(said)), None
        )
        if item is None:
            yield f"{where}: lacks the account {account['says'][:50]!r}"
        else:
            yield from _shown(page, item, account, f"{where}: account {account['says'][:50]!r}")


def _shown(page: Page, item: Tag, statement: Mapping[str, Any], what: str) -> Iterator[str]:
    wanted = set(statement.get("sources", []))
    if missing := wanted - _sources(page, [item]):
        yield f"{page.path}: {what} does not show {sorted(missing)}"
    if not _sources(page, [item]):
        yield f"{page.path}: {what} shows no source at all"


def _sources(page: Page, tags: Sequence[Tag]) -> set[str]:
    paths = {path for tag in tags for path in page.targets(tag)}
    return {path.split("/")[1] for path in paths if re.fullmatch(r"sources/[^/]+/index.html", path)}


def _ties(site: Site, name: Name) -> Sequence[tuple[Page, Tag]]:
    pages = record_pages(site, name.address)
    return [(page, item) for page in pages for item in page.main.select(".cb-ties > li")]


def _is_relation(page: Page, item: Tag, names: Sequence[Name], relation: Mapping[str, Any]) -> bool:
    said = relation["kind"], relation.get("inverse", relation["kind"])
    return (
        {name.file for name in names} <= set(page.targets(item))
        and any(_letters(verb) in _letters(item.get_text()) for verb in said)
        and set(relation["sources"]) <= _sources(page, [item])
    )


def _spoken(data: Data, text: str) -> str:
    """Return the words of a text without its marks."""
    text = re.sub(r"\[@[^\]]*\]|<(script)\b.*?</\1>|<[^>]*>", "", text)
    text = re.sub(r"\[\[[^\]|]*\|([^\]]*)\]\]", r"\1", text)
    text = re.sub(r"\[\[!([^\]]*)\]\]", r"\1", text)
    text = re.sub(r"\[\[([^\]]*)\]\]", lambda mark: data.title(data.resolve(mark[1])), text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def _without_numbers(tag: Tag) -> str:
    texts = tag.find_all(string=True)
    return "".join(str(text) for text in texts if text.find_parent("sup") is None)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
