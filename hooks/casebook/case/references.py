"""References between records, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from casebook.case.index import Index
from casebook.records import Key, Ref
from casebook.records.fields import Part


class Reference(NamedTuple):
    """The field at `location` of the record `source` names the record `target`."""

    source: Key
    target: Key
    location: tuple[str | int, ...]

    @property
    def field(self) -> str:
        """The field of the record in which the reference stands."""
        return str(self.location[0])


def references(found: Mapping[Key, Iterable[Part]], index: Index) -> Iterator[Reference]:
    """Yield every reference in the parts of records; all of them must lead somewhere."""
    for key, parts in found.items():
        for location, text, mark in parts:
            if isinstance(mark, Ref):
                yield Reference(key, index.resolve(text, mark.kinds), location)
