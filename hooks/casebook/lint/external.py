"""Every address outside the site that a case leads to, and where it is written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casebook.lint.research import Research
from casebook.problems import Where
from casebook.records import Key

_LINK = re.compile(r'href="(https?://[^"]+)"', re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class External:
    """An address that leads out of the site.

    `field` is the field that holds it, or holds the text that links to it (`linked`); a
    hand-written page has none. `key` is the record, None for the case itself and for a page.
    """

    address: str
    where: Where
    field: str = ""
    linked: bool = False
    key: Key | None = None


def external(research: Research, wanted: Callable[[str], bool]) -> Iterator[External]:
    """Yield every address on the web that is `wanted`: in fields, in texts, on pages.

    Only of these is the place looked up, which takes a while.
    """
    yield from _in_fields(research, wanted)
    for (owner, location), passage in research.texts.passages.items():
        # Few texts lead out of the site, and looking for this is much quicker.
        links = _LINK.findall(passage.html) if "//" in passage.html else ()
        for address in dict.fromkeys(map(html.unescape, links)):
            if wanted(address):
                where = research.case.where(owner, location, address)
                yield External(address, where, str(location[0]), linked=True, key=owner)
    for page in research.pages:
        found = [one for one in page.addresses if _WEB.match(one) and wanted(one)]
        for address, where in zip(found, page.places(found), strict=True):
            yield External(address, where, linked=True)


def _in_fields(research: Research, wanted: Callable[[str], bool]) -> Iterator[External]:
    case = research.case
    if case.about.url and wanted(case.about.url):
        yield External(case.about.url, case.where(None, ("url",)), "url")
    for name, source in case.sources.items():
        for field, address in (("URL", source.url), ("archived", source.archived)):
            if address and wanted(address):
                key = Key("sources", name)
                yield External(address, case.where(key, (field,)), field, key=key)
