"""Rules about addresses on the web."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from casebook.lint.research import Finding, Research
from casebook.problems import Where
from casebook.records import Key

_LINK = re.compile(r'href="(http://[^"]+)"', re.IGNORECASE)
_ARCHIVES = ("archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc")


def insecure(research: Research) -> Iterator[Finding]:
    """Yield addresses that do not begin with https, in fields, in texts and on pages.

    Whoever listens on the way learns what was read there, and may change it.
    """
    for where, what, records in _addresses(research):
        hint = "Write https:// where the same page answers there"
        yield Finding(where, f"{what} is not https", hint, records)


def unarchived(research: Research) -> Iterator[Finding]:
    """Yield sources on the web without the address of a kept copy."""
    for name, source in research.case.sources.items():
        if source.url and not source.archived and not _kept(source.url):
            key = Key("sources", name)
            where = research.case.where(key, ("URL",))
            hint = "Have the page kept by a web archive and add archived: https://..."
            yield Finding(where, "URL: no copy of this page is kept", hint, (key,))


def _addresses(research: Research) -> Iterator[tuple[Where, str, tuple[Key, ...]]]:
    """Yield every address that is not https: its place, what it is, the record it belongs to."""
    case = research.case
    if _open(case.about.url):
        yield case.where(None, ("url",)), "url: the address", ()
    for name, source in case.sources.items():
        for field, address in (("URL", source.url), ("archived", source.archived)):
            if _open(address):
                key = Key("sources", name)
                yield case.where(key, (field,)), f"{field}: the address", (key,)
    for (owner, location), passage in research.texts.passages.items():
        for address in dict.fromkeys(map(html.unescape, _LINK.findall(passage.html))):
            if _open(address):
                where = case.where(owner, location, address)
                yield where, f'{location[0]}: the address "{address}"', (owner,) if owner else ()
    for page in research.pages:
        found = list(filter(_open, page.addresses))
        for address, where in zip(found, page.places(found), strict=True):
            yield where, f'the address "{address}"', ()


def _open(address: str | None) -> bool:
    """Return whether an address is sent in the open; Tor encrypts the way to its own services."""
    if not address or not address.lower().startswith("http://"):
        return False
    return not (urlsplit(address).hostname or "").endswith(".onion")


def _kept(address: str) -> bool:
    """Return whether an address is itself that of a kept copy."""
    host = urlsplit(address).hostname or ""
    return any(host == archive or host.endswith(f".{archive}") for archive in _ARCHIVES)
