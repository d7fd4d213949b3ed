"""The addresses of a case that lead out of it, in the order in which they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from casebook.build import Checked, today
from casebook.lint import External, Research, external, is_copy, read_pages
from casebook.problems import Where
from casebook.records import Key
from casebook.text import read_documents

_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and one place where it is written.

    `field` is empty on a hand-written page; `linked` says that a text leads there. `copy` is the
    address of a kept copy of the same, if the case has one.
    """

    address: str
    where: Where
    field: str = ""
    linked: bool = False
    copy: str = ""

    @property
    def asked(self) -> str:
        """The address as a host is asked for it: without the part after `#`."""
        return urldefrag(self.address).url

    @property
    def host(self) -> str:
        """The host, which is empty where the address has none that can be read."""
        return host_of(self.address)


def host_of(address: str) -> str:
    """Return the host of an address in small letters; empty where it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as one bracket of an IPv6 address
        return ""


def collect(checked: Checked, documents: Path) -> tuple[Link, ...]:
    """Return every address outside the site, each place of it, in the order of files and lines.

    The address of the site itself is left out, and what lies below it.
    """
    case = checked.case
    written = read_documents(documents)[0] if documents.is_dir() else []
    research = Research(case, checked.texts, read_pages(case, written), today())
    own = case.about.url.rstrip("/") if case.about.url else ""

    def outside(address: str) -> bool:
        return not (own and (address == own or address.startswith(f"{own}/")))

    copies = {source.url: source.archived or "" for source in case.sources.values() if source.url}
    found = [*external(research, outside), *_in_words(research)]
    links = (
        Link(one.address, one.where, one.field, one.linked, copies.get(one.address, ""))
        for one in found
    )
    return tuple(sorted(links, key=lambda link: (link.where, link.address)))


def to_archive(links: Iterable[Link], *, every: bool) -> tuple[str, ...]:
    """Return the addresses for a web archive: those without a copy, or `every` one.

    What is a copy itself is left out.
    """
    found = dict.fromkeys(
        link.asked
        for link in links
        if link.field != "archived" and not is_copy(link.address) and (every or not link.copy)
    )
    return tuple(found)


def by_host(addresses: Iterable[str]) -> dict[str, list[str]]:
    """Return addresses by their hosts, those first of which most is asked: they take longest."""
    groups: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        groups.setdefault(host_of(address), []).append(address)
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))


def _in_words(research: Research) -> Iterator[External]:
    """Yield the addresses in fields that can hold other words as well."""
    case = research.case
    contact = case.about.contact or ""
    if _WEB.fullmatch(contact):
        yield External(contact, case.where(None, ("contact",)), "contact")
    for name, actor in case.actors.items():
        for collection, value in actor.identifiers.items():
            if _WEB.fullmatch(value):
                key, place = Key("actors", name), ("identifiers", collection)
                yield External(value, case.where(key, place), ".".join(place), key=key)
