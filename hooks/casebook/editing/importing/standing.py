"""What stands in the case already: ids that are taken, sources that need not come twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from casebook.case import load
from casebook.editing.importing.slugs import Ids

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass
class Standing:
    """The ids of a case, and its sources by their address."""

    ids: Ids
    sources: frozenset[str]
    addresses: dict[str, str]

    def known(self, address: str) -> str:
        """Return the id of the source that has this address, or an empty text."""
        return self.addresses.get(_compared(address), "")

    def remember(self, address: str, name: str) -> None:
        """Know from now on which source has this address."""
        self.addresses.setdefault(_compared(address), name)


def standing(data: Path) -> Standing:
    """Return what stands in the case in `data`, drafts and all; what cannot be read is left out."""
    case, _ = load(data, drafts=True)
    former = {name for record in case.records.values() for name in record.former_ids}
    # An id that two kinds share can no longer be named alone, so none is given away twice.
    taken = {name for names in case.index.ids.values() for name in names} | former
    found = Standing(Ids(taken), frozenset(case.index.ids["sources"]), {})
    for source in case.sources.values():
        if source.url:
            found.remember(source.url, source.id)
    return found


def doi_address(text: str) -> str:
    """Return the address of a DOI, however it is written, or an empty text for what is none."""
    match = _DOI.fullmatch(text.strip())
    return f"https://doi.org/{match[1]}" if match else ""


def _compared(address: str) -> str:
    if doi := doi_address(unquote(address)):
        return doi.casefold()
    plain = re.sub(r"^https?://(?:www\.)?", "", address.strip(), flags=re.IGNORECASE)
    host, slash, path = plain.rstrip("/").partition("/")
    return f"{host.casefold()}{slash}{path}"
