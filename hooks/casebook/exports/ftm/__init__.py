"""The case as entities of FollowTheMoney (https://followthemoney.tech), one a line.

Dates are given as far as they are certain; what a schema has no property for stands in its
`description`. Left out are terms, which no schema is for, `forms`, which are no names but
inflections, and the `dates` of actors, which no reader of the site is shown either.
"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.ftm.records import Entities
from casebook.exports.model import Export, Format, Given
from casebook.json_bytes import json_bytes
from casebook.language import Message


def _ftm(given: Given) -> Iterator[Export]:
    # As bytes, line by line: a large case has tens of millions of letters, in one copy.
    lines = [json_bytes(entity) + b"\n" for entity in Entities(given).all()]
    if lines:
        yield Export("entities.ftm.json", b"".join(lines))


FORMAT = Format(
    "ftm",
    Message("Entities of FollowTheMoney"),
    Message(
        "People, bodies, events, places, documents and what ties them together, one a line. "
        "A date is given as far as it is certain; the rest of it stands in the description."
    ),
    Message("Load it into Aleph or OpenSanctions tools, or read it with the ftm command."),
    _ftm,
)
