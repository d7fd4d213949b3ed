"""What a YAML file holds before anything is known of records: texts, lists and mappings."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from casebook.problems import Where

# Tuples, since a case has a hundred thousand of them.


class RawText(NamedTuple):
    """A scalar, as text in NFC. `empty` tells a value left out from a quoted empty text."""

    text: str
    where: Where
    empty: bool = False


class RawList(NamedTuple):
    """A sequence."""

    items: tuple[Raw, ...]
    where: Where


class RawMap(NamedTuple):
    """A mapping in the order of the file; `keys` has the place of each key."""

    entries: dict[str, Raw]
    keys: dict[str, Where]
    where: Where


Raw: TypeAlias = RawText | RawList | RawMap
