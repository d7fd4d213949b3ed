"""Rules about addresses on the web."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from casebook.lint.external import External, external
from casebook.lint.research import Finding, Research
from casebook.records import Key

_ARCHIVES = ("archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc")


def insecure(research: Research) -> Iterator[Finding]:
    """Yield addresses that do not begin with https, in fields, in texts and on pages.

    Whoever listens on the way learns what was read there, and may change it.
    """
    for found in external(research, _open):
        what, hint = (
            f"{_spoken(found)} is not https",
            "Write https:// where the same page answers there",
        )
        yield Finding(found.where, what, hint, (found.key,) if found.key else ())


def unarchived(research: Research) -> Iterator[Finding]:
    """Yield sources on the web without the address of a kept copy."""
    for name, source in research.case.sources.items():
        if source.url and not source.archived and not is_copy(source.url):
            key = Key("sources", name)
            where = research.case.where(key, ("URL",))
            hint = "Have the page kept by a web archive and add archived: https://..."
            yield Finding(where, "URL: no copy of this page is kept", hint, (key,))


def is_copy(address: str) -> bool:
    """Return whether an address is itself that of a copy in a web archive."""
    host = urlsplit(address).hostname or ""
    return any(host == archive or host.endswith(f".{archive}") for archive in _ARCHIVES)


def _spoken(found: External) -> str:
    field = f"{found.field}: " if found.field else ""
    return f'{field}the address "{found.address}"' if found.linked else f"{field}the address"


def _open(address: str) -> bool:
    """Return whether an address is sent in the open; Tor encrypts the way to its own services."""
    if not address.lower().startswith("http://"):
        return False
    return not (urlsplit(address).hostname or "").endswith(".onion")
