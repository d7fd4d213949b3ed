"""Pages as they were made for an earlier build, for as long as they would come out the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.pages.page import Page, Site
from casebook.pages.signatures import KeptWords
from casebook.records import Key


class KeptPages:
    """The site of the last build, and the signature of each page of a record in it."""

    def __init__(self) -> None:
        self._whole = ""
        self._site: Site | None = None
        self._signed: Mapping[Key, str] = {}
        self._pages: Mapping[Key, Page] = {}
        self.words = KeptWords()
        self._shared: dict[str, Page] = {}
        self._new_shared: dict[str, Page] = {}

    def site(self, signature: str) -> Site | None:
        """Return the whole site if it was made from what has this signature."""
        return self._site if signature == self._whole else None

    def page(self, key: Key, signature: str) -> Page | None:
        """Return the page of a record if it was made from what has this signature."""
        return self._pages.get(key) if self._signed.get(key) == signature else None

    def shared(self, signature: str, make: Callable[[], Page]) -> Page:
        """Return the page of many records that has this signature, made if need be."""
        page = self._shared.get(signature) or make()
        self._new_shared[signature] = page
        return page

    def sign(self, signed: Mapping[Key, str]) -> None:
        """Remember the signatures of the pages that `keep` gets next."""
        self._signed = signed

    def keep(self, signature: str, site: Site) -> None:
        """Remember a site for the next build, and no other."""
        self._whole, self._site = signature, site
        self._shared, self._new_shared = self._new_shared, {}
        self._pages = {page.key: page for page in site.pages if page.key is not None}
