"""schema.org descriptions of pages, as JSON-LD.

What a record is called there stands in `exports.schema_org`, which the file of the whole case is
made with as well: a page and that file say the same of the same thing.
"""

from __future__ import annotations

from typing import Any

from casebook.case import Case
from casebook.exports.schema_org import Describer, kept
from casebook.pages import addresses
from casebook.records import Key
from casebook.text import Texts


class Metadata:
    """Describes records and pages; `base` is the address of the site, or empty."""

    def __init__(self, case: Case, texts: Texts, base: str) -> None:
        self.case = case
        self.base = base
        # All pages of records lie as deep. From there the way leads to the same addresses, whether
        # the page is opened as a folder or as the file in it.
        self._describer = Describer(case, texts, base or "../" * addresses.of(_ANY).count("/"))

    def of(self, key: Key, description: str) -> dict[str, Any]:
        """Return the description of a record's page."""
        return self._whole(self._describer.of(key, description), addresses.of(key))

    def index(self, address: str, title: str, description: str) -> dict[str, Any]:
        """Return the description of a page that lists records."""
        found = {
            "@id": self.base + address if self.base else "./",
            "@type": "CollectionPage" if address else "WebSite",
            "name": title,
            "description": description,
            "inLanguage": self.case.about.language,
        }
        if self.case.about.licence and not address:
            found["license"] = f"https://spdx.org/licenses/{self.case.about.licence}"
        return self._whole(found, address)

    def _whole(self, found: dict[str, Any], address: str) -> dict[str, Any]:
        url = self.base + address if self.base else None
        return kept({"@context": "https://schema.org", **found, "url": url})


_ANY = Key("kind", "id")
