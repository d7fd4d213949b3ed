"""What a page says of itself to machines: metadata, canonical address, edit link."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crawl.records import Name
from crawl.site import NOT_FOUND, Page, attribute

_TYPES: Mapping[str, str | Mapping[str, str]] = {
    "articles": {"report": "NewsArticle", "background": "Article", "explainer": "Article"},
    "events": "Event",
    "actors": {
        "person": "Person",
        "organisation": "Organization",
        "unit": "Organization",
        "state": "Country",
        "media": "NewsMediaOrganization",
    },
    "places": {"country": "Country"},
    "questions": "Question",
    "glossary": "DefinedTerm",
    "sources": {
        "article-magazine": "Article",
        "article-newspaper": "NewsArticle",
        "article-journal": "ScholarlyArticle",
        "book": "Book",
        "report": "Report",
        "webpage": "WebPage",
    },
}
_OTHERWISE = {"places": "Place", "sources": "CreativeWork"}
_DATES = ("datePublished", "startDate", "endDate", "dateModified")


def meta(page: Page, key: str, name: str) -> str:
    """Return the content of a meta element, empty where there is none."""
    tag = page.soup.find("meta", attrs={key: name})
    return attribute(tag, "content") if tag else ""


def canonical(page: Page) -> str:
    """Return the canonical address, empty where there is none."""
    tag = page.soup.find("link", rel="canonical")
    return attribute(tag, "href") if tag else ""


def edits(page: Page) -> list[str]:
    """Return where the edit links lead."""
    return [attribute(link, "href") for link in page.soup.find_all("a", rel="edit")]


def described(page: Page) -> dict[str, Any]:
    """Return the JSON-LD of a page, of which each has one but that for what is not found."""
    found = page.soup.find_all("script", type="application/ld+json")
    assert len(found) == (page.path != NOT_FOUND), page.path
    description: dict[str, Any] = json.loads(found[0].get_text()) if found else {}
    return description


def type_of(name: Name, fields: Mapping[str, Any]) -> str:
    """Return the schema.org type that a record must have."""
    known = _TYPES[name.kind]
    if isinstance(known, str):
        return known
    kind = fields["type" if name.kind == "sources" else "kind"]
    return known[kind] if kind in known else _OTHERWISE[name.kind]


def dates(value: Any) -> Iterator[str]:
    """Yield every date in a description."""
    if isinstance(value, list):
        for item in value:
            yield from dates(item)
    elif isinstance(value, dict):
        yield from (value[key] for key in _DATES if key in value)
        yield from dates(list(value.values()))
