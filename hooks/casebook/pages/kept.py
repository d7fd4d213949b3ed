"""Pages as they were made for an earlier build, for as long as they would come out the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from casebook.pages.page import Page, Site
from casebook.pages.signatures import KeptWords, Signatures
from casebook.records import Event, Key

Make = Callable[[], Page]
MakeAll = Callable[[Sequence[Key]], Iterable[Page]]


class Anew:
    """Has nothing of an earlier build: every page is made."""

    def listed(self, _address: str, make: Make) -> Page:
        """Return the page at an address, which lists records."""
        return make()

    def chapter(self, _events: Sequence[Event], _around: Sequence[str], make: Make) -> Page:
        """Return the page of a part of the timeline; `_around` is what it says of others."""
        return make()

    def records(self, keys: Sequence[Key], make: MakeAll) -> list[Page]:
        """Return the pages of records in their order; `make` makes those of some of them."""
        return list(make(keys))


class KeptPages:
    """The site of the last build, and the signature of each page in it."""

    def __init__(self) -> None:
        self.words = KeptWords()
        self._whole = ""
        self._site: Site | None = None
        self._records: Mapping[Key, tuple[str, Page]] = {}
        self._shared: Mapping[str, Page] = {}

    def site(self, signature: str) -> Site | None:
        """Return the whole site if it was made from what has this signature."""
        return self._site if signature == self._whole else None

    def record(self, key: Key, signature: str) -> Page | None:
        """Return the page of a record if it was made from what has this signature."""
        found = self._records.get(key)
        return found[1] if found is not None and found[0] == signature else None

    def shared(self, signature: str) -> Page | None:
        """Return the page of many records that was made from what has this signature."""
        return self._shared.get(signature)

    def keep(
        self,
        signature: str,
        site: Site,
        records: Mapping[Key, tuple[str, Page]],
        shared: Mapping[str, Page],
    ) -> None:
        """Remember a site and its pages for the next build, and no other."""
        self._whole, self._site = signature, site
        self._records, self._shared = records, shared


class Again(Anew):
    """Takes from an earlier build what would come out the same."""

    def __init__(self, kept: KeptPages, signatures: Signatures) -> None:
        self._kept = kept
        self._signatures = signatures
        self._records: dict[Key, tuple[str, Page]] = {}
        self._shared: dict[str, Page] = {}

    def listed(self, address: str, make: Make) -> Page:
        """Return the page at an address, which lists records."""
        return self._once(self._signatures.of_list(address), make)

    def chapter(self, events: Sequence[Event], around: Sequence[str], make: Make) -> Page:
        """Return the page of a part of the timeline; `around` is what it says of others."""
        return self._once(self._signatures.of_chapter(events, *around), make)

    def records(self, keys: Sequence[Key], make: MakeAll) -> list[Page]:
        """Return the pages of records in their order; `make` makes those of some of them."""
        signed = {key: self._signatures.of(key) for key in keys}
        pages = {
            key: page for key, sign in signed.items() if (page := self._kept.record(key, sign))
        }
        missing = [key for key in keys if key not in pages]
        pages.update(zip(missing, make(missing), strict=True))
        self._records = {key: (signed[key], pages[key]) for key in keys}
        return [pages[key] for key in keys]

    def keep(self, site: Site) -> None:
        """Remember all of these pages for the next build."""
        self._kept.keep(self._signatures.whole, site, self._records, self._shared)

    def _once(self, signature: str, make: Make) -> Page:
        page = self._kept.shared(signature) or make()
        self._shared[signature] = page
        return page
