"""The whole case as one graph of schema.org, in JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/)."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.model import Export, Format, Given
from casebook.exports.schema_org import Describer, Node, kept
from casebook.json_bytes import json_bytes
from casebook.language import Message

_ADDRESSES = ("archivedAt", "license", "sameAs", "url")
_DATES = ("dateCreated", "datePublished", "endDate", "startDate")

CONTEXT: Node = {
    # The names that schema.org's own context gives to its terms, so that both mean the same.
    "@vocab": "http://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    **{name: {"@type": "@id"} for name in _ADDRESSES},
    **{name: {"@type": "Date"} for name in _DATES},
}
"""What the words of the file mean; it stands in the file, so that nothing need be fetched."""


def _jsonld(given: Given) -> Iterator[Export]:
    # Without an address of the site, others are found from the folder in which the file lies.
    root = given.base or "../"
    describer = Describer(given.case, given.texts, root, whole=True)
    lines = [
        json_bytes(_site(given, root)),
        *(json_bytes(describer.of(key)) for key in given.case.records),
    ]
    lines[0] = b'{"@context":%b,"@graph":[\n%b' % (json_bytes(CONTEXT), lines[0])
    lines[-1] += b"\n]}\n"
    yield Export("case.jsonld", b",\n".join(lines))


def _site(given: Given, root: str) -> Node:
    about = given.case.about
    return kept(
        {
            "@id": root,
            "@type": "WebSite",
            "name": about.title,
            "description": given.texts.get(None, "standfirst").plain,
            "inLanguage": about.language,
            "temporalCoverage": about.period.text if about.period else None,
            "license": f"https://spdx.org/licenses/{about.licence}" if about.licence else None,
            "publisher": {"@type": "Organization", "name": about.publisher}
            if about.publisher
            else None,
        }
    )


FORMAT = Format(
    "jsonld",
    Message("Linked data as JSON-LD"),
    Message(
        "The whole case in the terms of schema.org, with what each source claims and how sure it "
        "is. An uncertain date stands as EDTF, never as an exact one."
    ),
    Message("Load it into a triple store, or expand it with any JSON-LD library."),
    _jsonld,
)
